"""Finds rows whose header an author left out together with what stands before them."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.rows import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.normalize.reading import Reading
    from kindsphinx.core.normalize.tables import Table

_CUT: Final = "..."


def with_rows_after_cuts(lines: Sequence[str], found: Sequence[Table], like: Reading) -> tuple[Table, ...]:
    """Return the tables *found* in *lines*, and those of which only rows are left behind a cut.

    What is left of a description may be its last events, of ``kubectl get all`` the rows of its last table.

    :param like: the output, whose tables these may be.
    """
    tables = list(found)
    for at, line in enumerate(lines):
        if line.strip() != _CUT:
            continue
        end = _end(lines, at + 1, found)
        own = next((table for table in tables if at + 1 in table.rows), None)
        other = _table_of(lines[at + 1 : end], own, like)
        if other:
            tables = [each for each in tables if each is not own]
            # the cut is one of its rows, since it may stand for some of these as well
            rows = range(at, at + 1 + len(_indented(lines[at + 1 : end], other)))
            tables += [*_before(own, at), replace(other, rows=rows, heading=None)]
    return tuple(sorted(tables, key=lambda table: table.rows.start))


def _end(lines: Sequence[str], begin: int, found: Sequence[Table]) -> int:
    """Return where the lines end that stand together from *begin* on."""
    headings = {table.heading for table in found}
    ends = (at for at in range(begin, len(lines)) if lines[at].strip() in {"", _CUT} or at in headings)
    return next(ends, len(lines))


def _table_of(lines: Sequence[str], own: Table | None, like: Reading) -> Table | None:
    """Return the table of the output that these *lines* are rows of, if it is not their *own*."""
    for table in like.tables:
        rows = _indented(lines, table)
        if table.columns is None or not rows or (own and own.names == table.names):
            continue
        keys, _ = read_rows(rows, table.columns, table.meanings, table.kind)
        if not {like.keys[row] for row in table.rows}.isdisjoint(keys):
            return table
    return None


def _indented(lines: Sequence[str], table: Table) -> Sequence[str]:
    """Return those of *lines* that stand together as far to the right as the header of a table."""
    indent = " " * table.columns.starts[0] if table.columns else ""
    return list(takewhile(lambda line: line.startswith(indent), lines))


def _before(table: Table | None, end: int) -> Iterator[Table]:
    """Yield what of a table stands before a line."""
    if table and (table.rows.start < end or table.heading is not None):
        yield replace(table, rows=range(table.rows.start, end))
