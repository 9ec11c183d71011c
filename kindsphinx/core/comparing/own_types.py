"""Puts the names of a project's own types in place of their values, and leaves tables where they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.comparing.volatile import Volatile
    from kindsphinx.core.normalize.reading import Reading

_FIRST = 0xE000
"""Where the characters begin that nobody has given a meaning: two stand for a type until a table is read."""


def read_with(
    volatile: Volatile, text: str, *, command: str, like: Reading | None, tabular: bool = True
) -> Reading:
    """Return *text* read for comparison, with what is *volatile* in the project in mind."""
    printed = read(text, command=command, like=like, tabular=tabular)
    said = volatile.normalized(text, command)
    masked = hidden(said, volatile)
    if masked == text:
        return printed
    normalized = read(masked, command=command, like=like, tabular=tabular)
    keys = revealed(normalized.keys, volatile)
    if len(keys) != len(printed.lines):
        # a function has emptied the last lines, or filled them
        keys = (keys + ("",) * len(printed.lines))[: len(printed.lines)]
    return replace(printed, keys=keys, tables=normalized.tables)


def equalized(cell: str, name: str, volatile: Volatile) -> str:
    """Return a *cell* with the name of the type *name* in place of its values."""
    regex = dict(volatile.types)[name]
    return _whole(regex).sub(f"<{name}>", cell)


def own_values(text: str, volatile: Volatile) -> Iterator[tuple[str, str]]:
    """Yield each value of a project's own types in *text*, with the name of its type."""
    for name, regex in volatile.types:
        yield from ((name, match[0]) for line in text.split("\n") for match in _whole(regex).finditer(line))


def hidden(text: str, volatile: Volatile) -> str:
    """Return *text* with each value replaced, character by character, so that columns stay where they are."""
    for number, (_, regex) in enumerate(volatile.types):
        first, next_one = (chr(_FIRST + 2 * number + at) for at in (0, 1))
        text = "\n".join(
            _whole(regex).sub(lambda match: _filled(match[0], first, next_one), line)  # noqa: B023 - called at once
            for line in text.split("\n")
        )
    return text


def _filled(value: str, first: str, next_one: str) -> str:
    filled = re.sub(r"\S", next_one, value)
    return filled.replace(next_one, first, 1)


def revealed(keys: Sequence[str], volatile: Volatile) -> tuple[str, ...]:
    """Return *keys* with the names of types where :func:`hidden` has filled values up."""
    text = "\n".join(keys)
    for number, (name, _) in enumerate(volatile.types):
        first, next_one = (chr(_FIRST + 2 * number + at) for at in (0, 1))
        text = re.sub(f"{first}(?:[{next_one} ]*{next_one})?", f"<{name}>", text)
    return tuple(text.split("\n")) if keys else ()


@lru_cache(maxsize=256)
def _whole(regex: str) -> re.Pattern[str]:
    """Return what finds a value where it is a word of its own."""
    return re.compile(rf"(?<!\w)(?:{regex})(?!\w)")
