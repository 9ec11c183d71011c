"""Places the boxes and texts of a picture, in units that are pixels on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.topology.alike import grouped
from kindsphinx.core.topology.content import Cell, content_of, is_narrow, keyed
from kindsphinx.core.topology.fit import shortened, wrapped
from kindsphinx.core.topology.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kindsphinx.core.topology.alike import Group
    from kindsphinx.core.topology.model import Topology

WIDTH: Final = 328
"""Of the whole picture: what a page has on a phone, so that a text is as large there as it says here."""
LINE: Final = 16
LETTER: Final = 7.23
"""The width of a letter of 12 pixels, in the widest of the monospaced fonts."""
GUTTER: Final = 16
"""Between two columns, and beside a single one; what joins the control planes runs there."""
_MARGIN: Final = 2
_RIGHT: Final = 6
"""Where a pile looks out."""
_PAD: Final = 7
_GAP: Final = 12
_BASE: Final = 4
"""From the base line of a text to the end of its line."""
_FULL: Final = WIDTH - _MARGIN - _RIGHT
_HALF: Final = (_FULL - GUTTER) / 2
_TITLE: Final = 14 / 12
"""How much wider the letters of the title are."""
_TITLE_LINES: Final = 3
_LINKS: Final = "API, port, mount: on the host → in the node"
_ANY: Final = "* is picked when the cluster is created"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of text; ``y`` is its base line."""

    x: float
    y: float
    text: str
    style: str = ""
    """``title``, ``name``, ``key``, ``role`` or empty."""
    is_end: bool = False
    """Whether the text ends at ``x`` instead of beginning there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """One container, or a pile of those that are alike."""

    kind: Kind
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    is_pile: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A whole picture."""

    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    """The texts outside of boxes."""


def lay_out(topology: Topology) -> Layout:
    """Return where everything stands: the load balancer, then the control planes, then the workers."""
    common = topology.common_image
    lines = list(_heading(topology.cluster, common))
    y = lines[-1].y + _BASE
    boxes: list[Box] = []
    for rows in _sections(topology, with_image=not common):
        for row in rows:
            found = list(_row(row, y + _GAP, with_image=not common))
            boxes += found
            y = found[0].y + found[0].height
    notes = [_LINKS, _ANY] if topology.has_any_port else [_LINKS]
    lines += _placed([Cell(line=at, text=text, style="key") for at, text in enumerate(notes)], y + _GAP)
    return Layout(height=lines[-1].y + _BASE, boxes=tuple(boxes), lines=tuple(lines))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """One box of some width, or two that are half as wide as the picture."""

    groups: Sequence[Group]
    width: float


def _heading(cluster: str, image: str) -> Iterator[Line]:
    room = _room(_FULL + 2 * _PAD, _TITLE)
    title = list(wrapped(shortened(cluster, _TITLE_LINES * room), room))
    cells = [Cell(line=at, text=text, style="title") for at, text in enumerate(title)]
    if image:
        cells += keyed("image", [image], len(cells), _room(_FULL + 2 * _PAD))
    return _placed(cells, _MARGIN)


def _placed(cells: Iterable[Cell], y: float) -> Iterator[Line]:
    """Yield *cells* that stand outside of boxes."""
    return _lines(cells, _MARGIN - _PAD, y - _PAD, _FULL + 2 * _PAD)


def _sections(topology: Topology, *, with_image: bool) -> Iterator[list[_Row]]:
    """Yield the rows of each role."""
    groups = {kind: grouped(topology.of(kind)) for kind in Kind}
    planes = groups[Kind.CONTROL_PLANE]
    is_joined = bool(groups[Kind.LOAD_BALANCER])
    narrow = [is_narrow(group, _room(_HALF), with_image=with_image) for group in planes]
    # what joins a single column of control planes to the load balancer runs beside it
    beside = GUTTER if is_joined and not all(narrow) else 0
    yield [_Row(groups=[group], width=_FULL) for group in groups[Kind.LOAD_BALANCER]]
    if beside:
        yield [_Row(groups=[group], width=_FULL - beside) for group in planes]
    else:
        yield list(_paired(planes, with_image=with_image))
    yield list(_paired(groups[Kind.WORKER], with_image=with_image))


def _paired(groups: Sequence[Group], *, with_image: bool) -> Iterator[_Row]:
    """Yield the rows of *groups*: two that are narrow share one."""
    waiting: list[Group] = []
    for group in groups:
        if len(groups) > 1 and is_narrow(group, _room(_HALF), with_image=with_image):
            waiting.append(group)
        else:
            if waiting:
                yield _Row(groups=waiting, width=_HALF)
            yield _Row(groups=[group], width=_FULL)
            waiting = []
        if len(waiting) > 1:
            yield _Row(groups=waiting, width=_HALF)
            waiting = []
    if waiting:
        yield _Row(groups=waiting, width=_HALF)


def _row(row: _Row, y: float, *, with_image: bool) -> Iterator[Box]:
    """Yield boxes side by side, all as high as the highest."""
    contents = [content_of(group, _room(row.width), with_image=with_image) for group in row.groups]
    height = (max(cells[-1].line for cells in contents) + 1) * LINE + 2 * _PAD
    for column, (group, cells) in enumerate(zip(row.groups, contents, strict=True)):
        x = _MARGIN + column * (_HALF + GUTTER)
        yield Box(
            kind=group.node.kind,
            x=x,
            y=y,
            width=row.width,
            height=height,
            lines=tuple(_lines(cells, x, y, row.width)),
            is_pile=group.count > 1,
        )


def _lines(cells: Iterable[Cell], x: float, y: float, width: float) -> Iterator[Line]:
    for cell in cells:
        is_end = cell.column < 0
        yield Line(
            x=x + width - _PAD if is_end else x + _PAD + cell.column * LETTER,
            y=y + _PAD + LINE * (cell.line + 1) - _BASE,
            text=cell.text,
            style=cell.style,
            is_end=is_end,
        )


def _room(width: float, size: float = 1) -> int:
    """Return the columns of a box with *width*."""
    return int((width - 2 * _PAD) / (LETTER * size))
