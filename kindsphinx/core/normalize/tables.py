"""Reads the tables of kubectl, docker and kind: which lines are rows, and what stands in their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.columns import equalized, normalized
from kindsphinx.core.normalize.normalizers import normalize_cell
from kindsphinx.core.normalize.programs import NOT_COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.normalize.commands import Promise

GAP = "  "
"""What stands between two cells of a normalized row."""

_COLUMN = re.compile(r"[A-Z][A-Z0-9]*(?:[ /_-](?:[A-Z0-9%]+|/))*(?:\((?:[A-Za-z]+|%)\))?%?(?: %| / [A-Z]+)?")
_UNDERLINE = re.compile(r" *-+(?: +-+)+")
# at least one of these makes a line in capitals a header
_KNOWN = frozenset({
    *("AGE", "CAPACITY", "CLUSTER", "CLUSTER-IP", "CREATED", "CREATED AT", "CURRENT", "DATA", "DESIRED"),
    *("ENDPOINTS", "HOLDER", "KIND", "LAST SEEN", "NAME", "NAMESPACE", "PORT(S)", "PROVISIONER", "READY"),
    *("BLOCK I/O", "COMMAND", "CONTAINER ID", "DRIVER", "IMAGE", "IMAGE ID", "NAMES", "NETWORK ID"),
    *("PID", "PORTS", "REPOSITORY", "SIZE", "ROLES", "STATUS", "TAG", "TYPE", "VERSION", "VOLUME NAME"),
})  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """A table's columns and where they begin."""

    columns: tuple[str, ...]
    starts: tuple[int, ...]

    def cells(self, line: str) -> list[str] | None:
        """Return what stands in the columns; ``None`` where *line* is not made of them.

        A row that has all cells need not stand under its header; one with an empty cell must.
        """
        parts = cells_of(line)
        first = self.starts[0]
        if len(parts) == len(self.starts) and line[first : first + 1] != " ":
            return parts
        ends = (*self.starts[1:], len(line))
        cells = [line[start:end].strip() for start, end in zip(self.starts, ends, strict=True)]
        torn = any(line[start - 1 : start].strip() for start in self.starts if start)
        return None if torn or any(GAP in cell for cell in cells) else cells


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Neighbouring lines that are rows of one table."""

    columns: Header | None
    rows: range
    """The lines' indices, without the header's."""
    ordered: bool
    heading: int | None = None
    """The header's index; ``None`` where the header is known from elsewhere, or not at all."""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names; none where the table has no header."""
        return self.columns.columns if self.columns else ()


def tables(lines: Sequence[str], promised: Promise, *, default: Header | None = None) -> Iterator[Table]:
    """Find the tables in an output; *default* is the header of one that begins below its header."""
    columns, heading = default, None
    begin = 0
    inside = promised.rows or default is not None
    for number, line in enumerate([*lines, ""]):
        found = _header(lines, number, known=number == 0 and promised.header) if line else None
        ends = not line or found or (columns and not line.startswith(" " * columns.starts[0]))
        if not ends:
            continue
        if inside and (begin < number or heading is not None):
            ordered = promised.ordered and not (columns and _tells_events(columns.columns))
            yield Table(columns=columns, rows=range(begin, number), ordered=ordered, heading=heading)
        inside = found is not None or promised.rows
        columns, heading = found, number if found else None
        begin = number + 1


def row_keys(rows: Sequence[str], header: Header | None) -> list[str]:
    """Return the normalized form of a table's *rows*, whatever the widths of their columns."""
    names = header.columns if header else ()
    cells = [header.cells(row) if header else None for row in rows]
    keys = [""] * len(rows)
    regular = [number for number, found in enumerate(cells) if found is not None]
    whole = normalized(names, [found for found in cells if found is not None])
    for number, found in zip(regular, whole, strict=True):
        keys[number] = GAP.join(filter(None, found))
    for number in set(range(len(rows))).difference(regular):
        keys[number] = GAP.join(equalized(normalize_cell, cells_of(rows[number])))
    for number, row in enumerate(rows):
        if row.lstrip(" ").startswith("--") and _UNDERLINE.fullmatch(row):
            keys[number] = NOT_COMPARED
    return _without_repetitions(keys) if _tells_events(names) else keys


def cells_of(line: str) -> list[str]:
    """Return the cells of a row of an unknown table: what stands between tabs or at least two blanks."""
    if "\t" in line:
        line = line.replace("\t", GAP)
    return list(filter(None, map(str.strip, line.split(GAP))))


def _header(lines: Sequence[str], number: int, *, known: bool) -> Header | None:
    """Return the columns if a table begins here: in capitals, or underlined as in ``kubectl describe``."""
    line = lines[number]
    below = lines[number + 1] if number + 1 < len(lines) else ""
    underlined = _UNDERLINE.fullmatch(below) and not _UNDERLINE.fullmatch(line)
    if not (known or underlined or line.isupper() or "(cores)" in line):
        return None
    columns = tuple(cells_of(line))
    capitals = len(columns) > 1 and not _KNOWN.isdisjoint(columns) and all(map(_COLUMN.fullmatch, columns))
    if not (known or underlined or capitals):
        return None
    starts, at = [], 0
    for column in columns:
        at = line.index(column, at)
        starts.append(at)
        at += len(column)
    return Header(columns=columns, starts=tuple(starts))


def _tells_events(names: tuple[str, ...]) -> bool:
    """Return whether a table tells events: in any order, even sorted by time, and any number of times."""
    return {"REASON", "MESSAGE"}.issubset(map(str.upper, names))


def _without_repetitions(keys: list[str]) -> list[str]:
    """Drop what has been said: how often Kubernetes repeats an event means nothing."""
    seen = set()
    for number, key in enumerate(keys):
        if key in seen:
            keys[number] = NOT_COMPARED
        seen.add(key)
    return keys
