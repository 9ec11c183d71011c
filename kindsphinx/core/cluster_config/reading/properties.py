"""Scan what stands before a node, or a document: anchors, aliases, tags and directives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from yaml.tokens import AliasToken, AnchorToken, DirectiveToken, TagToken

from kindsphinx.core.cluster_config.reading.cursor import BREAKS, END, SPACES_OR_END

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.reading.cursor import Cursor, Mark

_NAME: Final = re.compile(r"[0-9A-Za-z_-]*")
_HANDLE: Final = re.compile(r"![0-9A-Za-z_-]*!?")
_URI: Final = re.compile(r"[0-9A-Za-z_\-;/?:@&=+$,.!~*'()\[\]]+")
_OCTET: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_DIGITS: Final = re.compile(r"[0-9]*")
_AFTER_NAME: Final = SPACES_OR_END | frozenset("?:,]}%@`")
_VERSION: Final = ("1", "1")
_LONGEST_NUMBER: Final = 2


def scan_anchor(cursor: Cursor) -> AnchorToken | AliasToken:
    """Return the token of ``&name`` or ``*name``."""
    start = cursor.mark
    sort = AnchorToken if cursor.char == "&" else AliasToken
    cursor.at += 1
    name = cursor.take(_NAME)
    if not name or cursor.char not in _AFTER_NAME:
        cursor.fail("did not find expected alphabetic or numeric character", since=start, blamed=start)
    return sort(name, start, cursor.mark)


def scan_tag(cursor: Cursor) -> TagToken:
    """Return the token of a tag; commas and brackets are part of it."""
    start = cursor.mark
    if cursor.text[cursor.at + 1] == "<":
        cursor.at += 2
        value: tuple[str | None, str] = (None, _scan_uri(cursor, "", start))
        if cursor.char != ">":
            cursor.fail("did not find the expected '>'", since=start)
        cursor.at += 1
    else:
        value = _scan_short_tag(cursor, start)
    if cursor.char not in SPACES_OR_END:
        cursor.fail("did not find expected whitespace or line break", since=start)
    return TagToken(value, start, cursor.mark)


def _scan_short_tag(cursor: Cursor, start: Mark) -> tuple[str | None, str]:
    handle = cursor.take(_HANDLE)
    if len(handle) > 1 and handle.endswith("!"):
        return handle, _scan_uri(cursor, "", start)
    suffix = _scan_uri(cursor, handle, start)[1:]
    return ("!", suffix) if suffix else (None, "!")


def _scan_uri(cursor: Cursor, head: str, start: Mark) -> str:
    parts = [head.encode()]
    while True:
        if cursor.char == "%":
            parts.append(_scan_escapes(cursor, start))
        elif plain := cursor.take(_URI):
            parts.append(plain.encode())
        else:
            break
    uri = b"".join(parts)
    if not uri:
        cursor.fail("did not find expected tag URI", since=start)
    return uri.decode("utf-8", "surrogateescape")


def _scan_escapes(cursor: Cursor, start: Mark) -> bytes:
    """Return the bytes of one character, each written as ``%41``."""
    octets = bytearray()
    width = 1
    while len(octets) < width:
        match = _OCTET.match(cursor.text, cursor.at)
        if match is None:
            cursor.fail("did not find URI escaped octet", since=start)
        octet = int(match[1], 16)
        if not octets:
            width = _width(octet)
            if not width:
                cursor.fail("found an incorrect leading UTF-8 octet", since=start)
        elif octet & 0xC0 != 0x80:  # noqa: PLR2004 - a trailing octet is 10xxxxxx
            cursor.fail("found an incorrect trailing UTF-8 octet", since=start)
        octets.append(octet)
        cursor.at = match.end()
    return bytes(octets)


def _width(octet: int) -> int:
    for mask, lead, width in ((0x80, 0x00, 1), (0xE0, 0xC0, 2), (0xF0, 0xE0, 3), (0xF8, 0xF0, 4)):
        if octet & mask == lead:
            return width
    return 0


def scan_directive(cursor: Cursor) -> DirectiveToken:
    """Return the token of ``%YAML`` or ``%TAG``; there are no others."""
    start = cursor.mark
    cursor.at += 1
    name = cursor.take(_NAME)
    if not name:
        cursor.fail("could not find expected directive name", since=start)
    if cursor.char not in SPACES_OR_END:
        cursor.fail("found unexpected non-alphabetical character", since=start)
    if name not in _DIRECTIVES:
        cursor.fail("found unknown directive name", since=start)
    token = DirectiveToken(name, _DIRECTIVES[name](cursor, start), start, cursor.mark)
    cursor.take_blanks()
    if cursor.char == "#":
        cursor.take_line()
    if cursor.char not in BREAKS + END:
        cursor.fail("did not find expected comment or line break", since=start)
    cursor.take_break()
    return token


def _scan_version(cursor: Cursor, start: Mark) -> tuple[int, int]:
    """Return the version, as one that PyYAML's parser refuses if it is another than 1.1."""
    cursor.take_blanks()
    major = _scan_number(cursor, start)
    if cursor.char != ".":
        cursor.fail("did not find expected digit or '.' character", since=start)
    cursor.at += 1
    minor = _scan_number(cursor, start)
    return (1, 1) if (major.lstrip("0"), minor.lstrip("0")) == _VERSION else (0, 0)


def _scan_number(cursor: Cursor, start: Mark) -> str:
    digits = cursor.take(_DIGITS)
    if len(digits) > _LONGEST_NUMBER:
        cursor.at -= len(digits) - _LONGEST_NUMBER
        cursor.fail("found extremely long version number", since=start)
    if not digits:
        cursor.fail("did not find expected version number", since=start)
    return digits


def _scan_tag_prefix(cursor: Cursor, start: Mark) -> tuple[str, str]:
    cursor.take_blanks()
    handle = cursor.take(_HANDLE)
    if not handle or (handle != "!" and not handle.endswith("!")):
        cursor.fail("did not find expected '!'", since=start)
    if not cursor.take_blanks():
        cursor.fail("did not find expected whitespace", since=start)
    prefix = _scan_uri(cursor, "", start)
    if cursor.char not in SPACES_OR_END:
        cursor.fail("did not find expected whitespace or line break", since=start)
    return handle, prefix


_DIRECTIVES: Final = {"YAML": _scan_version, "TAG": _scan_tag_prefix}
