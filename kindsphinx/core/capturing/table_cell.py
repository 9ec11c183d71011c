"""Finds the cell of a table by what a reader calls its row and its column."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SUBJECTS: Final = ("NAME", "NAMES", "CONTAINER ID", "POD", "IMAGE", "REPOSITORY")
"""The columns that a row is called by, the likeliest first."""
_SHOWN: Final = 8
"""How many names a message tells."""


def cell(output: str, row: str, column: str, *, command: str = "") -> str | None:
    """Return the cell of the first table of *output* that has both; ``None`` if none has.

    :param row: the name of a row, a glob of names (``web-*``), or its number below the header, from 1.
    :param column: the column's name, whatever its case.
    """
    for names, rows in _tables(output, command):
        at = _place(names, column)
        found = _row(rows, names, row) if at is not None else None
        if at is not None and found is not None:
            return found[at]
    return None


def why_no_cell(output: str, row: str, column: str, *, command: str = "") -> str:
    """Return why :func:`cell` finds nothing: what the tables of *output* have instead."""
    tables = list(_tables(output, command))
    if not tables:
        return "there is no table"
    fitting = [(names, rows) for names, rows in tables if _place(names, column) is not None]
    if not fitting:
        columns = dict.fromkeys(name for names, _ in tables for name in names)
        return f"no column is called “{column}”, there are {_few(columns)}"
    if wanted_number(row) is not None:
        return f"there is no row {row}, there are {max(len(rows) for _, rows in fitting)}"
    called = dict.fromkeys(cells[_subject(names)] for names, rows in fitting for cells in rows)
    return f"no row is called “{row}”, there are {_few(called)}" if called else "the table has no rows"


def wanted_number(row: str) -> int | None:
    """Return the number that *row* is; ``None`` if it is a name."""
    return int(row) if row.isdecimal() else None


def _few(names: Iterable[str]) -> str:
    shown = list(names)
    return ", ".join(shown[:_SHOWN]) + (f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else "")


def _tables(output: str, command: str) -> Iterator[tuple[tuple[str, ...], list[list[str]]]]:
    """Yield the columns' names and the rows of each table that has a header."""
    reading = read(output, command=command)
    for table in reading.tables:
        if table.columns is not None:
            rows = [table.columns.cells(reading.lines[number]) for number in table.rows]
            yield table.names, [cells for cells in rows if cells]


def _place(names: Sequence[str], column: str) -> int | None:
    folded = [name.casefold() for name in names]
    return folded.index(column.casefold()) if column.casefold() in folded else None


def _subject(names: Sequence[str]) -> int:
    """Return the place of the column that rows are called by."""
    return next((names.index(name) for name in _SUBJECTS if name in names), 0)


def _row(rows: Sequence[list[str]], names: Sequence[str], wanted: str) -> list[str] | None:
    number = wanted_number(wanted)
    if number is not None and 1 <= number <= len(rows):
        return rows[number - 1]
    at = _subject(names)
    exact = (cells for cells in rows if cells[at] == wanted)
    alike = (cells for cells in rows if fnmatchcase(cells[at], wanted))
    # an image, or any other cell, may be what sets a row apart
    anywhere = (cells for cells in rows if wanted in cells)
    return next(exact, None) or next(alike, None) or next(anywhere, None)
