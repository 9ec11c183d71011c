"""Finds the cell of a table by what a reader calls its row and its column."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize import read

if TYPE_CHECKING:
    from collections.abc import Sequence

_SUBJECTS: Final = ("NAME", "NAMES", "CONTAINER ID", "POD", "IMAGE", "REPOSITORY")
"""The columns that a row is called by, the likeliest first."""


def cell(output: str, row: str, column: str, *, command: str = "") -> str | None:
    """Return the cell of the first table of *output* that has both; ``None`` if none has.

    :param row: the name of a row, a glob of names (``web-*``), or its number below the header, from 1.
    :param column: the column's name, whatever its case.
    """
    reading = read(output, command=command)
    for table in reading.tables:
        names = [name.casefold() for name in table.names]
        if table.columns is None or column.casefold() not in names:
            continue
        rows = [table.columns.cells(reading.lines[number]) for number in table.rows]
        found = _row([cells for cells in rows if cells], table.names, row)
        if found is not None:
            return found[names.index(column.casefold())]
    return None


def _row(rows: Sequence[list[str]], names: tuple[str, ...], wanted: str) -> list[str] | None:
    if wanted.isdecimal() and 1 <= int(wanted) <= len(rows):
        return rows[int(wanted) - 1]
    at = next((names.index(name) for name in _SUBJECTS if name in names), 0)
    exact = (cells for cells in rows if cells[at] == wanted)
    alike = (cells for cells in rows if fnmatchcase(cells[at], wanted))
    # an image, or any other cell, may be what sets a row apart
    anywhere = (cells for cells in rows if wanted in cells)
    return next(exact, None) or next(alike, None) or next(anywhere, None)
