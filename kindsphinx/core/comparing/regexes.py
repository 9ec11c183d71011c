"""Checks the regular expressions of authors, and keeps those away that may take for ever."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"  # an escape, a set
    r"|\(\?(?:P=|#)[^)]*\)|\((?:\?(?:P?<[^>=!]+>|[a-zA-Z-]*:|[=!>]|<[=!]|[a-zA-Z-]+))?"  # what begins a group
    r"|\{\d*,?\d*\}|[*+?][?+]?|.",
    re.DOTALL,
)
_COUNT = re.compile(r"\{(\d*)(,?)(\d*)\}")
_FEW = 10
"""Up to so many repetitions multiply what is repeated within, and no more than that."""


@lru_cache(maxsize=512)
def compiled(regex: str) -> re.Pattern[str]:
    """Return *regex* ready for use; one that is wrong finds nothing but itself."""
    return re.compile(re.escape(regex) if wrong_with_regex(regex) else regex)


@lru_cache(maxsize=512)
def wrong_with_regex(regex: str) -> str:
    """Return what is wrong with *regex*, empty if nothing is.

    A part that is repeated and has a part of varying length in it is refused: Python may try all ways to
    divide a line between them, which takes for ever on a line that does not match.
    """
    try:
        re.compile(regex)
    except (re.error, RecursionError, OverflowError) as error:
        return f"it is no regular expression: {error}"
    nested = _Nesting().find(regex)
    return (
        f"“{nested}” repeats what is repeated within it, which may take for ever: "
        "write the inner one possessive, such as “\\w++”, or without repetition"
        if nested
        else ""
    )


@dataclass(slots=True)
class _Group:
    """A group that is open."""

    begin: int
    is_safe: bool = False
    """Whether it gives back nothing that it has taken: atomic, or a look ahead or behind."""
    varies: bool = False
    """Whether what it matches has no fixed length, so that a repetition of it can be divided in many ways."""
    starts: list[str] = field(default_factory=lambda: [""])
    """With what each of its alternatives begins."""

    def note(self, token: str) -> None:
        """Take a token that is no group and no quantifier."""
        if token == "|":  # noqa: S105 - a character of a regular expression
            self.starts.append("")
        elif not self.starts[-1]:
            self.starts[-1] = token

    @property
    def is_ambiguous(self) -> bool:
        """Return whether a text may be taken in more ways than one."""
        if self.is_safe:
            return False
        plain = all(each.isalnum() or (each[:1] == "\\" and each[1:] not in "wWsSdD") for each in self.starts)
        distinct = len(set(self.starts)) == len(self.starts) and plain
        return self.varies or not (len(self.starts) == 1 or distinct)


class _Nesting:
    """Finds what is repeated within what is repeated."""

    def __init__(self) -> None:
        self._open = [_Group(begin=0)]
        self._closed: _Group | None = None

    def find(self, regex: str) -> str:
        """Return the first part of *regex* that is; empty if there is none."""
        for match in _TOKEN.finditer(regex):
            token = match[0]
            if _is_quantifier(token) and match.start():
                if self._quantify(token):
                    begin = self._closed.begin if self._closed else 0
                    return regex[begin : match.end()]
                continue
            self._pass_on()
            if token.startswith("("):
                self._begin(token, match.start())
            elif token == ")" and len(self._open) > 1:  # noqa: S105 - a character of a regular expression
                self._end()
            else:
                self._open[-1].note(token)
        return ""

    def _begin(self, token: str, at: int) -> None:
        self._open[-1].note(token)
        if not token.endswith(")"):
            self._open.append(_Group(begin=at, is_safe=token in {"(?>", "(?=", "(?!", "(?<=", "(?<!"}))

    def _end(self) -> None:
        self._closed = self._open.pop()

    def _pass_on(self) -> None:
        """Let the group that was closed last count for the group around it."""
        if self._closed is not None and self._closed.is_ambiguous:
            self._open[-1].varies = True
        self._closed = None

    def _quantify(self, token: str) -> bool:
        """Take a quantifier of what came before; return whether it repeats what varies."""
        if token.endswith("+") and len(token) > 1:
            self._closed = None
            return False
        if _repeats(token) and self._closed is not None and self._closed.is_ambiguous:
            return True
        if _varies(token):
            self._open[-1].varies = True
        self._pass_on()
        return False


def _is_quantifier(token: str) -> bool:
    return token[0] in "*+?" or (len(token) > 1 and token[0] == "{")


def _repeats(token: str) -> bool:
    if token[0] in "*+":
        return True
    count = _COUNT.fullmatch(token)
    if count is None:
        return False
    most = count[3] if count[2] else count[1]
    return not most or int(most) > _FEW


def _varies(token: str) -> bool:
    count = _COUNT.fullmatch(token)
    return count is None or (count[2] != "" and count[1] != count[3])
