"""Finds the tables of kubectl, docker and kind: which lines are headers, and which are their rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.header import Header, split_rows
from kindsphinx.core.normalize.kinds import kind_of_table
from kindsphinx.core.normalize.program_tables import STARTS, header_of_program
from kindsphinx.core.normalize.rows import is_underline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kindsphinx.core.normalize.commands import Promise

_COLUMN = re.compile(r"[A-Z][A-Z0-9]*(?:[ /_-](?:[A-Z0-9%]+|/))*(?:\((?:[A-Za-z]+|%)\))?%?(?: %| / [A-Z]+)?")
_WORD = re.compile(r"%?[A-Z]+\+?")
_NONE: Mapping[int, Header] = MappingProxyType({})
_SMALL = "a"
"""Most rows begin with a small letter, and no header does that nobody else knows of."""
# at least one of these makes a line in capitals a header
_KNOWN = frozenset({
    *("AGE", "CAPACITY", "CLUSTER", "CLUSTER-IP", "CREATED", "CREATED AT", "CURRENT", "DATA", "DESIRED"),
    *("ENDPOINTS", "HOLDER", "KIND", "LAST SEEN", "NAME", "NAMESPACE", "PORT(S)", "PROVISIONER", "READY"),
    *("BLOCK I/O", "COMMAND", "CONTAINER ID", "DRIVER", "IMAGE", "IMAGE ID", "NAMES", "NETWORK ID"),
    *("PID", "PORTS", "REPOSITORY", "SIZE", "ROLES", "STATUS", "TAG", "TYPE", "VERSION", "VOLUME NAME"),
    *("EXPIRES",),
})  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Neighbouring lines that are rows of one table."""

    columns: Header | None
    rows: range
    """The lines' indices, without the header's."""
    ordered: bool
    cut: bool = False
    """Whether they are only the first or the last of those that there are."""
    kind: str = ""
    """What it lists, as kubectl calls one of it: ``pod``; empty if unknown."""
    meanings: tuple[str, ...] = ()
    """What its columns are usually called, whatever a command calls them."""
    sorted_by: str = ""
    """The column after which an ordered table is sorted; empty if it is unknown."""
    heading: int | None = None
    """The header's index; ``None`` where the header is known from elsewhere, or not at all."""
    compared: tuple[str, ...] | None = None
    """The columns that its rows are reduced to, where the other side lacks some; ``None`` where all count."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns that are compared; none where the table has no header."""
        if self.compared is not None:
            return self.compared
        return self.columns.columns if self.columns else ()

    @property
    def tells_events(self) -> bool:
        """Whether it tells events: in any order, even sorted by time, and any number of times."""
        columns = set(map(str.upper, self.names))
        if "STATUS" in columns:  # a table of conditions
            return False
        return {"REASON", "MESSAGE"} <= columns or (self.kind == "event" and "REASON" in columns)

    @property
    def is_of_description(self) -> bool:
        """Whether it tells the events of something described, and is not there where there are none."""
        return self.tells_events and self.names[0] == "Type"


def tables(
    lines: Sequence[str],
    promised: Promise,
    *,
    default: Header | None = None,
    cut: Mapping[int, Header] = _NONE,
) -> Iterator[Table]:
    """Find the tables in an output; *default* is the header of one that begins below its header.

    :param cut: headers that an author left the ends of out, or what makes them headers, by their lines.
    """
    columns, heading = default, None
    begin, indent = 0, _indent(default)
    inside = promised.rows or default is not None
    headers = _headers(lines, promised)
    headers.update((at, cut[at]) for at in cut if at not in headers or lines[at].endswith("..."))
    for number, line in enumerate([*lines, ""]):
        if line >= _SMALL and not indent and number not in headers:
            continue
        found = headers.get(number)
        if line and not found and line.startswith(indent):
            continue
        if inside and (begin < number or heading is not None):
            rows = range(begin, number)
            yield _table(columns or _layout(lines, rows, promised), rows, heading, promised)
        inside = found is not None or promised.rows
        columns, heading = found, number if found else None
        begin, indent = number + 1, _indent(found)


def _headers(lines: Sequence[str], promised: Promise) -> dict[int, Header]:
    """Return the headers among *lines*, by their number."""
    likely = [at for at, line in enumerate(lines) if line < _SMALL]
    known = {at - 1 for at in likely if "--" in lines[at] and is_underline(lines[at])}
    known.update({0} if promised.header else ())
    found = {}
    for at in known.intersection(range(len(lines))).union(likely):
        line = lines[at]
        if at in known or line.isupper() or "(cores)" in line:
            found[at] = _header(line, known=at in known)
        elif line.startswith(STARTS):
            found[at] = header_of_program(line)
    return {at: header for at, header in found.items() if header}


def _indent(columns: Header | None) -> str:
    return " " * columns.starts[0] if columns else ""


def _table(columns: Header | None, rows: range, heading: int | None, promised: Promise) -> Table:
    names = columns.columns if columns else ()
    return Table(
        columns=columns,
        rows=rows,
        ordered=promised.ordered,
        cut=promised.cuts,
        kind=kind_of_table(names, promised.command),
        meanings=tuple(promised.meanings.get(name, name) for name in names),
        sorted_by=promised.sorted_by,
        heading=heading,
    )


def _layout(lines: Sequence[str], rows: range, promised: Promise) -> Header | None:
    """Return the header that rows without one have by the command that prints them."""
    first = lines[rows.start] if rows else ""
    return next((each for each in promised.layouts if each.cells(first)), None)


@lru_cache(maxsize=256)
def _header(line: str, *, known: bool) -> Header | None:
    """Return the columns if *line* is a header: it is *known* to be, or in capitals."""
    words = tuple(line.split())
    if not words or is_underline(line):
        return None
    if "PID" in words and words[-1] in {"CMD", "COMMAND"} and all(map(_WORD.fullmatch, words)):
        return Header(columns=words, starts=(0,) * len(words), words=True)
    columns = tuple(split_rows([line])[0])
    capitals = len(columns) > 1 and not _KNOWN.isdisjoint(columns) and all(map(_COLUMN.fullmatch, columns))
    if not (known or capitals):
        return None
    starts, at = [], 0
    for column in columns:
        at = line.index(column, at)
        starts.append(at)
        at += len(column)
    return Header(columns=columns, starts=tuple(starts))
