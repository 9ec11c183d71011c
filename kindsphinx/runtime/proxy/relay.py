"""Copies an upgraded connection both ways, each direction until its own end."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kindsphinx.runtime.proxy.wire import Wire


def relay(client: Wire, engine: Wire) -> None:
    """Copy until the engine has said all; the client may stop before, as ``kind load`` does."""
    upload = threading.Thread(target=_copy, args=(client, engine), name="kindsphinx-upload", daemon=True)
    upload.start()
    _copy(engine, client)
    client.end()
    upload.join()


def _copy(source: Wire, sink: Wire) -> None:
    with contextlib.suppress(OSError):
        while piece := source.read_some():
            sink.send(piece)
    sink.half_close()
