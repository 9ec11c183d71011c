"""Rewrites an expectation line by line in the order in which it is printed now: data, whose keys may move."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kindsphinx.core.accepting.merging import merged
from kindsphinx.core.expectation.placeholders import has_placeholder, without_names
from kindsphinx.core.expectation.rules import Pattern
from kindsphinx.core.normalize import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of an expectation that was rewritten."""

    text: str
    kept: int | None = None
    """The index of the author's line that it is; ``None`` for a new one."""


def in_order(expected: str, output: str, *, command: str, places: bool) -> Iterator[Line]:
    """Yield the lines of *output*, those of *expected* in place of lines that differ in volatile values only.

    :param places: whether the author's placeholders may stay in lines that differ.
    """
    ours = read(without_names(expected), command=command, tabular=False)
    theirs = read(output, command=command, tabular=False)
    written = expected.split("\n")
    keys = _with_places(ours.keys, ours.plain, theirs.keys, theirs.plain)
    for kind, at, end, other, last in SequenceMatcher(None, keys, theirs.keys, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Line(text=written[number], kept=number) for number in range(at, end))
        elif places and end - at == last - other:
            pairs = zip(written[at:end], theirs.lines[other:last], strict=True)
            yield from (Line(text=merged(line, printed, ellipses=False)) for line, printed in pairs)
        else:
            yield from (Line(text=line) for line in theirs.lines[other:last])


def _with_places(
    ours: Sequence[str], plain: Sequence[str], theirs: Sequence[str], printed: Sequence[str]
) -> list[str]:
    """Return the keys of an author's lines; one with places has that of the first line that fits it."""
    found = list(ours)
    for number, line in enumerate(plain):
        if has_placeholder(line):
            pattern = Pattern(key=ours[number], plain=line, written=line)
            fitting = (key for key, text in zip(theirs, printed, strict=True) if pattern.fits(key, text))
            found[number] = next(fitting, found[number])
    return found
