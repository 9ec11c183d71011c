"""A local socket behind which an engine on another machine answers, for clients that know sockets only."""

from __future__ import annotations

import contextlib
import socket
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.runtime.proxy.dial import dial
from kindsphinx.runtime.proxy.relay import relay
from kindsphinx.runtime.proxy.wire import Wire

if TYPE_CHECKING:
    from kindsphinx.runtime.endpoint import Endpoint


class Tunnel:
    """Listens from the start and carries every connection to the engine, unfiltered."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._folder = tempfile.TemporaryDirectory(prefix="kindsphinx-")
        self._path = Path(self._folder.name, "engine.sock")
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(self._path))
        self._listener.listen()
        threading.Thread(target=self._accept, name="kindsphinx-tunnel", daemon=True).start()

    @property
    def url(self) -> str:
        """Return the address to use instead of the engine's own."""
        return f"unix://{self._path}"

    def close(self) -> None:
        """Stop listening; connections that are open end with their clients."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._folder.cleanup()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = Wire(self._listener.accept()[0])
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: Wire) -> None:
        with (
            contextlib.suppress(OSError),
            contextlib.closing(client),
            contextlib.closing(Wire(dial(self._endpoint))) as engine,
        ):
            relay(client, engine)
