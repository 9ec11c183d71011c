"""Finds the rows that may be what an expected row with open text asks for: not each has to be tried."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kindsphinx.core.expectation.placeholders import has_placeholder
from kindsphinx.core.expectation.rules import Pattern, cells_of, is_closed
from kindsphinx.core.normalize.filled import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.expectation.rules import Cell
    from kindsphinx.core.expectation.sides import Sides

    Places = Sequence[int]
    """Where rows stand among those that are free."""

_BEHIND_ALL: Final = "\U0010ffff"


class Candidates:
    """The actual rows that are free, by what stands in them."""

    def __init__(self, sides: Sides, free: Sequence[int]) -> None:
        self._sides = sides
        self._free = free
        self._texts = [(sides.actual.keys[row], sides.actual.plain[row]) for row in free]
        by_size: dict[int, list[int]] = defaultdict(list)
        for place, texts in enumerate(self._texts):
            by_size[len(cells_of(*texts))].append(place)
        self._tables = {size: _Cells(places, self._texts) for size, places in by_size.items()}

    def of(self, row: int) -> list[int]:
        """Return the free rows that an expected *row* may match, in their order, and as few others as can be.

        They have the cells that it does not leave open, begin as it does, or print it to the letter.
        """
        pattern = self._sides.patterns[row]
        if not isinstance(pattern, Pattern):
            return list(self._free)
        found = set(self._printed.get(tuple(pattern.written.split()), ()))
        cells = cells_of(pattern.key, pattern.plain)
        if len(cells) in self._tables:
            found.update(self._tables[len(cells)].with_one_of(cells))
        if not pattern.has_all_cells:
            found.update(*map(_beginning, self._sorted, pattern.beginnings))
        return [self._free[place] for place in sorted(found)]

    @cached_property
    def _printed(self) -> dict[tuple[str, ...], list[int]]:
        """Return the rows in which a program prints a placeholder, by their words."""
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, (_, plain) in enumerate(self._texts):
            if has_placeholder(plain):
                found[tuple(plain.split())].append(place)
        return found

    @cached_property
    def _sorted(self) -> list[list[tuple[str, int]]]:
        """Return the rows by how they begin, normalized and as printed, without empty cells, too."""
        return [
            sorted(
                (form, place) for place, text in enumerate(texts) for form in {text, text.replace(EMPTY, "")}
            )
            for texts in zip(*self._texts, strict=True)
        ]


class _Cells:
    """The cells of rows that have as many."""

    def __init__(self, places: Places, texts: Sequence[tuple[str, str]]) -> None:
        self._places = places
        self._columns = list(zip(*(cells_of(*texts[place]) for place in places), strict=True))
        self._known: dict[int, dict[str, list[int]]] = {}

    def with_one_of(self, cells: Sequence[Cell]) -> Places:
        """Return the rows that have the rarest of the *cells* of a pattern that are not open."""
        for at in self._rarest_first:
            if is_closed(cells[at]):
                known = self._by_cell(at)
                return [place for text in set(cells[at]) for place in known.get(text, ())]
        return self._places

    @cached_property
    def _rarest_first(self) -> list[int]:
        """Return the columns, those that tell most rows apart first."""
        different = [len({key for key, _ in column}) for column in self._columns]
        return sorted(range(len(different)), key=lambda at: -different[at])

    def _by_cell(self, at: int) -> dict[str, list[int]]:
        if at not in self._known:
            known: dict[str, list[int]] = defaultdict(list)
            for place, cell in zip(self._places, self._columns[at], strict=True):
                for text in set(cell):
                    known[text].append(place)
            self._known[at] = known
        return self._known[at]


def _beginning(texts: Sequence[tuple[str, int]], with_text: str) -> Iterator[int]:
    first, last = (bisect_left(texts, (text,)) for text in (with_text, with_text + _BEHIND_ALL))
    return (place for _, place in texts[first:last])
