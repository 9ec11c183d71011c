"""The body of an HTTP message, in pieces: never the whole of it, but where its size is limited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kindsphinx.runtime.proxy.wire import MalformedMessageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.runtime.proxy.head import Head
    from kindsphinx.runtime.proxy.wire import Wire

_HEX = re.compile(rb"[0-9a-fA-F]{1,15}")
_BODYLESS = frozenset({204, 304})


class BodyTooLargeError(Exception):
    """A body that has to be understood is larger than any that docker sends."""


def is_chunked(head: Head) -> bool:
    """Return whether the message's body comes in chunks.

    :raises MalformedMessageError: if that can be read in two ways.
    """
    coding = head.get("Transfer-Encoding").lower()
    if coding not in {"", "identity", "chunked"} or head.count("Content-Length") > 1:
        raise MalformedMessageError("the length of the body is unclear")
    if coding == "chunked" and head.get("Content-Length"):
        raise MalformedMessageError("the body has two lengths")
    return coding == "chunked"


def request_body(wire: Wire, head: Head) -> Iterator[bytes]:
    """Yield the pieces of a request's body; none if the head announces none."""
    if is_chunked(head):
        return _chunks(wire)
    return wire.read_exactly(_length(head))


def has_body(head: Head, *, method: str) -> bool:
    """Return whether a response to this method can have a body."""
    return method != "HEAD" and head.status not in _BODYLESS


def response_body(wire: Wire, head: Head, *, method: str) -> Iterator[bytes]:
    """Yield the pieces of a response's body, which ends with the connection if the head does not tell."""
    if not has_body(head, method=method):
        return iter(())
    if is_chunked(head):
        return _chunks(wire)
    if head.get("Content-Length"):
        return wire.read_exactly(_length(head))
    return iter(wire.read_some, b"")


def read_whole(pieces: Iterable[bytes], *, limit: int) -> bytes:
    """Return a body as one.

    :raises BodyTooLargeError: if it is longer than *limit* bytes.
    """
    parts: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise BodyTooLargeError(f"more than {limit} bytes")
        parts.append(piece)
    return b"".join(parts)


def send_body(wire: Wire, pieces: Iterable[bytes], *, chunked: bool) -> None:
    """Send a body piece by piece, as it comes."""
    for piece in pieces:
        wire.send(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
    if chunked:
        wire.send(b"0\r\n\r\n")


def _length(head: Head) -> int:
    text = head.get("Content-Length") or "0"
    if not (text.isascii() and text.isdigit()):
        raise MalformedMessageError(f"no length: {text[:40]!r}")
    return int(text)


def _chunks(wire: Wire) -> Iterator[bytes]:
    while size := _chunk_size(wire.read_line()):
        yield from wire.read_exactly(size)
        if wire.read_line():
            raise MalformedMessageError("a chunk does not end where it should")
    while wire.read_line():
        pass


def _chunk_size(line: bytes) -> int:
    digits = line.partition(b";")[0].strip()
    if not _HEX.fullmatch(digits):
        raise MalformedMessageError(f"no chunk size: {digits[:40]!r}")
    return int(digits, 16)
