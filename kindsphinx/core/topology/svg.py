"""Draws a topology as SVG: real text, in the colour of the page, with no program and no font of its own."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from kindsphinx.core.topology.joints import joints
from kindsphinx.core.topology.layout import WIDTH, lay_out
from kindsphinx.core.topology.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.topology.layout import Box, Line
    from kindsphinx.core.topology.model import Topology

_FRAMES: Final = {
    Kind.LOAD_BALANCER: 'rx="10" stroke-dasharray="5 3"',
    Kind.CONTROL_PLANE: 'rx="3" stroke-width="2.5"',
    Kind.WORKER: 'rx="3"',
}
"""What tells the roles apart without a colour."""
_STYLES: Final = {
    "title": 'font-size="14" font-weight="bold"',
    "name": 'font-size="12" font-weight="bold"',
    "key": 'font-size="12" opacity="0.75"',
    "role": 'font-size="12" opacity="0.75"',
    "": 'font-size="12"',
}
_PILE: Final = 4
"""How far the lower ones of a pile look out."""
_CONTROL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may have."""
_FONT: Final = "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace"


def draw(topology: Topology, identity: str, *, title: str) -> str:
    """Return the picture of *topology* as an ``svg`` element.

    :param identity: the beginning of its ids, which no other picture of the page has.
    :param title: what it is called for those who do not see it.
    """
    layout = lay_out(topology)
    height = _number(layout.height)
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    named = f'role="img" aria-labelledby="{identity}-title" aria-describedby="{identity}-desc"'
    look = f'class="kind-diagram" font-family="{_FONT}" fill="currentColor" direction="ltr"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named} {look}>',
            f'<title id="{identity}-title">{_text(title)}</title>',
            f'<desc id="{identity}-desc">{_counts(topology)}. The table below has all of it as text.</desc>',
            *(_path(path, 'opacity="0.6"') for path in joints(layout.boxes)),
            *(part for box in layout.boxes for part in _box(box)),
            *map(_line, layout.lines),
            "</svg>",
        ]
    )


def _counts(topology: Topology) -> str:
    counts = ((kind, len(topology.of(kind))) for kind in Kind)
    return ", ".join(f"{count} {kind}{'s' * (count > 1)}" for kind, count in counts if count)


def _box(box: Box) -> Iterator[str]:
    place = f'x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}"'
    yield (
        f'<rect {place} height="{_number(box.height)}" {_FRAMES[box.kind]} fill="currentColor" '
        'fill-opacity="0.05" stroke="currentColor"/>'
    )
    if box.is_pile:
        left, bottom = _number(box.x + _PILE), _number(box.y + box.height)
        width, height = _number(box.width), _number(box.height)
        yield _path(f"M{left} {bottom}v{_PILE}h{width}v-{height}h-{_PILE}", "")
    yield from map(_line, box.lines)


def _path(drawn: str, look: str) -> str:
    return f'<path d="{drawn}" fill="none" stroke="currentColor" {look}/>'


def _line(line: Line) -> str:
    place = f'x="{_number(line.x)}" y="{_number(line.y)}"'
    anchor = ' text-anchor="end"' if line.is_end else ""
    return f"<text {place}{anchor} {_STYLES[line.style]}>{_text(line.text)}</text>"


def _text(text: str) -> str:
    return escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))


def _number(value: float) -> str:
    return f"{round(value, 2):.10g}"
