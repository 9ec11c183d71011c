"""How wide a text is on a terminal, and how to make it fit."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMOJI_STYLE = "\N{VARIATION SELECTOR-16}"
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})
_UNPRINTED = frozenset({"Cc", "Cf", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
"""What emoji and some scripts are joined with, which does nothing else."""
# CSI, OSC and two-character sequences; also one that the end of a piece has cut off
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]?|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_]?)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def width(text: str) -> int:
    """Return how many columns *text* takes at most; terminals differ on some emoji."""
    return sum(_all_cells(text))


def clip(text: str, columns: int) -> str:
    """Return *text*, or as much of its beginning as fits into *columns* with ``…`` behind it."""
    if width(text) <= columns:
        return text
    fitting = sum(used < columns for used in accumulate(_all_cells(text)))
    return text[:fitting].rstrip() + "…" if columns > 0 else ""


def clip_start(text: str, columns: int) -> str:
    """Return *text*, or as much of its end as fits into *columns* with ``…`` before it."""
    if width(text) <= columns:
        return text
    cells = list(_all_cells(text))
    fitting = sum(used < columns for used in accumulate(reversed(cells)))
    return "…" + text[len(text) - fitting :].lstrip() if columns > 0 else ""


def visible(text: str) -> str:
    """Return *text* with a sign for each character that would move a cursor, or be seen by nobody.

    Every sign takes the place of one character: ``␛`` that of an escape, ``�`` that of a zero-width blank.
    """
    return text if text.isprintable() else "".join(map(_sign, text))


def plain(text: str) -> str:
    """Return *text* without what moves a cursor or changes a colour."""
    return _CONTROL.sub(" ", _ESCAPE.sub("", text))


def _all_cells(text: str) -> Iterator[int]:
    """Return how many columns each character adds."""
    return map(_cells, " " + text, text)


def _cells(before: str, char: str) -> int:
    if char == _EMOJI_STYLE:
        return 2 - _cells(" ", before)
    if unicodedata.category(char) in _INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _sign(char: str) -> str:
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\N{SYMBOL FOR DELETE}"
    is_seen = unicodedata.category(char) not in _UNPRINTED or char in _JOINERS
    return char if is_seen else "\N{REPLACEMENT CHARACTER}"
