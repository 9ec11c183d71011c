"""A text without white space, in which what is wrapped over lines or columns stands in one piece."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# what a quoted text has at the end of a line, too
_GAP: Final = re.compile(r"(?:\s|\\[nrt]|\\$)+", re.MULTILINE)


class Squeezed:
    """A text without white space, which knows where each character was."""

    def __init__(self, original: str) -> None:
        self.text: Final = _GAP.sub("", original)
        self._original = original

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part that is not empty stands in the original."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, at: int) -> int:
        starts, places = self._pieces
        piece = bisect_right(starts, at) - 1
        return places[piece] + at - starts[piece]

    # most texts have no secret, and need none of it
    @cached_property
    def _pieces(self) -> tuple[list[int], list[int]]:
        """Where each piece begins in the squeezed text, and where in the original."""
        starts, places = [], []
        length = 0
        for begin, end in self._between_gaps():
            starts.append(length)
            places.append(begin)
            length += end - begin
        return starts, places

    def _between_gaps(self) -> Iterator[tuple[int, int]]:
        at = 0
        for gap in _GAP.finditer(self._original):
            if gap.start() > at:
                yield at, gap.start()
            at = gap.end()
        yield at, len(self._original)


def squeeze(text: str) -> str:
    r"""Return *text* without white space, and without the escapes ``\n``, ``\r`` and ``\t``."""
    return Squeezed(text).text
