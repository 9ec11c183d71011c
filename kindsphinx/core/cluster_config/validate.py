"""What kind checks once it has decoded a configuration (its internal/apis/config/validate.go)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.addresses import parse_cidr, parse_ip
from kindsphinx.core.cluster_config.go_text import go_quote
from kindsphinx.core.cluster_config.model import Role
from kindsphinx.core.cluster_config.schema import IP_FAMILIES, PROXY_MODES, ROLES
from kindsphinx.core.cluster_config.suggest import listed, nearest
from kindsphinx.core.cluster_config.versions import checks_listen_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.model import ClusterConfig, Node, PortMapping

_NAME: Final = re.compile(r"[a-z0-9.-]+\Z")
_ANYWHERE: Final = "0.0.0.0"  # noqa: S104 - compared with, not bound to
_LAST_PORT: Final = 65535
_BOTH: Final = "expected one (IPv4 or IPv6) CIDR or two CIDRs from each family for dual-stack networking"

_SINGLE: Final = "only one CIDR allowed for single-stack networking"
_OTHER: Final = "expected IPv{0} CIDR for IPv{0} family"


@dataclass(frozen=True, kw_only=True, slots=True)
class Breach:
    """One rule that a configuration breaks."""

    path: Path
    words: str
    """kind's own."""
    message: str
    """Ours."""
    node: int | None = None
    """The node in whose list of breaches kind puts it."""
    follows: bool = False
    """Whether it is gone once another is corrected."""
    unseen: bool = False
    """Whether kind stops before it gets to it."""


def validate(config: ClusterConfig, kind_version: str) -> list[Breach]:
    """Return all rules that *config* breaks, in kind's order."""
    return [
        *_name(config),
        *_networking(config),
        *(breach for index, node in enumerate(config.nodes) for breach in _node(node, index, kind_version)),
        *_control_plane(config),
    ]


def kind_message_of(breaches: list[Breach]) -> str:
    """Return what kind says of *breaches*: a list only if there are several, each once."""
    said: dict[str, None] = {}
    nodes: dict[int, dict[str, None]] = defaultdict(dict)
    for breach in breaches:
        if breach.node is not None and not breach.unseen:
            nodes[breach.node][breach.words] = None
    for breach in breaches:
        if breach.node is None:
            said[breach.words] = None
        elif words := nodes.get(breach.node):
            said[f"invalid configuration for node {breach.node}: {_aggregate(words)}"] = None
    return _aggregate(said)


def _aggregate(words: dict[str, None]) -> str:
    return next(iter(words)) if len(words) == 1 else f"[{', '.join(words)}]"


def _name(config: ClusterConfig) -> Iterator[Breach]:
    if not _NAME.match(config.name):
        yield Breach(
            path=("name",),
            words=f"'{config.name}' is not a valid cluster name, cluster names must match `^[a-z0-9.-]+$`",
            message=f"“{config.name}” cannot be a cluster's name: it may consist of a-z, 0-9, “.” and “-”",
        )


def _networking(config: ClusterConfig) -> Iterator[Breach]:
    networking = config.networking
    at = "networking"
    if networking.api_server_port and not _is_port(networking.api_server_port):
        yield _bad_port(networking.api_server_port, (at, "apiServerPort"))
    if networking.ip_family not in IP_FAMILIES:
        yield _no_choice(networking.ip_family, (at, "ipFamily"), IP_FAMILIES)
    for key, name, subnet in (
        ("podSubnet", "pod subnet", networking.pod_subnet),
        ("serviceSubnet", "service subnet", networking.service_subnet),
    ):
        if words := _wrong_in_subnets(subnet, networking.ip_family):
            message = f"{key} “{subnet}” will not do: {_SUBNET_HINTS.get(words, _NO_SUBNET)}"
            yield Breach(path=(at, key), words=f"invalid {name} {words}", message=message)
    if networking.kube_proxy_mode not in PROXY_MODES:
        yield _no_choice(networking.kube_proxy_mode, (at, "kubeProxyMode"), PROXY_MODES)


def _no_choice(value: str, path: Path, choices: tuple[str, ...]) -> Breach:
    return Breach(path=path, words=f"invalid {path[-1]}: {value}", message=_choose(value, path, choices))


def _choose(value: str, path: Path, choices: tuple[str, ...]) -> str:
    near = nearest(value, choices)
    hint = f"did you mean “{near}”?" if near else f"write {listed(choices)}"
    return f"“{value}” is no {path[-1]}: {hint}"


def _bad_port(port: int, path: Path, node: int | None = None) -> Breach:
    return Breach(
        path=path,
        words=f"invalid {path[-1]}: invalid port number: {port}",
        message=f"{port} is no port: {path[-1]} takes 1 to {_LAST_PORT}, 0 for one that kind picks, "
        "and -1 for one that the engine picks",
        node=node,
    )


def _is_port(port: int) -> bool:
    return -1 <= port <= _LAST_PORT


_NO_SUBNET: Final = "write an address and the length of its prefix, such as “10.244.0.0/16”, without blanks"
_SUBNET_HINTS: Final = {
    _BOTH: "with ipFamily “dual” write one subnet of IPv4 and one of IPv6, such as “10.244.0.0/16,fd00::/56”",
    _SINGLE: "more than one subnet needs ipFamily “dual”",
    _OTHER.format(4): "with ipFamily “ipv4” it must be a subnet of IPv4, such as “10.244.0.0/16”",
    _OTHER.format(6): "with ipFamily “ipv6” it must be a subnet of IPv6, such as “fd00:10:244::/56”",
}


def _wrong_in_subnets(text: str, family: str) -> str:
    """Return kind's words for what is wrong with *text*, empty if it will do."""
    subnets = []
    for each in text.split(","):
        subnet = parse_cidr(each)
        if subnet is None:
            return f"failed to parse cidr value:{go_quote(each)} with error: invalid CIDR address: {each}"
        subnets.append(subnet.version)
    if family == "dual":
        # one of either family, or one of each
        return _BOTH if len(subnets) > 1 and sorted(subnets) != [4, 6] else ""
    if len(subnets) > 1:
        return _SINGLE
    wanted = {"ipv4": 4, "ipv6": 6}.get(family, subnets[0])
    return "" if subnets[0] == wanted else _OTHER.format(wanted)


def _node(node: Node, index: int, kind_version: str) -> Iterator[Breach]:
    at: Path = ("nodes", index)
    if node.role not in ROLES:
        yield Breach(
            path=(*at, "role"),
            words=f"{go_quote(node.role)} is not a valid node role",
            message=_choose(node.role, ("role",), ROLES),
            node=index,
        )
    if not node.extra_port_mappings:
        return
    for number, mapping in enumerate(node.extra_port_mappings):
        for key, port in (("hostPort", mapping.host_port), ("containerPort", mapping.container_port)):
            if not _is_port(port):
                yield _bad_port(port, (*at, "extraPortMappings", number, key), index)
    yield from _Bindings(at=(*at, "extraPortMappings"), node=index, kind_version=kind_version).breaches(
        node.extra_port_mappings
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Bindings:
    """Judges the port mappings of one node."""

    at: Path
    node: int
    kind_version: str

    def breaches(self, mappings: tuple[PortMapping, ...]) -> Iterator[Breach]:
        """Return what is wrong; kind stops at the first."""
        taken: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
        unseen = False
        for index, mapping in enumerate(mappings):
            if mapping.host_port in {-1, 0}:
                continue
            breach = self._judge(mapping, index, taken[mapping.host_port, mapping.protocol], unseen=unseen)
            if breach:
                unseen = True
                yield breach

    def _judge(
        self, mapping: PortMapping, index: int, taken: dict[str, int], *, unseen: bool
    ) -> Breach | None:
        is_strict = checks_listen_addresses(self.kind_version)
        # to a kind that does not check, an empty address is as little an address as any other text
        address = parse_ip(mapping.listen_address or (_ANYWHERE if is_strict else ""))
        if address is None and is_strict:
            return self._bad_address(mapping.listen_address, index, unseen=unseen)
        shown = str(address) if address else "<nil>"
        # for kind, which has it from Go, all of IPv6 is all of IPv4
        key = _ANYWHERE if shown == "::" else shown
        clash = next(iter(taken.values()), None) if key == _ANYWHERE else taken.get(key, taken.get(_ANYWHERE))
        if clash is None:
            taken[key] = index
            return None
        binding = f"{shown}:{mapping.host_port}/{mapping.protocol}"
        return Breach(
            path=(*self.at, index, "hostPort"),
            words="invalid portMapping: port mapping with same listen address, port and protocol already "
            f"configured: {binding}",
            message=f"host port {mapping.host_port} is taken already: extraPortMappings[{clash}] of this "
            "node has the same address, port and protocol",
            node=self.node,
            unseen=unseen,
        )

    def _bad_address(self, address: str, index: int, *, unseen: bool) -> Breach:
        return Breach(
            path=(*self.at, index, "listenAddress"),
            words=f"invalid portMapping: invalid listen address: {address}",
            message=f"“{address}” is no IP address: write one of this computer, such as “127.0.0.1”",
            node=self.node,
            unseen=unseen,
        )


def _control_plane(config: ClusterConfig) -> Iterator[Breach]:
    roles = {node.role for node in config.nodes}
    if Role.CONTROL_PLANE not in roles:
        yield Breach(
            path=("nodes",),
            words="must have at least one control-plane node",
            message="no node has the role “control-plane”, and a cluster needs one",
            follows=any(nearest(role, ROLES) != Role.WORKER for role in roles),
        )
