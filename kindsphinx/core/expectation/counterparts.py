"""Finds what has become of lines that are missing: likely the same ones, changed."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.kinds import kind_of_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\s,;=:\"'()\[\]{}]+")
_LABEL = re.compile(r"\s*(?:- )?\"?[\w./-]+(?: [\w./-]+){0,4}\"?[:=]")
_NUMBERS = re.compile(r"(?:(?:[\d.,:/%+-]+|[Tt]rue|[Ff]alse|<[a-z ]+>)(?: +|$))+")
_MANY = 2_500
"""More pairs of lines than these are not weighed."""
_ALIKE = 0.34
"""Lines that share a smaller part of their words have nothing to do with each other."""
_OF_ONE_LABEL = 0.6


def counterparts(missing: Sequence[str], unexpected: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield places in both whose lines belong together, as many as possible, both ascending.

    Lines that have nothing in common belong together only where they are single values, one for each other.
    """
    if not missing or not unexpected or len(missing) * len(unexpected) > _MANY:
        return
    weights = _weights(missing, unexpected)
    best = [[0.0] * (len(unexpected) + 1) for _ in range(len(missing) + 1)]
    for at in reversed(range(len(missing))):
        for other in reversed(range(len(unexpected))):
            paired = weights[at][other] and weights[at][other] + best[at + 1][other + 1]
            best[at][other] = max(paired, best[at + 1][other], best[at][other + 1])
    at = other = 0
    while at < len(missing) and other < len(unexpected):
        weight = weights[at][other]
        if weight and best[at][other] == weight + best[at + 1][other + 1]:
            yield at, other
            at, other = at + 1, other + 1
        elif best[at][other] == best[at + 1][other]:
            at += 1
        else:
            other += 1


def _weights(missing: Sequence[str], unexpected: Sequence[str]) -> list[list[float]]:
    """Return how much each line has in common with each; 0 where it is not enough."""
    values = len(missing) == len(unexpected)
    words = [Counter(_WORD.findall(line)) for line in unexpected]
    weights = []
    for line in missing:
        own = Counter(_WORD.findall(line))
        pairs = zip(unexpected, words, strict=True)
        weights.append([_weight(line, own, *pair, values=values) for pair in pairs])
    return weights


def _weight(line: str, own: Counter[str], other: str, theirs: Counter[str], *, values: bool) -> float:
    if _are_of_two_things(line, other):
        return 0.0
    longest = max(own.total(), theirs.total())
    alike = (own & theirs).total() / longest if longest else 0.0
    label, other_label = _LABEL.match(line), _LABEL.match(other)
    if label and other_label and label[0] == other_label[0]:
        alike = max(alike, _OF_ONE_LABEL)
    if values and all(_is_value(each.strip()) for each in (line, other)):
        alike = max(alike, _ALIKE)
    return alike if alike >= _ALIKE else 0.0


def _is_value(line: str) -> bool:
    """Return whether a line is one value, or several of which none is a word."""
    return " " not in line or _NUMBERS.fullmatch(line) is not None


def _are_of_two_things(line: str, other: str) -> bool:
    """Return whether both begin with names of things, as kubectl's messages do, and these differ."""
    first, second = (each.partition(" ")[0] for each in (line, other))
    return first != second and bool(kind_of_name(first)[0] and kind_of_name(second)[0])
