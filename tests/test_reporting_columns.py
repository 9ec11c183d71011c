"""What stands in one line of a terminal is measured in columns, not in characters."""

from __future__ import annotations

import pytest

from kindsphinx.reporting.columns import clip, clip_start, plain, visible, width
from kindsphinx.reporting.last_line import LastLine


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("kind", 4),
        ("集群", 4),
        ("📦 📦", 5),
        ("🕹️", 2),
        ("⚖️", 2),
        ("e\N{COMBINING ACUTE ACCENT}", 1),
        ("•✓…", 3),
    ],
    ids=["nothing", "Latin", "Chinese", "emoji", "emoji by selector", "a sign as emoji", "accent", "marks"],
)
def test_width_counts_columns(text: str, columns: int) -> None:
    """Wide characters take two columns, combining ones none."""
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "clipped"),
    [
        ("kubectl", 7, "kubectl"),
        ("kubectl", 6, "kubec…"),
        ("get nodes", 5, "get…"),
        ("集群集群", 5, "集群…"),
        ("集群集群", 4, "集…"),
        ("kubectl", 1, "…"),
        ("kubectl", 0, ""),
        ("kubectl", -3, ""),
    ],
    ids=["fits", "cut", "no blank before", "wide", "wide, odd", "one", "none", "less than none"],
)
def test_clip_keeps_what_fits(text: str, columns: int, clipped: str) -> None:
    """The beginning is kept, and a sign that something is missing."""
    assert clip(text, columns) == clipped


@pytest.mark.parametrize(
    ("text", "columns", "clipped"),
    [
        ("kubectl", 7, "kubectl"),
        ("kubectl", 6, "…bectl"),
        ("get nodes", 7, "…nodes"),
        ("集群集群", 6, "…集群"),
        ("集群集群", 5, "…集群"),
        ("集群集群", 4, "…群"),
        ("kubectl", 1, "…"),
        ("kubectl", 0, ""),
    ],
    ids=["fits", "cut", "no blank behind", "wide, odd", "wide", "one wide", "one", "none"],
)
def test_clip_start_keeps_the_end(text: str, columns: int, clipped: str) -> None:
    """The same from the other side."""
    assert clip_start(text, columns) == clipped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("kind 集群 📦", "kind 集群 📦"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\tb\x00c\x7f\n", "a␉b␀c␡␊"),
        ("\x9b31m", "\N{REPLACEMENT CHARACTER}31m"),
        ("a\u202eb\u200bc\ufeff\u2028", "a\ufffdb\ufffdc\ufffd\ufffd"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
    ids=["ordinary", "escape", "control", "escape in one", "unseen", "joined"],
)
def test_visible_shows_what_would_act(text: str, shown: str) -> None:
    """Nothing that was quoted moves the cursor, and nothing hides."""
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[32m✓\x1b[0m done", "✓ done"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;https://kind.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("cut \x1b[3", "cut "),
        ("a\tb\x00c", "a b c"),
    ],
    ids=["colour", "title", "link", "half of a sequence", "control characters"],
)
def test_plain_leaves_no_control(text: str, shown: str) -> None:
    """What a program wrote to move or to colour is taken away."""
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ([], ""),
        (["\n", "  \n"], ""),
        (["first\nsec", "ond"], "second"),
        (["first\nsecond\n\n"], "second"),
        (["10%\r", "20%\r", "100%"], "100%"),
        ([" • Preparing nodes 📦  ...\n"], "Preparing nodes 📦"),
        ([" • Pre", "paring nodes 📦 "], "Preparing nodes 📦"),
        ([" ✓ Preparing nodes 📦 \n"], "Preparing nodes 📦"),
        ([" ✗ Preparing nodes 📦 \n"], "✗ Preparing nodes 📦"),
        (["deployment.apps/web created\n"], "deployment.apps/web created"),
    ],
    ids=[
        *("nothing", "blank", "open line", "last line", "progress", "kind begins", "kind in pieces"),
        *("kind is done", "kind failed", "kubectl"),
    ],
)
def test_last_line_tells_what_a_command_is_doing(pieces: list[str], shown: str) -> None:
    """It is the last line with something in it, of kind the step alone."""
    last = LastLine()

    for piece in pieces:
        last.feed(piece)

    assert last.text == shown


def test_line_without_end_does_not_grow() -> None:
    """A megabyte without a line end is followed in bounded space."""
    last = LastLine()

    for _ in range(100):
        last.feed("x" * 10_000)

    assert len(last.text) == 2000
