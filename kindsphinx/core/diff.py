"""Compares what a command printed with what its page promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kindsphinx.core.expectation.matching import Relation, match
from kindsphinx.core.normalize.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.expectation.matching import Step
    from kindsphinx.core.normalize.reading import Reading


class LineKind(StrEnum):
    """What a line of a diff says."""

    EQUAL = "equal"
    MISSING = "missing"
    UNEXPECTED = "unexpected"


_MARKS = {LineKind.EQUAL: "  ", LineKind.MISSING: "- ", LineKind.UNEXPECTED: "+ "}


@dataclass(frozen=True, kw_only=True, slots=True)
class DiffLine:
    """One line of a diff, as its side has it."""

    kind: LineKind
    text: str
    expected: int | None = None
    """Its index in the expected text, from 0; ``None`` for an unexpected line."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Diff:
    """What became of an expectation: its lines in their order, and unexpected ones where they appeared."""

    lines: tuple[DiffLine, ...] = field(repr=False)
    equal: bool

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
        """Return the differences for a reader, with *context* lines around each, ``...`` between."""
        differing = [at for at, line in enumerate(self.lines) if line.kind is not LineKind.EQUAL]
        near = {at for place in differing for at in range(place - context, place + context + 1)}
        shown = [at for at in sorted(near) if 0 <= at < len(self.lines)]
        return "\n".join(self._hunks(shown))

    def _hunks(self, shown: list[int]) -> Iterator[str]:
        before = -1
        for at in shown:
            if at > before + 1:
                yield "  ..."
            yield (_MARKS[self.lines[at].kind] + self.lines[at].text).rstrip()
            before = at
        if shown and before + 1 < len(self.lines):
            yield "  ..."


def compare(expected: str, actual: str, *, command: str = "", ellipsis: bool = True) -> Diff:
    """Return how *actual*, which *command* printed, differs from *expected* in more than volatile values.

    *ellipsis* says whether ``...`` stands for text left out: in an expectation, never in a recording.
    """
    found = read(actual, command=command)
    wanted = read(expected, command=command, like=found if ellipsis else None)
    matching = match(wanted, found, ellipsis=ellipsis)
    return Diff(lines=tuple(_lines(matching.steps, wanted, found)), equal=matching.complete)


def _lines(steps: tuple[Step, ...], wanted: Reading, found: Reading) -> Iterator[DiffLine]:
    """Tell the steps as lines; an expected line that is not compared stays in its place."""
    next_line = 0
    for step in steps:
        if step.expected is None:
            if step.actual is not None:
                yield DiffLine(kind=LineKind.UNEXPECTED, text=found.lines[step.actual])
            continue
        if step.expected < next_line:
            continue
        for line in range(next_line, step.expected):
            yield DiffLine(kind=LineKind.EQUAL, text=wanted.lines[line], expected=line)
        kind = LineKind.MISSING if step.relation is Relation.MISSING else LineKind.EQUAL
        yield DiffLine(kind=kind, text=wanted.lines[step.expected], expected=step.expected)
        next_line = step.expected + 1
    for line in range(next_line, len(wanted.lines)):
        yield DiffLine(kind=LineKind.EQUAL, text=wanted.lines[line], expected=line)
