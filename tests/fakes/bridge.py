"""Other ways to a fake engine: over TCP, with or without TLS, and through a fake ``ssh``."""

from __future__ import annotations

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
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        threading.Thread(target=_serve, args=(listener, path, tls), daemon=True).start()
        own = certificates() if tls else None
        yield Endpoint(url=f"tcp://localhost:{port}", source="the test", tls=own)


def write_ssh(folder: Path) -> Path:
    """Write a program ``ssh`` that reaches the engine at ``$FAKE_ENGINE``, and return its folder."""
    folder.mkdir()
    program = folder / "ssh"
    program.write_text(f"#!{sys.executable} -IS\n{_SSH}", encoding="utf-8")
    program.chmod(0o755)
    return folder


def _serve(listener: socket.socket, path: Path, tls: bool) -> None:  # noqa: FBT001 - a thread's argument
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(str(certificates().cert), str(certificates().key))
    with contextlib.suppress(OSError):
        while True:
            end, _ = listener.accept()
            chosen = context if tls else None
            threading.Thread(target=_answer, args=(end, chosen, path), daemon=True).start()


def _answer(end: socket.socket, context: ssl.SSLContext | None, path: Path) -> None:
    with end, contextlib.suppress(OSError), _wrapped(end, context) as client:
        _carry(client, path)


def _wrapped(end: socket.socket, context: ssl.SSLContext | None) -> socket.socket:
    return context.wrap_socket(end, server_side=True) if context else end


def _carry(client: socket.socket, path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as engine:
        engine.connect(str(path))
        upload = threading.Thread(target=_copy, args=(client, engine), daemon=True)
        upload.start()
        _copy(engine, client)
        client.shutdown(socket.SHUT_RDWR)
        upload.join()


def _copy(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
        if not isinstance(sink, ssl.SSLSocket):
            sink.shutdown(socket.SHUT_WR)
