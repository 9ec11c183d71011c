from __future__ import annotations

import pytest

from kindsphinx.core.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text", "plain text"),
        ("a\tb\nc\n", "a\tb\nc\n"),
        ("é 名称 📦 ⚙️", "é 名称 📦 ⚙️"),
        ("\x1b[2Jgone\x07", "^[[2Jgone^G"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]8;;http://x\x1b\\link", "^[]8;;http://x^[\\link"),
        ("a\rb\x08\x7f\0", "a^Mb^H^?^@"),
        ("\x9b31m\x85", "M-^[31mM-^E"),
        ("\u202egnp.exe\u2066", "<U+202E>gnp.exe<U+2066>"),
        ("a\u2028b\ufffe", "a<U+2028>b<U+FFFE>"),
    ],
)
def test_what_would_be_obeyed_is_spelled_out(text: str, shown: str) -> None:
    """And what is only read stays as it is."""
    assert visible(text) == shown
