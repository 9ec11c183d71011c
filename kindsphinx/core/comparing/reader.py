"""Reads an output for comparison in the way that its page asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kindsphinx.core.comparing.columns import with_columns
from kindsphinx.core.comparing.comparison import USUAL, Comparison, Mode
from kindsphinx.core.comparing.json_text import canonical
from kindsphinx.core.comparing.own_types import read_with
from kindsphinx.core.comparing.regexes import compiled
from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.programs import NOT_COMPARED
from kindsphinx.core.normalize.reading import Reading, read, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BLANKS: Final = re.compile(r"(?<=\S) {2,}")


def read_for(comparison: Comparison, text: str, *, command: str, like: Reading | None = None) -> Reading:
    """Return *text*, which *command* printed, read as *comparison* says.

    *like* is the reading of the other side: an expectation may begin below its table's header.

    :raises ValueError: if it is to be read as JSON, and is none.
    """
    if comparison == USUAL:
        return read(text, command=command, like=like)
    reading = _read(comparison, text, command, like)
    if comparison.mode.reads_tables:
        reading = with_columns(reading, comparison)
    return _without_lines(reading, comparison.ignored_lines)


def unknown_columns(names: Iterable[str], outputs: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return those of *names* that no table has, and the columns that the tables have.

    :param outputs: commands, and what each printed.
    """
    readings = [read(text, command=command) for command, text in outputs]
    known = {name: None for reading in readings for table in reading.tables for name in table.names}
    folded = {name.casefold() for name in known}
    return [name for name in names if name.casefold() not in folded], list(known)


def _read(comparison: Comparison, text: str, command: str, like: Reading | None) -> Reading:
    if comparison.mode.is_literal:
        lines = tuple(split(text))
        return Reading(lines=lines, keys=lines, plain=lines, tables=())
    if comparison.mode is Mode.JSON:
        text = canonical(text)
    tabular = comparison.mode.reads_tables
    reading = read_with(comparison.volatile, text, command=command, like=like, tabular=tabular)
    if comparison.mode is not Mode.LINES:
        return reading
    # how wide a column is depends on values that differ in every run
    return replace(reading, keys=tuple(_BLANKS.sub(GAP, key) for key in reading.keys))


def _without_lines(reading: Reading, regexes: Sequence[str]) -> Reading:
    if not regexes:
        return reading
    patterns = [compiled(regex) for regex in regexes]
    keys = (
        NOT_COMPARED if any(pattern.search(line) for pattern in patterns) else key
        for line, key in zip(reading.lines, reading.keys, strict=True)
    )
    return replace(reading, keys=tuple(keys))
