"""Takes the lines of a reading apart: which table they belong to, and what their cells are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.header import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.normalize.reading import Reading
    from kindsphinx.core.normalize.tables import Table


@dataclass(frozen=True, kw_only=True)
class Lines:
    """The lines of one side."""

    reading: Reading
    texts: Sequence[str]
    """What is told of them: as they are compared, or as they were printed."""

    @cached_property
    def tables(self) -> dict[int, Table]:
        """Return the table of each row."""
        return {row: table for table in self.reading.tables for row in table.rows}

    @cached_property
    def headings(self) -> dict[int, tuple[str, ...]]:
        """Return the columns that each header names."""
        return {
            table.heading: table.columns.columns
            for table in self.reading.tables
            if table.columns and table.heading is not None
        }

    def cells(self, line: int) -> list[str]:
        """Return a line, a row in cells."""
        text = self.texts[line]
        return text.split(GAP) if line in self.tables else [text]

    def named_cells(self, line: int) -> Iterator[tuple[str, str]]:
        """Yield the cells of a line, each with the name of its column; that is empty where it has none."""
        cells = self.cells(line)
        names = self.tables[line].names if line in self.tables else ()
        yield from zip(names if len(names) == len(cells) else ("",) * len(cells), cells, strict=True)
