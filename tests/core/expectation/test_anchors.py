"""What two texts have in common is found whole."""

from __future__ import annotations

import random
from functools import cache

import pytest

from kindsphinx.core.expectation.anchors import common_lines
from kindsphinx.core.expectation.sides import confront
from kindsphinx.core.normalize.reading import read


def _most(ours: list[str], theirs: list[str]) -> int:
    """Return how many lines both have in common, by trying everything."""

    @cache
    def most(at: int, other: int) -> int:
        if at == len(ours) or other == len(theirs):
            return 0
        if ours[at] == theirs[other]:
            return 1 + most(at + 1, other + 1)
        return max(most(at + 1, other), most(at, other + 1))

    return most(0, 0)


@pytest.mark.parametrize("letters", ["ab", "abcdef"])
@pytest.mark.parametrize("seed", range(20))
def test_no_common_line_is_lost(letters: str, seed: int) -> None:
    """Short texts have as many pairs of lines as there can be, all in order and equal."""
    chance = random.Random(seed)  # noqa: S311 - chance that repeats itself is what a test wants
    ours, theirs = (chance.choices(letters, k=chance.randint(0, 9)) for _ in range(2))
    sides = confront(read("\n".join(ours)), read("\n".join(theirs)), ellipsis=False)

    pairs = common_lines(sides, range(len(ours)), range(len(theirs)))

    assert len(pairs) == _most(ours, theirs)
    assert pairs == sorted(pairs)
    assert all(ours[at] == theirs[other] for at, other in pairs)


def test_a_line_that_leaves_text_open_is_one_in_common() -> None:
    """It stands beside what it fits, between others that are missing and more."""
    sides = confront(read("zero\none ...\ntwo"), read("one x\nthree\ntwo"), ellipsis=True)

    assert common_lines(sides, range(3), range(3)) == [(1, 0), (2, 2)]
