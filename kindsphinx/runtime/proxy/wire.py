"""One end of a connection: a socket, and what was read ahead from it."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 256 * 1024
MAX_LINE = 64 * 1024
"""Bytes of one line of a head; docker's longest, an address with filters, stays far below."""


class MalformedMessageError(Exception):
    """What came over the wire is not the HTTP that engines and their clients speak."""


class Wire:
    """Reads lines and pieces from a socket, and sends to it."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._ahead = b""
        self._at = 0

    def read_some(self, limit: int = _PIECE) -> bytes:
        """Return what there is, at most *limit* bytes; empty at the end of the stream."""
        if self._at >= len(self._ahead):
            self._ahead, self._at = self._socket.recv(_PIECE), 0
        piece = self._ahead[self._at : self._at + limit]
        self._at += len(piece)
        return piece

    def read_ahead(self) -> bytes:
        """Return what was read already and not asked for; what comes next is in the socket."""
        piece, self._ahead, self._at = self._ahead[self._at :], b"", 0
        return piece

    def fileno(self) -> int:
        """Return the descriptor of the socket."""
        return self._socket.fileno()

    def read_line(self) -> bytes:
        """Return the next line without its end.

        :raises MalformedMessageError: if it never ends.
        """
        while (end := self._ahead.find(b"\n", self._at)) < 0:
            rest = self._ahead[self._at :]
            more = self._socket.recv(_PIECE) if len(rest) <= MAX_LINE else b""
            if not more:
                raise MalformedMessageError("the line does not end")
            self._ahead, self._at = rest + more, 0
        line = self._ahead[self._at : end]
        self._at = end + 1
        return line.removesuffix(b"\r")

    def read_exactly(self, size: int) -> Iterator[bytes]:
        """Yield the next *size* bytes, piece by piece.

        :raises MalformedMessageError: if the stream ends before.
        """
        while size > 0:
            piece = self.read_some(min(size, _PIECE))
            if not piece:
                raise MalformedMessageError("the message ends too early")
            size -= len(piece)
            yield piece

    def at_end(self) -> bool:
        """Wait for the next byte, leave it there, and return whether there is none."""
        if self._at >= len(self._ahead):
            self._ahead, self._at = self._socket.recv(_PIECE), 0
        return not self._ahead

    def drain(self) -> None:
        """Read to the end and forget it."""
        while self.read_some():
            pass

    def send(self, data: bytes) -> None:
        """Send all of *data*."""
        self._socket.sendall(data)

    def half_close(self) -> None:
        """Say that nothing more will be sent; the other direction stays open."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def limit_waiting(self, seconds: float) -> None:
        """Let every later read or send fail after *seconds* without progress."""
        self._socket.settimeout(seconds)

    def end(self) -> None:
        """End both directions, which wakes whoever reads or sends, and leave the socket to its owner."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End both directions and give the socket back."""
        self.end()
        self._socket.close()
