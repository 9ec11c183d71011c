"""Warn of networking that kind accepts and that then fails or surprises."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from kindsphinx.core.cluster_config.addresses import parse_cidr, parse_ip
from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.creation import Doubt
from kindsphinx.core.cluster_config.faults import write_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.cluster_config.addresses import Address, Network
    from kindsphinx.core.cluster_config.creation import Creation
    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.model import ClusterConfig, PortMapping

_NFTABLES_FROM: Final = (1, 31)
_NFTABLES_WITH_GATE: Final = (1, 29)
_AT: Final = "networking"
_Port: TypeAlias = tuple[int, str]
"""Port and protocol."""


def doubts_of_network(config: ClusterConfig, creation: Creation) -> Iterator[Doubt]:
    """Return what to warn of in the networking of *config*, its ports of the host included."""
    yield from _api_server_address(config)
    yield from _subnets(config)
    yield from _proxy_mode(config, creation)
    yield from _ports(config)
    if config.networking.disable_default_cni and creation.context.wait:
        yield Doubt(
            path=(_AT, "disableDefaultCNI"),
            code=ProblemCode.CNI_WAIT,
            message="nodes without a network plugin never become Ready, so the creation waits for nothing, "
            "and then ends as if all were well: leave out the waiting, and wait once the plugin is installed",
        )


def _api_server_address(config: ClusterConfig) -> Iterator[Doubt]:
    written = config.networking.api_server_address
    address = parse_ip(written)
    if address is None:
        yield Doubt(
            path=(_AT, "apiServerAddress"),
            code=ProblemCode.LISTEN_ADDRESS,
            message=f"the engine will refuse to listen on “{written}”, which is no IP address: "
            "write “127.0.0.1”, or leave it out",
        )
    elif not address.is_loopback:
        yield Doubt(
            path=(_AT, "apiServerAddress"),
            code=ProblemCode.OPEN_API_SERVER,
            message=f"with “{written}” the API server listens on the network, and can be attacked there: "
            "leave it out to keep to this computer",
        )


def _subnets(config: ClusterConfig) -> Iterator[Doubt]:
    networking = config.networking
    for pod, service in _overlaps(networking.pod_subnet, networking.service_subnet):
        yield Doubt(
            path=(_AT, "podSubnet"),
            code=ProblemCode.SUBNET_OVERLAP,
            message=f"pods ({pod}) and services ({service}) will share addresses, and some of them "
            "will not be reached: write subnets that do not overlap",
        )


@lru_cache(maxsize=64)
def _overlaps(pods: str, services: str) -> list[tuple[Network, Network]]:
    # IPv4 and IPv6 cannot be compared, and have nothing in common
    return [
        (pod, service)
        for pod, service in product(_networks(pods), _networks(services))
        if pod.version == service.version and pod.overlaps(service)
    ]


def _networks(subnets: str) -> list[Network]:
    return [network for each in subnets.split(",") if (network := parse_cidr(each))]


def _proxy_mode(config: ClusterConfig, creation: Creation) -> Iterator[Doubt]:
    if config.networking.kube_proxy_mode != "nftables":
        return
    versions = [version for node in config.nodes if (version := creation.kubernetes(node))]
    needed = _NFTABLES_WITH_GATE if config.feature_gates.get("NFTablesProxyMode") else _NFTABLES_FROM
    if versions and min(versions) < needed:
        major, minor = min(versions)
        yield Doubt(
            path=(_AT, "kubeProxyMode"),
            code=ProblemCode.PROXY_MODE,
            message=f"kube-proxy of Kubernetes {major}.{minor} will not start with “nftables”, which is "
            "there from 1.31 on: write “iptables”, or use a newer image",
        )


def _ports(config: ClusterConfig) -> Iterator[Doubt]:
    """Find what asks for one port of the host where kind, which looks at one node's mappings, does not."""
    networking = config.networking
    everywhere = "::" if networking.ip_family == "ipv6" else "0.0.0.0"  # noqa: S104 - what kind listens on
    taken: defaultdict[_Port, list[tuple[Address, Path]]] = defaultdict(list)
    api_server = parse_ip(networking.api_server_address)
    if networking.api_server_port > 0 and api_server:
        taken[networking.api_server_port, "TCP"].append((api_server, ("apiServerPort",)))
    for at, mapping in _mappings(config):
        address = parse_ip(mapping.listen_address or everywhere)
        if mapping.host_port > 0 and address:
            # for kind no protocol is another than TCP
            others = taken[mapping.host_port, mapping.protocol or "TCP"]
            other = next((path for each, path in others if _clash(each, address)), None)
            if other:
                yield _clash_of(mapping, at, other)
            others.append((address, at))


def _mappings(config: ClusterConfig) -> Iterator[tuple[Path, PortMapping]]:
    for index, node in enumerate(config.nodes):
        for number, mapping in enumerate(node.extra_port_mappings):
            yield ("nodes", index, "extraPortMappings", number), mapping


def _clash(first: Address, second: Address) -> bool:
    # whether all of IPv6 is all of IPv4 too depends on the engine
    is_anywhere = first.is_unspecified or second.is_unspecified
    return first == second or (first.version == second.version and is_anywhere)


def _clash_of(mapping: PortMapping, path: Path, other: Path) -> Doubt:
    return Doubt(
        path=(*path, "hostPort"),
        code=ProblemCode.PORT_CLASH,
        message=f"the engine will say that host port {mapping.host_port} is already allocated, since "
        f"{write_path(other)} asks for it too: write another port",
    )
