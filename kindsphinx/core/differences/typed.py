"""Shows outputs as they are compared: types in place of volatile values, columns side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.filled import EMPTY
from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.programs import NOT_COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.normalize.reading import Reading

    Widths = dict[tuple[str, ...], list[int]]
    """The columns of tables -> how wide each is on both sides."""

_MARGIN = 3


@dataclass(frozen=True, kw_only=True)
class TypedLines:
    """The lines of one side as they are compared, made when the first of them is shown."""

    reading: Reading
    other: Reading
    """That of the other side: tables are as wide in both."""

    def __getitem__(self, line: int) -> str:
        return self._lines[line]

    @cached_property
    def _lines(self) -> list[str]:
        return _typed_lines(self.reading, self.other)


def _typed_lines(reading: Reading, other: Reading) -> list[str]:
    """Return the lines of *reading* as they are compared, tables as wide as in that of the *other* side."""
    lines = [
        line if key == NOT_COMPARED else key for line, key in zip(reading.lines, reading.keys, strict=True)
    ]
    widths: Widths = defaultdict(list)
    for side in (reading, other):
        for names, indent, _, cells in _rows(side):
            known = widths[names] or [indent] * len(cells)
            widths[names] = [
                max(known_width, len(cell)) for known_width, cell in zip(known, cells, strict=True)
            ]
    for names, indent, line, cells in _rows(reading):
        padded = (cell.ljust(width + _MARGIN) for cell, width in zip(cells, widths[names], strict=True))
        lines[line] = (" " * indent + "".join(padded)).rstrip()
    return lines


def _rows(reading: Reading) -> Iterator[tuple[tuple[str, ...], int, int, list[str]]]:
    """Yield the rows of tables, headers included: the table's columns, its indent, the line, its cells."""
    for table in reading.tables:
        if table.columns is None:
            continue
        indent = table.columns.starts[0]
        heading = () if table.heading is None else (table.heading,)
        for line in (*heading, *table.rows):
            cells = ["" if cell == EMPTY else cell for cell in reading.keys[line].split(GAP)]
            if len(cells) == len(table.names):
                yield table.names, indent, line, cells
