"""Compares the columns of tables as a page or a project asks for it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kindsphinx.core.comparing.own_types import equalized
from kindsphinx.core.normalize.columns import normalized
from kindsphinx.core.normalize.filled import EMPTY
from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.normalizers import normalize_cell
from kindsphinx.core.normalize.programs import NOT_COMPARED
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kindsphinx.core.comparing.comparison import Comparison
    from kindsphinx.core.normalize.reading import Reading
    from kindsphinx.core.normalize.tables import Table

STRICT: Final = "strict"
ANY: Final = "any"
_ALIKE: Final = {
    VolatileType.AGE: "AGE",
    VolatileType.DURATION: "AGE",
    VolatileType.IP: "IP",
    VolatileType.SIZE: "SIZE",
    VolatileType.CONTAINER_ID: "CONTAINER ID",
    VolatileType.DIGEST: "IMAGE ID",
    VolatileType.NODE: "NODE OF A POD",
    VolatileType.NETWORK: "NODE'S NETWORK",
    VolatileType.KERNEL: "KERNEL-VERSION",
}
"""A type -> the usual column of such values, whose policy says how they look."""
_COUNTS: Final = frozenset({
    *(VolatileType.COUNT, VolatileType.NUMBER, VolatileType.PID, VolatileType.PORT),
    *(VolatileType.RESTARTS, VolatileType.REVISION),
})  # fmt: skip
_BY_LOOKS: Final = frozenset(
    {VolatileType.ARCHITECTURE, VolatileType.MAC, VolatileType.TIMESTAMP, VolatileType.UID}
)
"""What is recognized wherever it stands."""
_PERCENTAGE: Final = re.compile(r"\d+(?:\.\d+)?%")
_NUMBER: Final = re.compile(r"(?<![\w.])\d+(?![\w.])")
_VALUE: Final = re.compile(r"^[^<].*$")
_OPEN: Final = "..."


def with_columns(reading: Reading, comparison: Comparison) -> Reading:
    """Return *reading* with those columns compared otherwise, or not at all, that somebody names."""
    for table in reading.tables:
        names = table.columns.columns if table.columns else ()
        meanings = _meanings(names, table.kind, comparison)
        if meanings:
            reading = _with_meanings(reading, table, names, meanings, comparison)
        left_out = {name for name in names if _is_among(name, comparison.ignored_columns)}
        if left_out:
            reading = _without(reading, table, names, left_out)
    return reading


def _meanings(names: Sequence[str], kind: str, comparison: Comparison) -> dict[int, str]:
    """Return what the columns are of which somebody says it, by their number."""
    found = {}
    for at, name in enumerate(names):
        is_strict = _is_among(name, comparison.strict_columns)
        if meaning := STRICT if is_strict else comparison.volatile.meaning(name, kind):
            found[at] = meaning
    return found


def _is_among(name: str, names: Sequence[str]) -> bool:
    return name.casefold() in map(str.casefold, names)


def _with_meanings(
    reading: Reading,
    table: Table,
    names: Sequence[str],
    meanings: Mapping[int, str],
    comparison: Comparison,
) -> Reading:
    keys = list(reading.keys)
    for row in table.rows:
        cells, printed = keys[row].split(GAP), reading.plain[row].split(GAP)
        if keys[row] == NOT_COMPARED or len(cells) != len(printed) or not _are_cells(cells, names):
            continue
        for at, meaning in meanings.items():
            if at < len(cells) and not printed[at].endswith(_OPEN):
                cells[at] = _equal(printed[at], meaning, comparison)
        keys[row] = GAP.join(cells)
    return replace(reading, keys=tuple(keys))


def _are_cells(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Return whether it is known in which columns the cells are: all are there, or the rest is left out."""
    return len(cells) == len(names) or (len(cells) < len(names) and cells[-1].endswith(_OPEN))


def _equal(cell: str, meaning: str, comparison: Comparison) -> str:
    """Return what is compared of a *cell*."""
    if meaning == ANY:
        return f"<{ANY}>"
    if meaning == STRICT or cell == EMPTY:
        return cell
    if meaning in dict(comparison.volatile.types):
        return equalized(cell, meaning, comparison.volatile)
    return _of_type(cell, VolatileType(meaning))


def _of_type(cell: str, kind: VolatileType) -> str:
    """Return a *cell* with the mark of a type in place of what looks like one."""
    if kind in _ALIKE:
        return normalized((_ALIKE[kind],), [[cell]], "")[0][0]
    if kind in _BY_LOOKS:
        return normalize_cell(cell)
    if kind is VolatileType.PERCENTAGE:
        return _PERCENTAGE.sub(kind.mark, cell)
    return _NUMBER.sub(kind.mark, cell) if kind in _COUNTS else _VALUE.sub(kind.mark, cell)


def _without(reading: Reading, table: Table, names: Sequence[str], left_out: set[str]) -> Reading:
    kept = tuple(name for name in names if name not in left_out)
    keys, plain = list(reading.keys), list(reading.plain)
    for row in table.rows:
        for lines in (keys, plain):
            lines[row] = _shortened(lines[row], names, left_out)
    if table.heading is not None:
        keys[table.heading] = GAP.join(kept)
    tables = tuple(
        replace(each, compared=kept) if each.rows == table.rows and each.heading == table.heading else each
        for each in reading.tables
    )
    return replace(reading, keys=tuple(keys), plain=tuple(plain), tables=tables)


def _shortened(row: str, names: Sequence[str], left_out: set[str]) -> str:
    cells = row.split(GAP)
    if row == NOT_COMPARED or not _are_cells(cells, names):
        return row
    pairs = zip(names, cells, strict=False)
    kept = [cell for name, cell in pairs if name not in left_out]
    # what is left out behind the last cell stays left out
    is_cut = cells[-1].endswith(_OPEN) and len(cells) < len(names) and names[len(cells) - 1] in left_out
    return GAP.join([*kept, _OPEN] if is_cut else kept)
