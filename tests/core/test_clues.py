"""What spares most patterns a text never spares one that would match."""

from __future__ import annotations

import pytest

from kindsphinx.core.normalize.clues import DIGITS, HEX_DIGITS, Clue, LineStart, has_any
from kindsphinx.core.normalize.normalizers import NORMALIZERS, Normalizer
from tests.core.normal_forms import DIFFERENT, EQUAL
from tests.drift.corpora import DATA, TABLES

OUTPUTS = [
    *(text for pair in (*EQUAL.values(), *DIFFERENT.values()) for text in pair),
    *TABLES.texts("first").values(),
    *DATA.texts("first").values(),
]
CLOCK = Clue((DIGITS,), "00:00:00")
ID = Clue((HEX_DIGITS,), "0" * 12, "0-0")


@pytest.mark.parametrize(
    ("clue", "text", "is_in"),
    [
        (CLOCK, "at 15:04:07 precisely", True),
        (CLOCK, "at 15:04 precisely", False),
        (CLOCK, "", False),
        (ID, "id 79d8789fd8ab", True),
        (ID, "id 79d8789fd8a", False),
        (ID, "c-f", True),
        (ID, "c-g", False),
        (CLOCK, "à quelle heure ?", True),
    ],
)
def test_a_clue_knows_a_shape(clue: Clue, text: str, *, is_in: bool) -> None:
    """A clue says whether letters of its groups stand as a shape asks; beyond ASCII they always may."""
    assert clue.is_in(text) is is_in


@pytest.mark.parametrize("normalizer", NORMALIZERS, ids=lambda each: each.name)
def test_no_clue_hides_what_a_pattern_matches(normalizer: Normalizer) -> None:
    """A text becomes the same with a neighbour in which every pattern is tried."""
    for output in OUTPUTS:
        alone = normalizer.apply(output)

        beside = normalizer.apply(f"{output}\né")

        assert beside == f"{alone}\né"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one 1\none 2\ntwo", "1 is one\n2 is one\ntwo"),
        ("say one 1", "say one 1"),
        ("\none 1\n", "\n1 is one\n"),
        ("one 1x", "one 1x"),
        ("", ""),
    ],
)
def test_a_pattern_is_tried_where_lines_begin(text: str, expected: str) -> None:
    """What begins a line is replaced, also in the first line and in lines that follow each other."""
    assert LineStart(r"one (\d)$").sub(r"\1 is one", text) == expected


def test_words_are_looked_for() -> None:
    """One of the words is enough."""
    assert has_any("two words", ("one", "wo"))
    assert not has_any("two words", ("one", "three"))
