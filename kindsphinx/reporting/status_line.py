"""The last line of a terminal, which is rewritten in place, below lines that stay."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, TextIO

from kindsphinx.reporting.columns import clip, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ERASE_REST = "\x1b[K"


class StatusLine:
    """Rewrites the line that the cursor stands in; each change is one write, so that nothing flickers."""

    def __init__(self, stream: TextIO, *, columns: Callable[[], int] | None = None) -> None:
        self._stream = stream
        self._columns = columns or (lambda: terminal_columns(stream))
        self._shown = ""

    @property
    def room(self) -> int:
        """Return how many columns a line may take; the last stays free, for terminals wrap there."""
        return max(0, self._columns() - 1)

    def show(self, text: str) -> None:
        """Let the line read *text*, as much of it as fits."""
        text = clip(plain(text), self.room)
        if text != self._shown:
            self._shown = text
            write_text(self._stream, f"\r{text}{_ERASE_REST}")

    def keep(self, text: str, *, style: str = "") -> None:
        """Write a line that stays, above the status; *style* is an SGR number such as ``32``."""
        text = clip(plain(text), self.room)
        painted = f"\x1b[{style}m{text}\x1b[0m" if style else text
        write_text(self._stream, f"\r{painted}{_ERASE_REST}\n{self._shown}")

    def clear(self) -> None:
        """Leave an empty line, with the cursor at its beginning."""
        if self._shown:
            self._shown = ""
            write_text(self._stream, f"\r{_ERASE_REST}")


def write_text(stream: TextIO, text: str) -> None:
    """Write *text* at once, with ``?`` for what the stream's encoding does not have."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, errors="replace").decode(encoding))
    stream.flush()


def is_terminal(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether *stream* is a terminal that knows escape sequences."""
    return stream.isatty() and environ.get("TERM") != "dumb"


def wants_color(environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether a terminal may have colours: not where ``NO_COLOR`` is set to something."""
    return not environ.get("NO_COLOR")


def terminal_columns(stream: TextIO) -> int:
    """Return how wide the terminal behind *stream* is now; 80 if that is unknown."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):
        return shutil.get_terminal_size().columns
