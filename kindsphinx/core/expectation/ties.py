"""Finds rows of a sorted table that are alike in what it is sorted by, so that their order is chance."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.identity import subject
from kindsphinx.core.normalize.moments import seconds
from kindsphinx.core.normalize.shapes import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.normalize.reading import Reading
    from kindsphinx.core.normalize.tables import Table

_NEAR = 2.0
"""Seconds: what begins at one moment is seldom listed with one age."""
_TIME = "AGE"


def ties(reading: Reading, table: Table) -> Iterator[list[int]]:
    """Yield the rows of *table* in groups of neighbours whose order means nothing."""
    columns = table.names
    names = [subject(columns, reading.keys[row]) for row in table.rows]
    is_by_time = table.sorted_by == _TIME and _TIME in columns
    group: list[int] = []
    for row, pair in zip(table.rows, pairwise(["", *names]), strict=True):
        tied = pair[0] == pair[1] or _are_generated_alike(*pair)
        if group and not tied and not (is_by_time and _begin_together(reading, table, group[-1], row)):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _begin_together(reading: Reading, table: Table, row: int, other: int) -> bool:
    """Return whether two things are so nearly of one age that either may come first."""
    ages = [_age(reading, table, each) for each in (row, other)]
    return ages[0] is not None and ages[1] is not None and abs(ages[0] - ages[1]) <= _NEAR


def _are_generated_alike(name: str, other: str) -> bool:
    """Return whether generated parts decide which of two names comes first: ``web-<suffix>``, ``web-api``."""
    begins = [(MARK.search(each), each) for each in (name, other)]
    fixed = [each[: mark.start()] if mark else each for mark, each in begins]
    return any(mark for mark, _ in begins) and (
        fixed[0].startswith(fixed[1]) or fixed[1].startswith(fixed[0])
    )


def _age(reading: Reading, table: Table, row: int) -> float | None:
    cells = reading.plain[row].split(GAP)
    return seconds(cells[table.names.index(_TIME)]) if len(cells) == len(table.names) else None
