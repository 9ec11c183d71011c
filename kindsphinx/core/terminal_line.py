"""One line of a terminal: what is left of it when everything has been overwritten that is."""

from __future__ import annotations

import re
import unicodedata

MOVES = re.compile(r"(\r|\x08|\x1b\[[0-2]?K)")
"""What goes back, or erases."""
_NO_COLUMN = frozenset({"Mn", "Me", "Cf"})


def overwritten(line: str) -> str:
    """Return what a terminal shows of *line* in the end; its time grows as the line does."""
    screen = _Row()
    for part in MOVES.split(line):
        if part == "\r":
            screen.at = 0
        elif part == "\b":
            screen.at = max(0, screen.at - 1)
        elif part.startswith("\x1b"):
            screen.erase(part[2:-1])
        elif part:
            screen.write(part)
    return "".join(screen.cells)


class _Row:
    """Cells, of which a wide character takes two: itself and an empty one."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.at = 0
        """The cursor's column, never behind the last cell's end."""
        self._blank = 0
        """Before this column nothing stands."""

    def write(self, text: str) -> None:
        """Write *text*, which has no moves, at the cursor."""
        new = list(text) if text.isascii() else self._cells_of(text)
        end = self.at + len(new)
        self._blank = min(self._blank, self.at)
        self._halve(self.at)
        self._halve(end)
        self.cells[self.at : end] = new
        self.at = end

    def erase(self, what: str) -> None:
        """Erase to the end of the line; with ``1`` up to the cursor, with ``2`` all of it."""
        if what != "1":
            self._halve(self.at)
            del self.cells[self.at :]
        if what in {"1", "2"}:
            end = min(self.at + (what == "1"), len(self.cells))
            self._halve(end)
            self.cells[self._blank : end] = " " * max(0, end - self._blank)
            self._blank = max(self._blank, end)

    def _halve(self, column: int) -> None:
        """Let nothing be left of a wide character that *column* divides."""
        if column < len(self.cells) and not self.cells[column]:
            self.cells[column - 1 : column + 1] = "  "

    def _cells_of(self, text: str) -> list[str]:
        cells: list[str] = []
        for character in text:
            if unicodedata.category(character) in _NO_COLUMN:
                self._combine(cells, character)
            else:
                wide = unicodedata.east_asian_width(character) in "WF"
                cells += (character, "") if wide else (character,)
        return cells

    def _combine(self, new: list[str], character: str) -> None:
        """Add *character*, which has no column of its own, to the one before it."""
        cells, end = (new, len(new)) if new else (self.cells, self.at)
        # behind a wide character there is an empty cell
        for column in (end - 1, end - 2):
            if column >= 0 and cells[column]:
                cells[column] += character
                return
