"""The HTTP side of the fake engine: requests in, documents and streams out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.fakes.engine_state import ConflictError, NoSuchThingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.fakes.engine_state import State, Thing

_ENDPOINTS: list[tuple[str, re.Pattern[str], str]] = []
_NO_CONTENT = 204


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it reached the engine."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    fields: dict[str, str]


def endpoint(method: str, pattern: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a method of the handler for an endpoint."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        _ENDPOINTS.append((method, re.compile(pattern), function.__name__))
        return function

    return register


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer that is sent piece by piece, in chunks."""

    pieces: Iterator[bytes]
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is a JSON document, or bytes."""

    status: int
    document: Any = None
    fields: dict[str, str] = field(default_factory=dict)


class Handler(BaseHTTPRequestHandler):
    """Answers requests with the methods that :func:`endpoint` has registered."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Say nothing."""

    def handle_one_request(self) -> None:
        """Answer one request."""
        line = self.rfile.readline()
        self.raw_requestline = line
        if not line or not self.parse_request():
            self.close_connection = True
            return
        self._answer()
        self.wfile.flush()

    @property
    def state(self) -> State:
        """Return what the engine holds."""
        raise NotImplementedError

    def note(self, received: Received) -> None:
        """Take note of a request."""

    def left(self) -> None:
        """Take note of a client that has gone before the end of an answer."""

    def _answer(self) -> None:
        address = urlsplit(self.path)
        self.query = parse_qsl(address.query, keep_blank_values=True)
        path = re.sub(r"^/v\d+\.\d+", "", unquote(address.path))
        fields = {name.lower(): value for name, value in self.headers.items()}
        self.note(Received(self.command, path, tuple(self.query), fields))
        for method, pattern, name in _ENDPOINTS:
            if method == self.command and (match := pattern.fullmatch(path)):
                return self._call(getattr(self, name), match.groups())
        return self._send(Answer(404, {"message": "page not found"}))

    def _call(self, function: Callable[..., Any], arguments: tuple[str, ...]) -> None:
        try:
            result = function(*arguments)
        except NoSuchThingError as error:
            result = Answer(404, {"message": str(error)})
        except ConflictError as error:
            result = Answer(409, {"message": str(error)})
        if isinstance(result, Stream):
            self._send_stream(result)
        elif result is not None:
            self._send(result if isinstance(result, Answer) else Answer(200, result))

    def _send(self, answer: Answer) -> None:
        data = b"" if answer.document is None else json.dumps(answer.document).encode() + b"\n"
        self.send_response(answer.status)
        for name, value in answer.fields.items():
            self.send_header(name, value)
        if answer.status != _NO_CONTENT:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_stream(self, stream: Stream) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        for name, value in stream.fields.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            for piece in stream.pieces:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                self.wfile.flush()
            if self.state.cut:
                self.close_connection = True
            else:
                self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.left()
            self.close_connection = True

    def one(self, name: str) -> str:
        """Return a parameter of the address."""
        return next((value for key, value in self.query if key == name), "")

    def all(self, name: str) -> list[str]:
        """Return all values of a parameter of the address."""
        return [value for key, value in self.query if key == name]

    def filters(self, name: str) -> list[str]:
        """Return the values of one filter."""
        return list(json.loads(self.one("filters") or "{}").get(name) or ())

    def pieces(self) -> Iterator[bytes]:
        """Yield the body."""
        if self.headers.get("Transfer-Encoding") == "chunked":
            while size := int(self.rfile.readline(), 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            left = int(self.headers.get("Content-Length") or 0)
            while left:
                piece = self.rfile.read(min(left, 65536))
                left -= len(piece)
                yield piece

    def json(self) -> Thing:
        """Return the body as a document."""
        document: Thing = json.loads(b"".join(self.pieces()) or b"{}")
        return document
