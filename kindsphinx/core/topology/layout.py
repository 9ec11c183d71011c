"""Places the boxes and texts of a picture, in units that are pixels on a phone."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.topology.model import ANY_PORT, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.topology.model import Topology, TopologyNode

WIDTH: Final = 360
"""Of the whole picture: about that of a phone, so that a text is as large there as it says here."""
LINE: Final = 15
_MARGIN: Final = 10
_PAD: Final = 6
_GUTTER: Final = 20
"""Between two columns; what joins the control planes runs there."""
_GAP: Final = 10
_HALF: Final = (WIDTH - 2 * _MARGIN - _GUTTER) / 2
_LETTER: Final = 6.62
"""The width of a letter of 11 pixels, in a monospaced font."""
_TITLE: Final = 14 / 11
"""How much wider the letters of the title are."""
_NOTE: Final = "* picked when the cluster is created"
MOST: Final = 12
"""More nodes of a role than these are counted, not drawn."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of text; ``y`` is its base line."""

    x: float
    y: float
    text: str
    style: str = ""
    """``name``, ``title`` or empty for the small ones."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """One container, or the rest of those that are not drawn."""

    kind: Kind
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]


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
    room = WIDTH - 2 * _MARGIN
    heading = [(part, "title") for part in _wrapped(topology.cluster, room / _TITLE)]
    heading += [(part, "") for part in _wrapped(common, room) if common]
    lines = list(_stacked(heading, _MARGIN))
    y: float = _MARGIN + LINE * len(lines)
    boxes: list[Box] = []
    # what joins a single column of control planes to the load balancer runs beside it
    beside = bool(topology.of(Kind.LOAD_BALANCER)) and _columns(topology.of(Kind.CONTROL_PLANE)) == 1
    for kind in Kind:
        if nodes := topology.of(kind):
            found = list(_boxes(nodes, y + _GAP, room - _GUTTER * beside, with_image=not common))
            boxes += found
            y = max(box.y + box.height for box in found)
    if any(ANY_PORT in port for node in topology.nodes for port in node.ports):
        lines += _stacked([(_NOTE, "")], y + _GAP / 2)
        y += LINE + _GAP / 2
    return Layout(height=y + _MARGIN, boxes=tuple(boxes), lines=tuple(lines))


def _stacked(texts: Sequence[tuple[str, str]], y: float) -> Iterator[Line]:
    for at, (text, style) in enumerate(texts):
        yield Line(x=_MARGIN + 2, y=y + LINE * (at + 1) - 3, text=text, style=style)


def _columns(nodes: Sequence[TopologyNode]) -> int:
    """Return how many boxes stand in a row: two, where there are more than one and their names fit."""
    fits = all(_width(node.name) <= _HALF - 2 * _PAD for node in _drawn(nodes))
    return 2 if len(nodes) > 1 and fits else 1


def _drawn(nodes: Sequence[TopologyNode]) -> Sequence[TopologyNode]:
    return nodes if len(nodes) <= MOST else nodes[: MOST - 1]


def _boxes(nodes: Sequence[TopologyNode], y: float, room: float, *, with_image: bool) -> Iterator[Box]:
    """Yield the boxes of one kind."""
    drawn, columns = _drawn(nodes), _columns(nodes)
    width = _HALF if columns > 1 else room
    texts = [_texts(node, width - 2 * _PAD, with_image=with_image) for node in drawn]
    if len(drawn) < len(nodes):
        texts.append([(f"… {len(nodes) - len(drawn)} more, up to", ""), (nodes[-1].name, "name")])
    for at in range(0, len(texts), columns):
        row = texts[at : at + columns]
        height = max(len(each) for each in row) * LINE + 2 * _PAD
        for column, each in enumerate(row):
            x = _MARGIN + column * (_HALF + _GUTTER)
            yield _box(nodes[0].kind, (x, y, width, height), each)
        y += height + _GAP


def _box(kind: Kind, place: tuple[float, float, float, float], texts: Sequence[tuple[str, str]]) -> Box:
    x, y, width, height = place
    lines = tuple(
        Line(x=x + _PAD, y=y + _PAD + LINE * (at + 1) - 4, text=text, style=style)
        for at, (text, style) in enumerate(texts)
    )
    return Box(kind=kind, x=x, y=y, width=width, height=height, lines=lines)


def _texts(node: TopologyNode, room: float, *, with_image: bool) -> list[tuple[str, str]]:
    small = [str(node.kind), *([node.image] if with_image else []), *node.ports, *node.mounts, *node.labels]
    texts = [(part, "name") for part in _wrapped(node.name, room)]
    return texts + [(part, "") for text in filter(None, small) for part in _wrapped(text, room)]


def _wrapped(text: str, room: float) -> Iterator[str]:
    """Yield *text* in lines of *room* pixels, broken behind a blank or a mark where there is one."""
    while _width(text) > room:
        fits = max(1, next(at for at in range(len(text), 0, -1) if at == 1 or _width(text[:at]) <= room))
        blank = text.rfind(" ", fits // 2, fits) + 1
        at = blank or max(text.rfind(mark, fits // 2, fits) + 1 for mark in "-/,:=.") or fits
        yield text[:at].rstrip()
        text = text[at:].lstrip()
    yield text


def _width(text: str) -> float:
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return (len(text) + wide) * _LETTER
