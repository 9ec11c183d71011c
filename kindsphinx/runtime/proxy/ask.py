"""Small questions that the proxy itself puts to the engine."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from kindsphinx.runtime.proxy.dial import dial

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.runtime.endpoint import Endpoint

OK = 200
NOT_FOUND = 404
MULTIPLE = 300
_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the engine said: its status and its JSON document."""

    status: int
    document: Any

    @property
    def good(self) -> bool:
        """Return whether the engine did what it was asked."""
        return OK <= self.status < MULTIPLE


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks an engine, one connection for each question."""

    endpoint: Endpoint

    def get(self, *path: str, **query: str) -> Reply:
        """Ask for the document at a path, given in parts that may hold any character.

        :raises OSError: if the engine does not answer.
        """
        return self._ask("GET", path, query)

    def post(self, *path: str, body: Mapping[str, Any] | None = None, **query: str) -> Reply:
        """Have something made or changed.

        :raises OSError: if the engine does not answer.
        """
        return self._ask("POST", path, query, body)

    def delete(self, *path: str, **query: str) -> Reply:
        """Have something removed.

        :raises OSError: if the engine does not answer.
        """
        return self._ask("DELETE", path, query)

    def _ask(
        self,
        method: str,
        path: tuple[str, ...],
        query: Mapping[str, str],
        body: Mapping[str, Any] | None = None,
    ) -> Reply:
        target = "/" + "/".join(quote(part, safe="/:@") for part in path)
        data = None if body is None else json.dumps(body).encode()
        connection = http.client.HTTPConnection("engine", timeout=_SECONDS)
        try:
            connection.sock = dial(self.endpoint)
            connection.sock.settimeout(_SECONDS)
            headers = {"Connection": "close", "Content-Type": "application/json"}
            connection.request(method, f"{target}?{urlencode(query)}" if query else target, data, headers)
            response = connection.getresponse()
            return Reply(response.status, _parsed(response.read()))
        except http.client.HTTPException as error:
            raise ConnectionError(f"the engine's answer is none: {error!r}") from error
        finally:
            connection.close()


def label_filter(label: str) -> str:
    """Return the ``filters`` parameter that finds what carries a label."""
    return json.dumps({"label": [label]})


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - any JSON document
    try:
        return json.loads(data) if data else None
    except ValueError:
        return None
