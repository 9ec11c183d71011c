from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime.proxy.body import (
    BodyTooLargeError,
    read_whole,
    request_body,
    response_body,
    send_body,
)
from kindsphinx.runtime.proxy.head import Head, read_response
from kindsphinx.runtime.proxy.wire import MAX_LINE, MalformedMessageError, Wire

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def wire_with(data: bytes) -> Iterator[Wire]:
    """Give a wire on whose other end *data* has been said, and nothing else will be."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(data)
        theirs.shutdown(socket.SHUT_WR)
        yield Wire(ours)


def test_a_head_is_read_and_written_as_it_was() -> None:
    """The order and the spelling of fields stay; white space around a value does not."""
    with wire_with(b"GET / HTTP/1.1\r\nHost:  engine \r\nX-A: 1\r\nx-a: 2\r\n\r\nbody") as wire:
        head = Head.read(wire)

    assert head.words == ("GET", "/", "HTTP/1.1")
    assert (head.get("X-a"), head.count("x-A"), head.get("absent")) == ("1", 2, "")
    assert head.encode() == b"GET / HTTP/1.1\r\nHost: engine\r\nX-A: 1\r\nx-a: 2\r\n\r\n"


def test_fields_are_set_and_removed() -> None:
    """All of the same name, however it is spelt."""
    head = Head("GET / HTTP/1.1", (("Keep", "1"), ("A", "1"), ("a", "2"), ("B", "1")))

    changed = head.with_fields({"a": "3", "b": None})

    assert changed.fields == (("Keep", "1"), ("a", "3"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GET / HTTP/1.1",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET / HTTP/1.1\r\n folded: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\n: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"a: 1\r\n" * 201 + b"\r\n",
        b"GET / HTTP/1.1\r\na: " + b"x" * 3 * MAX_LINE,
    ],
    ids=["nothing", "cut", "no colon", "folded", "no name", "too many", "too long"],
)
def test_what_is_no_head_is_refused(data: bytes) -> None:
    """Before it can be understood in two ways."""
    with wire_with(data) as wire, pytest.raises(MalformedMessageError):
        Head.read(wire)


@pytest.mark.parametrize("start", ["GET /", "GET / x HTTP/1.1", "GET / HTTP/2.0", "PRI"])
def test_what_is_no_request_is_refused(start: str) -> None:
    """HTTP 1 has three words."""
    with pytest.raises(MalformedMessageError, match="no HTTP request"):
        _ = Head(start).words


@pytest.mark.parametrize("start", ["HTTP/1.1 OK", "HTTP/2 200 OK", "200 OK"])
def test_what_is_no_response_is_refused(start: str) -> None:
    """HTTP 1 has a number."""
    with pytest.raises(MalformedMessageError, match="no HTTP response"):
        _ = Head(start).status


def test_what_an_engine_says_before_its_answer_is_dropped() -> None:
    """But for an agreed upgrade, which is an answer."""
    early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: 1\r\n\r\n"
    with wire_with(early + b"HTTP/1.1 101 UPGRADED\r\n\r\n") as wire:
        head = read_response(wire)

    assert head.status == 101


@pytest.mark.parametrize(
    ("connection", "upgrade", "expected"),
    [("Upgrade", "tcp", "tcp"), ("keep-alive, upgrade", "h2c", "h2c"), ("", "tcp", ""), ("Upgrade", "", "")],
)
def test_an_upgrade_is_asked_for_by_two_fields(connection: str, upgrade: str, expected: str) -> None:
    """One alone asks for nothing."""
    head = Head("GET / HTTP/1.1", (("Connection", connection), ("Upgrade", upgrade)))

    assert head.upgrade == expected


@pytest.mark.parametrize(
    ("fields", "sent", "body"),
    [
        ((("Content-Length", "3"),), b"abcdef", b"abc"),
        (
            (("Transfer-Encoding", "chunked"),),
            b"2\r\nab\r\n1;x=y\r\nc\r\n0\r\nTrailer: 1\r\n\r\nrest",
            b"abc",
        ),
        ((), b"rest", b""),
    ],
    ids=["length", "chunks", "none"],
)
def test_a_request_s_body_is_as_long_as_its_head_says(
    fields: tuple[tuple[str, str], ...], sent: bytes, body: bytes
) -> None:
    """What follows is not part of it."""
    with wire_with(sent) as wire:
        pieces = list(request_body(wire, Head("POST / HTTP/1.1", fields)))

    assert b"".join(pieces) == body


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ((("Content-Length", "4"),), b"abc"),
        ((("Content-Length", "-1"),), b""),
        ((("Content-Length", "1_0"),), b""),
        ((("Content-Length", "1"), ("Content-Length", "2")), b"ab"),
        ((("Content-Length", "1"), ("Transfer-Encoding", "chunked")), b"1\r\na\r\n0\r\n\r\n"),
        ((("Transfer-Encoding", "gzip, chunked"),), b""),
        ((("Transfer-Encoding", "chunked"),), b"z\r\n"),
        ((("Transfer-Encoding", "chunked"),), b"-1\r\n"),
        ((("Transfer-Encoding", "chunked"),), b"0x1\r\na\r\n0\r\n\r\n"),
        ((("Transfer-Encoding", "chunked"),), b"1\r\nab\r\n"),
    ],
    ids=[
        "cut",
        "negative",
        "odd",
        "two lengths",
        "both",
        "coding",
        "no size",
        "minus",
        "prefix",
        "chunk too long",
    ],
)
def test_a_body_of_unclear_length_is_refused(fields: tuple[tuple[str, str], ...], sent: bytes) -> None:
    """The engine could take the rest of it for another request."""
    with wire_with(sent) as wire, pytest.raises(MalformedMessageError):
        list(request_body(wire, Head("POST / HTTP/1.1", fields)))


@pytest.mark.parametrize(
    ("start", "method", "body"),
    [
        ("HTTP/1.1 200 OK", "GET", b"to the end"),
        ("HTTP/1.1 204 No Content", "POST", b""),
        ("HTTP/1.1 304 Not Modified", "GET", b""),
        ("HTTP/1.1 200 OK", "HEAD", b""),
    ],
    ids=["end of stream", "204", "304", "HEAD"],
)
def test_a_response_without_length_ends_with_its_connection(start: str, method: str, body: bytes) -> None:
    """Unless it can have no body."""
    with wire_with(b"to the end") as wire:
        pieces = list(response_body(wire, Head(start), method=method))

    assert b"".join(pieces) == body


def test_a_body_is_read_whole_up_to_a_limit() -> None:
    """Above it nothing is kept."""
    assert read_whole([b"ab", b"c"], limit=3) == b"abc"
    with pytest.raises(BodyTooLargeError, match="more than 2 bytes"):
        read_whole([b"ab", b"c"], limit=2)


@pytest.mark.parametrize(
    ("chunked", "sent"),
    [(False, b"abc"), (True, b"2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")],
    ids=["plain", "chunked"],
)
def test_a_body_is_sent_piece_by_piece(*, chunked: bool, sent: bytes) -> None:
    """In chunks where its length is not known before."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire = Wire(ours)
        send_body(wire, [b"ab", b"c"], chunked=chunked)
        wire.half_close()
        wire.half_close()

        assert theirs.recv(100) == sent
        assert theirs.recv(100) == b""


def test_a_wire_tells_whether_there_is_more() -> None:
    """Without taking it."""
    with wire_with(b"a") as wire:
        before, piece, after = wire.at_end(), wire.read_some(), wire.at_end()

    assert (before, piece, after) == (False, b"a", True)
