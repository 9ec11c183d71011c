"""Texts in as many columns as a box has."""

from __future__ import annotations

import pytest

from kindsphinx.core.topology.fit import columns, flowed, shortened, wrapped

WRAPPED = {
    "nothing": ("", 5, []),
    "fits": ("abcde", 5, ["abcde"]),
    "behind-a-blank": ("abc def", 5, ["abc", "def"]),
    "blank-at-the-edge": ("abcde fgh", 5, ["abcde", "fgh"]),
    "behind-a-mark": ("dev-control-plane2", 12, ["dev-control-", "plane2"]),
    "no-mark": ("abcdefgh", 5, ["abcde", "fgh"]),
    "mark-too-early": ("/abcdefgh", 5, ["/abcd", "efgh"]),
    "chinese": ("数据集群", 4, ["数据", "集群"]),
    "chinese-odd": ("数据集群", 5, ["数据", "集群"]),
    "wider-than-the-room": ("数据", 1, ["数", "据"]),
}
SHORTENED = {
    "fits": ("abcde", 5, "abcde"),
    "middle": ("abcdefghij", 5, "ab…ij"),
    "even": ("abcdefghij", 6, "abc…ij"),
    "chinese": ("数据集群数据集群", 9, "数据…集群"),
    "chinese-odd": ("数据集群数据集群", 8, "数据…群"),
    "no-room": ("abc", 1, "…"),
}
FLOWED = {
    "one-line": (["127.0.0.1:80", " → 80/TCP"], 21, ["127.0.0.1:80 → 80/TCP"]),
    "between-two": (["127.0.0.1:80", " → 80/TCP"], 20, ["127.0.0.1:80", "→ 80/TCP"]),
    "within-one": (["tier=", "abcdefgh"], 5, ["tier=", "abcde", "fgh"]),
    "rest-of-a-line": (
        ["/srv/data/x", " → /a", " (read only)"],
        9,
        ["/srv/", "data/x", "→ /a", "(read", "only)"],
    ),
    "nothing": (["", ""], 5, []),
}


@pytest.mark.parametrize(("text", "room", "lines"), WRAPPED.values(), ids=WRAPPED)
def test_a_line_is_broken_where_one_would_break_it(text: str, room: int, lines: list[str]) -> None:
    """Nothing is lost but blanks, and no letter is cut."""
    assert list(wrapped(text, room)) == lines


@pytest.mark.parametrize(("text", "most", "short"), SHORTENED.values(), ids=SHORTENED)
def test_what_is_too_long_loses_its_middle(text: str, most: int, short: str) -> None:
    """The beginning and the end tell most."""
    assert shortened(text, most) == short
    assert columns(shortened(text, most)) <= most


@pytest.mark.parametrize(("pieces", "room", "lines"), FLOWED.values(), ids=FLOWED)
def test_pieces_stay_whole_where_they_can(pieces: list[str], room: int, lines: list[str]) -> None:
    """An address stands in one line, and what it leads to."""
    assert list(flowed(pieces, room)) == lines
