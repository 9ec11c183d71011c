"""Finds the lines that two differing texts have in common, in time about linear: a patience diff."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.expectation.sides import Sides

_SMALL = 10_000
"""Up to this many pairs of lines a stretch is compared each with each."""
_DEPTH = 30

_Stretch = tuple[int, int, int, int, int]
_Pair = tuple[int, int]


def common_lines(sides: Sides, ours: Sequence[int], theirs: Sequence[int]) -> list[_Pair]:
    """Return pairs of places in *ours* and *theirs* whose lines match, both ascending."""
    found: list[_Pair] = []
    waiting: list[_Stretch] = [(0, len(ours), 0, len(theirs), 0)]
    while waiting:
        low, high, other_low, other_high, depth = waiting.pop()
        while low < high and other_low < other_high and sides.match(ours[low], theirs[other_low]):
            found.append((low, other_low))
            low, other_low = low + 1, other_low + 1
        while low < high and other_low < other_high and sides.match(ours[high - 1], theirs[other_high - 1]):
            high, other_high = high - 1, other_high - 1
            found.append((high, other_high))
        if low == high or other_low == other_high:
            continue
        if (high - low) * (other_high - other_low) <= _SMALL:
            found += _longest(sides, ours[low:high], theirs[other_low:other_high], low, other_low)
            continue
        anchors = _anchors(sides, ours[low:high], theirs[other_low:other_high]) if depth < _DEPTH else []
        if anchors:
            waiting += _stretches(anchors, (low, high, other_low, other_high, depth + 1), found)
    return sorted(found)


def _stretches(anchors: list[_Pair], around: _Stretch, found: list[_Pair]) -> Iterator[_Stretch]:
    low, high, other_low, other_high, depth = around
    mine, yours = low, other_low
    for at, other in anchors:
        found.append((low + at, other_low + other))
        yield mine, low + at, yours, other_low + other, depth
        mine, yours = low + at + 1, other_low + other + 1
    yield mine, high, yours, other_high, depth


def _anchors(sides: Sides, ours: Sequence[int], theirs: Sequence[int]) -> list[_Pair]:
    """Return the longest ascending run of the lines that each side has exactly once."""
    keys = [sides.expected.keys[line] for line in ours]
    other_keys = [sides.actual.keys[line] for line in theirs]
    once, other_once = Counter(keys), Counter(other_keys)
    places = {key: place for place, key in enumerate(other_keys) if other_once[key] == 1}
    pairs = [
        (place, places[key])
        for place, key in enumerate(keys)
        if once[key] == 1 and key in places and ours[place] not in sides.cuts
    ]
    return _ascending(pairs)


def _ascending(pairs: Sequence[_Pair]) -> list[_Pair]:
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        at = bisect_left(tails, other)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [other]
        ends[at : at + 1] = [number]
    run: list[_Pair] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]


def _longest(
    sides: Sides, ours: Sequence[int], theirs: Sequence[int], offset: int, other_offset: int
) -> Iterator[_Pair]:
    """Yield the longest common subsequence of two short stretches."""
    matches = _Matches(sides, theirs)
    places = [matches.places(line) for line in ours]
    pairs = [(offset + at, other_offset + other) for at, others in enumerate(places) for other in others]
    if all(one < next_one and other < after for (one, other), (next_one, after) in pairwise(pairs)):
        # each line matches one at most, and these stand in order
        yield from pairs
        return
    lengths = [[0] * (len(theirs) + 1)]
    for here in reversed(places):
        lengths.append(_longer(here, lengths[-1]))
    lengths.reverse()
    at = other = 0
    while at < len(ours) and other < len(theirs):
        if sides.match(ours[at], theirs[other]):
            yield offset + at, other_offset + other
            at, other = at + 1, other + 1
        elif lengths[at + 1][other] >= lengths[at][other + 1]:
            at += 1
        else:
            other += 1


def _longer(places: Sequence[int], below: list[int]) -> list[int]:
    """Return how much is in common from each place on, with a line more than *below*: it matches *places*."""
    row = below.copy() if places else below
    for place in reversed(places):
        # from where the line matches back to where as much is in common without it
        at, best = place, below[place + 1] + 1
        while at >= 0 and row[at] < best:
            row[at] = best
            at -= 1
    return row


class _Matches:
    """Knows which lines of an output match."""

    def __init__(self, sides: Sides, theirs: Sequence[int]) -> None:
        self._sides = sides
        self._theirs = theirs
        self._by_key: dict[str, list[int]] = {}
        for place, line in enumerate(theirs):
            self._by_key.setdefault(sides.actual.keys[line], []).append(place)

    def places(self, line: int) -> Sequence[int]:
        """Return the places of the lines that match an expected one, ascending."""
        if line in self._sides.cuts:
            return ()
        if line not in self._sides.patterns:
            return self._by_key.get(self._sides.expected.keys[line], ())
        return [place for place, other in enumerate(self._theirs) if self._sides.match(line, other)]
