"""Knows what a command itself draws by lot, counts, or numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_COUNTED_EVENTS: Final = re.compile(r"\bkubectl\b[^|;&]*\s(?:events?|ev)\b.*\|\s*uniq\s+-\w*c", re.DOTALL)
_COUNT: Final = re.compile(r"(?m)^ *\d+ (?=[A-Z])")
_CONTAINERS: Final = re.compile(
    r"\bnetwork\s+inspect\s.*\{\{-? *range\s[^{}]*\.Containers *-?\}\}[^{}]*\{\{ *\.Name *\}\}\s*\{\{-? *end"
)
"""The names of the containers in a network, beside each other after their ids."""
_RANDOM: Final = re.compile(r"\$\{?S?RANDOM\b|\bshuf\s")
_DRAWN: Final = re.compile(r"/dev/u?random\b|\bopenssl\s+rand\b|\b(?:pwgen|mktemp)\b")
_NUMBER_ALONE: Final = re.compile(r"(?m)^\d{1,10}$")
_DRAWN_ALONE: Final = re.compile(
    r"(?m)^(?=.*\d|.*[a-z][A-Z]|.*[A-Z][a-z])[A-Za-z0-9+/_-]{8,}={0,2}(?=$| +-$)"
)
_LINE_NUMBER: Final = re.compile(r"^ *\d+\t")
_NUMBERED: Final = re.compile(r"\|\s*(?:nl|cat\s+-n)\s*$")


@lru_cache(maxsize=1024)
def drawn_or_counted(command: str) -> tuple[Callable[[str], str], ...]:
    """Return what makes the normalized lines of *command* equal, whatever it has drawn or counted."""
    found: list[Callable[[str], str]] = []
    if counts_events(command):
        found.append(_counted_events)
    if _CONTAINERS.search(command):
        found.append(_words_in_order)
    if _RANDOM.search(command):
        found.append(_random_number)
    if _DRAWN.search(command):
        found.append(_drawn)
    return tuple(found)


def counts_events(command: str) -> bool:
    """Return whether *command* counts events by what they say, most of them first or not."""
    return _COUNTED_EVENTS.search(command) is not None


def without_numbers(lines: Sequence[str], command: str) -> list[str]:
    """Return *lines* without the numbers that ``nl`` puts before them, as it would before any others."""
    return [_LINE_NUMBER.sub("", line) for line in lines] if _NUMBERED.search(command) else [*lines]


def _counted_events(text: str) -> str:
    return _COUNT.sub(f"{VolatileType.COUNT.mark} ", text)


def _words_in_order(text: str) -> str:
    return "\n".join(" ".join(sorted(line.split())) for line in text.split("\n"))


def _random_number(text: str) -> str:
    return _NUMBER_ALONE.sub(VolatileType.NUMBER.mark, text)


def _drawn(text: str) -> str:
    return _DRAWN_ALONE.sub(VolatileType.TOKEN.mark, text)
