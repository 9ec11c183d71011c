"""The containers that a configuration will make, derived from the configuration alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config import has_load_balancer, load_balancer_name, node_names
from kindsphinx.core.cluster_config.model import Role

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config import ClusterConfig, Mount, Node, PortMapping

_API_PORT: Final = 6443
ANY_PORT: Final = "*"
"""Stands for a port that kind or the engine picks when the cluster is created."""


class Kind(StrEnum):
    """What a container is there for."""

    LOAD_BALANCER = "load balancer"
    CONTROL_PLANE = "control plane"
    WORKER = "worker"


@dataclass(frozen=True, kw_only=True, slots=True)
class TopologyNode:
    """One container."""

    name: str
    kind: Kind
    image: str = ""
    """Without a digest; empty for the load balancer, whose image is that of the release of kind."""
    ports: tuple[str, ...] = ()
    """``HOST:PORT → PORT/PROTOCOL``; ``*`` is a port that is picked at the creation."""
    mounts: tuple[str, ...] = ()
    """``HOST PATH → PATH``."""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Topology:
    """All containers of a cluster, the load balancer first, then the nodes as they stand in the file."""

    cluster: str
    nodes: tuple[TopologyNode, ...]

    @property
    def common_image(self) -> str:
        """Return the image that all nodes have; empty if they differ."""
        images = {node.image for node in self.nodes if node.kind is not Kind.LOAD_BALANCER}
        return images.pop() if len(images) == 1 else ""

    def of(self, kind: Kind) -> tuple[TopologyNode, ...]:
        """Return the containers of one kind."""
        return tuple(node for node in self.nodes if node.kind is kind)


def topology_of(config: ClusterConfig, name: str, *, image: str = "") -> Topology:
    """Return what *config* makes of a cluster called *name*.

    :param image: the image of all nodes, as ``--image`` gives it; empty if it gives none.
    """
    balanced = has_load_balancer(config)
    names = node_names(config, name)
    nodes = [
        _node(config, node, node_name, image, balanced=balanced)
        for node, node_name in zip(config.nodes, names, strict=True)
    ]
    if balanced:
        nodes.insert(
            0,
            TopologyNode(
                name=load_balancer_name(name), kind=Kind.LOAD_BALANCER, ports=(_api_server(config),)
            ),
        )
    return Topology(cluster=name, nodes=tuple(nodes))


def _node(config: ClusterConfig, node: Node, name: str, image: str, *, balanced: bool) -> TopologyNode:
    is_control_plane = node.role == Role.CONTROL_PLANE
    ports = [_mapping(each, config.networking.ip_family) for each in node.extra_port_mappings]
    if is_control_plane:
        # behind a load balancer, address and port of the configuration are the load balancer's
        ports.insert(0, f"127.0.0.1:{ANY_PORT} → {_API_PORT}/TCP" if balanced else _api_server(config))
    return TopologyNode(
        name=name,
        kind=Kind.CONTROL_PLANE if is_control_plane else Kind.WORKER,
        image=(image or node.image).partition("@")[0],
        ports=tuple(ports),
        mounts=tuple(map(_mount, node.extra_mounts)),
        labels=tuple(f"{key}={value}" for key, value in node.labels.items()),
    )


def _api_server(config: ClusterConfig) -> str:
    networking = config.networking
    return f"{_at(networking.api_server_address, networking.api_server_port)} → {_API_PORT}/TCP"


def _mapping(mapping: PortMapping, ip_family: str) -> str:
    anywhere = "::" if ip_family == "ipv6" else "0.0.0.0"  # noqa: S104 - what no address means
    host = _at(mapping.listen_address or anywhere, mapping.host_port)
    return f"{host} → {mapping.container_port}/{mapping.protocol or 'TCP'}"


def _at(address: str, port: int) -> str:
    host = f"[{address}]" if ":" in address else address
    return f"{host}:{port if port > 0 else ANY_PORT}"


def _mount(mount: Mount) -> str:
    only = " (read only)" if mount.read_only else ""
    return f"{mount.host_path or '.'} → {mount.container_path}{only}"
