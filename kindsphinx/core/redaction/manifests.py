"""Finds the data of Secrets in what programs print of them, as YAML and as JSON."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.redaction.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK: Final = re.compile(r"^(?P<indent>[ ]*(?:- )?)(?P<field>data|stringData):[ ]*\n", re.MULTILINE)
_ENTRY: Final = re.compile(
    r"(?P<indent> *)[\"']?(?P<key>[\w.-]+)[\"']?: +[\"']?(?P<value>[^\s\"']+)[\"']?[ ]*(?:\n|\Z)"
)
_KIND: Final = re.compile(r"(?P<indent>[ ]*(?:- )?)kind: +(?P<kind>\w+)[ ]*$")
_JSON: Final = re.compile(
    r"\\*\"data\\*\": ?\{(?P<body>[^{}]*)\},\s*(?:\\*\"immutable\\*\": ?\w+,\s*)?"
    r"\\*\"kind\\*\": ?\\*\"Secret\\*\""
)
_PAIR: Final = re.compile(r"\\*\"(?P<key>[\w.-]+)\\*\": ?\\*\"(?P<value>[^\"\\\s]+)\\*\"")


def find_data(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where the value of a Secret stands in *text*, and the key that it has."""
    yield from (each for block in _BLOCK.finditer(text) for each in _of_block(text, block))
    for found in _JSON.finditer(text):
        for pair in _PAIR.finditer(text, *found.span("body")):
            if _is_telling(pair["value"], is_coded=True):
                yield (*pair.span("value"), _what(pair["key"]))


def _of_block(text: str, block: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    level = len(block["indent"])
    at, entries = block.end(), []
    while (entry := _ENTRY.match(text, at)) and len(entry["indent"]) > level:
        entries.append(entry)
        at = entry.end()
    if entries and _is_of_secret(text[: block.start()], text[at:], level):
        for entry in entries:
            if _is_telling(entry["value"], is_coded=block["field"] == "data"):
                yield (*entry.span("value"), _what(entry["key"]))


def _is_of_secret(before: str, after: str, level: int) -> bool:
    """Return whether the fields beside a block of *level* say that it is that of a Secret."""
    for lines in (after.splitlines(), reversed(before.splitlines())):
        for line in lines:
            content = line.lstrip(" ")
            indent = len(line) - len(content)
            if content and indent < level and not (content.startswith("- ") and indent + 2 == level):
                break
            kind = _KIND.match(line)
            if kind and len(kind["indent"]) == level:
                return kind["kind"] == "Secret"
    return False


def _is_telling(value: str, *, is_coded: bool) -> bool:
    if value.startswith("<"):
        return False
    try:
        content = base64.b64decode(value, validate=True) if is_coded else value.encode()
    except (binascii.Error, ValueError):
        return False
    return not Secret(value=content, what="").is_ordinary


def _what(key: str) -> str:
    return f"the value of “{key}” in a Secret"
