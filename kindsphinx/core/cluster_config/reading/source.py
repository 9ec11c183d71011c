"""From bytes to characters: the encodings and characters that kind's reader takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from kindsphinx.core.cluster_config.reading.failure import YamlError

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_BLOCK: Final = 512
"""The reader decodes this many bytes at a time, so an error shows as soon as its block is looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The characters of a text, up to the block with the first that is none."""

    text: str
    error: YamlError | None = None
    """What is wrong behind the end of ``text``."""


def decode(data: str | bytes) -> Source:
    """Return the characters of *data*: UTF-8, or UTF-16 with a byte order mark."""
    raw = _bytes(data)
    encoding, skip = _encoding(raw)
    return _decode(raw, encoding, skip=skip)


def shown_lines(data: str | bytes) -> list[str]:
    """Return the lines of *data* as problems count them, with ``�`` for what is no character."""
    raw = _bytes(data)
    encoding, skip = _encoding(raw)
    return _BREAKS.split(raw[skip:].decode(encoding, "replace"))


def _bytes(data: str | bytes) -> bytes:
    return data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)


def _encoding(raw: bytes) -> tuple[str, int]:
    """Return the encoding of *raw*, and the length of its byte order mark."""
    if raw.startswith(b"\xff\xfe"):
        return "utf-16-le", 2
    if raw.startswith(b"\xfe\xff"):
        return "utf-16-be", 2
    return "utf-8", 3 if raw.startswith(b"\xef\xbb\xbf") else 0


def _decode(raw: bytes, encoding: str, *, skip: int) -> Source:
    problem = ""
    try:
        text = raw[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        rest = raw[skip + error.start :]
        text = raw[skip : skip + error.start].decode(encoding)
        problem = _utf8_problem(rest) if encoding == "utf-8" else _utf16_problem(rest, encoding)
    if found := _FORBIDDEN.search(text):
        return _cut(text, found.start(), "control characters are not allowed", encoding, skip)
    return _cut(text, len(text), problem, encoding, skip) if problem else Source(text=text)


def _cut(text: str, at: int, problem: str, encoding: str, skip: int) -> Source:
    """Keep what the reader has decoded before it asks for the block of the error at index *at*."""
    good = text[:at]
    line = line_start = 0
    for found in _BREAKS.finditer(good):
        line += 1
        line_start = found.end()
    offset = len(good.encode(encoding)) + skip
    # that a character is incomplete shows only once no block follows
    unseen = 0 if problem.startswith("incomplete") else offset % _BLOCK
    visible = good.encode(encoding)[: max(0, offset - unseen - skip)].decode(encoding, "ignore")
    return Source(text=visible, error=YamlError(problem, line=line, column=at - line_start))


def _utf8_problem(rest: bytes) -> str:
    """Return what is wrong with the UTF-8 sequence at the start of *rest*, in the reader's order."""
    width = _utf8_width(rest[0])
    if not width:
        return "invalid leading UTF-8 octet"
    if width > len(rest):
        return "incomplete UTF-8 octet sequence"
    if any(octet & 0xC0 != 0x80 for octet in rest[1:width]):  # noqa: PLR2004 - a trailing octet is 10xxxxxx
        return "invalid trailing UTF-8 octet"
    value = rest[0] & (0xFF >> (width + 1))
    for octet in rest[1:width]:
        value = value << 6 | octet & 0x3F
    if value < (0, 0, 0x80, 0x800, 0x10000)[width]:
        return "invalid length of a UTF-8 sequence"
    return "invalid Unicode character"


def _utf8_width(octet: int) -> int:
    for mask, lead, width in ((0x80, 0x00, 1), (0xE0, 0xC0, 2), (0xF0, 0xE0, 3), (0xF8, 0xF0, 4)):
        if octet & mask == lead:
            return width
    return 0


def _utf16_problem(rest: bytes, encoding: str) -> str:
    """Return what is wrong with the UTF-16 unit at the start of *rest*, in the reader's order."""
    order: Literal["little", "big"] = "little" if encoding.endswith("le") else "big"
    if len(rest) < 2:  # noqa: PLR2004 - a unit has two bytes
        return "incomplete UTF-16 character"
    if int.from_bytes(rest[:2], order) & 0xFC00 == 0xDC00:  # noqa: PLR2004 - how a low surrogate begins
        return "unexpected low surrogate area"
    pair = 4
    return "incomplete UTF-16 surrogate pair" if len(rest) < pair else "expected low surrogate area"
