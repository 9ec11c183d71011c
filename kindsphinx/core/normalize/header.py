"""Finds what stands in the columns of a table, by where its header has them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GAP = "  "
"""What stands at least between two cells of a row, and exactly between those of a normalized row."""

_BLANKS = re.compile("  +")
_BREAK = "\0"
_OPEN = "..."


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """A table's columns and where they begin."""

    columns: tuple[str, ...]
    starts: tuple[int, ...]
    words: bool = False
    """Whether a cell is a word, but for those of the last column: ``ps``."""
    loose: bool = False
    """Whether it is known from elsewhere, so that nothing stands beneath it."""
    pattern: re.Pattern[str] | None = None
    """What a row looks like, a group for each cell, where its columns are not set apart by blanks."""

    def cells(self, line: str) -> list[str] | None:
        """Return what stands in the columns; ``None`` where *line* is not made of them.

        A row that has all cells need not stand under its header; one with an empty cell must.
        """
        return self.arranged(line, split_rows([line])[0])

    def columns_of(self, lines: Sequence[str]) -> list[list[str]] | None:
        """Return the cells of rows column by column; ``None`` unless each row has all of its cells.

        Most tables are of such rows, and to split all of them at once takes half as long as one by one.
        """
        text = "\n".join(lines)
        usual = not (self.pattern or self.words or self.starts[0])
        if not usual or f"\n{text}".find("\n ") >= 0 or _BREAK in text or "\t" in text:
            return None
        after = len(self.starts)
        cells = _BLANKS.split(text.replace("\n", f"{GAP}\n{GAP}"))
        ends = cells[after :: after + 1]
        if len(cells) != len(lines) * (after + 1) - 1 or ends.count("\n") != len(lines) - 1:
            return None
        return [cells[at :: after + 1] for at in range(after)]

    def arranged(self, line: str, parts: list[str]) -> list[str] | None:
        """Return the *parts* of a row, which :func:`split_rows` has found, in their columns."""
        first, count = self.starts[0], len(self.starts)
        if self.pattern or self.words:
            return self._split(line)
        if len(parts) == count and line[first : first + 1] != " ":
            return parts
        if self.loose:
            return None
        found = self._beneath(line) or (None if line.isascii() else self._beneath(_broad(line)))
        if len(parts) < count and (found is None or any(GAP in cell for cell in found)):
            return self._cut_short(line, parts) or found
        return found

    def _cut_short(self, line: str, parts: list[str]) -> list[str] | None:
        """Return the cells of a row whose rest an author left out; ``None`` if it is none."""
        if parts[-1].endswith(f" {_OPEN}"):
            parts = [*parts[:-1], parts[-1].removesuffix(_OPEN).rstrip(), _OPEN]
        if parts[-1] != _OPEN:
            return None
        # the others may not stand beneath their header
        return self._opened(line) or [*parts, *[""] * (len(self.starts) - len(parts))]

    def _opened(self, line: str) -> list[str] | None:
        """Return the cells of a row whose rest was left out, the dots in the first of these."""
        found = self._beneath(line.removesuffix(_OPEN).rstrip())
        if found is None or any(GAP in cell for cell in found):
            return None
        rest = max((at for at, cell in enumerate(found) if cell), default=-1) + 1
        return [*found[:rest], _OPEN, *found[rest + 1 :]]

    def _split(self, line: str) -> list[str] | None:
        if self.pattern:
            match = self.pattern.fullmatch(line)
            return [group or "" for group in match.groups()] if match else None
        cells = line.split(None, len(self.starts) - 1)
        return cells if len(cells) == len(self.starts) else None

    def _beneath(self, line: str) -> list[str] | None:
        ends = (*self.starts[1:], len(line))
        cells = [line[start:end] for start, end in zip(self.starts, ends, strict=True)]
        torn = any(line[start - 1 : start].strip() for start in self.starts if start)
        if torn or _is_doubtful(cells):
            return None
        return [cell.strip().replace(_BREAK, "") for cell in cells]


def cut_header(line: str, whole: str, header: Header) -> Header | None:
    """Return the header that *line* is, also with its end left out: ``NAME   READY   ...``; else ``None``.

    :param whole: the line of the *header* as it is printed.
    """
    known, words = line.removesuffix(_OPEN).split(), whole.split()
    if not known or known != (words[: len(known)] if line.endswith(_OPEN) else words):
        return None
    starts, at = [], 0
    for column in header.columns:
        found = line.find(column, at)
        at = found if found >= 0 else max(at, len(line))
        starts.append(at)
        at += len(column)
    return Header(columns=header.columns, starts=tuple(starts))


def _is_doubtful(cells: Sequence[str]) -> bool:
    """Return whether there may be more cells: blanks in one are its own only where all fit their columns."""
    found = [cell.strip() for cell in cells]
    if not any(GAP in cell for cell in found):
        return False
    shifted = any(map(str.__ne__, found, map(str.rstrip, cells)))
    return shifted or any(GAP in cell and not after for cell, after in pairwise([*found, "the end"]))


def split_rows(lines: Iterable[str]) -> list[list[str]]:
    """Return what stands between tabs or at least two blanks, for each of *lines*."""
    found = list(lines)
    text = "\n".join(found)
    if "\t" in text:
        text = text.replace("\t", GAP)
    text = _BLANKS.sub(_BREAK, text)
    return [line.strip(f"{_BREAK} ").split(_BREAK) for line in text.split("\n")] if found else []


def _broad(line: str) -> str:
    """Return *line* with a place more behind each character that takes two: some programs count so."""
    return "".join(each + _BREAK * (unicodedata.east_asian_width(each) in "WF") for each in line)
