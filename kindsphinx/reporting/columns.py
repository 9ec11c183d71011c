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
