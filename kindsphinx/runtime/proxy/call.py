"""One request as a policy sees it, and what a policy decides."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias
from urllib.parse import parse_qsl, quote, urlencode

from kindsphinx.runtime.proxy.body import BodyTooLargeError, read_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kindsphinx.runtime.proxy.ask import Asker
    from kindsphinx.runtime.proxy.host_access import HostAccess
    from kindsphinx.runtime.proxy.image_book import ImageBook
    from kindsphinx.runtime.proxy.owner import Owner
    from kindsphinx.runtime.proxy.ownership import Ownership

_MAX_JSON = 8 * 1024 * 1024
_PATH_SAFE = "/:@!$&'()*+,;=~-._"

Edit: TypeAlias = "Callable[[Any], Any]"
"""Changes the JSON document of a good answer."""


class RefusedError(Exception):
    """The proxy refuses a request; the text is what the client prints."""

    def __init__(self, message: str, *, status: int = 403) -> None:
        super().__init__(message)
        self.status = status


class Watch(Protocol):
    """Follows an answer that comes line by line, each a JSON document."""

    def line(self, data: bytes) -> bytes:
        """Return what is sent on for one line, with its end."""
        ...

    def end(self) -> bytes:
        """Return what is sent after the last line; called before the client knows of the end."""
        ...


@dataclass(frozen=True, slots=True)
class Query:
    """The parameters in an address, in order."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Query:
        """Read what stands behind the ``?``."""
        return cls(tuple(parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="surrogateescape")))

    def get(self, name: str) -> str:
        """Return the first value of a parameter; empty if there is none."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a parameter."""
        return tuple(value for key, value in self.pairs if key == name)

    def having(self, name: str, value: str) -> Query:
        """Return the parameters with this one set."""
        return Query((*((key, old) for key, old in self.pairs if key != name), (name, value)))

    def adding(self, name: str, value: str) -> Query:
        """Return the parameters with this one added."""
        return Query((*self.pairs, (name, value)))

    def encode(self) -> str:
        """Return the parameters as they stand in an address."""
        return urlencode(self.pairs, errors="surrogateescape")


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """What every policy may ask."""

    owner: Owner
    engine: Asker
    ownership: Ownership
    images: ImageBook
    host: HostAccess
    removing: Callable[[str], None] = lambda _: None
    """Is told which container is about to be removed, by what it was called in the request."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What happens to a request that is not refused."""

    target: str
    """The address for the engine, written anew from what the policy has understood."""
    reply: Mapping[str, Any] | None = None
    """The proxy's own answer; the engine is not asked then."""
    body: bytes | None = None
    """Instead of the client's own body, which is streamed."""
    edit: Edit | None = None
    """Changes a good answer, which is read whole for it."""
    watch: Watch | None = None
    """Follows a good answer that is streamed."""
    accepted: Callable[[], None] | None = None
    """Called when the engine has agreed, before the client knows."""
    finished: Callable[[], None] | None = None
    """Called when the streams of an upgraded connection have ended."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """The route that a request takes."""

    policy: Policy
    version: str
    """``/v1.41`` or empty."""
    path: str
    """Behind the version, decoded."""
    params: Mapping[str, str]
    """What stands at the places of the route's pattern."""
    makes: bool = False
    """Whether the engine makes something for it, also when nobody waits for the answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One request of a page's client."""

    match: Match
    query: Query
    pieces: Iterator[bytes]
    """The body."""
    world: World

    @property
    def params(self) -> Mapping[str, str]:
        """Return what stands at the places of the route's pattern."""
        return self.match.params

    def json(self) -> dict[str, Any]:
        """Read the body, which a plan has to send then.

        :raises RefusedError: if it is no JSON object, or larger than any that docker sends.
        """
        try:
            document = json.loads(read_whole(self.pieces, limit=_MAX_JSON) or b"{}")
        except BodyTooLargeError as error:
            raise RefusedError(f"kindsphinx reads no description of {error}", status=413) from error
        except ValueError as error:
            raise RefusedError(f"the request's body is no JSON: {error}", status=400) from error
        if not isinstance(document, dict):
            raise RefusedError("the request's body is no JSON object", status=400)
        return document

    def plan(  # noqa: PLR0913 - the fields of a plan
        self,
        *,
        query: Query | None = None,
        reply: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        edit: Edit | None = None,
        watch: Watch | None = None,
        accepted: Callable[[], None] | None = None,
        finished: Callable[[], None] | None = None,
    ) -> Plan:
        """Plan to send the request on, changed where the caller says so, or to answer it here."""
        parameters = (self.query if query is None else query).encode()
        target = quote(self.match.version + self.match.path, safe=_PATH_SAFE, errors="surrogateescape")
        return Plan(
            target=f"{target}?{parameters}" if parameters else target,
            reply=reply,
            body=None if body is None else json.dumps(body).encode(),
            edit=edit,
            watch=watch,
            accepted=accepted,
            finished=finished,
        )


Policy: TypeAlias = "Callable[[Call], Plan]"
"""Decides on one request: a plan, or :class:`RefusedError`."""
