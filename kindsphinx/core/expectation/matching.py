"""Matches an expectation with an output, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kindsphinx.core.expectation.anchors import common_lines
from kindsphinx.core.expectation.counterparts import counterparts
from kindsphinx.core.expectation.rows import arranged
from kindsphinx.core.expectation.search import Search
from kindsphinx.core.expectation.sides import compared, confront

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.expectation.rows import Arrangement
    from kindsphinx.core.expectation.sides import Sides
    from kindsphinx.core.normalize.reading import Reading


class Relation(StrEnum):
    """What a line of one side is to the other side."""

    EQUAL = "equal"
    CHANGED = "changed"
    """Both lines say something of the same thing, and not the same."""
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    CUT = "cut"
    """The expected line stands for any lines; the actual line is one of these, or there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A line of each side, by index, and how they relate."""

    relation: Relation
    expected: int | None = None
    actual: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Matching:
    """Every compared line of both sides once, in the order of the expectation."""

    steps: tuple[Step, ...]
    complete: bool
    """Whether nothing is missing, changed or unexpected."""
    sides: Sides
    """What was compared."""


def match(expected: Reading, actual: Reading, *, ellipsis: bool) -> Matching:
    """Return which line of *actual* answers to which of *expected*."""
    sides = confront(expected, actual, ellipsis=ellipsis)
    ours, theirs = compared(sides.expected), arranged(sides)
    steps = _exact(sides, ours, theirs.lines)
    complete = steps is not None
    if steps is None:
        steps = list(_Differing(sides, theirs).steps(ours))
    return Matching(steps=tuple(steps), complete=complete, sides=sides)


def _exact(sides: Sides, ours: Sequence[int], theirs: Sequence[int]) -> list[Step] | None:
    """Place what stands between cuts: first at the beginning, last at the end, others as early as fits."""
    search = Search(sides, theirs)
    chunks = list(_chunks(sides, ours))
    steps: list[Step] = []
    at = 0
    for place, (cut, chunk) in enumerate(chunks):
        last = len(theirs) - len(chunk)
        begin = last if place == len(chunks) - 1 else at
        until = last if cut is not None else at
        found = search.find(chunk, begin=begin, until=until) if at <= begin <= until else None
        if found is None:
            return None
        if cut is not None:
            steps += _cut(cut, theirs[at:found])
        steps += _equal(chunk, theirs[found : found + len(chunk)])
        at = found + len(chunk)
    return steps


def _chunks(sides: Sides, ours: Sequence[int]) -> Iterator[tuple[int | None, list[int]]]:
    """Yield each cut with the lines after it; the lines before the first cut have none."""
    cut, chunk = None, list[int]()
    for line in ours:
        if line in sides.cuts:
            yield cut, chunk
            cut, chunk = line, []
        else:
            chunk.append(line)
    yield cut, chunk


class _Differing:
    """The steps of two sides that differ."""

    def __init__(self, sides: Sides, arrangement: Arrangement) -> None:
        self._sides = sides
        self._theirs = arrangement.lines
        self._known = arrangement.changed
        self._rows = set(_rows(sides.expected))
        self._their_rows = set(_rows(sides.actual))

    def steps(self, ours: Sequence[int]) -> Iterator[Step]:
        mine = yours = 0
        common = common_lines(self._sides, ours, self._theirs)
        for at, other in [*common, (len(ours), len(self._theirs))]:
            yield from self._between(ours[mine:at], self._theirs[yours:other])
            yield from _equal(ours[at : at + 1], self._theirs[other : other + 1])
            mine, yours = at + 1, other + 1

    def _between(self, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Step]:
        """Tell what differs between two lines that do not; a cut takes whatever the output has more here."""
        cuts = self._sides.cuts
        changed = self._changed([line for line in ours if line not in cuts], theirs)
        taken = set(changed.values())
        rest = [line for line in theirs if line not in taken]
        for line in ours:
            if line in cuts:
                yield from _cut(line, rest)
                rest = []
            elif line in changed:
                yield Step(relation=Relation.CHANGED, expected=line, actual=changed[line])
            else:
                yield Step(relation=Relation.MISSING, expected=line)
        for line in rest:
            yield Step(relation=Relation.UNEXPECTED, actual=line)

    def _changed(self, missing: Sequence[int], theirs: Sequence[int]) -> dict[int, int]:
        """Return what has become of the lines that are missing."""
        here = set(theirs)
        changed = {line: self._known[line] for line in missing if self._known.get(line) in here}
        ours = [line for line in missing if line not in self._rows]
        others = [line for line in theirs if line not in self._their_rows]
        keys, their_keys = self._sides.expected.keys, self._sides.actual.keys
        pairs = counterparts([keys[line] for line in ours], [their_keys[line] for line in others])
        return changed | {ours[at]: others[other] for at, other in pairs}


def _rows(reading: Reading) -> Iterator[int]:
    """Yield the lines that are told apart by what they are about."""
    for table in reading.tables:
        yield from table.rows


def _equal(ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Step]:
    for line, other in zip(ours, theirs, strict=True):
        yield Step(relation=Relation.EQUAL, expected=line, actual=other)


def _cut(cut: int, theirs: Sequence[int]) -> Iterator[Step]:
    for line in theirs:
        yield Step(relation=Relation.CUT, expected=cut, actual=line)
    if not theirs:
        yield Step(relation=Relation.CUT, expected=cut)
