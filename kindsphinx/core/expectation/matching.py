"""Matches an expectation with an output, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from kindsphinx.core.comparing.comparison import Mode
from kindsphinx.core.expectation.anchors import common_lines
from kindsphinx.core.expectation.counterparts import counterparts
from kindsphinx.core.expectation.facts import are_alike, paired_facts
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
class Stretch:
    """Expected lines without a cut between them, and the actual lines that meet them."""

    expected: Sequence[int]
    actual: Sequence[int]
    cut: int | None = None
    """The cut before them."""
    elided: Sequence[int] = ()
    """The actual lines under that cut."""

    def steps(self) -> Iterator[Step]:
        """Yield them line by line."""
        if self.cut is not None:
            yield from _cut(self.cut, self.elided)
        for line, other in zip(self.expected, self.actual, strict=True):
            yield Step(relation=Relation.EQUAL, expected=line, actual=other)


@dataclass(frozen=True, kw_only=True)
class Matching:
    """What an output is to an expectation."""

    sides: Sides
    """What was compared."""
    pieces: tuple[Stretch | Step, ...]
    """Every compared line of both sides once, in the order of the expectation, equal ones together."""
    complete: bool
    """Whether nothing is missing, changed or unexpected."""

    @property
    def differing(self) -> Iterator[Step]:
        """Yield what is not equal, but for what stands under cuts."""
        for piece in self.pieces:
            if isinstance(piece, Step) and piece.relation is not Relation.CUT:
                yield piece

    @property
    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield an expected line and an actual one for all that are equal, or the same thing changed."""
        for piece in self.pieces:
            if isinstance(piece, Stretch):
                yield from zip(piece.expected, piece.actual, strict=True)
            elif (
                piece.relation is Relation.CHANGED and piece.expected is not None and piece.actual is not None
            ):
                yield piece.expected, piece.actual

    @property
    def equal(self) -> Iterator[tuple[int, int]]:
        """Yield an expected line and an actual one for all that are equal."""
        for piece in self.pieces:
            if isinstance(piece, Stretch):
                yield from zip(piece.expected, piece.actual, strict=True)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return the pieces line by line."""
        return tuple(
            step
            for piece in self.pieces
            for step in (piece.steps() if isinstance(piece, Stretch) else (piece,))
        )


def match(expected: Reading, actual: Reading, *, ellipsis: bool, mode: Mode = Mode.AUTO) -> Matching:
    """Return which line of *actual* answers to which of *expected*."""
    sides = confront(expected, actual, ellipsis=ellipsis, mode=mode)
    if expected.facts is not None and actual.facts is not None:
        return _matched_facts(sides)
    ours, theirs = compared(sides.expected), arranged(sides)
    if stretches := _exact(sides, ours, theirs.lines):
        return Matching(sides=sides, pieces=tuple(stretches), complete=True)
    return Matching(sides=sides, pieces=tuple(_Differing(sides, theirs).pieces(ours)), complete=False)


def _matched_facts(sides: Sides) -> Matching:
    pairs = paired_facts(sides)
    both = [(line, other) for line, other in pairs if line is not None and other is not None]
    if len(both) == len(pairs) and all(are_alike(sides, line, other) for line, other in both):
        ours, theirs = [line for line, _ in both], [other for _, other in both]
        return Matching(sides=sides, pieces=(Stretch(expected=ours, actual=theirs),), complete=True)
    return Matching(
        sides=sides, pieces=tuple(_piece_of_facts(sides, *pair) for pair in pairs), complete=False
    )


def _piece_of_facts(sides: Sides, line: int | None, other: int | None) -> Stretch | Step:
    if line is None:
        return Step(relation=Relation.UNEXPECTED, actual=other)
    if other is None:
        return Step(relation=Relation.MISSING, expected=line)
    if are_alike(sides, line, other):
        return Stretch(expected=(line,), actual=(other,))
    return Step(relation=Relation.CHANGED, expected=line, actual=other)


def _exact(sides: Sides, ours: Sequence[int], theirs: Sequence[int]) -> list[Stretch]:
    """Place what stands between cuts: first at the beginning, last at the end, others as early as fits.

    Returns nothing where they have no such places.
    """
    search = Search(sides, theirs)
    chunks = list(_chunks(sides, ours))
    stretches: list[Stretch] = []
    at = 0
    for place, (cut, chunk) in enumerate(chunks):
        last = len(theirs) - len(chunk)
        begin = last if place == len(chunks) - 1 else at
        until = last if cut is not None else at
        found = search.find(chunk, begin=begin, until=until) if at <= begin <= until else None
        if found is None:
            return []
        end = found + len(chunk)
        stretches.append(Stretch(cut=cut, elided=theirs[at:found], expected=chunk, actual=theirs[found:end]))
        at = end
    return stretches


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
    """The pieces of two sides that differ."""

    def __init__(self, sides: Sides, arrangement: Arrangement) -> None:
        self._sides = sides
        self._theirs = arrangement.lines
        self._known = arrangement.changed
        self._rows = set(_rows(sides.expected))
        self._their_rows = set(_rows(sides.actual))

    def pieces(self, ours: Sequence[int]) -> Iterator[Stretch | Step]:
        common = common_lines(self._sides, ours, self._theirs)
        mine = yours = 0
        for at, other, count in _runs(common):
            yield from self._between(ours[mine:at], self._theirs[yours:other])
            mine, yours = at + count, other + count
            yield Stretch(expected=ours[at:mine], actual=self._theirs[other:yours])
        yield from self._between(ours[mine:], self._theirs[yours:])

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


def _runs(common: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield where lines in common begin that follow each other on both sides, and how many these are."""
    begin = 0
    for end in range(1, len(common) + 1):
        if end == len(common) or common[end] != (common[end - 1][0] + 1, common[end - 1][1] + 1):
            yield *common[begin], end - begin
            begin = end


def _cut(cut: int, theirs: Sequence[int]) -> Iterator[Step]:
    for line in theirs:
        yield Step(relation=Relation.CUT, expected=cut, actual=line)
    if not theirs:
        yield Step(relation=Relation.CUT, expected=cut)
