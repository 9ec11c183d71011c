"""Takes what a command prints: exactly, as text, and never more than memory can hold."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 16 * 1024 * 1024
"""Bytes of one command's output that are kept."""


class Printed:
    """What one command prints."""

    def __init__(self, on_text: Callable[[str], None] | None = None, *, limit: int = LIMIT) -> None:
        self._on_text = on_text
        self._limit = limit
        self._kept = bytearray()
        self._dropped = 0
        self._decoder = _decoder()

    def feed(self, data: bytes) -> None:
        """Take the next bytes, and pass them on as far as they are whole characters."""
        room = self._limit - len(self._kept)
        self._kept += data[:room]
        self._dropped += max(0, len(data) - room)
        if self._on_text and (text := self._decoder.decode(data)):
            self._on_text(text)

    def text(self) -> str:
        r"""Return the output, with bytes that are no UTF-8 as ``\xff``, and a note if its end is missing."""
        text = _decoder().decode(bytes(self._kept), final=not self._dropped)
        if not self._dropped:
            return text
        return f"{text}\n[{self._dropped} more bytes were printed; the first {len(self._kept)} are kept]\n"


def _decoder() -> codecs.IncrementalDecoder:
    return codecs.getincrementaldecoder("utf-8")("backslashreplace")
