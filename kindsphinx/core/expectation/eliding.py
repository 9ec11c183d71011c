"""Cuts a recording where the author's expectation is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.comparing import USUAL, Comparison, Mode, not_json, read_for, without_openings
from kindsphinx.core.expectation.matching import Relation, match
from kindsphinx.core.expectation.placeholders import has_placeholder, read_expectation, without_names
from kindsphinx.core.expectation.template import ELLIPSIS
from kindsphinx.core.normalize.programs import NOT_COMPARED

if TYPE_CHECKING:
    from kindsphinx.core.expectation.matching import Matching
    from kindsphinx.core.normalize.reading import Reading


def elide(expected: str, recorded: str, *, command: str = "", comparison: Comparison = USUAL) -> str:
    """Return what a page shows of *recorded*: all but what lies under a ``...`` line of *expected*.

    A recording that does not meet the expectation is shown whole.
    """
    if comparison.mode is Mode.JSON:
        # what is compared has other lines than what was printed
        return recorded
    wanted, actual, matching = _matched(expected, recorded, command, comparison)
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


def without_elided(
    expected: str | None, text: str, *, command: str = "", comparison: Comparison = USUAL
) -> str:
    """Return *text* without the lines that *expected* leaves out, and with ``...`` for parts of lines.

    However many lines a cut stands for, also none, nothing is left of them. Placeholders stand in place of
    what is there, where that is compared otherwise. A text that does not meet the expectation is returned
    whole.
    """
    if expected is None or not _is_open(expected, text, comparison):
        return text
    if comparison.mode is Mode.JSON:
        expected, text = without_openings(expected, text)
    wanted, actual, matching = _matched(expected, text, command, comparison)
    if not matching.complete:
        return text
    cut: set[int] = set()
    said: dict[int, str] = {}
    for step in matching.steps:
        if step.actual is None or step.expected is None:
            continue
        if step.relation is Relation.CUT:
            cut.add(step.actual)
        elif comparison.mode is Mode.REGEX:
            said[step.actual] = wanted.lines[step.expected]
        elif _leaves_out(wanted.lines[step.expected], wanted.keys[step.expected], actual.keys[step.actual]):
            said[step.actual] = without_names(wanted.lines[step.expected]).rstrip()
    kept = [said.get(number, line) for number, line in enumerate(actual.lines) if number not in cut]
    return "\n".join(kept) + "\n" * text.endswith("\n")


def _is_open(expected: str, text: str, comparison: Comparison) -> bool:
    """Return whether an expectation may leave something of *text* out."""
    if comparison.mode is Mode.JSON and not_json(expected, text, says=""):
        return False
    if comparison.mode is Mode.REGEX:
        return True
    return comparison.leaves_out and (ELLIPSIS in expected or has_placeholder(expected))


def _leaves_out(line: str, key: str, actual: str) -> bool:
    return ELLIPSIS in line or (key != actual and has_placeholder(line))


def _matched(
    expected: str, text: str, command: str, comparison: Comparison
) -> tuple[Reading, Reading, Matching]:
    actual = read_for(comparison, text, command=command)
    wanted = read_expectation(expected, command=command, like=actual, comparison=comparison)
    return wanted, actual, match(wanted, actual, ellipsis=comparison.leaves_out, mode=comparison.mode)
