"""Cuts a recording where the author's expectation is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.expectation.matching import Relation, match
from kindsphinx.core.expectation.placeholders import has_placeholder, read_expectation, without_names
from kindsphinx.core.expectation.template import ELLIPSIS
from kindsphinx.core.normalize.programs import NOT_COMPARED
from kindsphinx.core.normalize.reading import read

if TYPE_CHECKING:
    from kindsphinx.core.expectation.matching import Matching
    from kindsphinx.core.normalize.reading import Reading


def elide(expected: str, recorded: str, *, command: str = "") -> str:
    """Return what a page shows of *recorded*: all but what lies under a ``...`` line of *expected*.

    A recording that does not meet the expectation is shown whole.
    """
    wanted, actual, matching = _matched(expected, recorded, command)
    cuts = {
        step.actual: wanted.lines[step.expected]
        for step in matching.steps
        if step.relation is Relation.CUT and step.actual is not None and step.expected is not None
    }
    if not (matching.complete and cuts):
        return recorded
    shown: list[str] = []
    waiting: list[str] = []
    cut_before = ""
    for number, line in enumerate(actual.lines):
        waiting.append(line)
        if actual.keys[number] == NOT_COMPARED:
            continue
        cut = cuts.get(number, "")
        shown += [] if cut and cut_before else [cut] if cut else waiting
        waiting, cut_before = [], cut
    return "\n".join([*shown, *waiting]) + "\n" * recorded.endswith("\n")


def without_elided(expected: str | None, text: str, *, command: str = "") -> str:
    """Return *text* with ``...`` in place of all that *expected* leaves out, lines and parts of lines.

    Likewise with placeholders in place of what stands there, where that is compared otherwise. A text that
    does not meet the expectation is returned whole.
    """
    if expected is None or not (ELLIPSIS in expected or has_placeholder(expected)):
        return text
    wanted, actual, matching = _matched(expected, text, command)
    if not matching.complete:
        return text
    said = {
        step.actual: without_names(wanted.lines[step.expected]).rstrip()
        for step in matching.steps
        if step.actual is not None
        and step.expected is not None
        and _leaves_out(wanted.lines[step.expected], wanted.keys[step.expected], actual.keys[step.actual])
    }
    lines = [said.get(number, line) for number, line in enumerate(actual.lines)]
    # however many lines were left out, one stands for them
    kept = [line for at, line in enumerate(lines) if not (at and said.get(at) == said.get(at - 1) == line)]
    return "\n".join(kept) + "\n" * text.endswith("\n")


def _leaves_out(line: str, key: str, actual: str) -> bool:
    return ELLIPSIS in line or (key != actual and has_placeholder(line))


def _matched(expected: str, text: str, command: str) -> tuple[Reading, Reading, Matching]:
    actual = read(text, command=command)
    wanted = read_expectation(expected, command=command, like=actual)
    return wanted, actual, match(wanted, actual, ellipsis=True)
