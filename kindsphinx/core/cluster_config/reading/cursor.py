"""A place that moves through a text, and the characters that end things in YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn

from kindsphinx.core.cluster_config.reading.failure import YamlError

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.reading.source import Source

END: Final = "\0"
"""Stands behind the text; no text contains it."""
_PADDING: Final = 16
"""More than any rule looks ahead from a character of the text."""
BREAKS: Final = "\r\n\x85\u2028\u2029"
BLANKS: Final = " \t"
SPACES_OR_END: Final = frozenset(BLANKS + BREAKS + END)

_BREAK: Final = re.compile(f"\r\n|[{BREAKS}]")
_BLANK_RUN: Final = re.compile("[ \t]*")
_LINE: Final = re.compile(f"[^{BREAKS}{END}]*")
_DOCUMENT_INDICATOR: Final = re.compile(f"(?:---|\\.\\.\\.)(?=[{BLANKS}{BREAKS}{END}])")


class Mark:
    """A place in the text, counted from 0, in characters."""

    __slots__ = ("column", "index", "line")

    def __init__(self, index: int, line: int, column: int) -> None:
        self.index = index
        self.line = line
        self.column = column


class Cursor:
    """A place in the text of *source*."""

    def __init__(self, source: Source) -> None:
        self.text = source.text + END * _PADDING
        self.at = 0
        self.line = 0
        self.line_start = 0
        self.length = len(source.text)
        self.buffer_start = 0
        """Where the reader's buffer begins, as far as that shows."""
        self._error = source.error

    @property
    def char(self) -> str:
        """Return the character at the place, :data:`END` behind the last."""
        return self.text[self.at]

    @property
    def column(self) -> int:
        """Return how far the place is from the start of its line."""
        return self.at - self.line_start

    @property
    def mark(self) -> Mark:
        """Return the place."""
        return Mark(self.at, self.line, self.at - self.line_start)

    def take(self, pattern: re.Pattern[str]) -> str:
        """Move over what *pattern* matches, which must stay in the line, and return it."""
        match = pattern.match(self.text, self.at)
        if match is None:
            return ""
        self.at = match.end()
        return match.group()

    def take_blanks(self) -> str:
        """Move over spaces and tabs."""
        return self.take(_BLANK_RUN)

    def take_line(self) -> str:
        """Move to the end of the line."""
        return self.take(_LINE)

    def take_break(self) -> str:
        """Move over one line break, if there is one, and return what it stands for in a scalar."""
        match = _BREAK.match(self.text, self.at)
        if match is None:
            return ""
        self.at = self.line_start = match.end()
        self.line += 1
        found = match.group()
        return found if found in "\u2028\u2029" else "\n"

    def is_at_document_indicator(self) -> bool:
        """Return whether ``---`` or ``...`` stands here alone at the start of a line."""
        return self.at == self.line_start and bool(_DOCUMENT_INDICATOR.match(self.text, self.at))

    def look_ahead(self, characters: int) -> None:
        """Raise what is wrong with the next characters, if the text ends before them for that reason."""
        if self._error is not None and self.at + characters > self.length:
            raise self._error

    def fail(self, problem: str, *, since: Mark | None = None, blamed: Mark | None = None) -> NoReturn:
        """Raise that the text cannot be scanned here, in something that began at *since*.

        kind names the line where that began, if it is not the first (``yaml.v3``, ``parser.fail``).
        *blamed* is the place where an author has to look, if that is not here.
        """
        self.look_ahead(1)
        line = (since.line if since else self.line) or self.line
        place = blamed or self.mark
        raise YamlError(problem, line=place.line, column=place.column, said_line=line + 1 if line else 0)
