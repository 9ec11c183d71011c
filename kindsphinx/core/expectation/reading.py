"""Reads both sides of a comparison in one way: as data, where both are, else line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.comparing import USUAL, Comparison, read_as_data, read_for
from kindsphinx.core.expectation.placeholders import has_placeholder, read_expectation
from kindsphinx.core.expectation.template import ELLIPSIS

if TYPE_CHECKING:
    from kindsphinx.core.normalize.reading import Reading


def read_both(
    expected: str, actual: str, *, command: str = "", comparison: Comparison = USUAL, is_written: bool
) -> tuple[Reading, Reading]:
    """Return both sides read for comparison.

    What leaves text open is no data, so that lines are compared: these are what its author sees.

    :param is_written: whether an author wrote what is expected, so that ``...`` leaves text open.
    """
    is_open = is_written and (ELLIPSIS in expected or has_placeholder(expected))
    both = None if is_open else read_as_data(comparison, expected, actual, command=command)
    if both:
        return both
    found = read_for(comparison, actual, command=command)
    if is_written:
        return read_expectation(expected, command=command, like=found, comparison=comparison), found
    return read_for(comparison, expected, command=command), found
