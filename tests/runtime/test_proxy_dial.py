from __future__ import annotations

import os
import socket
import ssl
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import EngineError
from kindsphinx.runtime.endpoint import Endpoint, Tls
from kindsphinx.runtime.engine import Engine
from kindsphinx.runtime.proxy.dial import dial, ssh_command
from kindsphinx.runtime.proxy.tls import over_tls
from tests.fakes.bridge import certificates, over_tcp, write_ssh
from tests.runtime.two_sides import ask, two_sides

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.fakes.engine import FakeEngine


@pytest.fixture(params=["tcp", "tls", "ssh"])
def endpoint(
    request: pytest.FixtureRequest, fake: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Endpoint]:
    """Give a way to the fake engine that is not its socket."""
    if request.param == "ssh":
        path = f"{write_ssh(tmp_path / 'bin')}{os.pathsep}{os.environ['PATH']}"
        monkeypatch.setenv("PATH", path)
        monkeypatch.setenv("FAKE_ENGINE", str(tmp_path / "fake.sock"))
        yield Endpoint(url="ssh://me@there", source="the test")
    else:
        with over_tcp(tmp_path / "fake.sock", tls=request.param == "tls") as endpoint:
            yield endpoint


def test_an_engine_elsewhere_is_asked_as_one_here(endpoint: Endpoint) -> None:
    """The ``docker`` package reaches it, too."""
    with closing(Engine(endpoint)) as engine:
        about = engine.about()

    assert about.version == "20.10.24"


def test_a_page_reaches_an_engine_elsewhere(endpoint: Endpoint, fake: FakeEngine, tmp_path: Path) -> None:
    """Through the same proxy."""
    fake.state.add_container("foreign", {"Image": "busybox:1.36"})
    with two_sides(endpoint, tmp_path, "t-", host=fake.endpoint) as sides:
        own = sides.start(sides.page, "own")

        assert sides.names(sides.page) == {"own"}
        assert fake.state.container(own)["Config"]["Labels"] == sides.owner.labels


# not "tls": the fake's side of it cannot go on after the end of one direction
@pytest.mark.parametrize("endpoint", ["tcp", "ssh"], indirect=True)
def test_a_command_s_input_ends_on_an_engine_elsewhere(
    endpoint: Endpoint, fake: FakeEngine, tmp_path: Path
) -> None:
    """What the command says afterwards comes back."""
    with two_sides(endpoint, tmp_path, "t-", host=fake.endpoint) as sides:
        command = sides.page.exec_create(sides.start(sides.page, "own"), ["cat"], stdin=True)["Id"]
        stream = sides.page.exec_start(command, socket=True)
        end = stream._sock
        end.sendall(b"hello")
        end.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: end.recv(65536), b""))
        stream.close()
        end.close()

    assert b"hello" in answer
    assert answer.endswith(b"end")


@pytest.mark.parametrize(
    ("url", "command"),
    [
        ("ssh://there", ["--", "there", "docker", "system", "dial-stdio"]),
        ("ssh://me@there:22", ["-l", "me", "-p", "22", "--", "there", "docker", "system", "dial-stdio"]),
        (
            "ssh://there/run/e.sock",
            ["--", "there", "docker", "--host", "unix:///run/e.sock", "system", "dial-stdio"],
        ),
    ],
)
def test_ssh_is_called_as_docker_calls_it(url: str, command: list[str]) -> None:
    """With the user's own ssh configuration; a host that looks like an option is none."""
    called = ssh_command(Endpoint(url=url, source="the test"))

    assert called == ["ssh", "-T", "-o", "ConnectTimeout=30", *command]


def test_a_missing_ssh_is_an_engine_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """As every connection that cannot be made."""
    monkeypatch.setenv("PATH", "")

    with pytest.raises(OSError, match="ssh"):
        dial(Endpoint(url="ssh://there", source="the test"))


def test_a_certificate_that_nobody_vouches_for_is_refused(fake: FakeEngine, tmp_path: Path) -> None:
    """Unless verification is off."""
    with over_tcp(tmp_path / "fake.sock", tls=True) as endpoint:
        strict = Endpoint(url=endpoint.url, source="the test", tls=Tls())
        trusting = Endpoint(url=endpoint.url, source="the test", tls=Tls(verify=False))

        with pytest.raises(ssl.SSLCertVerificationError):
            dial(strict)
        with two_sides(trusting, tmp_path, "t-", host=fake.endpoint) as sides:
            assert ask(sides, "GET", "/_ping")[0] == 200


def test_an_engine_that_speaks_no_tls_does_not_answer(tmp_path: Path) -> None:
    """It is told like any other that is not there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_hang_up, args=(listener,), daemon=True).start()
        url = f"tcp://127.0.0.1:{listener.getsockname()[1]}"

        with pytest.raises(OSError, match=r"TLS|reset"):
            dial(Endpoint(url=url, source="the test", tls=Tls(verify=False)))


def test_over_tls_much_goes_both_ways_at_once() -> None:
    """More than fits into any buffer, and each side reads only after it has written."""
    size = 8 * 1024 * 1024
    near, far = socket.socketpair()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(str(certificates().cert), str(certificates().key))
    echo = threading.Thread(target=_echo, args=(far, context, size), daemon=True)
    echo.start()

    with over_tls(near, ssl.create_default_context(cafile=str(certificates().ca)), "localhost") as end:
        threading.Thread(target=end.sendall, args=(b"x" * size,), daemon=True).start()
        received = 0
        while received < size:
            received += len(end.recv(65536))
        end.shutdown(socket.SHUT_WR)
        rest = end.recv(10)
    echo.join(5)

    assert (received, rest) == (size, b"")


def test_an_ssh_that_fails_is_an_engine_that_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tunnel in front of it ends its connections."""
    folder = write_ssh(tmp_path / "bin")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("FAKE_ENGINE", str(tmp_path / "absent.sock"))

    with (
        closing(Engine(Endpoint(url="ssh://there", source="the test"))) as engine,
        pytest.raises(EngineError, match="no container engine answers at ssh://there"),
    ):
        engine.about()


def _hang_up(listener: socket.socket) -> None:
    listener.accept()[0].close()


def _echo(end: socket.socket, context: ssl.SSLContext, size: int) -> None:
    with context.wrap_socket(end, server_side=True) as tls:
        data = b""
        while len(data) < size:
            data += tls.recv(65536)
        tls.sendall(data)
        tls.recv(10)
