"""What a configuration will make: nodes, ports and mounts, and a picture of them."""

from __future__ import annotations

from kindsphinx.core.topology.derive import topology_of
from kindsphinx.core.topology.model import ANY_PORT, Kind, Link, Topology, TopologyNode
from kindsphinx.core.topology.svg import draw

__all__ = ["ANY_PORT", "Kind", "Link", "Topology", "TopologyNode", "draw", "topology_of"]
