"""Reads an output for comparison: what each of its lines says, and which of them stand in no order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.after_cuts import with_rows_after_cuts
from kindsphinx.core.normalize.commands import Promise, promise
from kindsphinx.core.normalize.descriptions import lines_of_descriptions
from kindsphinx.core.normalize.drawn import drawn_or_counted, without_numbers
from kindsphinx.core.normalize.header import GAP, cut_header
from kindsphinx.core.normalize.logs import unhurried_logs
from kindsphinx.core.normalize.machine import kernels_alone
from kindsphinx.core.normalize.measurements import measurements_alone
from kindsphinx.core.normalize.moments import times_alone
from kindsphinx.core.normalize.network import ports_alone
from kindsphinx.core.normalize.normalizers import normalize_lines
from kindsphinx.core.normalize.programs import NOT_COMPARED
from kindsphinx.core.normalize.queried import queried
from kindsphinx.core.normalize.repetitions import counted_once, each_once, joined_once, names_jobs
from kindsphinx.core.normalize.rows import read_rows
from kindsphinx.core.normalize.shapes import MARK
from kindsphinx.core.normalize.tables import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kindsphinx.core.normalize.facts.facts import Fact
    from kindsphinx.core.normalize.header import Header
    from kindsphinx.core.normalize.tables import Table

_EMPTY_LINE = re.compile(r"(?m)^$")
_BESIDE = re.compile(rf"(?:(?<=[a-z]>) {{2,}}(?=\S)|(?<=\S) {{2,}}(?={MARK.pattern}))")
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """An output and what is compared of it."""

    lines: tuple[str, ...]
    """As printed, without blanks and empty lines at the end."""
    keys: tuple[str, ...]
    """The normalized form of each line; :data:`~.programs.NOT_COMPARED` where nothing is compared."""
    plain: tuple[str, ...]
    """As printed, but for rows, whose cells stand as far apart as in their keys."""
    tables: tuple[Table, ...]
    unordered: bool = False
    """Whether no line stands in any order, as where the logs of several pods are shown."""
    places: tuple[int, ...] | None = None
    """Of each line, the printed one that it comes from; ``None`` where the lines are the printed ones."""

    facts: tuple[Fact, ...] | None = None
    """What each line says, where the output is read as data."""

    def printed_line(self, line: int) -> int:
        """Return which line of the text says what *line* of this reading does, both counted from 0.

        They differ where an output is read as data: several of its values may stand in one printed line, and
        in another order than they are compared in.
        """
        return line if self.places is None else self.places[line]


def read(text: str, *, command: str = "", like: Reading | None = None, tabular: bool = True) -> Reading:
    """Return *text*, which *command* printed, read for comparison.

    *like* is the reading of the other side: an expectation may begin below its table's header.

    :param tabular: whether there may be tables.
    """
    promised = promise(command)
    lines = split(text)
    keys = without_numbers(lines, command)
    if names_jobs(text):
        keys = joined_once(keys)
    cut = _cut_headers(keys, like) if like and tabular else {}
    found = tuple(tables(keys, promised, cut=cut)) if tabular else ()
    if like and tabular and not any(table.columns for table in found):
        found = tuple(tables(keys, promised, default=_only_header(like)))
    if like and tabular:
        found = with_rows_after_cuts(keys, found, like)
    plain = list(keys)
    outside = _read_tables(keys, plain, found, drained=promised.drains, like=like)
    if outside:
        _read_lines(keys, outside, promised)
    return Reading(
        lines=tuple(lines),
        keys=tuple(keys),
        plain=tuple(plain),
        tables=found,
        unordered=promised.unordered,
    )


def normalize(text: str, *, command: str = "") -> str:
    """Return what is compared of *text*, which *command* printed: equal outputs become equal texts."""
    reading = read(text, command=command)
    keys = list(reading.keys)
    for table in reading.tables:
        if not table.ordered or table.tells_events:
            at = slice(table.rows.start, table.rows.stop)
            keys[at] = sorted(keys[at])
    return "\n".join(key for key in keys if key != NOT_COMPARED)


def split(text: str) -> list[str]:
    """Return the lines of *text* without what no reader sees: colours, overwritten text, blanks at ends."""
    if "\x1b" in text:
        text = _COLOUR.sub("", text)
    lines = [line.rstrip() for line in text.split("\n")]
    if "\r" in text:
        lines = [line[line.rfind("\r") + 1 :] for line in lines]
    while lines and not lines[-1]:
        del lines[-1]
    return lines


def _read_tables(
    keys: list[str], plain: list[str], found: tuple[Table, ...], *, drained: bool, like: Reading | None
) -> list[int]:
    """Put the rows into *keys* and *plain*; return which lines are no rows."""
    outside = [True] * len(keys)
    for table in found:
        at = slice(table.rows.start, table.rows.stop)
        others = _rows_of(like, table) if like else ()
        rows, plain[at] = read_rows(keys[at], table.columns, table.meanings, table.kind, others)
        keys[at] = counted_once(rows, plain[at], table, drained=drained)
        outside[at] = [False] * len(table.rows)
        if table.heading is not None:
            keys[table.heading] = NOT_COMPARED if table.is_of_description else GAP.join(table.names)
            outside[table.heading] = False
    return [number for number, free in enumerate(outside) if free]


def _rows_of(reading: Reading, like: Table) -> list[str]:
    """Return the normalized rows that a reading has of tables with the same columns."""
    return [reading.keys[row] for table in reading.tables if table.names == like.names for row in table.rows]


def _read_lines(keys: list[str], outside: list[int], promised: Promise) -> None:
    """Put into *keys* the normalized lines that are no rows."""
    text = normalize_lines("\n".join([keys[number] for number in outside]), durations=not promised.data)
    if promised.port:
        text = ports_alone(text)
    if promised.kernel:
        text = kernels_alone(text)
    if promised.unordered:
        text = _EMPTY_LINE.sub(NOT_COMPARED, text)
    if promised.measures:
        text = measurements_alone(text)
    if promised.times:
        text = times_alone(text)
    if asked := queried(promised.command):
        text = "\n".join(map(asked.normalized, text.split("\n")))
    if promised.aligned:
        text = lines_of_descriptions(text)
    elif ">  " in text or "  <" in text:
        text = _BESIDE.sub(" ", text)
    _put_lines(keys, outside, text, promised)


def _put_lines(keys: list[str], outside: list[int], text: str, promised: Promise) -> None:
    """Put into *keys* the lines of *text*, but for what is of its moment only."""
    for make_equal in (*unhurried_logs(promised.command), *drawn_or_counted(promised.command)):
        text = make_equal(text)
    found = each_once([keys[number] for number in outside], text.split("\n"))
    for number, key in zip(outside, found, strict=True):
        keys[number] = key


def _cut_headers(lines: Sequence[str], like: Reading) -> dict[int, Header]:
    """Return the headers that an author left the ends of out, or what says that they are headers.

    They are known by those of the other side. A header in small letters is one by the line below it.
    """
    whole = [
        (like.lines[table.heading], table.columns)
        for table in like.tables
        if table.columns and table.heading is not None
    ]
    small = any(not line.isupper() for line, _ in whole)
    found = {
        at: next(filter(None, (cut_header(line, *each) for each in whole)), None)
        for at, line in enumerate(lines)
        if line.endswith("...") or (small and line < "a")
    }
    return {at: header for at, header in found.items() if header}


def _only_header(reading: Reading) -> Header | None:
    headers = {table.columns for table in reading.tables if table.columns}
    return headers.pop() if len(headers) == 1 else None
