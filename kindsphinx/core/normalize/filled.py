"""Finds the columns of a row that does not stand beneath its header, by the rows of the other side."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.normalizers import normalize_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

EMPTY = "<empty>"
"""What stands for an empty cell where rows are compared."""

_OPEN = "..."


class Filled:
    """Which columns the rows of a table have something in.

    An author who writes a placeholder into a row moves what stands behind it; where a cell is empty, nobody
    can tell any more which one that is, but by the output.
    """

    def __init__(self, count: int, rows: Sequence[str]) -> None:
        """Look at these normalized *rows*, of *count* columns."""
        self._count = count
        self._rows = rows

    def placed(self, parts: Sequence[str], cells: list[str] | None) -> list[str] | None:
        """Return the *parts* of a row in the only columns that they may be of, or else *cells* as they are.

        :param cells: the same by where they stand; ``None`` where that does not tell.
        """
        is_cut = parts[-1] == _OPEN
        if len(parts) >= self._count or not (cells is None or (is_cut and cells[: len(parts)] == parts)):
            return cells
        known = parts[:-1] if is_cut else parts
        fitting = {
            columns[: len(known)]
            for columns in self._columns
            if len(columns) == len(known) or (is_cut and len(columns) > len(known))
        }
        if len(fitting) != 1 or GAP.join(map(normalize_cell, parts)) in self._rows:
            return cells
        columns = fitting.pop()
        found = dict(zip(columns, known, strict=True))
        if is_cut:
            found[max(columns, default=-1) + 1] = _OPEN
        return [found.get(at, "") for at in range(self._count)]

    @cached_property
    def _columns(self) -> set[tuple[int, ...]]:
        """Return the columns that are not empty in one row or another."""
        rows = [row.split(GAP) for row in self._rows]
        return {
            tuple(at for at, cell in enumerate(cells) if cell != EMPTY)
            for cells in rows
            if len(cells) == self._count
        }
