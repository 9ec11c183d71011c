"""Move over what stands between tokens: blanks, line breaks and comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.reading.cursor import BLANKS, BREAKS, END

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.reading.cursor import Cursor

_NOT_BREAK: Final = f"[^{BREAKS}{END}]"
_COMMENTS: Final = re.compile(f"#{_NOT_BREAK}*(?:[ \t\r\n]{{1,511}}#{_NOT_BREAK}*)*")
"""Comments in a row are read at once, so a tab may indent all but the first."""
_LINE_COMMENT: Final = re.compile(f"[ \t]{{0,511}}#{_NOT_BREAK}*")
_SPACES: Final = re.compile(" *")
_BREAK: Final = re.compile(f"\r\n|[{BREAKS}]")
_BUFFER: Final = 512
"""How much the reader buffers at first."""


def skip_gap(cursor: Cursor, *, in_flow: bool, key_allowed: bool) -> bool:
    """Move to the next token, and return whether it may be a key.

    A tab may not stand where a key could.
    """
    while True:
        if cursor.column == 0 and _is_behind_mark(cursor):
            cursor.at += 1
        if in_flow or not key_allowed:
            cursor.take_blanks()
        else:
            cursor.take(_SPACES)
        if cursor.char == "#":
            _skip_comments(cursor)
        if not cursor.take_break():
            return key_allowed
        key_allowed = key_allowed or not in_flow


def skip_line_comment(cursor: Cursor) -> None:
    """Move over the comment behind a token, if there is one on its line."""
    before = cursor.at
    while before > cursor.line_start and cursor.text[before - 1] in BLANKS:
        before -= 1
    if not cursor.line or before > cursor.line_start:
        cursor.take(_LINE_COMMENT)


def _skip_comments(cursor: Cursor) -> None:
    match = _COMMENTS.match(cursor.text, cursor.at)
    end = match.end() if match else cursor.at
    for found in _BREAK.finditer(cursor.text, cursor.at, end):
        cursor.line += 1
        cursor.line_start = found.end()
    cursor.at = end


def _is_behind_mark(cursor: Cursor) -> bool:
    """Return whether the reader takes any character for a byte order mark.

    It means to look at the place, and looks at the start of its buffer, where a second mark stands.
    """
    if cursor.text[cursor.buffer_start] != "\ufeff":
        return False
    return cursor.buffer_start > 0 or cursor.at < min(cursor.length - 3, _BUFFER)
