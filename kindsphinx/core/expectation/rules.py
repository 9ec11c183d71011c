"""What one expected line asks of an actual one: to be equal, or to fit around its ``...``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kindsphinx.core.expectation.template import ELLIPSIS, has_places, parts_of, values
from kindsphinx.core.normalize.filled import EMPTY
from kindsphinx.core.normalize.header import GAP

if TYPE_CHECKING:
    import re

    Cell = tuple[str, str]
    """A cell, normalized, and as printed or written."""


def is_cut(key: str) -> bool:
    """Return whether an expected line stands for any number of lines."""
    return key.strip() == ELLIPSIS


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """An expected line with text left out, or with places for values."""

    key: str
    """Its normalized form."""
    plain: str
    """As the author wrote it: who cuts a value short, ``172.18...``, means the value as printed."""
    written: str = ""
    """The same with the names of its places: a program may print just that."""
    is_row: bool = False

    @property
    def has_places(self) -> bool:
        """Return whether the author wrote a placeholder, as opposed to one that stands for a value."""
        return has_places(self.plain)

    @property
    def has_all_cells(self) -> bool:
        """Return whether a row must be what this one asks for cell by cell: no open text joins them."""
        return self.is_row and GAP in self.plain and ELLIPSIS not in self.plain

    @property
    def beginnings(self) -> Cell:
        """Return what stands before the first open text, normalized and as written."""
        return _beginning(self.key, self.plain), _beginning(self.plain, self.plain)

    def fits(self, key: str, plain: str) -> bool:
        """Return whether an actual line, normalized and as printed, is what this one leaves open."""
        if self._fits_by_cell(key, plain):
            return True
        if self.has_places and "<" in plain and self.written.split() == plain.split():
            return True
        return not self.has_all_cells and self._fits_as_a_whole(key, plain)

    def fits_cell(self, ours: Cell, theirs: Cell) -> bool:
        """Return whether a cell is what one of this line leaves open; both normalized, and as written."""
        if not has_places(ours[1]):
            return any(map(fits, ours, theirs))
        return any(
            values(cell, other, row=self.is_row) is not None
            for cell, other in zip(ours, theirs, strict=True)
            if other != EMPTY
        )

    def _fits_as_a_whole(self, key: str, plain: str) -> bool:
        if not self.has_places:
            return fits(self.key, key) or fits(self.plain, plain)
        pairs = (self.key, key), (self.plain, plain)
        # what stands at a place is never nothing
        return any(
            values(ours, theirs.replace(EMPTY, ""), row=self.is_row) is not None for ours, theirs in pairs
        )

    def _fits_by_cell(self, key: str, plain: str) -> bool:
        ours, theirs = cells_of(self.key, self.plain), cells_of(key, plain)
        return len(ours) == len(theirs) > 1 and all(
            self.fits_cell(cell, other)
            for cell, other in zip(ours, theirs, strict=True)
            # most are equal, and then only what an author has left open may be told otherwise
            if cell[0] != other[0] or "<" in cell[1]
        )


@lru_cache(maxsize=4096)
def cells_of(key: str, plain: str) -> list[Cell]:
    """Return the cells of a line, normalized and as printed."""
    return list(zip(key.split(GAP), plain.split(GAP), strict=False))


def is_closed(cell: Cell) -> bool:
    """Return whether nothing but the same is what an expected *cell* asks for."""
    return not (has_places(cell[1]) or ELLIPSIS in cell[0] or ELLIPSIS in cell[1])


def _beginning(text: str, plain: str) -> str:
    """Return what stands before the first open text, or place if an author has written one."""
    if not has_places(plain):
        return text.partition(ELLIPSIS)[0].rstrip()
    first = parts_of(text)[0]
    return "" if first.kind or first.is_open else first.text


@dataclass(frozen=True, kw_only=True, slots=True)
class RegexLine:
    """An expected line that is a regular expression."""

    pattern: re.Pattern[str]

    def fits(self, key: str, plain: str) -> bool:  # noqa: ARG002 - as that of Pattern
        """Return whether an actual line as a whole is what the expression describes."""
        return self.pattern.fullmatch(plain) is not None

    def fits_cell(self, ours: tuple[str, str], theirs: tuple[str, str]) -> bool:  # noqa: ARG002 - the same
        """Return whether an actual line, normalized and as printed, is what the expression describes."""
        return self.fits(*theirs)


def fits(pattern: str, text: str) -> bool:
    """Find the parts one after the other: no regular expression, so that no pattern takes long.

    What an author leaves out at the end of a line, behind blanks, may be nothing, and the blanks others.
    """
    first, *middle = pattern.split(ELLIPSIS)
    if not middle:
        return pattern == text
    last = middle.pop()
    if not (middle or last) and first != (begin := first.rstrip()):
        return text.startswith(begin) and not text[len(begin) : len(begin) + 1].strip()
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True
