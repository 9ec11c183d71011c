"""Draws a topology as SVG: real text, in the colour of the page, with no program and no font of its own."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from kindsphinx.core.topology.layout import LINE, WIDTH, lay_out
from kindsphinx.core.topology.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.topology.layout import Box, Layout, Line
    from kindsphinx.core.topology.model import Topology

_FRAMES: Final = {
    Kind.LOAD_BALANCER: 'rx="14" stroke-dasharray="5 3"',
    Kind.CONTROL_PLANE: 'rx="3" stroke-width="2.5"',
    Kind.WORKER: 'rx="3"',
}
"""What tells the roles apart without a colour."""
_STYLES: Final = {
    "title": 'font-size="14" font-weight="bold"',
    "name": 'font-size="11" font-weight="bold"',
    "": 'font-size="11" opacity="0.85"',
}
_CONTROL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may have."""
_FONT: Final = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace"


def draw(topology: Topology, identity: str, *, title: str) -> str:
    """Return the picture of *topology* as an ``svg`` element.

    :param identity: the beginning of its ids, which no other picture of the page has.
    :param title: what it is called for those who do not see it.
    """
    layout = lay_out(topology)
    description = "; ".join(f"{node.name}: {node.kind}" for node in topology.nodes[:50])
    height = _number(layout.height)
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    named = f'role="img" aria-labelledby="{identity}-title {identity}-desc"'
    look = f'class="kind-diagram" font-family="{_FONT}" fill="currentColor"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named} {look}>',
            f'<title id="{identity}-title">{_text(title)}</title>',
            f'<desc id="{identity}-desc">{_text(description)}</desc>',
            *_joints(layout),
            *(part for box in layout.boxes for part in _box(box)),
            *map(_line, layout.lines),
            "</svg>",
        ]
    )


def _joints(layout: Layout) -> Iterator[str]:
    """Yield the lines from the load balancer to each control plane."""
    balancer = next((box for box in layout.boxes if box.kind is Kind.LOAD_BALANCER), None)
    planes = [box for box in layout.boxes if box.kind is Kind.CONTROL_PLANE]
    if balancer is None:
        return
    in_columns = len({box.x for box in planes}) > 1
    x = WIDTH / 2 if in_columns else WIDTH - 18.0
    begin = balancer.y + balancer.height if in_columns else balancer.y + balancer.height / 2
    start = f"M{_number(x)} {_number(begin)}" if in_columns else _from_right(balancer, x)
    down = f"V{_number(_entry(planes[-1]))}"
    branches = " ".join(f"M{_number(x)} {_number(_entry(box))}H{_number(_edge(box, x))}" for box in planes)
    yield f'<path d="{start} {down} {branches}" fill="none" stroke="currentColor" opacity="0.6"/>'


def _from_right(balancer: Box, x: float) -> str:
    return f"M{_number(balancer.x + balancer.width)} {_number(balancer.y + balancer.height / 2)}H{_number(x)}"


def _entry(box: Box) -> float:
    return box.y + LINE


def _edge(box: Box, x: float) -> float:
    """Return the side of *box* that is nearer to *x*."""
    return box.x + box.width if box.x + box.width <= x else box.x


def _box(box: Box) -> Iterator[str]:
    place = f'x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}"'
    yield (
        f'<rect {place} height="{_number(box.height)}" {_FRAMES[box.kind]} fill="currentColor" '
        'fill-opacity="0.05" stroke="currentColor"/>'
    )
    yield from map(_line, box.lines)


def _line(line: Line) -> str:
    place = f'x="{_number(line.x)}" y="{_number(line.y)}"'
    return f"<text {place} {_STYLES[line.style]}>{_text(line.text)}</text>"


def _text(text: str) -> str:
    return escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))


def _number(value: float) -> str:
    return f"{value:g}"
