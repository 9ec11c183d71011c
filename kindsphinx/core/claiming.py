"""What a page needs for itself alone while it runs: names of clusters, and ports of the engine's machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import ClusterBlock
from kindsphinx.core.cluster_config import judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.blocks import RunBlock, Scenario
    from kindsphinx.core.cluster_config import ClusterConfig


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class HostPort:
    """A port that the page itself has chosen."""

    number: int
    protocol: str = "tcp"
    address: str = ""
    """Where it is listened at; empty for everywhere."""

    def __str__(self) -> str:
        return f"the host port {self.number}" + ("" if self.protocol == "tcp" else f" ({self.protocol})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What the creation of a cluster needs."""

    cluster: str
    ports: tuple[HostPort, ...] = ()


def wanted(creation: RunBlock, scenario: Scenario) -> Wanted:
    """Return what the block that creates a cluster needs, by the configuration that the page shows."""
    name = creation.cluster
    blocks = (each for each in scenario.blocks if isinstance(each, ClusterBlock) and each.name == name)
    configs = (judge(each.file.data, name=name).config for each in blocks)
    return Wanted(
        cluster=name, ports=tuple(sorted({port for each in configs if each for port in _ports(each)}))
    )


def _ports(config: ClusterConfig) -> Iterator[HostPort]:
    network = config.networking
    # 0 and below are chosen by kind or the engine, which take free ones
    if network.api_server_port > 0:
        yield HostPort(number=network.api_server_port, address=network.api_server_address)
    for node in config.nodes:
        for each in node.extra_port_mappings:
            if each.host_port > 0:
                protocol = each.protocol.lower() or "tcp"
                yield HostPort(number=each.host_port, protocol=protocol, address=each.listen_address)
