"""Finds the values within a word: how it is compared, how it was printed, and how it is now."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.shapes import MARK, PATTERNS
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLLOWED: Final = (
    VolatileType.PORT,
    VolatileType.IP,
    VolatileType.MAC,
    VolatileType.UID,
    VolatileType.CONTAINER_ID,
    VolatileType.TOKEN,
)
"""The types of the values that are followed through a page."""
HAS_FOLLOWED: Final = re.compile("|".join(kind.mark for kind in FOLLOWED))

_BETWEEN: Final = re.compile(r"[\s,]+")
_SHORT_ID: Final = 12
_LONGEST: Final = 500
_MOST_MARKS: Final = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A normalized word that values of the followed types stand in."""

    text: str
    kinds: tuple[VolatileType, ...]
    """The types of all its values, in order."""
    shape: re.Pattern[str]
    """What it looks like as printed, a group for each value."""
    lines: re.Pattern[str]
    """The same for texts with nothing else, one a line."""

    def pairs(
        self, olds: Sequence[str], news: Sequence[str]
    ) -> Iterator[tuple[VolatileType, Sequence[int], list[str], list[str]]]:
        """Yield for each of its followed values the texts that have it, by number, and what it was and is.

        :param olds: texts with this word.
        :param news: the texts that stand in their places.
        """
        was, now = self._values(olds), self._values(news)
        found: Sequence[int] = range(len(was))
        if not (all(was) and all(now)):
            found = [at for at in found if was[at] and now[at]]
            was, now = ([side[at] for at in found] for side in (was, now))
        for place, kind in enumerate(self.kinds):
            if kind in FOLLOWED and found:
                old, new = (_canonical(kind, [each[place] for each in side]) for side in (was, now))
                yield kind, found, old, new

    def _values(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Return of each text the values in its one word that looks like this; none if it may be several."""
        if max(map(len, texts)) <= _LONGEST:
            found = self.lines.findall("\n".join(texts))
            if len(found) == len(texts):
                return found if len(self.kinds) > 1 else [(each,) for each in found]
        return list(map(self._values_of_word, texts))

    def _values_of_word(self, text: str) -> tuple[str, ...]:
        match = self.shape.fullmatch
        words = [word for word in _BETWEEN.split(text) if len(word) <= _LONGEST]
        values = {found.groups() for word in words if (found := match(word))}
        return values.pop() if len(values) == 1 else ()


@lru_cache(maxsize=4096)
def words_of(key: str) -> tuple[Word, ...]:
    """Return the words of a normalized text that values are followed of: each that stands there once."""
    if not HAS_FOLLOWED.search(key):
        return ()
    counts = Counter(_BETWEEN.split(key))
    return tuple(_word(word) for word, count in counts.items() if count == 1 and HAS_FOLLOWED.search(word))


def _word(word: str) -> Word:
    texts = MARK.split(word)
    kinds = tuple(map(VolatileType, texts[1::2]))
    pattern = "".join(f"({PATTERNS[text]})" if at % 2 else re.escape(text) for at, text in enumerate(texts))
    shape = pattern if len(kinds) <= _MOST_MARKS else "(?!)"
    return Word(text=word, kinds=kinds, shape=re.compile(shape), lines=re.compile(f"(?m)^{shape}$"))


def _canonical(kind: VolatileType, values: list[str]) -> list[str]:
    """Return the forms that are the same wherever values stand: an id may be cut short."""
    if kind is VolatileType.CONTAINER_ID:
        return [value[:_SHORT_ID] for value in values]
    return values if kind is VolatileType.PORT else list(map(str.lower, values))
