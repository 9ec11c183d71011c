"""Puts what was printed into the rows of an author's table, cell by cell, in the columns that it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.accepting.merging import merged
from kindsphinx.core.expectation.rules import Pattern
from kindsphinx.core.normalize.filled import EMPTY
from kindsphinx.core.normalize.header import GAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kindsphinx.core.expectation import Matching
    from kindsphinx.core.normalize.reading import Reading
    from kindsphinx.core.normalize.tables import Table

_MARGIN: Final = 3
"""What kubectl has between two columns at least."""


class Rows:
    """The tables of both sides of a matching, with cells as they are written."""

    def __init__(self, matching: Matching, expected: Reading, actual: Reading) -> None:
        """Take the readings as they were before columns that only one side has were left out, too."""
        self._patterns = matching.sides.patterns
        self._ours, self._theirs = _Side(expected), _Side(actual)

    def table(self, line: int) -> Table | None:
        """Return the author's table that a line is a row of."""
        return self._ours.tables.get(line)

    def has_other_columns(self, line: int, other: int) -> bool:
        """Return whether a row has been printed in other columns than the author's."""
        ours, theirs = self._ours.tables.get(line), self._theirs.tables.get(other)
        return bool(ours and theirs and ours.names != theirs.names)

    def merged(self, line: int, other: int, *, ellipses: bool) -> str | None:
        """Return a row of the author's with what was printed otherwise; ``None`` if it is no row.

        It has the columns that were printed.
        """
        ours, theirs = self._ours.row(line), self._theirs.row(other)
        if ours is None or theirs is None:
            return None
        pattern = self._patterns.get(line)
        pattern = pattern if isinstance(pattern, Pattern) else None
        cells = [
            _merged_cell(ours[name], cell, pattern, ellipses=ellipses) if name in ours else cell.written
            for name, cell in theirs.items()
        ]
        side, at = (self._theirs, other) if list(ours) != list(theirs) else (self._ours, line)
        return _laid_out(cells, _starts(side.tables[at]))

    def added(self, other: int) -> str | None:
        """Return a row that was printed, in the columns of an author's table that has the same ones."""
        theirs, cells = self._theirs.tables.get(other), self._theirs.row(other)
        tables = self._ours.tables.values()
        table = theirs and next((each for each in tables if each.names == theirs.names), None)
        if table is None or cells is None:
            return None
        return _laid_out([each.written for each in cells.values()], _starts(table))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cell:
    """One cell: its normalized form, as it is compared with places in it, and as it is written."""

    key: str
    plain: str
    written: str


class _Side:
    """The rows of one side."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.tables = {
            row: table
            for table in reading.tables
            if table.columns and not table.columns.words and not table.columns.pattern
            for row in table.rows
        }

    def row(self, line: int) -> dict[str, _Cell] | None:
        """Return the cells of a line by their columns; ``None`` where it has not one for each."""
        table = self.tables.get(line)
        written = table and _cells(table, self._reading.lines[line])
        if table is None or not written or len(set(table.names)) != len(table.names):
            return None
        keys, plain = (texts[line].split(GAP) for texts in (self._reading.keys, self._reading.plain))
        if not len(keys) == len(plain) == len(written) == len(table.names):
            return None
        found = zip(table.names, keys, plain, written, strict=True)
        return {name: _Cell(key=key, plain=own, written=text) for name, key, own, text in found}


def _merged_cell(ours: _Cell, theirs: _Cell, pattern: Pattern | None, *, ellipses: bool) -> str:
    """Return the author's cell where it is met."""
    met = ours.key == theirs.key or (
        pattern is not None and pattern.fits_cell((ours.key, ours.plain), (theirs.key, theirs.plain))
    )
    return ours.written if met else merged(ours.written, theirs.written, ellipses=ellipses)


def laid_out_anew(lines: Mapping[int, str], table: Table) -> dict[int, str]:
    """Return the rows of *table*, header included, with columns as wide as what stands in them."""
    found = {number: _cells(table, line) for number, line in lines.items()}
    if not all(found.values()):
        return dict(lines)
    rows = {number: cells for number, cells in found.items() if cells}
    widths = [max(map(len, column)) for column in zip(*rows.values(), strict=True)]
    starts = [table.columns.starts[0] if table.columns else 0]
    for width in widths[:-1]:
        starts.append(starts[-1] + width + _MARGIN)
    return {number: _laid_out(cells, starts) for number, cells in rows.items()}


def _cells(table: Table, line: str) -> list[str] | None:
    cells = table.columns.cells(line) if table.columns else None
    return cells and ["" if cell == EMPTY else cell for cell in cells]


def _starts(table: Table) -> Sequence[int]:
    return table.columns.starts if table.columns else ()


def _laid_out(cells: Sequence[str], starts: Sequence[int]) -> str:
    """Return a row; a cell that is too long pushes the next ones."""
    line = ""
    for cell, start in zip(cells, starts, strict=True):
        if cell:
            gap = len(GAP) if line else 0
            line = line.ljust(max(start, len(line) + gap)) + cell
    return line
