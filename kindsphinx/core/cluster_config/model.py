"""The cluster configuration as kind holds it after decoding and defaulting, as plain data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Role(StrEnum):
    """What a node does in the cluster."""

    CONTROL_PLANE = "control-plane"
    WORKER = "worker"


class AbsentList(tuple[Any, ...]):
    """An empty list that the file does not mention; only :func:`dump` tells it from one that it does."""

    __slots__ = ()


class AbsentMap(dict[str, Any]):
    """An empty mapping that the file does not mention; only :func:`dump` tells it from one that it does."""

    __slots__ = ()


NO_LIST: Final = AbsentList()
NO_MAP: Final = AbsentMap()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mount:
    """A folder or file of the host that a node sees."""

    container_path: str = ""
    host_path: str = ""
    read_only: bool = False
    selinux_relabel: bool = False
    propagation: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PortMapping:
    """A port of a node that the host forwards to."""

    container_port: int = 0
    host_port: int = 0
    """0: kind picks one; -1: the engine does."""
    listen_address: str = ""
    protocol: str = ""
    """In capitals; empty means TCP."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PatchJSON6902:
    """A JSON 6902 patch of one of kubeadm's objects."""

    group: str = ""
    version: str = ""
    kind: str = ""
    patch: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """One node of the cluster."""

    role: str = Role.CONTROL_PLANE
    """A :class:`Role`; any other text only in a configuration that kind refuses for it."""
    image: str = ""
    labels: Mapping[str, str] = field(default_factory=lambda: NO_MAP)
    extra_mounts: tuple[Mount, ...] = ()
    extra_port_mappings: tuple[PortMapping, ...] = ()
    kubeadm_config_patches: tuple[str, ...] = NO_LIST
    kubeadm_config_patches_json6902: tuple[PatchJSON6902, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Networking:
    """The networking of the whole cluster."""

    ip_family: str = "ipv4"
    api_server_port: int = 0
    """0: kind picks one; -1: the engine does."""
    api_server_address: str = "127.0.0.1"
    pod_subnet: str = "10.244.0.0/16"
    service_subnet: str = "10.96.0.0/16"
    disable_default_cni: bool = False
    kube_proxy_mode: str = "iptables"
    dns_search: tuple[str, ...] | None = None
    """``None`` leaves the host's search domains, an empty tuple clears them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterConfig:
    """A whole configuration, decoded and defaulted as kind does it."""

    name: str = "kind"
    """The name that the cluster gets."""
    declared_name: str = ""
    """The name that the file gives, empty if it gives none."""
    nodes: tuple[Node, ...] = ()
    networking: Networking = field(default_factory=Networking)
    feature_gates: Mapping[str, bool] = field(default_factory=lambda: NO_MAP)
    runtime_config: Mapping[str, str] = field(default_factory=lambda: NO_MAP)
    kubeadm_config_patches: tuple[str, ...] = NO_LIST
    kubeadm_config_patches_json6902: tuple[PatchJSON6902, ...] = ()
    containerd_config_patches: tuple[str, ...] = NO_LIST
    containerd_config_patches_json6902: tuple[str, ...] = NO_LIST


def has_load_balancer(config: ClusterConfig) -> bool:
    """Return whether kind adds a load balancer: with more than one control plane."""
    return sum(node.role == Role.CONTROL_PLANE for node in config.nodes) > 1


def node_names(config: ClusterConfig, cluster_name: str) -> tuple[str, ...]:
    """Return the names of the node containers, in the order of the file, without the load balancer's.

    kind numbers per role and gives the first of a role no number.
    """
    return tuple(f"{cluster_name}-{name}" for name in _short_names(config))


def load_balancer_name(cluster_name: str) -> str:
    """Return the name of the load balancer's container."""
    return f"{cluster_name}-external-load-balancer"


def _short_names(config: ClusterConfig) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for node in config.nodes:
        seen[node.role] += 1
        yield node.role if seen[node.role] == 1 else f"{node.role}{seen[node.role]}"
