"""Finds lines that follow each other in an output, by the rarest of them."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.expectation.sides import Sides


class Search:
    """The lines of an output, ready to be searched often."""

    def __init__(self, sides: Sides, theirs: Sequence[int]) -> None:
        self._sides = sides
        self._theirs = theirs
        self._keys = [sides.actual.keys[line] for line in theirs]

    @cached_property
    def _count(self) -> Counter[str]:
        return Counter(self._keys)

    def find(self, chunk: Sequence[int], *, begin: int, until: int) -> int | None:
        """Return the first place from *begin* to *until*, both included, where all lines of *chunk* match."""
        if not self._sides.patterns.keys().isdisjoint(chunk):
            places = iter(range(begin, until + 1))
            return next((at for at in places if self._fits(chunk, at)), None)
        keys = [self._sides.expected.keys[line] for line in chunk]
        return next(
            (at for at in self._candidates(keys, begin, until) if self._keys[at : at + len(keys)] == keys),
            None,
        )

    def _candidates(self, keys: Sequence[str], begin: int, until: int) -> Iterator[int]:
        if begin == until or not keys:
            yield begin
            return
        rarest = min(range(len(keys)), key=lambda number: self._count[keys[number]])
        at = begin + rarest - 1
        for _ in range(self._count[keys[rarest]]):
            try:
                at = self._keys.index(keys[rarest], at + 1, until + rarest + 1)
            except ValueError:
                return
            yield at - rarest

    def _fits(self, chunk: Sequence[int], at: int) -> bool:
        return all(self._sides.match(line, self._theirs[at + offset]) for offset, line in enumerate(chunk))
