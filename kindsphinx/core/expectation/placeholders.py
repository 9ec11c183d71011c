"""Reads the placeholders of an expectation: ``<age>``, where a value of a type stands, and ``<port:api>``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.suggest import nearest
from kindsphinx.core.comparing import USUAL, Comparison, Mode, read_for
from kindsphinx.core.comparing.json_text import canonical
from kindsphinx.core.normalize.reading import split
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.normalize.reading import Reading

ANY: Final = "any"
"""The placeholder for any text within a line or a cell, but not for none."""
KINDS: Final = (*map(str, VolatileType), ANY)

_KIND: Final = "|".join(sorted(KINDS, key=len, reverse=True))
_NAME: Final = r"[A-Za-z0-9_][\w.-]*"
PLACEHOLDER: Final = re.compile(rf"<(?P<kind>{_KIND})(?::(?P<name>{_NAME}))?>")
ONE_PLACEHOLDER: Final = rf"<(?:{_KIND})(?::{_NAME})?>"
"""The same as a part of another regular expression."""
_NAMED: Final = re.compile(rf"<(?:{_KIND}):{_NAME}>")
_WORD: Final = re.compile(r"(?m)\S+(?=(?P<end>\s\s|$)?)")
_LIKELY: Final = re.compile(rf"<(?P<kind>[a-z][a-z-]*):(?P<name>{_NAME})>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistyped:
    """What looks like a named placeholder, and is none."""

    line: int
    """The index of its line in the expectation."""
    text: str
    meant: str
    """What it was likely meant to be."""


def has_placeholder(text: str) -> bool:
    """Return whether an author's *text* has a place for a value."""
    return "<" in text and PLACEHOLDER.search(text) is not None


def read_expectation(
    text: str, *, command: str = "", like: Reading, comparison: Comparison = USUAL
) -> Reading:
    """Return an author's *text* read for comparison with the output *like*; names of places are ignored.

    Its lines are as the author wrote them.
    """
    if comparison.mode in {Mode.EXACT, Mode.REGEX} or not has_placeholder(text):
        return read_for(comparison, text, command=command, like=like)
    reading = read_for(comparison, without_names(text), command=command, like=like)
    written = canonical(text) if comparison.mode is Mode.JSON else text
    return replace(reading, lines=tuple(split(written)))


def without_names(text: str) -> str:
    """Return *text* with ``<port>`` for ``<port:api>``; the columns of tables stay where they are."""
    return _WORD.sub(_nameless, text) if _NAMED.search(text) else text


def names(line: str) -> list[tuple[str, str]]:
    """Return type and name of each placeholder of an author's *line*; an empty name where it has none."""
    return [(match["kind"], match["name"] or "") for match in PLACEHOLDER.finditer(line)]


def mistyped(text: str) -> Iterator[Mistyped]:
    """Yield what in an author's *text* is likely meant for a named placeholder, and stands for itself."""
    for number, line in enumerate(text.splitlines()):
        for match in _LIKELY.finditer(line):
            meant = nearest(match["kind"], KINDS)
            if match["kind"] not in KINDS and meant[:1] == match["kind"][:1]:
                yield Mistyped(line=number, text=match[0], meant=f"<{meant}:{match['name']}>")


def _nameless(match: re.Match[str]) -> str:
    """Fill a word up with blanks, unless a single one follows, which stands within a cell."""
    word = match[0]
    if "<" not in word:
        return word
    found = PLACEHOLDER.sub(r"<\g<kind>>", word)
    return found + " " * (len(word) - len(found) if match["end"] is not None else 0)
