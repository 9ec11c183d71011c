"""Other ways to a fake engine: over TCP, with or without TLS, and through a fake ``ssh``."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import functools
import shutil
import socket
import ssl
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import trustme

from kindsphinx.runtime.endpoint import Endpoint, Tls

if TYPE_CHECKING:
    from collections.abc import Iterator

_SSH = """\
import os, socket, sys, threading

engine = socket.socket(socket.AF_UNIX)
engine.connect(os.environ["FAKE_ENGINE"])
with open(os.environ["FAKE_ENGINE"] + ".ssh", "a") as log:
    print(*sys.argv[1:], file=log)


def send():
    while piece := os.read(0, 65536):
        engine.sendall(piece)
    engine.shutdown(socket.SHUT_WR)


threading.Thread(target=send, daemon=True).start()
while piece := engine.recv(65536):
    os.write(1, piece)
"""


@functools.cache
def certificates() -> Tls:
    """Return certificates of ``localhost``, made for this run of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="tls-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    authority = trustme.CA()
    own = authority.issue_cert("localhost")
    found = Tls(ca=folder / "ca.pem", cert=folder / "cert.pem", key=folder / "key.pem")
    for path, pem in zip(
        (found.ca, found.cert, found.key),
        (authority.cert_pem, own.cert_chain_pems[0], own.private_key_pem),
        strict=True,
    ):
        pem.write_to_path(str(path))
    return found


@contextlib.contextmanager
def over_tcp(path: Path, *, tls: bool) -> Iterator[Endpoint]:
    """Let the engine behind the socket at *path* be reached over TCP."""
    with socket.create_server(("127.0.0.1", 0)) as listener, asyncio.Runner() as runner:
        port = listener.getsockname()[1]
        ended = asyncio.Event()
        thread = threading.Thread(target=runner.run, args=(_serve(listener, path, ended, tls=tls),))
        loop = runner.get_loop()
        thread.start()
        own = certificates() if tls else None
        yield Endpoint(url=f"tcp://localhost:{port}", source="the test", tls=own)
        loop.call_soon_threadsafe(ended.set)
        thread.join()


def write_ssh(folder: Path) -> Path:
    """Write a program ``ssh`` that reaches the engine at ``$FAKE_ENGINE``, and return its folder."""
    folder.mkdir()
    program = folder / "ssh"
    program.write_text(f"#!{sys.executable} -IS\n{_SSH}", encoding="utf-8")
    program.chmod(0o755)
    return folder


async def _serve(listener: socket.socket, path: Path, ended: asyncio.Event, *, tls: bool) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(str(certificates().cert), str(certificates().key))

    # the loop itself remembers a task only as long as its connection is open
    carried: list[tuple[asyncio.Task[None] | None, asyncio.StreamWriter]] = []

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        carried.append((asyncio.current_task(), writer))
        try:
            with contextlib.suppress(OSError):
                await _carry(reader, writer, path)
        finally:
            writer.close()

    # in one thread: a connection over TLS cannot be read and written by two at once
    server = await asyncio.start_server(carry, sock=listener, ssl=context if tls else None)
    await ended.wait()
    # a server that is closed while it accepts a connection forgets to close that
    asyncio.get_running_loop().remove_reader(listener.fileno())
    await _turns()
    server.close()
    await _end_tasks()
    # one over TLS would wait for the other side, and the loop ends next
    for _, writer in carried:
        writer.transport.abort()
    await _turns()


async def _end_tasks() -> None:
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        for each in others:
            each.cancel()
        await asyncio.wait(others)


async def _turns() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: Path) -> None:
    from_engine, to_engine = await asyncio.open_unix_connection(path)
    upload = asyncio.create_task(_copy(reader, to_engine))
    try:
        await _copy(from_engine, writer)
    finally:
        upload.cancel()
        to_engine.close()


async def _copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await source.read(65536):
            sink.write(piece)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()
