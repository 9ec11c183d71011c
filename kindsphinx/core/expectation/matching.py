"""Matches an expectation with an output, line by line."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kindsphinx.core.expectation.anchors import common_lines
from kindsphinx.core.expectation.rows import arranged
from kindsphinx.core.expectation.search import Search
from kindsphinx.core.expectation.sides import compared, confront

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.expectation.sides import Sides
    from kindsphinx.core.normalize.reading import Reading


class Relation(StrEnum):
    """What a line of one side is to the other side."""

    EQUAL = "equal"
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
    """Whether nothing is missing and nothing unexpected."""


def match(expected: Reading, actual: Reading, *, ellipsis: bool) -> Matching:
    """Return which line of *actual* answers to which of *expected*."""
    sides = confront(expected, actual, ellipsis=ellipsis)
    ours, theirs = compared(expected), arranged(sides)
    steps = _exact(sides, ours, theirs)
    complete = steps is not None
    if steps is None:
        steps = list(_with_differences(sides, ours, theirs))
    return Matching(steps=tuple(steps), complete=complete)


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


def _with_differences(sides: Sides, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Step]:
    mine = yours = 0
    for at, other in [*common_lines(sides, ours, theirs), (len(ours), len(theirs))]:
        yield from _between(sides, ours[mine:at], theirs[yours:other])
        yield from _equal(ours[at : at + 1], theirs[other : other + 1])
        mine, yours = at + 1, other + 1


def _between(sides: Sides, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Step]:
    """Tell what has no partner, between two lines that have one; a cut takes whatever the output has here."""
    missing = [line for line in ours if line not in sides.cuts]
    if len(missing) < len(ours):
        yield from _around_cuts(sides, ours, theirs, _look_alikes(sides, missing, theirs))
        return
    paired = len(missing) == len(theirs)
    for place, line in enumerate(missing):
        yield Step(relation=Relation.MISSING, expected=line)
        if paired:
            yield from _unexpected(theirs[place : place + 1])
    if not paired:
        yield from _unexpected(theirs)


def _around_cuts(
    sides: Sides, ours: Sequence[int], theirs: Sequence[int], look_alikes: dict[int, int]
) -> Iterator[Step]:
    shown = set(look_alikes.values())
    elided = [line for line in theirs if line not in shown]
    for line in ours:
        if line in sides.cuts:
            yield from _cut(line, elided)
            elided = []
            continue
        yield Step(relation=Relation.MISSING, expected=line)
        if line in look_alikes:
            yield from _unexpected([look_alikes[line]])


def _look_alikes(sides: Sides, missing: Sequence[int], theirs: Sequence[int]) -> dict[int, int]:
    """Find for what is missing the lines that begin with the same word: likely the same thing, changed."""
    free: dict[str, deque[int]] = defaultdict(deque)
    for line in theirs:
        free[_first_word(sides.actual.keys[line])].append(line)
    words = ((line, _first_word(sides.expected.keys[line])) for line in missing)
    return {line: free[word].popleft() for line, word in words if free.get(word)}


def _first_word(key: str) -> str:
    return key.split(None, 1)[0] if key.strip() else ""


def _equal(ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Step]:
    for line, other in zip(ours, theirs, strict=True):
        yield Step(relation=Relation.EQUAL, expected=line, actual=other)


def _cut(cut: int, theirs: Sequence[int]) -> Iterator[Step]:
    for line in theirs:
        yield Step(relation=Relation.CUT, expected=cut, actual=line)
    if not theirs:
        yield Step(relation=Relation.CUT, expected=cut)


def _unexpected(theirs: Sequence[int]) -> Iterator[Step]:
    for line in theirs:
        yield Step(relation=Relation.UNEXPECTED, actual=line)
