"""Scan scalars: plain, quoted, and blocks of lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from yaml.tokens import ScalarToken

from kindsphinx.core.cluster_config.reading.cursor import BLANKS, BREAKS, END

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.reading.cursor import Cursor, Mark

_STOP: Final = f"{BLANKS}{BREAKS}{END}"
_PLAIN_RUN: Final = re.compile(f"(?:[^:{_STOP}]|:(?![{_STOP}]))+")
_PLAIN_RUN_IN_FLOW: Final = re.compile(rf"(?:[^:,?\[\]{{}}{_STOP}]|:(?![{_STOP}]))+")
_SINGLE_RUN: Final = re.compile(f"(?:[^'{_STOP}]|'')+")
_DOUBLE_RUN: Final = re.compile(f'[^"\\\\{_STOP}]+')
_SPACES: Final = re.compile(" *")
_HEADER: Final = re.compile(r"([+-]?)([0-9]?)([+-]?)")
_ESCAPES: Final = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "'": "'",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
"""JSON's escaped slash is not among them."""
_CODE_LENGTHS: Final = {"x": 2, "u": 4, "U": 8}
_HEX: Final = re.compile("[0-9A-Fa-f]+")
_SURROGATES: Final = range(0xD800, 0xE000)
_LAST_CODE: Final = 0x10FFFF


def scan_plain(cursor: Cursor, *, indent: int, in_flow: bool) -> tuple[ScalarToken, bool]:
    """Return the token of a plain scalar, and whether it ended at the start of a line."""
    start = end = cursor.mark
    parts: list[str] = []
    gap = ""
    broke = False
    run = _PLAIN_RUN_IN_FLOW if in_flow else _PLAIN_RUN
    while not cursor.is_at_document_indicator() and cursor.char != "#":
        if cursor.at + 4 > cursor.length:
            # here the reader wants four characters, and moves those that are left to get them
            cursor.buffer_start = cursor.at
        if word := cursor.take(run):
            cursor.look_ahead(2)
            parts += gap, word
            gap = ""
            broke = False
            end = cursor.mark
        if cursor.char not in BLANKS + BREAKS:
            break
        gap, broke = _scan_gap(cursor, start, indent=indent)
        if not in_flow and cursor.column < indent:
            break
    return ScalarToken("".join(parts), True, start, end), broke


def _scan_gap(cursor: Cursor, start: Mark, *, indent: int) -> tuple[str, bool]:
    """Move over blanks and line breaks, and return what they stand for, and whether the line broke."""
    blanks = cursor.take_blanks()
    breaks: list[str] = []
    while cursor.char in BREAKS:
        breaks.append(cursor.take_break())
        cursor.take(_SPACES)
        if cursor.char == "\t" and cursor.column < indent:
            cursor.fail("found a tab character that violates indentation", since=start)
        cursor.take_blanks()
    return (_folded(breaks), True) if breaks else (blanks, False)


def _folded(breaks: list[str]) -> str:
    """Return what line breaks in a row stand for: one is a blank, one of more is dropped."""
    if breaks[0] != "\n":
        return "".join(breaks)
    return "".join(breaks[1:]) or " "


def scan_quoted(cursor: Cursor) -> ScalarToken:
    """Return the token of a scalar in single or double quotes."""
    start = cursor.mark
    quote = cursor.char
    cursor.at += 1
    parts: list[str] = []
    while True:
        _check_goes_on(cursor, start)
        joined = _scan_words(cursor, quote, parts, start)
        cursor.look_ahead(2)
        if cursor.char == quote:
            break
        parts.append(_scan_quoted_gap(cursor, is_joined=joined))
    cursor.at += 1
    return ScalarToken("".join(parts), False, start, cursor.mark, quote)


def _check_goes_on(cursor: Cursor, start: Mark) -> None:
    cursor.look_ahead(4)
    if cursor.is_at_document_indicator():
        cursor.fail("found unexpected document indicator", since=start, blamed=start)
    if cursor.char == END:
        cursor.fail("found unexpected end of stream", since=start, blamed=start)


def _scan_words(cursor: Cursor, quote: str, parts: list[str], start: Mark) -> bool:
    """Add what stands before the next blank, and return whether an escaped line break ended it."""
    if quote == "'":
        parts.append(cursor.take(_SINGLE_RUN).replace("''", "'"))
        return False
    while True:
        parts.append(cursor.take(_DOUBLE_RUN))
        if cursor.char != "\\":
            return False
        if cursor.text[cursor.at + 1] in BREAKS:
            cursor.at += 1
            cursor.take_break()
            return True
        parts.append(_scan_escape(cursor, start))


def _scan_escape(cursor: Cursor, start: Mark) -> str:
    code = cursor.text[cursor.at + 1]
    if code in _ESCAPES:
        cursor.at += 2
        return _ESCAPES[code]
    length = _CODE_LENGTHS.get(code)
    if length is None:
        cursor.fail("found unknown escape character", since=start)
    cursor.at += 2
    cursor.look_ahead(length)
    digits = cursor.text[cursor.at : cursor.at + length]
    if not _HEX.fullmatch(digits):
        cursor.fail("did not find expected hexdecimal number", since=start)
    number = int(digits, 16)
    if number in _SURROGATES or number > _LAST_CODE:
        cursor.fail("found invalid Unicode character escape code", since=start)
    cursor.at += length
    return chr(number)


def _scan_quoted_gap(cursor: Cursor, *, is_joined: bool) -> str:
    """Move over blanks and breaks, and return what they stand for; *is_joined* behind an escaped break."""
    blanks = cursor.take_blanks()
    breaks: list[str] = []
    while cursor.char in BREAKS:
        breaks.append(cursor.take_break())
        cursor.take_blanks()
    if is_joined:
        return "".join(breaks)
    return _folded(breaks) if breaks else blanks


def scan_block_scalar(cursor: Cursor, *, indent: int) -> ScalarToken:
    """Return the token of a scalar that ``|`` or ``>`` opens in a block that is indented by *indent*."""
    start = cursor.mark
    style = cursor.char
    cursor.at += 1
    chomping, increment = _scan_header(cursor, start)
    wanted = max(indent, 0) + increment if increment else 0
    breaks, wanted, end = _scan_leading(cursor, start, wanted, indent)
    parts: list[str] = []
    leading_break = ""
    was_blank = False
    while cursor.column == wanted and cursor.char != END:
        is_blank = cursor.char in BLANKS
        if style == ">" and leading_break == "\n" and not was_blank and not is_blank:
            parts.append("" if breaks else " ")
        else:
            parts.append(leading_break)
        parts += breaks
        was_blank = is_blank
        parts.append(cursor.take_line())
        leading_break = cursor.take_break()
        breaks, wanted, end = _scan_leading(cursor, start, wanted, indent)
    if chomping != "-":
        parts.append(leading_break)
    if chomping == "+":
        parts += breaks
    return ScalarToken("".join(parts), False, start, end, style)


def _scan_header(cursor: Cursor, start: Mark) -> tuple[str, int]:
    """Return the chomping indicator and the indentation, 0 if it is left to the first line."""
    match = _HEADER.match(cursor.text, cursor.at)
    before, digit, after = match.groups() if match else ("", "", "")
    if digit == "0":
        cursor.at += len(before)
        cursor.fail("found an indentation indicator equal to 0", since=start)
    if before or not digit:
        after = ""
    cursor.at += len(before + digit + after)
    cursor.take_blanks()
    if cursor.char == "#":
        cursor.take_line()
    if cursor.char not in BREAKS + END:
        cursor.fail("did not find expected comment or line break", since=start)
    cursor.take_break()
    return before or after, int(digit or 0)


def _scan_leading(cursor: Cursor, start: Mark, wanted: int, indent: int) -> tuple[list[str], int, Mark]:
    """Move over indentation and empty lines; return their breaks, the indentation, where they end."""
    breaks: list[str] = []
    deepest = 0
    end = cursor.mark
    while True:
        spaces = cursor.take(_SPACES)
        if wanted and cursor.column > wanted:
            cursor.at -= min(len(spaces), cursor.column - wanted)
        deepest = max(deepest, cursor.column)
        if (not wanted or cursor.column < wanted) and cursor.char == "\t":
            cursor.fail("found a tab character where an indentation space is expected", since=start)
        cursor.look_ahead(1)
        if cursor.char not in BREAKS:
            break
        breaks.append(cursor.take_break())
        end = cursor.mark
    return breaks, wanted or max(deepest, indent + 1, 1), end
