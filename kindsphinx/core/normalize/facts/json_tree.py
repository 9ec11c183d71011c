"""Reads JSON together with the line of each value."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.facts.tree import Fields, Items, Scalar, quoted

if TYPE_CHECKING:
    from kindsphinx.core.normalize.facts.tree import Node

_TOKEN: Final = re.compile(
    r"[ \t\r\n]*(?:(?P<mark>[{}\[\],:])"
    r"|(?P<string>\"(?:[^\"\\\x00-\x1f]|\\.)*\")"
    r"|(?P<other>-?\d[\d.eE+-]*|true|false|null))"
)
_DEEPEST: Final = 100


def json_documents(text: str, *, line: int = 0) -> list[Node]:
    """Return the JSON documents in *text*, one after the other.

    :param line: the printed line where the text begins.
    :raises ValueError: if it is no JSON, or nested too deep.
    """
    tokens = _Tokens(text, line)
    found = []
    while not tokens.at_end():
        found.append(_value(tokens, 0))
    return found


class _Tokens:
    """The tokens of a text, and the line of the last one."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._at = 0
        self._counted = 0
        self.line = line

    def at_end(self) -> bool:
        """Return whether nothing follows."""
        return not self._text[self._at : self._at + 1_000].strip() and not self._text[self._at :].strip()

    def next(self) -> tuple[str, str]:
        """Return kind and text of the next token."""
        match = _TOKEN.match(self._text, self._at)
        if match is None or match.lastgroup is None:
            message = f"no JSON at {self._at}"
            raise ValueError(message)
        kind = match.lastgroup
        begin, self._at = match.span(kind)
        self.line += self._text.count("\n", self._counted, begin)
        self._counted = begin
        return kind, match[kind]


def _value(tokens: _Tokens, depth: int) -> Node:
    return _of_token(tokens, tokens.next(), depth)


def _of_token(tokens: _Tokens, token: tuple[str, str], depth: int) -> Node:
    kind, text = token
    line = tokens.line
    if kind == "string":
        return Scalar(quoted(_decoded(text)), line)
    if kind == "other":
        return Scalar(text, line)
    if depth > _DEEPEST or text not in "{[":
        message = f"{text} where a value should be"
        raise ValueError(message)
    return _fields(tokens, line, depth + 1) if text == "{" else _items(tokens, line, depth + 1)


def _fields(tokens: _Tokens, line: int, depth: int) -> Fields:
    pairs = []
    kind, text = tokens.next()
    while text != "}" or kind == "string":
        if kind != "string" or tokens.next() != ("mark", ":"):
            message = "a key is missing"
            raise ValueError(message)
        pairs.append((_decoded(text), _value(tokens, depth)))
        if _ends(tokens, "}"):
            break
        kind, text = tokens.next()
    return Fields(tuple(pairs), line)


def _items(tokens: _Tokens, line: int, depth: int) -> Items:
    nodes = []
    token = tokens.next()
    while token != ("mark", "]"):
        nodes.append(_of_token(tokens, token, depth))
        if _ends(tokens, "]"):
            break
        token = tokens.next()
    return Items(tuple(nodes), line)


def _ends(tokens: _Tokens, closing: str) -> bool:
    token = tokens.next()
    if token not in {("mark", ","), ("mark", closing)}:
        message = f"{token[1]} where {closing} should be"
        raise ValueError(message)
    return token[1] == closing


def _decoded(text: str) -> str:
    return str(json.loads(text)) if "\\" in text else text[1:-1]
