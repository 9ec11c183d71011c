"""Derives the containers of a cluster from its configuration, with the names and defaults that kind gives.

The rules are those of ``planCreation`` in kind's ``pkg/cluster/internal/providers/docker/provision.go``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config import has_load_balancer, load_balancer_name, node_names
from kindsphinx.core.cluster_config.model import Role
from kindsphinx.core.topology.model import ANY_PORT, Kind, Link, Topology, TopologyNode

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config import ClusterConfig, Mount, Node, PortMapping

_API_SERVER: Final = "6443/TCP"
_IPV6: Final = "ipv6"
_NO_PROPAGATION: Final = ("", "None")


def topology_of(config: ClusterConfig, name: str, *, image: str = "") -> Topology:
    """Return what *config* makes of a cluster called *name*.

    :param image: the image of all nodes, as ``--image`` gives it; empty if it gives none.
    """
    configured = Link(host=_configured(config), node=_API_SERVER)
    balancer: tuple[TopologyNode, ...] = ()
    api_server = configured
    if has_load_balancer(config):
        balancer_name = load_balancer_name(name)
        balancer = (TopologyNode(name=balancer_name, kind=Kind.LOAD_BALANCER, api_server=configured),)
        # address and port of the configuration are then those of the load balancer alone
        api_server = Link(host=_at(_loopback(config), 0), node=_API_SERVER)
    named = zip(config.nodes, node_names(config, name), strict=True)
    nodes = (_node(config, node, node_name, image, api_server) for node, node_name in named)
    return Topology(cluster=name, nodes=(*balancer, *nodes))


def _node(config: ClusterConfig, node: Node, name: str, image: str, api_server: Link) -> TopologyNode:
    is_control_plane = node.role == Role.CONTROL_PLANE
    return TopologyNode(
        name=name,
        kind=Kind.CONTROL_PLANE if is_control_plane else Kind.WORKER,
        image=(image or node.image).partition("@")[0],
        api_server=api_server if is_control_plane else None,
        ports=tuple(_port(each, config.networking.ip_family) for each in node.extra_port_mappings),
        mounts=tuple(map(_mount, node.extra_mounts)),
        labels=tuple(f"{key}={value}" for key, value in node.labels.items()),
    )


def _configured(config: ClusterConfig) -> str:
    return _at(config.networking.api_server_address, config.networking.api_server_port)


def _loopback(config: ClusterConfig) -> str:
    return "::1" if config.networking.ip_family == _IPV6 else "127.0.0.1"


def _port(mapping: PortMapping, ip_family: str) -> Link:
    anywhere = "::" if ip_family == _IPV6 else "0.0.0.0"  # noqa: S104 - what no address means
    return Link(
        host=_at(mapping.listen_address or anywhere, mapping.host_port),
        node=f"{mapping.container_port}/{mapping.protocol or 'TCP'}",
    )


def _at(address: str, port: int) -> str:
    host = f"[{address}]" if ":" in address else address
    return f"{host}:{port if port > 0 else ANY_PORT}"


def _mount(mount: Mount) -> Link:
    remarks = (
        "read only" if mount.read_only else "",
        "" if mount.propagation in _NO_PROPAGATION else mount.propagation,
        "SELinux label" if mount.selinux_relabel else "",
    )
    # kind joins an empty path to the folder in which it runs
    host = mount.host_path or "."
    return Link(host=host, node=mount.container_path, remark=", ".join(filter(None, remarks)))
