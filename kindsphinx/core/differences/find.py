"""Finds what differs between two outputs: one difference for each row or line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.differences import sentences
from kindsphinx.core.differences.lines import Lines
from kindsphinx.core.differences.things import thing_of_row
from kindsphinx.core.differences.versions import VersionChanges, is_about_versions
from kindsphinx.core.drift import Difference, Drift
from kindsphinx.core.expectation.matching import Relation
from kindsphinx.core.expectation.rules import fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kindsphinx.core.differences.sentences import Says
    from kindsphinx.core.differences.things import Thing
    from kindsphinx.core.expectation.matching import Matching


def differences(
    matching: Matching, *, says: Says, versions: Sequence[tuple[str, str]] = ()
) -> tuple[Difference, ...]:
    """Return what differs beyond volatile values, in the order of the expectation.

    :param versions: what became of those of the run, old and new, where that is known.
    """
    return () if matching.complete else tuple(_Finder(matching, says, versions).found())


class _Finder:
    """The differences of one matching."""

    def __init__(self, matching: Matching, says: Says, versions: Sequence[tuple[str, str]]) -> None:
        self._steps = matching.steps
        self._expected = Lines(reading=matching.sides.expected)
        self._actual = Lines(reading=matching.sides.actual)
        self._open = matching.sides.patterns
        self._says = says
        self._versions = VersionChanges(matching.steps, self._expected, self._actual, versions)

    def found(self) -> Iterator[Difference]:
        """Yield a difference for each step that is one."""
        for step in self._steps:
            if step.relation is Relation.CHANGED and step.expected is not None and step.actual is not None:
                yield self._changed(step.expected, step.actual)
            elif step.relation is Relation.MISSING and step.expected is not None:
                yield self._missing(step.expected)
            elif step.relation is Relation.UNEXPECTED and step.actual is not None:
                yield self._unexpected(step.actual)

    def _changed(self, line: int, other: int) -> Difference:
        if line in self._expected.headings and other in self._actual.headings:
            sentence = sentences.columns_differ(self._expected.headings[line], self._actual.headings[other])
            return _difference(Drift.STRUCTURE, sentence, line, other)
        cells = self._differing_cells(line, other)
        changes = {at: self._versions.of_cell(line, other, at) for at in cells}
        strict = [at for at in cells if not changes[at]]
        if strict or not cells:
            return _difference(Drift.CHANGED, self._sentence(line, other, strict), line, other)
        found = dict.fromkeys(change for at in cells for change in changes[at])
        return _difference(
            Drift.VERSION, self._sentence(line, other, cells), line, other, versions=tuple(found)
        )

    def _differing_cells(self, line: int, other: int) -> list[int]:
        """Return which cells of a row differ, a line being one; none where these are not the same columns."""
        was, now = self._expected.cells(line), self._actual.cells(other)
        if len(was) != len(now):
            return []
        differs = _is_not_met if line in self._open else str.__ne__
        return [at for at, cells in enumerate(zip(was, now, strict=True)) if differs(*cells)]

    def _sentence(self, line: int, other: int, cells: Sequence[int]) -> str:
        was, now = list(self._expected.named_cells(line)), list(self._actual.named_cells(other))
        table = self._expected.tables.get(line)
        if table is None:
            return sentences.line_differs(was[0][1], now[0][1], self._says)
        thing = thing_of_row(table, self._expected.reading.keys[line])
        if not cells:
            whole, before = (" ".join(cell for _, cell in row) for row in (now, was))
            return sentences.cells_differ(thing, [("", whole, before)], self._says)
        found = [(was[at][0], now[at][1], was[at][1]) for at in cells]
        return sentences.cells_differ(thing, found, self._says)

    def _missing(self, line: int) -> Difference:
        sentence = _told(self._expected, line, sentences.row_is_missing, sentences.line_is_missing)
        return _difference(_drift_of_line(self._expected, line), sentence, line, None)

    def _unexpected(self, line: int) -> Difference:
        sentence = _told(self._actual, line, sentences.row_is_more, sentences.line_is_more)
        return _difference(_drift_of_line(self._actual, line), sentence, None, line)


def _told(lines: Lines, line: int, row: Callable[[Thing], str], other: Callable[[str], str]) -> str:
    key = lines.reading.keys[line]
    if line in lines.headings:
        return other(" ".join(lines.headings[line]))
    table = lines.tables.get(line)
    return row(thing_of_row(table, key)) if table else other(key)


def _drift_of_line(lines: Lines, line: int) -> Drift:
    return Drift.VERSION if is_about_versions(lines.reading.lines[line]) else Drift.STRUCTURE


def _is_not_met(pattern: str, cell: str) -> bool:
    return not fits(pattern, cell)


def _difference(
    drift: Drift,
    sentence: str,
    line: int | None,
    other: int | None,
    versions: tuple[tuple[str, str], ...] = (),
) -> Difference:
    return Difference(
        drift=drift, sentence=sentence, expected_line=line, actual_line=other, versions=versions
    )
