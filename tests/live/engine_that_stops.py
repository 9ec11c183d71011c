"""A way to the real engine that can be cut, as if that had stopped."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.runtime.endpoint import find_endpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def engine_that_stops() -> Iterator[tuple[str, Callable[[], None]]]:
    """Give a socket of the real engine, and what closes it and every connection through it."""
    folder = Path(tempfile.mkdtemp(prefix="k-", dir="/tmp"))
    ends: list[socket.socket] = []
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(folder / "engine.sock"))
    listener.listen()

    def accept() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            engine = socket.socket(socket.AF_UNIX)
            engine.connect(find_endpoint(os.environ).path)
            ends.extend((client, engine))
            for one, other in ((client, engine), (engine, client)):
                threading.Thread(target=_pump, args=(one, other), daemon=True).start()

    def stop() -> None:
        (folder / "engine.sock").unlink(missing_ok=True)
        for end in (listener, *ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"unix://{folder / 'engine.sock'}", stop
    finally:
        stop()
        shutil.rmtree(folder)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
