"""Connects to the caller's engine, wherever it is; what comes back is a plain socket in every case."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from typing import TYPE_CHECKING

from kindsphinx.runtime.endpoint import Scheme
from kindsphinx.runtime.proxy.tls import over_tls

if TYPE_CHECKING:
    from kindsphinx.runtime.endpoint import Endpoint, Tls

_CONNECT_SECONDS = 30.0


def dial(endpoint: Endpoint) -> socket.socket:
    """Return a new connection to an engine.

    :raises OSError: if nobody answers.
    """
    match endpoint.scheme:
        case Scheme.UNIX:
            return _dial_unix(endpoint.path)
        case Scheme.SSH:
            return _dial_ssh(endpoint)
        case Scheme.TCP:
            return _dial_tcp(endpoint)


def ssh_command(endpoint: Endpoint) -> list[str]:
    """Return the command that connects its input and output to a remote engine, as docker does it."""
    user = ["-l", endpoint.user] if endpoint.user else []
    port = ["-p", str(endpoint.port)] if endpoint.port else []
    engine = ["--host", f"unix://{endpoint.path}"] if endpoint.path.strip("/") else []
    options = ["-T", "-o", f"ConnectTimeout={_CONNECT_SECONDS:.0f}", *user, *port]
    return ["ssh", *options, "--", endpoint.host, "docker", *engine, "system", "dial-stdio"]


def _dial_unix(path: str) -> socket.socket:
    end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        end.connect(path)
    except OSError:
        end.close()
        raise
    return end


def _dial_tcp(endpoint: Endpoint) -> socket.socket:
    end = socket.create_connection((endpoint.host, endpoint.port), timeout=_CONNECT_SECONDS)
    end.settimeout(None)
    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if endpoint.tls is None:
        return end
    try:
        return over_tls(end, _tls_context(endpoint.tls), endpoint.host)
    except OSError:
        end.close()
        raise


def _tls_context(tls: Tls) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=tls.ca)
    if not tls.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if tls.cert is not None and tls.key is not None:
        context.load_cert_chain(tls.cert, tls.key)
    return context


def _dial_ssh(endpoint: Endpoint) -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            # a session of its own: Ctrl-C must not cut the connection that the clean-up needs
            process = subprocess.Popen(
                ssh_command(endpoint),
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            ours.close()
            raise
    threading.Thread(target=process.wait, name="kindsphinx-ssh", daemon=True).start()
    return ours
