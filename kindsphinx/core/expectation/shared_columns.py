"""Reduces tables that have different columns to those that both sides have."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.programs import NOT_COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.normalize.reading import Reading
    from kindsphinx.core.normalize.tables import Table

_ENOUGH = 0.5
"""Tables that share a smaller part of their columns list different things."""


def with_shared_columns(expected: Reading, actual: Reading) -> tuple[Reading, Reading]:
    """Return both sides with the tables that differ in some columns compared by the others."""
    if [table.names for table in expected.tables] == [table.names for table in actual.tables]:
        return expected, actual
    for ours, theirs in list(_differing(expected, actual)):
        names = tuple(name for name in ours.names if name in theirs.names)
        expected, actual = _reduced(expected, ours, names), _reduced(actual, theirs, names)
    return expected, actual


def _differing(expected: Reading, actual: Reading) -> Iterator[tuple[Table, Table]]:
    free = _unpaired(actual, expected)
    for ours in _unpaired(expected, actual):
        alike = max(free, key=lambda theirs: _likeness(ours, theirs), default=None)
        if alike and _likeness(ours, alike) >= _ENOUGH:
            free.remove(alike)
            yield ours, alike


def _unpaired(reading: Reading, other: Reading) -> list[Table]:
    """Return the tables, each with a header of its own, that are more than *other* has with these columns."""
    there = Counter(table.names for table in other.tables)
    found = []
    for table in reading.tables:
        if there[table.names] > 0:
            there[table.names] -= 1
        elif table.heading is not None:
            found.append(table)
    return found


def _likeness(one: Table, other: Table) -> float:
    shared = len(set(one.names) & set(other.names))
    return shared / max(len(one.names), len(other.names)) if one.kind == other.kind else 0.0


def _reduced(reading: Reading, table: Table, names: tuple[str, ...]) -> Reading:
    keys, plain = list(reading.keys), list(reading.plain)
    for row in table.rows:
        for lines in (keys, plain):
            lines[row] = _reduced_row(lines[row], table.names, names)
    tables = tuple(replace(each, compared=names) if each is table else each for each in reading.tables)
    return replace(reading, keys=tuple(keys), plain=tuple(plain), tables=tables)


def _reduced_row(row: str, names: tuple[str, ...], shared: tuple[str, ...]) -> str:
    cells = row.split(GAP)
    if row == NOT_COMPARED or len(cells) != len(names):
        return row
    return GAP.join(cells[names.index(name)] for name in shared)
