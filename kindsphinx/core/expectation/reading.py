"""Reads both sides of a comparison in one way: as data, where both are, else line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kindsphinx.core.comparing import USUAL, Comparison, Mode, read_as_data, read_for
from kindsphinx.core.expectation.first_jobs import without_first_jobs
from kindsphinx.core.expectation.passing_jobs import without_passing_jobs
from kindsphinx.core.expectation.placeholders import has_placeholder, read_expectation, without_names
from kindsphinx.core.expectation.template import ELLIPSIS
from kindsphinx.core.normalize.repetitions import names_jobs

if TYPE_CHECKING:
    from kindsphinx.core.normalize.facts import Fact
    from kindsphinx.core.normalize.reading import Reading

_NUMBERED: Final = re.compile(r"\[\d+\]$")


def read_both(
    expected: str, actual: str, *, command: str = "", comparison: Comparison = USUAL, is_written: bool
) -> tuple[Reading, Reading]:
    """Return both sides read for comparison.

    What leaves text open is no data, so that lines are compared: these are what its author sees. That
    an output is JSON its author may say, and still leave values open.

    :param is_written: whether an author wrote what is expected, so that ``...`` leaves text open.
    """
    is_open = is_written and _is_open(expected)
    if not is_open:
        both = read_as_data(comparison, expected, actual, command=command)
    else:
        both = _with_open_values(comparison, expected, actual, command)
    if both and (names_jobs(expected) or names_jobs(actual)):
        return without_passing_jobs(*both)
    if both:
        return both
    found = read_for(comparison, actual, command=command)
    if is_written:
        wanted = read_expectation(expected, command=command, like=found, comparison=comparison)
    else:
        wanted = read_for(comparison, expected, command=command)
    if comparison.mode is Mode.AUTO and (names_jobs(expected) or names_jobs(actual)):
        return without_first_jobs(wanted, found, command)
    return wanted, found


def _with_open_values(
    comparison: Comparison, expected: str, actual: str, command: str
) -> tuple[Reading, Reading] | None:
    """Return both sides read as JSON of which only values are open; ``None`` where it is known as none."""
    if comparison.mode is not Mode.JSON:
        return None
    both = read_as_data(comparison, without_names(expected), actual, command=command)
    if both is None or any(map(_has_open_place, both[0].facts or ())):
        return None
    written = read_as_data(comparison, expected, actual, command=command)
    if written is None or len(written[0].lines) != len(both[0].lines):
        return None
    return replace(both[0], lines=written[0].lines), both[1]


def _has_open_place(fact: Fact) -> bool:
    """Return whether it is open what a value is called, or which of several it is."""
    if _is_open(fact.thing.label + fact.path):
        return True
    return _is_open(fact.value) and (fact.is_alike or _NUMBERED.search(fact.path) is not None)


def _is_open(text: str) -> bool:
    return ELLIPSIS in text or has_placeholder(text)
