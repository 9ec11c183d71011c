"""A text without white space, in which what is wrapped over lines or columns stands in one piece."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

# what a quoted text has at the end of a line, too
_GAP: Final = re.compile(r"(?:\s|\\[nrt]|\\$)+", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Squeezed:
    """A text without white space, which knows where each character was."""

    text: str
    _starts: tuple[int, ...]
    """Where each piece begins in the squeezed text."""
    _places: tuple[int, ...]
    """Where each piece begins in the original."""

    def place(self, at: int) -> int:
        """Return where the character *at* stands in the original."""
        piece = bisect_right(self._starts, at) - 1
        return self._places[piece] + at - self._starts[piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part that is not empty stands in the original."""
        return self.place(start), self.place(end - 1) + 1


def squeeze(text: str) -> Squeezed:
    r"""Return *text* without white space, and without the escapes ``\n``, ``\r`` and ``\t``."""
    pieces: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    at = length = 0
    for gap in _GAP.finditer(text):
        if gap.start() > at:
            starts.append(length)
            places.append(at)
            pieces.append(text[at : gap.start()])
            length += gap.start() - at
        at = gap.end()
    if at < len(text):
        starts.append(length)
        places.append(at)
        pieces.append(text[at:])
    return Squeezed(text="".join(pieces), _starts=tuple(starts), _places=tuple(places))
