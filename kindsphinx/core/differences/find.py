"""Finds what differs between two outputs: one difference for each row or line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.differences import sentences
from kindsphinx.core.differences.facts import fact_differences
from kindsphinx.core.differences.lines import Lines
from kindsphinx.core.differences.things import thing_of_row
from kindsphinx.core.differences.versions import VersionChanges, is_about_versions
from kindsphinx.core.drift import Difference, Drift
from kindsphinx.core.expectation.matching import Relation
from kindsphinx.core.normalize.header import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kindsphinx.core.differences.sentences import Says
    from kindsphinx.core.differences.things import Thing
    from kindsphinx.core.expectation.matching import Matching

_MARK: Final = re.compile(r"<[a-z-]+>")


def differences(
    matching: Matching, *, says: Says, versions: Sequence[tuple[str, str]] = (), cosmetic: bool = False
) -> tuple[Difference, ...]:
    """Return what differs, in the order of the expectation.

    :param versions: what became of those of the run, old and new, where that is known.
    :param cosmetic: whether volatile values are told, too.
    """
    if matching.complete and not cosmetic:
        return ()
    if matching.sides.expected.facts is not None:
        return tuple(fact_differences(matching, says=says, versions=versions, cosmetic=cosmetic))
    return tuple(_Finder(matching, says, versions, cosmetic=cosmetic).found())


class _Finder:
    """The differences of one matching."""

    def __init__(
        self, matching: Matching, says: Says, versions: Sequence[tuple[str, str]], *, cosmetic: bool
    ) -> None:
        self._cosmetic = cosmetic
        self._matching = matching
        self._open = matching.sides.patterns
        self._says = says
        sides = matching.sides.expected, matching.sides.actual
        self._expected, self._actual = (Lines(reading=side, texts=side.keys) for side in sides)
        self._printed = [Lines(reading=side, texts=side.plain) for side in sides]
        self._versions = VersionChanges(matching, self._expected, self._actual, versions)

    def found(self) -> Iterator[Difference]:
        """Yield a difference for each step that is one."""
        for step in self._matching.steps if self._cosmetic else self._matching.differing:
            if step.expected is not None and step.actual is not None:
                yield from self._between(step.relation, step.expected, step.actual)
            elif step.relation is Relation.MISSING and step.expected is not None:
                yield self._missing(step.expected)
            elif step.relation is Relation.UNEXPECTED and step.actual is not None:
                yield self._unexpected(step.actual)

    def _between(self, relation: Relation, line: int, other: int) -> Iterator[Difference]:
        if relation is Relation.CHANGED:
            yield self._changed(line, other)
        elif self._cosmetic and relation is Relation.EQUAL and line not in self._open:
            expected, actual = self._printed
            if cells := _differing(expected.cells(line), actual.cells(other)):
                sentence = self._sentence((expected, line), (actual, other), cells)
                yield _difference(Drift.COSMETIC, sentence, line, other)

    def _changed(self, line: int, other: int) -> Difference:
        if line in self._expected.headings and other in self._actual.headings:
            sentence = sentences.columns_differ(self._expected.headings[line], self._actual.headings[other])
            return _difference(Drift.STRUCTURE, sentence, line, other)
        cells = self._differing_cells(line, other)
        changes = {at: self._versions.of_cell(line, other, at) for at in cells}
        strict = [at for at in cells if not changes[at]]
        sentence = self._sentence((self._expected, line), (self._actual, other), strict or cells)
        if strict or not cells:
            return _difference(Drift.CHANGED, sentence, line, other)
        found = dict.fromkeys(change for at in cells for change in changes[at])
        return _difference(Drift.VERSION, sentence, line, other, versions=tuple(found))

    def _differing_cells(self, line: int, other: int) -> list[int]:
        """Return which cells of a row differ, a line being one; none where these are not the same columns."""
        was, now = self._expected.cells(line), self._actual.cells(other)
        if len(was) != len(now):
            return []
        cells = _differing(was, now)
        pattern = self._open.get(line)
        expected, actual = (side.cells(at) for side, at in zip(self._printed, (line, other), strict=True))
        if pattern is None or not len(was) == len(expected) == len(actual):
            return cells
        return [at for at in cells if not pattern.fits_cell((was[at], expected[at]), (now[at], actual[at]))]

    def _sentence(self, expected: tuple[Lines, int], actual: tuple[Lines, int], cells: Sequence[int]) -> str:
        """Return what differs in these *cells* of two lines; in all if there are none."""
        lines, line = expected
        was, now = (list(side.named_cells(number)) for side, number in (expected, actual))
        table = lines.tables.get(line)
        if table is None:
            return sentences.line_differs(was[0][1], now[0][1], self._says)
        thing = thing_of_row(table, lines.reading.keys[line])
        if not cells:
            whole, before = (" ".join(cell for _, cell in row) for row in (now, was))
            return sentences.cells_differ(thing, [("", whole, before)], self._says)
        found = [(was[at][0], _value(actual, at), _value(expected, at)) for at in cells]
        return sentences.cells_differ(thing, found, self._says)

    def _missing(self, line: int) -> Difference:
        sentence = _told(self._expected, line, sentences.row_is_missing, sentences.line_is_missing)
        return _difference(_drift_of_line(self._expected, line), sentence, line, None)

    def _unexpected(self, line: int) -> Difference:
        sentence = _told(self._actual, line, sentences.row_is_more, sentences.line_is_more)
        return _difference(_drift_of_line(self._actual, line), sentence, None, line)


def _value(side: tuple[Lines, int], at: int) -> str:
    """Return a cell; as it was printed, where nothing of it is compared and it is known where it is."""
    lines, line = side
    cells, printed = lines.cells(line), lines.reading.plain[line].split(GAP)
    return printed[at] if len(cells) == len(printed) and _MARK.fullmatch(cells[at]) else cells[at]


def _told(lines: Lines, line: int, row: Callable[[Thing], str], other: Callable[[str], str]) -> str:
    key = lines.reading.keys[line]
    if line in lines.headings:
        return other(" ".join(lines.headings[line]))
    table = lines.tables.get(line)
    return row(thing_of_row(table, key)) if table else other(key)


def _drift_of_line(lines: Lines, line: int) -> Drift:
    return Drift.VERSION if is_about_versions(lines.reading.lines[line]) else Drift.STRUCTURE


def _differing(was: Sequence[str], now: Sequence[str]) -> list[int]:
    return [at for at, (cell, other) in enumerate(zip(was, now, strict=False)) if cell != other]


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
