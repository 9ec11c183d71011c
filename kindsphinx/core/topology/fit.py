"""Makes texts fit into a box, in columns of a monospaced font."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARKS: Final = "-/,:=."
"""Behind these a text may be broken."""
_CUT: Final = "…"


def columns(text: str) -> int:
    """Return how wide *text* is; a Chinese character has two columns."""
    return sum(map(_wide, text))


def shortened(text: str, most: int) -> str:
    """Return *text* in at most *most* columns, without its middle if it is longer."""
    if columns(text) <= most:
        return text
    end = (most - len(_CUT)) // 2
    begin = most - len(_CUT) - end
    return text[: _fitting(text, begin)] + _CUT + text[len(text) - _fitting(text[::-1], end) :]


def wrapped(text: str, room: int) -> Iterator[str]:
    """Yield *text* in lines of *room* columns, broken behind a blank or a mark where there is one."""
    while columns(text) > room:
        fits = max(1, _fitting(text, room))
        least = fits // 2
        blank = text.rfind(" ", least, fits + 1) + 1
        at = blank or max(text.rfind(mark, least, fits) + 1 for mark in _MARKS) or fits
        yield text[:at].rstrip()
        text = text[at:].lstrip()
    if text:
        yield text


def flowed(pieces: Iterable[str], room: int) -> Iterator[str]:
    """Yield *pieces* in lines of *room* columns, broken between two of them rather than within one."""
    line = ""
    for piece in pieces:
        if columns(line + piece) <= room:
            line += piece
            continue
        if line:
            yield line
        *full, line = wrapped(piece.lstrip(), room) if piece.strip() else [""]
        yield from full
    if line:
        yield line


def _fitting(text: str, room: int) -> int:
    """Return how many of the first letters fit."""
    return sum(wide <= room for wide in accumulate(map(_wide, text)))


def _wide(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
