"""Splits a command into words and operators, as bash does, and shows what is run within substitutions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kindsphinx.core.shell_syntax import CommandLines

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPERATOR = re.compile(r";;&|;;|;&|&&|\|\||\|&|[;&|()\n]")
_REDIRECTION = re.compile(r"[0-9]*(?:&>>|&>|<<<|<<-?|>>|>&|<&|<>|>\||<(?!\()|>(?!\())")
_END = frozenset(" \t\n;&|()<>")
_DEEPEST = 20
"""Commands within commands; deeper ones are not looked at, or a text could take for ever."""
_PAIRS = {"$(": ")", "<(": ")", ">(": ")", "${": "}"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A word or an operator."""

    text: str
    """Without quotation marks."""
    line: int
    """From 0."""
    is_operator: bool = False
    is_computed: bool = False
    """Whether a part of it comes from a variable or a command."""
    is_assignment: bool = False


def tokens_of(command: str) -> Iterator[Token]:
    """Yield the tokens of a command, then those of the commands within it, each after a line end."""
    waiting = [(_without_documents(command), 0, 0)]
    while waiting:
        text, line, depth = waiting.pop(0)
        splitter = _Splitter(text, line)
        yield from splitter.tokens()
        yield Token(text="\n", line=line, is_operator=True)
        if depth < _DEEPEST:
            waiting += ((*each, depth + 1) for each in splitter.nested)


def _without_documents(command: str) -> str:
    """Return *command* with empty lines in place of its here-documents."""
    lines, kept = CommandLines(), []
    for line in command.split("\n"):
        kept.append("" if lines.in_heredoc else line)
        lines.feed(line)
    return "\n".join(kept)


@dataclass(slots=True)
class _Splitter:
    text: str
    line: int
    nested: list[tuple[str, int]] = field(default_factory=list)
    _at: int = 0
    _word: str = ""
    _is_computed: bool = False

    def tokens(self) -> Iterator[Token]:
        skips = False
        while self._at < len(self.text):
            character = self.text[self._at]
            if self.text.startswith("\\\n", self._at):
                self._at += 2
                self.line += 1
            elif character in " \t":
                self._at += 1
            elif character == "#":
                self._at = self._find("\n")
            elif found := _REDIRECTION.match(self.text, self._at):
                self._at, skips = found.end(), True
            elif found := _OPERATOR.match(self.text, self._at):
                self._at, skips = found.end(), False
                yield Token(text=found[0], line=self.line, is_operator=True)
                self.line += found[0] == "\n"
            else:
                token = self._read_word()
                if not skips:
                    yield token
                skips = False

    def _read_word(self) -> Token:
        begin, line = self._at, self.line
        self._word, self._is_computed = "", False
        while self._at < len(self.text) and (self.text[self._at] not in _END or self._opens()):
            self._part()
        raw = self.text[begin : self._at]
        assigns = re.match(r"[A-Za-z_]\w*(\[[^\]]*\])?\+?=", raw) is not None
        return Token(text=self._word, line=line, is_computed=self._is_computed, is_assignment=assigns)

    def _opens(self) -> bool:
        return self.text[self._at : self._at + 2] in _PAIRS

    def _part(self) -> None:
        character = self.text[self._at]
        if self._opens():
            self._substitution()
        elif character == "\\":
            self._word += self.text[self._at + 1 : self._at + 2].replace("\n", "")
            self.line += self.text[self._at + 1 : self._at + 2] == "\n"
            self._at += 2
        elif character == "'":
            end = self._find("'", self._at + 1)
            self._take(self.text[self._at + 1 : end], end + 1)
        elif character == '"':
            self._double()
        elif character == "`":
            end = self._find("`", self._at + 1)
            self.nested.append((self.text[self._at + 1 : end], self.line))
            self._compute(end + 1)
        elif character == "$":
            self._compute(self._at + 1)
        else:
            self._take(character, self._at + 1)

    def _double(self) -> None:
        self._at += 1
        while self._at < len(self.text) and self.text[self._at] != '"':
            if self.text[self._at] in "<>'" or (self.text[self._at] in _END and not self._opens()):
                self._take(self.text[self._at], self._at + 1)
            else:
                self._part()
        self._at += 1

    def _substitution(self) -> None:
        opening = self.text[self._at : self._at + 2]
        end = self._closing(self._at + 2, _PAIRS[opening])
        inner = self.text[self._at + 2 : end]
        # arithmetic and parameters run nothing by themselves
        if opening != "${" and not inner.startswith("("):
            self.nested.append((inner, self.line))
        self._compute(end + 1)

    def _closing(self, at: int, closing: str) -> int:
        opening = "(" if closing == ")" else "{"
        depth = 1
        while at < len(self.text):
            character = self.text[at]
            if character == "\\":
                at += 1
            elif character in "'\"":
                at = self._find(character, at + 1)
            elif character == opening:
                depth += 1
            elif character == closing:
                depth -= 1
                if not depth:
                    return at
            at += 1
        return len(self.text)

    def _compute(self, to: int) -> None:
        self._is_computed = True
        self._take("", to)

    def _take(self, word: str, to: int) -> None:
        self._word += word
        self.line += self.text.count("\n", self._at, to)
        self._at = to

    def _find(self, what: str, begin: int | None = None) -> int:
        found = self.text.find(what, self._at if begin is None else begin)
        return len(self.text) if found < 0 else found
