"""The outside world: the engine, its proxy, the clusters and the shell of a page."""

from __future__ import annotations
