"""Groups the nodes of a role, so that a picture counts those that are alike and draws all others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.topology.model import TopologyNode

MOST: Final = 12
"""Nodes of a role that are drawn even if they are alike."""
_MOST_NAMES: Final = 4
"""Names, or ranges of names, that a group tells."""
_FEW: Final = 2
"""So many names are told one by one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """One node, or some that differ in nothing but their names."""

    names: str
    count: int
    node: TopologyNode
    """The first of them."""


def grouped(nodes: Sequence[TopologyNode]) -> list[Group]:
    """Return the *nodes* of a role one by one, and behind them those that would be too many.

    Only a node that is like an earlier one is counted instead of drawn.
    """
    drawn: list[Group] = []
    rest: dict[TopologyNode, list[int]] = {}
    for at, node in enumerate(nodes):
        look = replace(node, name="")
        if look not in rest or len(drawn) < MOST:
            drawn.append(_group(nodes, [at]))
            rest.setdefault(look, [])
        else:
            rest[look].append(at)
    return drawn + [_group(nodes, places) for places in rest.values() if places]


def _group(nodes: Sequence[TopologyNode], places: Sequence[int]) -> Group:
    names = list(_ranges(nodes, places))
    if len(names) > _MOST_NAMES:
        names = [*names[: _MOST_NAMES - 1], "…", names[-1]]
    return Group(names=", ".join(names), count=len(places), node=nodes[places[0]])


def _ranges(nodes: Sequence[TopologyNode], places: Sequence[int]) -> Iterator[str]:
    """Yield names, and the first and last one of those that stand side by side."""
    for _, run in groupby(enumerate(places), key=lambda each: each[1] - each[0]):
        names = [nodes[at].name for _, at in run]
        if len(names) > _FEW:
            yield f"{names[0]} … {names[-1]}"
        else:
            yield from names
