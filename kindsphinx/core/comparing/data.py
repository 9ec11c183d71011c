"""Reads both sides of a comparison as data, where they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kindsphinx.core.comparing.comparison import Mode
from kindsphinx.core.comparing.own_types import hidden, revealed
from kindsphinx.core.comparing.regexes import compiled
from kindsphinx.core.comparing.volatile import Volatile
from kindsphinx.core.normalize.facts import read_facts
from kindsphinx.core.normalize.programs import NOT_COMPARED

if TYPE_CHECKING:
    from kindsphinx.core.comparing.comparison import Comparison
    from kindsphinx.core.normalize.reading import Reading

_NOTHING: Final = Volatile()


def read_as_data(
    comparison: Comparison, expected: str, actual: str, *, command: str
) -> tuple[Reading, Reading] | None:
    """Return both texts, which *command* printed, read as data; ``None`` if one of them is none."""
    if comparison.mode not in {Mode.AUTO, Mode.JSON}:
        return None
    wanted = _read(comparison, expected, command)
    found = _read(comparison, actual, command) if wanted else None
    return (wanted, found) if wanted and found else None


def _read(comparison: Comparison, text: str, command: str) -> Reading | None:
    reading = read_facts(text, command=command)
    if reading and comparison.volatile != _NOTHING:
        reading = _with_own_types(reading, comparison.volatile, text, command)
    if reading and comparison.ignored_lines:
        reading = _without_lines(reading, comparison.ignored_lines, text.split("\n"))
    return reading


def _with_own_types(reading: Reading, volatile: Volatile, text: str, command: str) -> Reading | None:
    said = hidden(volatile.normalized(text, command), volatile)
    if said == text:
        return reading
    normalized = read_facts(said, command=command)
    if normalized is None or normalized.places != reading.places:
        # what the project says of its values has changed more than values
        return None
    return replace(reading, keys=revealed(normalized.keys, volatile))


def _without_lines(reading: Reading, regexes: tuple[str, ...], printed: list[str]) -> Reading:
    patterns = [compiled(regex) for regex in regexes]
    keys = (
        NOT_COMPARED
        if any(
            pattern.search(printed[reading.printed_line(at)]) or pattern.search(line) for pattern in patterns
        )
        else key
        for at, (line, key) in enumerate(zip(reading.lines, reading.keys, strict=True))
    )
    return replace(reading, keys=tuple(keys))
