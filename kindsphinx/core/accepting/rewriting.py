"""Rewrites what an author expects of one output, so that another output is what it asks for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kindsphinx.core.accepting.in_order import Line, in_order
from kindsphinx.core.accepting.merging import merged
from kindsphinx.core.accepting.rows import Rows, laid_out_anew
from kindsphinx.core.comparing import USUAL, Comparison, Mode, missing_texts, read_for
from kindsphinx.core.diff import compare
from kindsphinx.core.differences import Says, differences
from kindsphinx.core.expectation import Relation, match
from kindsphinx.core.expectation.placeholders import has_placeholder, read_expectation
from kindsphinx.core.expectation.rules import is_cut
from kindsphinx.core.expectation.template import ELLIPSIS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kindsphinx.core.drift import Difference
    from kindsphinx.core.expectation import Matching, Step
    from kindsphinx.core.normalize.reading import Reading
    from kindsphinx.core.normalize.tables import Table

_REFUSED: Final = {
    Mode.REGEX: "it is compared by regular expressions, which only their author can change",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewritten:
    """An expectation with what an output has otherwise."""

    lines: tuple[Line, ...] = ()
    taken: tuple[Difference, ...] = ()
    """The differences that it has no more."""
    left: tuple[Difference, ...] = ()
    """Those that were not to be taken."""
    refusal: str = ""
    """Why it cannot be rewritten, as a half sentence; empty if it can."""

    @property
    def text(self) -> str:
        """Return the expectation as it is compared."""
        return "".join(f"{line.text}\n" for line in self.lines)


def _all(_difference: Difference) -> bool:
    return True


def rewritten(
    expected: str,
    output: str,
    *,
    command: str = "",
    comparison: Comparison = USUAL,
    wanted: Callable[[Difference], bool] = _all,
) -> Rewritten:
    """Return the expectation *expected* with what differs in *output*.

    Lines that do not differ stay as they are. In those that do, what the author left open stays open where it
    can. The result is compared again with *output*, and is none if anything else than wanted differs then.

    :param wanted: which differences are to be taken; by default all. It is asked once for each.
    """
    if refusal := _refusal(output, comparison):
        return Rewritten(refusal=refusal)
    work = _Work(expected, output, command, comparison)
    # as a run tells them
    found = compare(expected, output, command=command, comparison=comparison).differences
    taken = tuple(each for each in found if wanted(each))
    left = tuple(each for each in found if each not in taken)
    if not taken:
        kept = tuple(Line(text=text, kept=number) for number, text in enumerate(work.written))
        return Rewritten(lines=kept, left=left)
    is_data = work.is_data(found)
    if is_data and left:
        return Rewritten(refusal="it is compared as data, of which all differences are taken, or none")
    for lines in work.attempts(taken, is_data=is_data):
        result = Rewritten(lines=tuple(lines), taken=taken, left=left)
        if _is_met(result, output, command=command, comparison=comparison):
            return result
    return Rewritten(refusal="no change of the lines that differ makes it match: write it anew")


def _refusal(output: str, comparison: Comparison) -> str:
    if comparison.contained:
        missing = missing_texts(comparison.contained, output)
        texts = ", ".join(f"“{text}”" for text in missing)
        return f"it must contain {texts}: change the option “contains”" if missing else ""
    return _REFUSED.get(comparison.mode, "")


def _is_met(result: Rewritten, output: str, *, command: str, comparison: Comparison) -> bool:
    """Return whether nothing differs but what was left."""
    diff = compare(result.text, output, command=command, comparison=comparison)
    still = Counter((each.drift, each.sentence) for each in diff.differences)
    return still <= Counter((each.drift, each.sentence) for each in result.left) and (
        diff.equal or bool(result.left)
    )


class _Work:
    """One expectation, and what it is to an output."""

    def __init__(self, expected: str, output: str, command: str, comparison: Comparison) -> None:
        self.written = expected.removesuffix("\n").split("\n") if expected else []
        self._text, self._output, self._command = expected, output, command
        self._actual = read_for(comparison, output, command=command)
        self._expected = read_expectation(expected, command=command, like=self._actual, comparison=comparison)
        self.matching: Matching = match(
            self._expected, self._actual, ellipsis=comparison.leaves_out, mode=comparison.mode
        )
        self._literal = comparison.mode is Mode.EXACT
        self._is_json = comparison.mode is Mode.JSON
        self._steps = {
            (each.expected_line, each.actual_line) for each in differences(self.matching, says=Says.PAGE)
        }
        self._rows = Rows(self.matching, self._expected, self._actual)
        self._pairs = {} if self._literal else dict(self._open_pairs())

    def is_data(self, found: Sequence[Difference]) -> bool:
        """Return whether the differences *found* are not those of lines."""
        return {(each.expected_line, each.actual_line) for each in found} != self._steps

    def attempts(self, found: Sequence[Difference], *, is_data: bool) -> Iterator[list[Line]]:
        """Yield the expectation with the differences *found* taken, the way that changes least first."""
        taken = self._steps if is_data else {(each.expected_line, each.actual_line) for each in found}
        if not self._is_json:
            yield from self._by_steps(taken)
        if is_data or self._is_json:
            for places in (True, False):
                yield list(in_order(self._text, self._output, command=self._command, places=places))

    def _by_steps(self, taken: set[tuple[int | None, int | None]]) -> Iterator[list[Line]]:
        if not self._literal:
            for ellipses in (True, False):
                lines = self._lines(taken, lambda *step: self._merged(*step, ellipses=ellipses))  # noqa: B023 - used at once
                yield lines
                yield self._anew(lines)
        yield self._lines(taken, lambda _line, other: self._actual.lines[other])

    def _open_pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the lines with places that are missing, and what is printed there now, one for each.

        They have too little in common to be one line, but what their author left open should stay so.
        """
        for is_between, group in groupby(self.matching.steps, key=_is_of_one_side):
            steps = list(group) if is_between else []
            ours = [each.expected for each in steps if each.expected is not None]
            theirs = [each.actual for each in steps if each.actual is not None]
            for line, other in zip(ours, theirs, strict=True) if len(ours) == len(theirs) else ():
                if line in self.matching.sides.patterns and _is_open(
                    self._merged(line, other, ellipses=True)
                ):
                    yield line, other

    def _merged(self, line: int, other: int, *, ellipses: bool) -> str:
        row = self._rows.merged(line, other, ellipses=ellipses)
        ours, theirs = self._expected.lines[line], self._actual.lines[other]
        line_now = merged(ours, theirs, ellipses=ellipses) if row is None else row
        # three dots alone would stand for any lines
        return theirs if is_cut(line_now) else line_now

    def _lines(
        self, taken: set[tuple[int | None, int | None]], change: Callable[[int, int], str]
    ) -> list[Line]:
        """Return the lines with those steps taken, of lines that are not compared each in its place."""
        found: list[Line] = []
        following = 0
        for step in self.matching.steps:
            if step.expected is None:
                found += self._added(step, taken)
            elif step.expected >= following:
                found += self._kept(range(following, step.expected))
                found += self._kept_or_changed(step, taken, change)
                following = step.expected + 1
        return [*found, *self._kept(range(following, len(self.written)))]

    def _added(self, step: Step, taken: set[tuple[int | None, int | None]]) -> Iterator[Line]:
        pairs = {(None, other) for line, other in self._pairs.items() if (line, None) in taken}
        if step.actual is not None and (None, step.actual) in taken - pairs:
            row = None if self._literal else self._rows.added(step.actual)
            yield Line(text=self._actual.lines[step.actual] if row is None else row)

    def _kept_or_changed(
        self,
        step: Step,
        taken: set[tuple[int | None, int | None]],
        change: Callable[[int, int], str],
    ) -> Iterator[Line]:
        line, other = step.expected, step.actual
        if line is None:
            return
        if (line, other) in taken and other is None:
            if (other := self._pairs.get(line)) is not None and (None, other) in taken:
                yield Line(text=change(line, other))
            return
        changes = (line, other) in taken or (
            other is not None
            and step.relation is Relation.EQUAL
            and self._rows.has_other_columns(line, other)
        )
        if changes and other is not None:
            yield Line(text=change(line, other))
        else:
            yield from self._kept((line,))

    def _kept(self, numbers: Sequence[int]) -> Iterator[Line]:
        return (Line(text=self.written[number], kept=number) for number in numbers)

    def _anew(self, lines: list[Line]) -> list[Line]:
        """Return the lines with tables laid out anew, if they are still tables."""
        reading = read_for(USUAL, "\n".join(line.text for line in lines), command="", like=self._actual)
        found = list(lines)
        for table in reading.tables:
            for number, text in laid_out_anew(_rows_of(table, reading), table).items():
                if text != found[number].text.rstrip():
                    found[number] = Line(text=text)
        return found


def _is_of_one_side(step: Step) -> bool:
    return step.expected is None or step.relation is Relation.MISSING


def _is_open(line: str) -> bool:
    return ELLIPSIS in line or has_placeholder(line)


def _rows_of(table: Table, reading: Reading) -> dict[int, str]:
    heading = () if table.heading is None else (table.heading,)
    return {number: reading.lines[number] for number in (*heading, *table.rows)}
