"""Copies an upgraded connection both ways, each direction until its own end."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kindsphinx.runtime.proxy.wire import Wire

_PIECE = 1024 * 1024


def relay(client: Wire, engine: Wire) -> None:
    """Copy until the engine has said all; the client may stop before, as ``kind load`` does."""
    upload = threading.Thread(target=_copy, args=(client, engine), name="kindsphinx-upload", daemon=True)
    upload.start()
    _copy(engine, client)
    client.end()
    upload.join()


def _copy(source: Wire, sink: Wire) -> None:
    with contextlib.suppress(OSError):
        sink.send(source.read_ahead())
        if hasattr(os, "splice"):
            _splice(source.fileno(), sink.fileno())
        else:
            while piece := source.read_some():
                sink.send(piece)
    sink.half_close()


def _splice(source: int, sink: int) -> None:
    """Let the system copy by itself, which costs neither memory nor much time: images are large."""
    taken, given = os.pipe()
    try:
        with contextlib.suppress(OSError):
            # whoever is not root may have no more than the system's limit
            fcntl.fcntl(given, fcntl.F_SETPIPE_SZ, _PIECE)
        while size := os.splice(source, given, _PIECE):
            while size:
                size -= os.splice(taken, sink, size)
    finally:
        os.close(taken)
        os.close(given)
