"""Texts as Go prints them."""

from __future__ import annotations

from typing import Final

_ESCAPES: Final = {
    "\a": r"\a", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v",
    "\\": "\\\\", '"': r"\"",
}  # fmt: skip
_CUT_FROM: Final = 10
_KEPT: Final = 7


def go_quote(text: str) -> str:
    """Return *text* in double quotes, as Go's ``%q`` prints it."""
    return f'"{"".join(map(_quoted, text))}"'


def go_cut(text: str) -> str:
    """Return *text* in backquotes as YAML's decoder quotes it: of more than ten bytes, seven."""
    raw = text.encode("utf-8", "surrogateescape")
    return f"`{text}`" if len(raw) <= _CUT_FROM else f"`{raw[:_KEPT].decode('utf-8', 'replace')}...`"


def go_upper(text: str) -> str:
    """Return *text* in capitals; Go leaves a character alone for which it would take several."""
    if text.isascii():
        return text.upper()
    return "".join(capital if len(capital := each.upper()) == 1 else each for each in text)


def _quoted(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    point = ord(character)
    if 0xDC80 <= point <= 0xDCFF:  # noqa: PLR2004 - a byte that is no UTF-8
        return f"\\x{point - 0xDC00:02x}"
    if point < 0x80:  # noqa: PLR2004 - the end of ASCII
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"  # noqa: PLR2004 - the end of \u
