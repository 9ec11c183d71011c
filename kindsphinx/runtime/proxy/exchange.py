"""Carries one request from a page's client to the engine, and the answer back."""

from __future__ import annotations

import contextlib
import json
import logging
import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from kindsphinx.runtime.proxy.ask import MULTIPLE, OK
from kindsphinx.runtime.proxy.body import (
    BodyTooLargeError,
    has_body,
    is_chunked,
    read_whole,
    request_body,
    response_body,
    send_body,
)
from kindsphinx.runtime.proxy.call import Call, Query, RefusedError
from kindsphinx.runtime.proxy.head import SWITCHING, Head, read_response
from kindsphinx.runtime.proxy.owner import without_own_labels
from kindsphinx.runtime.proxy.pending import Pending
from kindsphinx.runtime.proxy.relay import relay
from kindsphinx.runtime.proxy.routes import find_route
from kindsphinx.runtime.proxy.wire import MalformedMessageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kindsphinx.runtime.proxy.call import Match, Plan, Watch, World
    from kindsphinx.runtime.proxy.wire import Wire

_MAX_ANSWER = 64 * 1024 * 1024
_LINGER_SECONDS = 2.0
_REASONS = {
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Payload Too Large",
}
_FORM = "application/x-www-form-urlencoded"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One connection of a client, which carries one request."""

    client: Wire
    connect: Callable[[], Wire]
    """Returns a new connection to the engine."""
    world: World
    pending: Pending = field(default_factory=Pending)
    """Counts the requests that a clean-up has to wait for."""

    def run(self) -> None:
        """Answer the client's request; a client that says nothing gets nothing."""
        if self.client.at_end():
            return
        try:
            self._run()
        except RefusedError as refusal:
            self._refuse(refusal.status, str(refusal))
        except (MalformedMessageError, BodyTooLargeError) as error:
            self._refuse(400, f"kindsphinx does not understand the request or its answer: {error}")

    def _run(self) -> None:
        head = Head.read(self.client)
        method, target, _ = head.words
        address = urlsplit(target)
        match = find_route(method, unquote(address.path, errors="surrogateescape"))
        if head.get("Content-Type").startswith(_FORM) and _has_body(head):
            raise RefusedError(
                "kindsphinx reads parameters from the address alone, not from a form", status=400
            )
        if head.get("Expect"):
            self.client.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = request_body(self.client, head)
        query = Query.parse(address.query)
        with self.pending.one() if match.makes else contextlib.nullcontext():
            self._decide(head, match, query, body)

    def _decide(self, head: Head, match: Match, query: Query, body: Iterator[bytes]) -> None:
        try:
            plan = match.policy(Call(match=match, query=query, pieces=body, world=self.world))
            if plan.reply is not None:
                return self._say(200, plan.reply)
            engine = self.connect()
        except OSError as error:
            raise RefusedError(f"the engine does not answer: {error}", status=503) from error
        return self._forward(head, body, plan, engine)

    def _forward(self, head: Head, body: Iterator[bytes], plan: Plan, engine: Wire) -> None:
        try:
            self._send(head, body, plan, engine)
            answer = read_response(engine)
        except (MalformedMessageError, OSError) as error:
            raise RefusedError(
                f"the engine ends the connection without an answer: {error}", status=502
            ) from error
        if head.upgrade and (answer.status == SWITCHING or _is_raw(answer)):
            self._upgraded(answer, plan, engine)
        else:
            self._answer(answer, head.words[0], plan, engine)

    def _send(self, head: Head, body: Iterator[bytes], plan: Plan, engine: Wire) -> None:
        engine.send(_request_head(head, plan).encode())
        pieces = body if plan.body is None else iter([plan.body])
        send = partial(send_body, engine, pieces, chunked=plan.body is None and is_chunked(head))
        if head.upgrade:
            # until the engine has agreed it gets the body and no more: what follows could be a second request
            send()
        else:
            upload = partial(self._upload, send, engine)
            threading.Thread(target=upload, name="kindsphinx-upload", daemon=True).start()

    def _upload(self, send: Callable[[], None], engine: Wire) -> None:
        with contextlib.suppress(OSError, MalformedMessageError):
            send()
            # a client that goes away ends its request; one that says more is not heard
            self.client.drain()
            engine.half_close()

    def _upgraded(self, answer: Head, plan: Plan, engine: Wire) -> None:
        if plan.accepted is not None:
            plan.accepted()
        self.client.send(answer.encode())
        relay(self.client, engine)
        if plan.finished is not None:
            plan.finished()

    def _answer(self, answer: Head, method: str, plan: Plan, engine: Wire) -> None:
        pieces = response_body(engine, answer, method=method)
        good = OK <= answer.status < MULTIPLE
        closing = answer.with_fields({"Connection": "close", "Keep-Alive": None, "Upgrade": None})
        if good and plan.accepted is not None:
            plan.accepted()
        if good and plan.edit is not None:
            self._send_document(
                closing, json.dumps(without_own_labels(plan.edit(_document(pieces))), ensure_ascii=False)
            )
        elif good and plan.watch is not None:
            self._send_watched(closing, pieces, plan.watch)
        else:
            self._stream(closing, pieces, chunked=has_body(answer, method=method) and is_chunked(answer))
        self.client.half_close()

    def _send_document(self, head: Head, text: str) -> None:
        data = text.encode() + b"\n"
        plain = head.with_fields({"Transfer-Encoding": None, "Content-Length": str(len(data))})
        self.client.send(plain.encode() + data)

    def _send_watched(self, head: Head, pieces: Iterator[bytes], watch: Watch) -> None:
        chunked = head.with_fields({"Transfer-Encoding": "chunked", "Content-Length": None})
        try:
            self._stream(chunked, _watched(pieces, watch), chunked=True)
        except OSError:
            # the client has gone, or the engine: what has been made until now is noted all the same
            watch.end()
            raise

    def _stream(self, head: Head, pieces: Iterator[bytes], *, chunked: bool) -> None:
        try:
            self.client.send(head.encode())
            send_body(self.client, pieces, chunked=chunked)
        except MalformedMessageError as error:
            # too late for a refusal: the client sees the answer break off, as it would without a proxy
            raise ConnectionAbortedError(f"the engine's answer breaks off: {error}") from error

    def _refuse(self, status: int, message: str) -> None:
        _log.info("refused: %s", message)
        self._say(status, {"message": message})

    def _say(self, status: int, document: object) -> None:
        data = json.dumps(document, ensure_ascii=False).encode()
        start = f"HTTP/1.1 {status} {_REASONS.get(status, 'Refused')}"
        fields = {"Content-Type": "application/json", "Content-Length": str(len(data)), "Connection": "close"}
        self.client.send(Head(start).with_fields(fields).encode() + data)
        self.client.half_close()
        # what the client still uploads is read and dropped: else it would report a broken pipe instead
        self.client.limit_waiting(_LINGER_SECONDS)
        self.client.drain()


def _request_head(head: Head, plan: Plan) -> Head:
    method, _, _ = head.words
    changes: dict[str, str | None] = {
        "Host": "engine",
        "Expect": None,
        "Keep-Alive": None,
        "Connection": "Upgrade" if head.upgrade else "close",
    }
    if plan.body is not None:
        changes |= {"Transfer-Encoding": None, "Content-Length": str(len(plan.body))}
        changes["Content-Type"] = "application/json"
    return Head(f"{method} {plan.target} HTTP/1.1", head.fields).with_fields(changes)


def _has_body(head: Head) -> bool:
    return is_chunked(head) or head.get("Content-Length") not in {"", "0"}


def _is_raw(answer: Head) -> bool:
    return answer.status == OK and answer.get("Content-Type").startswith("application/vnd.docker.")


def _document(pieces: Iterator[bytes]) -> object:
    try:
        return json.loads(read_whole(pieces, limit=_MAX_ANSWER) or b"null")
    except ValueError as error:
        raise MalformedMessageError(f"no JSON: {error}") from error


def _watched(pieces: Iterator[bytes], watch: Watch) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        if lines:
            yield b"".join(watch.line(line + b"\n") for line in lines)
    if last := (watch.line(rest) if rest else b"") + watch.end():
        yield last
