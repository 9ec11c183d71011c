"""What a configuration will make: nodes, ports and mounts, and a picture of them."""

from __future__ import annotations

from kindsphinx.core.topology.model import Kind, Topology, TopologyNode, topology_of
from kindsphinx.core.topology.svg import draw

__all__ = ["Kind", "Topology", "TopologyNode", "draw", "topology_of"]
