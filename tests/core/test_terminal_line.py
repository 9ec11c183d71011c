from __future__ import annotations

import random
import unicodedata

import pytest

from kindsphinx.core.terminal_line import overwritten

PIECES = ("a", "bc", " ", "漢", "🎉", "\r", "\b", "\x1b[K", "\x1b[0K", "\x1b[1K", "\x1b[2K")


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("漢字\r12", "12字"),
        ("漢字\r1", "1 字"),
        ("a漢b\r12", "12 b"),
        ("漢字\b\b12", "漢12"),
        ("漢字\b1", "漢 1"),
        ("漢字\b\x1b[K", "漢"),
        ("漢字x\b\b\x1b[1K", "    x"),
        ("abcd\r漢", "漢cd"),
        ("🎉 50%\r🎉 99%", "🎉 99%"),
        ("cafe\u0301\b\bF", "caFe\u0301"),
        ("cafe\u0301\rC", "Cafe\u0301"),
        ("漢\u0301\r漢", "漢"),
        ("ab\r\u0301c", "cb"),
        ("a\r\u200d", "a"),
        ("abc\r\u0301", "abc"),
        ("ab\bc\u0301d", "ac\u0301d"),
        ("a\b\u0301b\bc\u0301", "c\u0301"),
    ],
)
def test_a_wide_character_takes_two_columns(line: str, left: str) -> None:
    """What is left of one that is half overwritten is a blank; an accent takes none."""
    assert overwritten(line).rstrip() == left


class _Screen:
    """A plain model of a terminal's line: what stands in which column; slow, and easy to believe."""

    def __init__(self) -> None:
        self.seen: dict[int, str] = {}
        self.at = 0

    def take(self, piece: str) -> None:
        if piece in {"\r", "\b"}:
            self.at = 0 if piece == "\r" else max(0, self.at - 1)
        elif piece.startswith("\x1b"):
            lost = {"1": range(self.at + 1), "2": range(1000)}.get(piece[2:-1], range(self.at, 1000))
            for column in lost:
                self.forget(column)
        else:
            for character in piece:
                self.put(character)

    def put(self, character: str) -> None:
        cells = (character, "") if unicodedata.east_asian_width(character) == "W" else (character,)
        for cell in cells:
            self.forget(self.at)
            self.seen[self.at] = cell
            self.at += 1

    def forget(self, column: int) -> None:
        gone = self.seen.pop(column, " ")
        if gone == "":
            self.seen.pop(column - 1, None)
        elif self.seen.get(column + 1) == "":
            del self.seen[column + 1]

    def text(self) -> str:
        return "".join(self.seen.get(column, " ") for column in range(max(self.seen, default=-1) + 1))


@pytest.mark.parametrize("seed", range(200))
def test_a_line_is_what_a_terminal_shows(seed: int) -> None:
    """Whatever has been written, overwritten and erased on it."""
    chance = random.Random(seed)  # noqa: S311 - chance that repeats itself
    pieces = chance.choices(PIECES, k=chance.randint(1, 40))
    screen = _Screen()
    for piece in pieces:
        screen.take(piece)

    assert overwritten("".join(pieces)).rstrip() == screen.text().rstrip()


@pytest.mark.parametrize(
    "line", ["a\x1b[1K", "a\x1b[2K", "ab\b", "10%\r", "\rx\x1b[2K", "漢\x1b[1K\r"], ids=repr
)
def test_a_long_line_ends_before_long(line: str) -> None:
    """The time grows as the line does: what is gone is not looked at again."""
    left = overwritten("." * 100_000 + line * 100_000 + "\x1b[2K\rend")

    assert left.rstrip() == "end"
