"""Carries a connection over TLS and offers it as a plain socket, each direction of which ends for itself.

:class:`ssl.SSLSocket` can do neither of what an upgraded connection needs: be read and written by two threads
at once, and end one direction alone.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import threading

_PIECE = 64 * 1024
_FULL = 1024 * 1024
"""Bytes that wait for a slow side before the other side is read no more."""


def over_tls(raw: socket.socket, context: ssl.SSLContext, host: str) -> socket.socket:
    """Return a plain socket that reaches the other side of *raw* over TLS.

    :raises OSError: if the handshake fails; *raw* stays open then.
    """
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(incoming, outgoing, server_hostname=host)
    _shake_hands(raw, tls, incoming, outgoing)
    ours, theirs = socket.socketpair()
    bridge = _Bridge(theirs, raw, tls, incoming, outgoing)
    threading.Thread(target=bridge.run, name="kindsphinx-tls", daemon=True).start()
    return ours


def _shake_hands(
    raw: socket.socket, tls: ssl.SSLObject, incoming: ssl.MemoryBIO, outgoing: ssl.MemoryBIO
) -> None:
    while True:
        try:
            tls.do_handshake()
        except ssl.SSLWantReadError:
            raw.sendall(outgoing.read())
            piece = raw.recv(_PIECE)
            if not piece:
                raise ConnectionResetError("the engine ends the TLS handshake") from None
            incoming.write(piece)
        else:
            raw.sendall(outgoing.read())
            return


class _Bridge:
    """Copies between a plain socket and a TLS connection, both ways at once, in one thread."""

    def __init__(
        self,
        plain: socket.socket,
        raw: socket.socket,
        tls: ssl.SSLObject,
        incoming: ssl.MemoryBIO,
        outgoing: ssl.MemoryBIO,
    ) -> None:
        self._plain, self._raw = plain, raw
        self._tls, self._incoming, self._outgoing = tls, incoming, outgoing
        self._to_plain, self._to_raw = b"", b""
        self._plain_ended = self._raw_ended = False

    def run(self) -> None:
        """Copy until both sides have said all."""
        with self._plain, self._raw:
            self._plain.setblocking(False)
            self._raw.setblocking(False)
            with contextlib.suppress(OSError):
                self._decrypt()
                while not self._finished:
                    self._step()

    @property
    def _finished(self) -> bool:
        return self._raw_ended and not self._to_plain

    def _step(self) -> None:
        readers = [
            *([] if self._raw_ended or len(self._to_plain) > _FULL else [self._raw]),
            *([] if self._plain_ended or len(self._to_raw) > _FULL else [self._plain]),
        ]
        writers = [*([self._raw] if self._to_raw else []), *([self._plain] if self._to_plain else [])]
        readable, writable, _ = select.select(readers, writers, [])
        if self._raw in readable:
            self._read_raw()
        if self._plain in readable:
            self._read_plain()
        if self._raw in writable:
            self._to_raw = self._to_raw[self._raw.send(self._to_raw) :]
        if self._plain in writable:
            self._to_plain = self._to_plain[self._plain.send(self._to_plain) :]

    def _read_raw(self) -> None:
        piece = self._raw.recv(_PIECE)
        if piece:
            self._incoming.write(piece)
        else:
            self._incoming.write_eof()
            self._raw_ended = True
        self._decrypt()

    def _decrypt(self) -> None:
        try:
            while piece := self._tls.read(_PIECE):
                self._to_plain += piece
            self._raw_ended = True
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLError:
            self._raw_ended = True
        self._to_raw += self._outgoing.read()

    def _read_plain(self) -> None:
        piece = self._plain.recv(_PIECE)
        if piece:
            self._tls.write(piece)
        else:
            self._plain_ended = True
            with contextlib.suppress(ssl.SSLError):
                self._tls.unwrap()  # says "close notify"; what the engine still sends can be read on
        self._to_raw += self._outgoing.read()
