"""The containers of a cluster, and what of the host reaches them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ANY_PORT: Final = "*"
"""Stands for a port that kind or the engine picks when the cluster is created."""


class Kind(StrEnum):
    """What a container is there for."""

    LOAD_BALANCER = "load balancer"
    CONTROL_PLANE = "control plane"
    WORKER = "worker"


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """What joins the host and a node: a port that is forwarded, or a path that is mounted."""

    host: str
    """``ADDRESS:PORT``, or a path; the port may be :data:`ANY_PORT`."""
    node: str
    """``PORT/PROTOCOL``, or a path."""
    remark: str = ""

    def __str__(self) -> str:
        """Return all of it in a line."""
        return f"{self.host} → {self.node}" + (f" ({self.remark})" if self.remark else "")


@dataclass(frozen=True, kw_only=True, slots=True)
class TopologyNode:
    """One container."""

    name: str
    kind: Kind
    image: str = ""
    """Without a digest; empty for the load balancer, whose image is that of the release of kind."""
    api_server: Link | None = None
    """The port of the API server; ``None`` for a worker."""
    ports: tuple[Link, ...] = ()
    """The other ones that reach the host."""
    mounts: tuple[Link, ...] = ()
    labels: tuple[str, ...] = ()
    """``KEY=VALUE``, in the order of the file."""

    @property
    def all_ports(self) -> tuple[Link, ...]:
        """Return the ports that reach the host."""
        return (self.api_server, *self.ports) if self.api_server else self.ports


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

    @property
    def has_any_port(self) -> bool:
        """Return whether a port is picked only when the cluster is created."""
        return any(link.host.endswith(f":{ANY_PORT}") for node in self.nodes for link in node.all_ports)

    def of(self, kind: Kind) -> tuple[TopologyNode, ...]:
        """Return the containers of one kind."""
        return tuple(node for node in self.nodes if node.kind is kind)
