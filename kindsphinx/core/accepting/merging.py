"""Puts what was printed into an author's line, and leaves what the author left open as it is.

The two lines are laid beside each other, word by word, at the lowest cost: a place takes what is of its type,
``...`` takes anything, and a word that is another now is replaced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.expectation.placeholders import ONE_PLACEHOLDER, PLACEHOLDER
from kindsphinx.core.expectation.template import ELLIPSIS, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORDS: Final = r"\w+|\s+|."
_OURS: Final = re.compile(rf"{re.escape(ELLIPSIS)}|{ONE_PLACEHOLDER}|{_WORDS}")
_THEIRS: Final = re.compile(_WORDS)
_LONGEST: Final = 40
"""No value has more words and signs than these."""
_MOST: Final = 40_000
"""More pairs of words than these are not weighed: the line is taken as it was printed."""
_REPLACED: Final = 1.5
"""Less than to leave out a word and to put in another."""
_LOST: Final = 4.0
"""What it costs to drop what an author has left open."""
_TAKEN: Final = 0.1
"""What each word costs that a place takes: a place takes as little as it can."""
_GAP: Final = 2


@dataclass(frozen=True, slots=True)
class _Move:
    """How far one step leads in both lines, and what of them it keeps."""

    cost: float
    ours: int
    theirs: int
    keeps: bool = False
    """Whether the author's text stays, else what was printed stands there."""


def merged(ours: str, theirs: str, *, ellipses: bool = True) -> str:
    """Return the author's line *ours* with what *theirs*, which was printed, has otherwise.

    :param ellipses: whether ``...`` may stay.
    """
    wanted, found = _OURS.findall(ours), _THEIRS.findall(theirs)
    if len(wanted) * len(found) > _MOST:
        return theirs
    return _Weighing(wanted, found, ellipses=ellipses).text()


class _Weighing:
    """Two lines in words, and the cheapest way through both."""

    def __init__(self, ours: Sequence[str], theirs: Sequence[str], *, ellipses: bool) -> None:
        self._ours = ours
        self._theirs = theirs
        self._ellipses = ellipses

    def text(self) -> str:
        """Return the line that the cheapest way leads to; cells begin where they did, if there is room."""
        said, at, other, place = "", 0, 0, 0
        moves = self._moves()
        while at < len(self._ours) or other < len(self._theirs):
            move = moves[at][other]
            kept = "".join(self._ours[at : at + move.ours])
            place += len(kept)
            if move.keeps and kept.isspace() and len(kept) >= _GAP and said:
                said += " " * max(_GAP, place - len(said))
            else:
                said += kept if move.keeps else "".join(self._theirs[other : other + move.theirs])
            at, other = at + move.ours, other + move.theirs
        return said.rstrip()

    def _moves(self) -> list[list[_Move]]:
        """Return the best move from each place."""
        rows, columns = len(self._ours) + 1, len(self._theirs) + 1
        costs = [[0.0] * columns for _ in range(rows)]
        moves = [[_Move(0.0, 0, 0)] * columns for _ in range(rows)]
        for at in reversed(range(rows)):
            for other in reversed(range(columns)):
                best = min(
                    self._possible(at, other),
                    key=lambda move: move.cost + costs[at + move.ours][other + move.theirs],
                    default=_Move(0.0, 0, 0),
                )
                moves[at][other] = best
                costs[at][other] = best.cost + costs[at + best.ours][other + best.theirs]
        return moves

    def _possible(self, at: int, other: int) -> Iterator[_Move]:
        ours, theirs = self._ours[at : at + 1], self._theirs[other : other + 1]
        if ours and theirs and _are_one(ours[0], theirs[0]):
            yield _Move(0.0, 1, 1, keeps=True)
        if ours and (ours[0] == ELLIPSIS or PLACEHOLDER.fullmatch(ours[0])):
            yield from self._taking(ours[0], other)
            yield _Move(_LOST, 1, 0)
            ours = ()
        if ours and theirs and ours[0].isspace() == theirs[0].isspace():
            yield _Move(_REPLACED, 1, 1)
        if theirs:
            yield _Move(1.0, 0, 1)
        if ours:
            yield _Move(1.0, 1, 0)

    def _taking(self, place: str, other: int) -> Iterator[_Move]:
        """Yield what an open place may take."""
        if place == ELLIPSIS:
            counts = range(len(self._theirs) - other + 1) if self._ellipses else range(0)
            yield from (_Move(_TAKEN * count, 1, count, keeps=True) for count in counts)
            return
        for count in range(1, min(_LONGEST, len(self._theirs) - other) + 1):
            if _is_of_type(place, "".join(self._theirs[other : other + count])):
                yield _Move(_TAKEN * (count - 1), 1, count, keeps=True)


def _are_one(ours: str, theirs: str) -> bool:
    """Return whether two words are one; how far cells stand apart is the author's affair."""
    if ours.isspace() and theirs.isspace():
        return ours == theirs or min(len(ours), len(theirs)) >= _GAP
    return ours == theirs


@lru_cache(maxsize=4096)
def _is_of_type(place: str, text: str) -> bool:
    return text == text.strip() and values(PLACEHOLDER.sub(r"<\g<kind>>", place), text) is not None
