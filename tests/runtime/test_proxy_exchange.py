from __future__ import annotations

import io
import json
import logging
import socket
import threading
import time
import tracemalloc
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from docker.errors import APIError

from kindsphinx.runtime.endpoint import Endpoint
from tests.runtime.two_sides import ask, send, two_sides

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.engine import FakeEngine
    from tests.runtime.two_sides import TwoSides

FORM = (
    b"POST /build HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\nt=a"
)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nbroken\r\n\r\n", 400),
        (b"POST /containers/create HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
        (b"POST /containers/create HTTP/1.1\r\nContent-Length: 2\r\n\r\n[]", 400),
        (b"POST /containers/create HTTP/1.1\r\nContent-Length: 1\r\n\r\n{", 400),
        (b"POST /containers/create HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n" + b" " * 9_000_000, 413),
        (b"GET /containers/../info HTTP/1.1\r\n\r\n", 400),
        (b"GET /containers/%2e%2e/info HTTP/1.1\r\n\r\n", 400),
        (b"GET /containers//json HTTP/1.1\r\n\r\n", 400),
        (b"GET /containers/json?filters={ HTTP/1.1\r\n\r\n", 400),
        (b"GET /containers/json?filters=[] HTTP/1.1\r\n\r\n", 400),
        (
            FORM,
            400,
        ),
    ],
    ids=[
        "no request",
        "no head",
        "no length",
        "no object",
        "no JSON",
        "too large",
        "dots",
        "hidden dots",
        "empty part",
        "no filters",
        "odd filters",
        "form",
    ],
)
def test_what_cannot_be_understood_is_refused(
    fake: FakeEngine, sides: TwoSides, request_: bytes, status: int
) -> None:
    """The engine does not hear of it, and the client gets an answer in docker's form."""
    answer = send(sides, request_)

    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert json.loads(body)["message"]
    assert fake.received == []


def test_a_client_that_says_nothing_gets_nothing(fake: FakeEngine, sides: TwoSides) -> None:
    """Docker opens such connections to see whether there is an engine."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as end:
        end.connect(sides.proxy.url.removeprefix("unix://"))
        end.shutdown(socket.SHUT_WR)

        assert end.recv(10) == b""
    assert fake.received == []


def test_one_request_goes_on_one_connection(fake: FakeEngine, sides: TwoSides) -> None:
    """A second request behind the first is not even read: it could be smuggled past the routes."""
    answer = send(sides, b"GET /_ping HTTP/1.1\r\nHost: x\r\n\r\nDELETE /containers/a HTTP/1.1\r\n\r\n")

    (received,) = fake.received
    assert answer.count(b"HTTP/1.1") == 1
    assert b"Connection: close" in answer
    assert (received.path, received.fields["connection"]) == ("/_ping", "close")


def test_a_client_that_waits_for_leave_to_send_gets_it(fake: FakeEngine, sides: TwoSides) -> None:
    """The proxy gives it, whatever the engine thinks."""
    request = (
        b"PUT /containers/%b/archive?path=/ HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc"
    )
    own = sides.start(sides.page, "own")

    answer = send(sides, request % own.encode())

    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
    assert fake.state.container(own)["Uploaded"] == 3


def test_an_engine_that_is_gone_is_told_by_the_proxy(fake: FakeEngine, sides: TwoSides) -> None:
    """With a status that docker reports instead of hanging."""
    fake.close()

    status, document = ask(sides, "GET", "/_ping")

    assert status == 503
    assert document["message"].startswith("the engine does not answer: ")


def test_an_engine_that_hangs_up_is_told_by_the_proxy(tmp_path: Path) -> None:
    """Instead of an answer."""
    path = tmp_path / "silent.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(path))
        listener.listen()
        threading.Thread(target=_hang_up, args=(listener,), daemon=True).start()
        with two_sides(Endpoint(url=f"unix://{path}", source="the test"), tmp_path, "t-") as sides:
            status, document = ask(sides, "GET", "/_ping")

    assert status == 502
    assert document["message"].startswith("the engine ends the connection without an answer: ")


def test_streams_are_never_held_in_memory(fake: FakeEngine, sides: TwoSides) -> None:
    """64 MB in each direction, and the whole process stays far below."""
    own = sides.start(sides.page, "own")
    size = 64 * 1024 * 1024
    tracemalloc.start()

    sides.page.put_archive(own, "/", _Zeros(size))
    pieces, _ = sides.page.get_archive(own, f"/{size // 65536}", chunk_size=65536)
    received = sum(map(len, pieces))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert fake.state.container(own)["Uploaded"] == received == size
    assert peak < 8 * 1024 * 1024


def test_a_client_that_leaves_ends_its_request(fake: FakeEngine, sides: TwoSides) -> None:
    """Ctrl-C on ``docker events`` must not leave the engine talking to nobody."""
    events = sides.page.events()
    events.close()

    assert fake.hung_up.wait(5)


def test_an_answer_that_breaks_off_breaks_off_for_the_client(fake: FakeEngine, sides: TwoSides) -> None:
    """A refusal in the middle of it would only confuse."""
    own = sides.start(sides.page, "own")
    fake.state.cut = True

    answer = send(sides, b"GET /containers/%b/archive?path=/2 HTTP/1.1\r\n\r\n" % own.encode())

    assert answer.count(b"HTTP/1.1") == 1
    assert answer.endswith(b"x\r\n")


def test_what_was_tagged_before_its_client_left_is_noted(fake: FakeEngine, sides: TwoSides) -> None:
    """A build whose docker was ended by a timeout has perhaps done all but say so."""
    fake.state.slow = threading.Event()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as end:
        end.connect(sides.proxy.url.removeprefix("unix://"))
        end.sendall(b"POST /build?t=t-left:1 HTTP/1.1\r\n\r\n")
        while b"stream" not in end.recv(1000):
            pass
    fake.state.slow.set()

    deadline = time.monotonic() + 60
    while not sides.proxy.tags and time.monotonic() < deadline:
        time.sleep(0.01)
    assert sides.proxy.tags == ("t-left:1",)


def test_a_container_that_does_not_run_refuses_a_command_in_words(fake: FakeEngine, sides: TwoSides) -> None:
    """An upgrade that the engine does not agree to is answered as any request is."""
    own = sides.start(sides.page, "own")
    command = sides.page.exec_create(own, ["true"])["Id"]
    fake.state.container(own)["State"] = "exited"

    with pytest.raises(APIError, match="the container is not running") as failure:
        sides.page.exec_start(command)

    assert failure.value.status_code == 409


def test_what_is_refused_is_logged(sides: TwoSides, caplog: pytest.LogCaptureFixture) -> None:
    """For whoever asks why a command failed."""
    with caplog.at_level(logging.INFO, "kindsphinx"):
        ask(sides, "GET", "/swarm")

    assert "refused: kindsphinx gives a page no access to the swarm" in caplog.text


def test_names_reach_the_engine_as_they_were_written(fake: FakeEngine, sides: TwoSides) -> None:
    """Slashes, colons and characters beyond ASCII, in paths and parameters."""
    ask(sides, "GET", "/v1.41/images/registry.example:5000/team/app:1/json")
    ask(sides, "GET", "/v1.41/containers/json?name=caf%C3%A9%26co&all=1")

    paths = [received.path for received in fake.received]
    (listing,) = (each for each in fake.received if each.path == "/containers/json")
    assert "/images/registry.example:5000/team/app:1/json" in paths
    assert ("name", "café&co") in listing.query


@pytest.mark.parametrize("form", [{"running": True}, ["running"]], ids=["map", "list"])
def test_filters_are_added_whatever_form_the_client_uses(
    fake: FakeEngine, sides: TwoSides, form: object
) -> None:
    """Docker itself writes maps, the docker package lists; the engine takes no mixture."""
    ask(sides, "GET", f"/containers/json?filters={quote(json.dumps({'status': form}))}")

    (listing,) = (each for each in fake.received if each.path == "/containers/json")
    filters = json.loads(dict(listing.query)["filters"])
    assert filters == {"status": {"running": True}, "label": {sides.owner.filter: True}}


def _hang_up(listener: socket.socket) -> None:
    listener.accept()[0].close()


class _Zeros(io.RawIOBase):
    """A file of many zeros, none of which is held."""

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = bytes(min(self.left, 65536 if size < 0 else size))
        self.left -= len(piece)
        return piece
