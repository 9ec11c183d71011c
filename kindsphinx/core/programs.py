"""Which programs the text of a command names, as far as a text can tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kindsphinx.core.shell_words import Token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BUILTINS = frozenset(
    {
        *(":", ".", "[", "alias", "bg", "bind", "break", "builtin", "caller", "cd", "command", "compgen"),
        *("complete", "compopt", "continue", "declare", "dirs", "disown", "echo", "enable", "eval"),
        *("exec", "exit", "export", "false", "fc", "fg", "getopts", "hash", "help", "history", "jobs"),
        *("kill", "let", "local", "logout", "mapfile", "popd", "printf", "pushd", "pwd", "read"),
        *("readarray", "readonly", "return", "set", "shift", "shopt", "source", "suspend", "test"),
        *("times", "trap", "true", "type", "typeset", "ulimit", "umask", "unalias", "unset", "wait"),
    }
)
"""What bash does itself."""
_OPENING = frozenset({"if", "then", "elif", "else", "while", "until", "do", "!", "time", "{", "coproc"})
_CLOSING = frozenset({"fi", "done", "esac", "}", "for", "select"})
_UNTIL = {"[[": "]]", "case": "in", "function": "{"}
"""Where commands go on after words that are none."""
_BEFORE_ANOTHER = frozenset({"builtin", "command", "env", "exec", "nice", "nohup", "sudo", "timeout"})
"""Programs whose argument is another."""
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*(\[[^\]]*\])?\+?=")
_NUMBER = re.compile(r"[0-9.]+[smhd]?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A program that a command runs."""

    name: str
    """As it is written; empty where it is computed."""
    line: int
    """The line of the command, from 0."""


def programs_in(command: str) -> tuple[Named, ...]:
    """Return the programs, builtins and functions that *command* names, in order."""
    tokens = tuple(tokens_of(command))
    return tuple(_programs(tokens))


def functions_in(command: str) -> frozenset[str]:
    """Return the functions that *command* defines."""
    tokens = tuple(tokens_of(command))
    followed = zip(tokens, tokens[1:], tokens[2:], strict=False)
    short = {name.text for name, opening, closing in followed if (opening.text, closing.text) == ("(", ")")}
    long = {name.text for word, name in pairwise(tokens) if word.text == "function"}
    return frozenset(short | long)


def _programs(tokens: Sequence[Token]) -> Iterator[Named]:
    reader = _Reader()
    functions = {
        at for at in range(len(tokens) - 2) if (tokens[at + 1].text, tokens[at + 2].text) == ("(", ")")
    }
    for at, token in enumerate(tokens):
        if reader.takes(token) and at not in functions:
            name = "" if token.is_computed else token.text
            yield Named(name=name, line=token.line)


class _Reader:
    """Knows whether the next word is a program."""

    def __init__(self) -> None:
        self._expects = True
        self._before = ""
        self._until = ""
        self._is_case = False

    def takes(self, token: Token) -> bool:
        """Read the next token and return whether it names a program."""
        if self._until:
            self._skip(token)
            return False
        if token.is_operator:
            self._expects, self._before = True, ""
            if token.text in {";;", ";&", ";;&"} and self._is_case:
                self._until = ")"
            return False
        return self._expects and self._word(token)

    def _skip(self, token: Token) -> None:
        if token.text == "esac" and self._is_case:
            self._until, self._is_case, self._expects = "", False, False
        elif token.text == self._until:
            self._until = ")" if token.text == "in" and self._is_case else ""
            self._expects = token.text != "]]"

    def _word(self, token: Token) -> bool:
        if self._is_aside(token):
            return False
        word = token.text
        self._expects = word in _BEFORE_ANOTHER
        self._before = word if self._expects else ""
        if word == "case":
            self._is_case = True
        self._until = _UNTIL.get(word, "")
        return word not in _CLOSING and word not in _UNTIL

    def _is_aside(self, token: Token) -> bool:
        """Return whether a word stands before the program and is none."""
        word = token.text
        if token.is_assignment or _ASSIGNMENT.match(word):
            return True
        if not self._before:
            return word in _OPENING
        return word.startswith("-") or (self._before == "timeout" and _NUMBER.fullmatch(word) is not None)
