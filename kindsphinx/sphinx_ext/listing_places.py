"""Finds where the lines of a plain listing stand in the file that has them.

Of a listing Sphinx knows the line of its directive, in tables a wrong one, and nothing of its columns. So its
text is searched in the file, and that line decides only between equal listings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.problems import Location
from kindsphinx.sphinx_ext.locate import TAB, absolute_path, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, kw_only=True, slots=True)
class ListingPlace:
    """Where a listing stands."""

    source: str
    line: int
    """Of the first line, counted from 1; if the text is in no file, that of the directive."""
    shown: tuple[str, ...]
    written: tuple[str, ...]
    """The lines of the file for those shown; empty if the text is in no file."""

    def of(self, line: int, column: int) -> Location:
        """Return where a line and a column of the listing stand in the file, all counted from 1."""
        if not self.written:
            return Location(source=self.source, line=self.line)
        at = min(line, len(self.written)) - 1
        column = _written_column(self.written[at], self.shown[at].rstrip(), column)
        return Location(source=self.source, line=self.line + at, column=column)


def find_listing(source: str, hint: int, shown: Sequence[str], taken: set[int]) -> ListingPlace:
    """Return where the lines *shown* stand in *source*, near the line *hint*.

    :param taken: the first lines of other listings, which this one's is added to.
    """
    source, shown = absolute_path(source), tuple(shown)
    lines = read_lines(source)
    first = min(_starts(lines, shown), key=lambda at: (at in taken, at < hint, abs(at - hint)), default=0)
    if not first:
        return ListingPlace(source=source, line=max(hint, 1), shown=shown, written=())
    taken.add(first)
    written = lines[first - 1 : first - 1 + len(shown)]
    return ListingPlace(source=source, line=first, shown=shown, written=written)


def _starts(lines: Sequence[str], shown: Sequence[str]) -> Iterator[int]:
    """Yield where *shown* may begin; in a table or a quotation there is more in the lines."""
    expanded = [line.expandtabs(TAB) for line in lines]
    wanted = [line.strip().expandtabs(TAB) for line in shown]
    for at in range(len(lines) - len(shown) + 1):
        if all(text in expanded[at + below] for below, text in enumerate(wanted)):
            yield at + 1


def _written_column(written: str, shown: str, column: int) -> int:
    """Return the column in *written*, where tabs are what docutils has made blanks of."""
    start = written.find(shown)
    if start >= 0:
        return start + column
    expanded = written.expandtabs(TAB)
    start = max(expanded.find(shown), 0)
    return next(
        (at + 1 for at in range(len(written)) if len(written[:at].expandtabs(TAB)) >= start + column - 1),
        len(written) + 1,
    )
