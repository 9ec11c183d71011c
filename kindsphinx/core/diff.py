"""Compares what a command printed with what its page promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, overload

from kindsphinx.core.comparing import USUAL, Comparison, Mode, json_texts, not_json
from kindsphinx.core.differences import Says, TypedLines, differences
from kindsphinx.core.drift import Difference, Drift, worst
from kindsphinx.core.expectation.matching import Relation, match
from kindsphinx.core.expectation.reading import read_both
from kindsphinx.core.normalize.reading import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.coherence import Ledger
    from kindsphinx.core.expectation.matching import Matching
    from kindsphinx.core.normalize.reading import Reading


class LineKind(StrEnum):
    """What a line of a diff says."""

    EQUAL = "equal"
    MISSING = "missing"
    UNEXPECTED = "unexpected"


_NOT_THERE = {Relation.MISSING, Relation.CHANGED}
_MARKS = {LineKind.EQUAL: "  ", LineKind.MISSING: "- ", LineKind.UNEXPECTED: "+ "}


@dataclass(frozen=True, kw_only=True, slots=True)
class DiffLine:
    """One line of a diff, as its side has it."""

    kind: LineKind
    text: str
    expected: int | None = None
    """Its index in the expected text, from 0; ``None`` for an unexpected line."""
    number: int | None = field(default=None, compare=False)
    """Its index in the text of its side; ``None`` where it is shown as it was printed."""
    types: TypedLines | None = field(default=None, compare=False, repr=False)
    """The lines of its side as they are compared."""

    @property
    def typed(self) -> str:
        """As it is compared: types in place of volatile values, the columns of tables side by side."""
        return self.text if self.types is None or self.number is None else self.types[self.number]


@dataclass(frozen=True, kw_only=True, slots=True)
class Diff:
    """What became of an expectation: its lines in their order, and unexpected ones where they appeared."""

    lines: Sequence[DiffLine] = field(repr=False)
    equal: bool
    differences: tuple[Difference, ...] = field(default=(), repr=False)
    """What differs, in the order of the expectation; volatile values only if they were asked for."""
    torn: tuple[Difference, ...] = field(default=(), repr=False)
    """Those of them that are about values which are no longer one."""
    identical: bool = False
    """Whether not even volatile values differ."""

    @property
    def drift(self) -> Drift | None:
        """Return the worst that differs; ``None`` if nothing does."""
        if self.equal:
            return None if self.identical else Drift.COSMETIC
        return worst(each.drift for each in self.differences)

    @property
    def first_line(self) -> int | None:
        """The index in the expected text where the first difference stands; ``None`` where there is none."""
        last = 0
        unexpected = False
        for line in self.lines:
            if line.kind is LineKind.MISSING or (unexpected and line.expected is not None):
                return line.expected
            unexpected = unexpected or line.kind is LineKind.UNEXPECTED
            last = line.expected if line.expected is not None else last
        return last if unexpected else None

    def text(self, context: int = 3) -> str:
        """Return the differences for a reader, with *context* lines around each, ``...`` between.

        Types stand in place of volatile values.
        """
        differing = [at for at, line in enumerate(self.lines) if line.kind is not LineKind.EQUAL]
        near = {at for place in differing for at in range(place - context, place + context + 1)}
        shown = [at for at in sorted(near) if 0 <= at < len(self.lines)]
        return "\n".join(self._hunks(shown))

    def _hunks(self, shown: list[int]) -> Iterator[str]:
        before = -1
        for at in shown:
            if at > before + 1:
                yield "  ..."
            yield (_MARKS[self.lines[at].kind] + self.lines[at].typed).rstrip()
            before = at
        if shown and before + 1 < len(self.lines):
            yield "  ..."


def compare(  # noqa: PLR0913 - what is compared, and by whose word
    expected: str,
    actual: str,
    *,
    command: str = "",
    comparison: Comparison = USUAL,
    ellipsis: bool = True,
    says: Says | None = None,
    versions: Sequence[tuple[str, str]] = (),
    cosmetic: bool = False,
    ledger: Ledger | None = None,
    line: int = 0,
) -> Diff:
    """Return how *actual*, which *command* printed, differs from *expected* in more than volatile values.

    *ellipsis* says whether ``...`` stands for text left out: in an expectation, never in a recording.

    :param comparison: how both are read, and what of them counts.
    :param says: who says what is expected; by default the page, and without *ellipsis* the recording.
    :param versions: what became of the versions of Kubernetes and kind, old and new, where that is known.
    :param cosmetic: whether volatile values are told as differences, too.
    :param ledger: what is known of the values of the page, where it is told that one is no longer one.
    :param line: where in the page *expected* begins, or else the command stands; 0 if it is unknown.
    """
    says = says or (Says.PAGE if ellipsis else Says.RECORDING)
    comparison = comparison if ellipsis else comparison.of_recordings
    if comparison.mode is Mode.JSON and (wrong := not_json(expected, actual, says=says)):
        return _incomparable(expected, actual, wrong)
    given = expected, actual
    if comparison.mode is Mode.JSON:
        expected, actual = json_texts(comparison, expected, actual, is_written=ellipsis)
    wanted, found = read_both(expected, actual, command=command, comparison=comparison, is_written=ellipsis)
    matching = match(wanted, found, ellipsis=ellipsis and comparison.leaves_out, mode=comparison.mode)
    judge = ledger and (ledger.judge_names if ellipsis else ledger.judge_values)
    torn = judge(matching, command=command, line=line) if judge else ()
    equal = matching.complete and not torn
    told = differences(matching, says=says, versions=versions, cosmetic=cosmetic)
    diff = Diff(
        lines=_EqualLines(_printed(wanted, expected)) if equal else _DifferingLines(matching, torn),
        equal=equal,
        differences=tuple(_in_text(each, matching) for each in (*told, *torn)),
        torn=tuple(_in_text(each, matching) for each in torn),
        identical=wanted.lines == found.lines,
    )
    # of JSON the lines that are compared need not be those that were printed
    is_moved = comparison.mode is Mode.JSON and (wanted.facts is None or given != (expected, actual))
    return _without_places(diff) if is_moved else diff


def _printed(reading: Reading, text: str) -> Sequence[str]:
    return reading.lines if reading.places is None else split(text)


def _in_text(difference: Difference, matching: Matching) -> Difference:
    """Return *difference* with the lines of the texts in place of those of the readings."""
    expected, actual = matching.sides.expected, matching.sides.actual
    if expected.places is None and actual.places is None:
        return difference
    line, beside, other = difference.expected_line, difference.beside_line, difference.actual_line
    return replace(
        difference,
        expected_line=None if line is None else expected.printed_line(line),
        beside_line=None if beside is None else expected.printed_line(beside),
        actual_line=None if other is None else actual.printed_line(other),
    )


def _incomparable(expected: str, actual: str, wrong: str) -> Diff:
    """Return that two texts are not what they are to be compared as."""
    diff = compare(expected, actual, comparison=Comparison(mode=Mode.EXACT))
    return replace(
        diff, equal=False, identical=False, differences=(Difference(drift=Drift.STRUCTURE, sentence=wrong),)
    )


def _without_places(diff: Diff) -> Diff:
    """Return *diff* without the numbers of lines, which are not those that anybody has written or printed."""
    found, torn = (
        tuple(replace(each, expected_line=None, actual_line=None, beside_line=None) for each in told)
        for told in (diff.differences, diff.torn)
    )
    lines = [replace(line, expected=None) for line in diff.lines]
    return replace(diff, lines=lines, differences=found, torn=torn)


class _EqualLines(Sequence[DiffLine]):
    """The lines of an output that is as expected, each made when somebody looks at it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> DiffLine: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[DiffLine, ...]: ...

    def __getitem__(self, at: int | slice) -> DiffLine | tuple[DiffLine, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(len(self))[at])
        text = self._texts[at]
        return DiffLine(kind=LineKind.EQUAL, text=text, expected=range(len(self))[at])


class _DifferingLines(Sequence[DiffLine]):
    """The lines of an output that is not as expected, made when somebody looks at them."""

    def __init__(self, matching: Matching, torn: Sequence[Difference]) -> None:
        self._matching = matching
        self._torn = torn

    @cached_property
    def _made(self) -> tuple[DiffLine, ...]:
        return tuple(_lines(self._matching, self._torn))

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, at: int) -> DiffLine: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[DiffLine, ...]: ...

    def __getitem__(self, at: int | slice) -> DiffLine | tuple[DiffLine, ...]:
        return self._made[at]


def _lines(matching: Matching, torn: Iterable[Difference]) -> Iterator[DiffLine]:
    """Tell the steps as lines; an expected line that is not compared stays in its place.

    :param torn: what differs in lines that are equal but for volatile values, which are told as printed.
    """
    wanted, found = _Side.of(matching)
    unlike = {line for each in torn for line in (each.expected_line, each.beside_line)}
    next_line = 0
    for step in matching.steps:
        if step.expected is None:
            if step.actual is not None:
                yield found.line(LineKind.UNEXPECTED, step.actual)
            continue
        if step.expected < next_line:
            continue
        for line in range(next_line, step.expected):
            yield wanted.line(LineKind.EQUAL, line, expected=line)
        is_torn = step.relation is Relation.EQUAL and step.expected in unlike
        kind = LineKind.MISSING if is_torn or step.relation in _NOT_THERE else LineKind.EQUAL
        yield wanted.line(kind, step.expected, expected=step.expected, printed=is_torn)
        if (is_torn or step.relation is Relation.CHANGED) and step.actual is not None:
            yield found.line(LineKind.UNEXPECTED, step.actual, printed=is_torn)
        next_line = step.expected + 1
    for line in range(next_line, len(wanted.reading.lines)):
        yield wanted.line(LineKind.EQUAL, line, expected=line)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Side:
    """The lines of one side, as they were and as they are compared."""

    reading: Reading
    types: TypedLines

    @classmethod
    def of(cls, matching: Matching) -> tuple[_Side, _Side]:
        """Return the expected side and the actual one."""
        expected, actual = matching.sides.expected, matching.sides.actual
        return (
            cls(reading=expected, types=TypedLines(reading=expected, other=actual)),
            cls(reading=actual, types=TypedLines(reading=actual, other=expected)),
        )

    def line(
        self, kind: LineKind, number: int, *, expected: int | None = None, printed: bool = False
    ) -> DiffLine:
        """Return a line of this side as one of a diff; *printed* says that its values are what differs."""
        at = None if printed else number
        place = None if expected is None else self.reading.printed_line(expected)
        text = self.reading.lines[number]
        return DiffLine(kind=kind, text=text, expected=place, number=at, types=self.types)
