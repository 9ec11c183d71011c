"""Finds the lines from the load balancer to each control plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.topology.layout import GUTTER, LINE
from kindsphinx.core.topology.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.topology.layout import Box


def joints(boxes: Sequence[Box]) -> Iterator[str]:
    """Yield a path: between two columns, or beside a single one; nothing without a load balancer."""
    balancer = next((box for box in boxes if box.kind is Kind.LOAD_BALANCER), None)
    planes = [box for box in boxes if box.kind is Kind.CONTROL_PLANE]
    if balancer is None:
        return
    x = min(box.x + box.width for box in planes) + GUTTER / 2
    branches = (f"M{x:g} {_entry(box):g}H{_edge(box, x):g}" for box in planes)
    yield " ".join([f"M{x:g} {balancer.y + balancer.height:g}V{_entry(planes[-1]):g}", *branches])


def _entry(box: Box) -> float:
    return box.y + LINE


def _edge(box: Box, x: float) -> float:
    """Return the side of *box* that is nearer to *x*."""
    return box.x + box.width if box.x + box.width <= x else box.x
