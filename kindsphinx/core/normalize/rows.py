"""Reads the rows of a table: what stands in their cells, and what of it is compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.columns import equalized, normalized
from kindsphinx.core.normalize.filled import EMPTY, Filled
from kindsphinx.core.normalize.header import GAP, split_rows
from kindsphinx.core.normalize.normalizers import normalize_cell
from kindsphinx.core.normalize.programs import NOT_COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kindsphinx.core.normalize.header import Header

    Rows = Mapping[int, Sequence[str]]
    """Cells of rows by the rows' numbers."""

_OPEN = "..."
_UNDERLINE = re.compile(r" *-+(?: +-+)+")


def read_rows(
    lines: Sequence[str],
    header: Header | None,
    meanings: tuple[str, ...],
    kind: str,
    like: Sequence[str] = (),
) -> tuple[list[str], list[str]]:
    """Return what is compared of the rows of a table that lists things of *kind*, and what was printed.

    Both in one layout, cells :data:`~.header.GAP` apart, whatever the widths of the table's columns.

    :param meanings: what the columns are usually called, which says what may differ in them.
    :param like: the normalized rows that the other side has of such a table.
    """
    columns = header.columns_of(lines) if header and lines else None
    if columns:
        plain = list(map(GAP.join, zip(*columns, strict=True)))
        found = normalized(meanings, columns, kind)
        join = _row if any("" in column for column in found) else GAP.join
        keys = list(map(join, zip(*found, strict=True)))
    else:
        keys, plain = _read_one_by_one(lines, header, meanings, kind, like)
    # an author may have left out the line before it
    for at, line in enumerate(lines[:2]):
        if is_underline(line):
            keys[at] = NOT_COMPARED
    return keys, plain


def is_underline(line: str) -> bool:
    """Return whether *line* underlines the header of a table, as ``kubectl describe`` does."""
    return line.lstrip(" ").startswith("--") and _UNDERLINE.fullmatch(line) is not None


def _read_one_by_one(
    lines: Sequence[str], header: Header | None, meanings: tuple[str, ...], kind: str, like: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Do the same for rows of which some have empty cells, or are none of the table."""
    parts = split_rows(lines)
    plain = list(map(GAP.join, parts))
    keys = list(plain)
    cells = list(map(header.arranged, lines, parts)) if header else [None] * len(parts)
    if header and like:
        cells = list(map(Filled(len(header.columns), like).placed, parts, cells))
    if any(cells):
        regular = {number: row for number, row in enumerate(cells) if row}
        _put(keys, _compared(regular, meanings, kind))
        _put(plain, {number: row for number, row in regular.items() if row is not parts[number]})
    if not all(cells):
        _put(keys, _compared_alone({number: parts[number] for number, row in enumerate(cells) if not row}))
    return keys, plain


def _compared(rows: Rows, meanings: tuple[str, ...], kind: str) -> Rows:
    columns = normalized(meanings, list(zip(*rows.values(), strict=True)), kind)
    return dict(zip(rows, zip(*columns, strict=True), strict=True))


def _compared_alone(rows: Rows) -> Rows:
    """Return what is compared of rows whose columns are unknown: each cell by what it looks like."""
    cells = iter(equalized(normalize_cell, [cell for row in rows.values() for cell in row]))
    return {number: [next(cells) for _ in row] for number, row in rows.items()}


def _put(lines: list[str], rows: Rows) -> None:
    for number, row in rows.items():
        lines[number] = _row(row)


def _row(cells: Sequence[str]) -> str:
    return GAP.join(_with_empty(cells) if "" in cells else cells)


def _with_empty(row: Iterable[str]) -> list[str]:
    """Return a row's cells with a mark for each empty one, but for those that an ellipsis stands for."""
    cells = [cell or EMPTY for cell in row]
    full = len(cells)
    while full and cells[full - 1] == EMPTY:
        full -= 1
    return cells[:full] if full and cells[full - 1].endswith(_OPEN) else cells
