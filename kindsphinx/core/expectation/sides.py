"""The two sides of a comparison, reduced to the lines that are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.comparing.comparison import Mode
from kindsphinx.core.comparing.regexes import compiled
from kindsphinx.core.expectation.placeholders import has_placeholder, without_names
from kindsphinx.core.expectation.rules import Pattern, RegexLine, is_cut
from kindsphinx.core.expectation.shared_columns import with_shared_columns
from kindsphinx.core.expectation.template import ELLIPSIS
from kindsphinx.core.normalize.filled import EMPTY
from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.programs import NOT_COMPARED

if TYPE_CHECKING:
    from collections.abc import Container

    from kindsphinx.core.normalize.reading import Reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Sides:
    """An expectation and an output, and when one line of them matches another.

    Lines are named by their index in their reading.
    """

    expected: Reading
    actual: Reading
    cuts: frozenset[int]
    """The expected lines that stand for any number of lines."""
    patterns: dict[int, Pattern | RegexLine]
    """The expected lines that leave text open."""
    unordered: bool = False
    """Whether no line stands in any order."""

    def match(self, expected: int, actual: int) -> bool:
        """Return whether a line of the output is what a line of the expectation asks for."""
        if expected in self.cuts:
            return False
        key = self.actual.keys[actual]
        if self.expected.keys[expected] == key:
            return True
        pattern = self.patterns.get(expected)
        return pattern is not None and pattern.fits(key, self.actual.plain[actual])


def confront(expected: Reading, actual: Reading, *, ellipsis: bool, mode: Mode = Mode.AUTO) -> Sides:
    """Return the two sides; without *ellipsis* three dots are three dots."""
    expected, actual = with_shared_columns(expected, actual)
    if mode is Mode.REGEX:
        return _with_regexes(expected, actual)
    opened = (
        [number for number in range(len(expected.keys)) if _is_open(expected, number)] if ellipsis else []
    )
    cuts = frozenset(number for number in opened if is_cut(expected.keys[number]))
    rows = {row for table in expected.tables for row in table.rows} if opened else set[int]()
    patterns: dict[int, Pattern | RegexLine] = {
        number: _pattern(expected, number, rows) for number in opened if number not in cuts
    }
    unordered = mode is Mode.UNORDERED or (mode is Mode.AUTO and actual.unordered)
    return Sides(expected=expected, actual=actual, cuts=cuts, patterns=patterns, unordered=unordered)


def _with_regexes(expected: Reading, actual: Reading) -> Sides:
    """Return the two sides where each expected line is a regular expression, but those that stand for any."""
    lines = compared(expected)
    cuts = frozenset(number for number in lines if is_cut(expected.keys[number]))
    patterns: dict[int, Pattern | RegexLine] = {
        number: RegexLine(pattern=compiled(expected.keys[number])) for number in lines if number not in cuts
    }
    return Sides(expected=expected, actual=actual, cuts=cuts, patterns=patterns)


def _pattern(expected: Reading, number: int, rows: Container[int]) -> Pattern:
    key, plain, written = expected.keys[number], expected.plain[number], expected.lines[number]
    if number in rows and EMPTY in key and GAP not in (alone := without_names(written).strip()):
        # one cell in a row of many stands for the whole line
        return Pattern(key=alone, plain=alone, written=written)
    return Pattern(key=key, plain=plain, written=written, is_row=number in rows)


def _is_open(expected: Reading, number: int) -> bool:
    return ELLIPSIS in expected.keys[number] or has_placeholder(expected.plain[number])


def compared(reading: Reading) -> list[int]:
    """Return the lines of *reading* that are compared."""
    return [number for number, key in enumerate(reading.keys) if key != NOT_COMPARED]
