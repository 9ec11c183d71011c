"""Says what stands in the box of a node: its name, its role, and a line for each thing that it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.topology.fit import columns, flowed, shortened, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.topology.alike import Group
    from kindsphinx.core.topology.model import Link, TopologyNode

KEY: Final = 6
"""The columns of ``image``, ``API``, ``port``, ``mount`` and ``label``, with a blank."""
_LINES: Final = 2
"""A text of more lines loses its middle; the table has all of it."""
_NAME_LINES: Final = 5
_APART: Final = 2
"""Columns between the name and the role in one line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A text in a line of a box."""

    line: int
    text: str
    style: str = ""
    """``name``, ``key`` or ``role``, or empty for what a key tells."""
    column: int = 0
    """Where it begins; -1 if it ends at the right edge."""


def is_narrow(group: Group, room: int, *, with_image: bool) -> bool:
    """Return whether *group* is one node that has little to tell, and fits a box of *room* columns."""
    items = list(_items(group.node, with_image=with_image))
    pieces = [piece.strip() for _, item in items for piece in item]
    return (
        group.count == 1
        and len(items) <= 1
        and columns(group.names) <= room
        and all(columns(piece) <= room - KEY for piece in pieces)
    )


def content_of(group: Group, room: int, *, with_image: bool) -> list[Cell]:
    """Return the texts of a box of *room* columns."""
    names = list(wrapped(shortened(group.names, _NAME_LINES * room), room))
    cells = [Cell(line=at, text=name, style="name") for at, name in enumerate(names)]
    cells.append(_role(group, names, room))
    for key, pieces in _items(group.node, with_image=with_image):
        cells += keyed(key, pieces, cells[-1].line + 1, room)
    return cells


def keyed(key: str, pieces: Sequence[str], line: int, room: int) -> Iterator[Cell]:
    """Yield *key* and beside it the *pieces* of a text, from *line* on."""
    yield Cell(line=line, text=key, style="key")
    short = [shortened(piece, _LINES * (room - KEY)) for piece in pieces]
    for at, text in enumerate(flowed(short, room - KEY), line):
        yield Cell(line=at, text=text, column=KEY)


def _role(group: Group, names: Sequence[str], room: int) -> Cell:
    role = str(group.node.kind) if group.count == 1 else f"{group.count} more {group.node.kind}s"
    if columns(names[-1]) + _APART + columns(role) <= room:
        return Cell(line=len(names) - 1, text=role, style="role", column=-1)
    return Cell(line=len(names), text=role, style="role")


def _items(node: TopologyNode, *, with_image: bool) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what a node has: a key, and a text in pieces."""
    if with_image and node.image:
        yield "image", [node.image]
    if node.api_server:
        yield "API", _pieces(node.api_server)
    yield from (("port", _pieces(each)) for each in node.ports)
    yield from (("mount", _pieces(each)) for each in node.mounts)
    for label in node.labels:
        key, _, value = label.partition("=")
        yield "label", [f"{key}=", value]


def _pieces(link: Link) -> list[str]:
    remark = [f" ({link.remark})"] if link.remark else []
    return [link.host, f" → {link.node}", *remark]
