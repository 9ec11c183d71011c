"""What a command prints is taken exactly, and never more of it than memory can hold."""

from __future__ import annotations

import pytest

from kindsphinx.runtime.printed import Printed


def test_a_character_in_two_pieces_is_told_when_it_is_whole() -> None:
    """The reader of the pieces never sees half of it."""
    pieces: list[str] = []
    printed = Printed(pieces.append)

    for byte in "aä🎉".encode():
        printed.feed(bytes([byte]))

    assert pieces == ["a", "ä", "🎉"]
    assert printed.text() == "aä🎉"


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"", ""), (b"\xff\xfe", "\\xff\\xfe"), (b"a\xe2\x82", "a\\xe2\\x82"), (b"a\r\nb", "a\r\nb")],
)
def test_bytes_that_are_no_text_are_shown(data: bytes, text: str) -> None:
    """As escapes, also at the end."""
    printed = Printed()
    printed.feed(data)

    assert printed.text() == text


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([b"abcd"], "abcd"),
        ([b"abcde"], "abcd\n[1 more bytes were printed; the first 4 are kept]\n"),
        ([b"abc", b"de", b"f"], "abcd\n[2 more bytes were printed; the first 4 are kept]\n"),
        (["abcä".encode()], "abc\n[1 more bytes were printed; the first 4 are kept]\n"),
    ],
    ids=["just", "more", "pieces", "within a character"],
)
def test_what_exceeds_the_limit_is_counted(pieces: list[bytes], text: str) -> None:
    """And told all the same to whoever watches."""
    seen: list[str] = []
    printed = Printed(seen.append, limit=4)

    for piece in pieces:
        printed.feed(piece)

    assert printed.text() == text
    assert "".join(seen) == b"".join(pieces).decode()
