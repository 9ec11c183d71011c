"""The head of an HTTP message, as far as an engine and its clients use HTTP."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from kindsphinx.runtime.proxy.wire import MalformedMessageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.runtime.proxy.wire import Wire

_MAX_FIELDS = 200
_REQUEST_WORDS = 3
_CONTINUE = 100
SWITCHING = 101
"""The status with which an engine agrees to an upgrade."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a message and its fields, in order."""

    start: str
    fields: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, wire: Wire) -> Self:
        """Read a head.

        :raises MalformedMessageError: if there is none.
        """
        start = _text(wire.read_line())
        fields: list[tuple[str, str]] = []
        while line := _text(wire.read_line()):
            name, colon, value = line.partition(":")
            if not colon or not name or name != name.strip() or len(fields) == _MAX_FIELDS:
                raise MalformedMessageError(f"no header field: {line[:80]!r}")
            fields.append((name, value.strip()))
        return cls(start, tuple(fields))

    def get(self, name: str) -> str:
        """Return the first value of a field; empty if there is none."""
        wanted = name.lower()
        return next((value for key, value in self.fields if key.lower() == wanted), "")

    def count(self, name: str) -> int:
        """Return how often a field stands in the head."""
        return sum(key.lower() == name.lower() for key, _ in self.fields)

    def with_fields(self, changes: Mapping[str, str | None]) -> Self:
        """Return the head with these fields set, or removed where the value is ``None``."""
        gone = {name.lower() for name in changes}
        kept = tuple(field for field in self.fields if field[0].lower() not in gone)
        new = tuple((name, value) for name, value in changes.items() if value is not None)
        return replace(self, fields=kept + new)

    def encode(self) -> bytes:
        """Return the head as it is sent."""
        lines = [self.start, *(f"{name}: {value}" for name, value in self.fields), "", ""]
        return "\r\n".join(lines).encode("latin-1")

    @property
    def words(self) -> tuple[str, str, str]:
        """Return method, target and version of a request.

        :raises MalformedMessageError: if the first line is no request.
        """
        words = self.start.split(" ")
        if len(words) != _REQUEST_WORDS or not words[2].startswith("HTTP/1."):
            raise MalformedMessageError(f"no HTTP request: {self.start[:80]!r}")
        return words[0], words[1], words[2]

    @property
    def status(self) -> int:
        """Return the status of a response.

        :raises MalformedMessageError: if the first line is no response.
        """
        version, _, rest = self.start.partition(" ")
        if not version.startswith("HTTP/1.") or not rest[:3].isdigit():
            raise MalformedMessageError(f"no HTTP response: {self.start[:80]!r}")
        return int(rest[:3])

    @property
    def upgrade(self) -> str:
        """Return the protocol that the message asks to go over to; empty for none."""
        asks = "upgrade" in self.get("Connection").lower()
        return self.get("Upgrade") if asks else ""


def read_response(wire: Wire) -> Head:
    """Read the head of the final response; what an engine says before it is dropped."""
    head = Head.read(wire)
    while _CONTINUE <= head.status < SWITCHING or SWITCHING < head.status < 200:  # noqa: PLR2004 - the 1xx statuses
        head = Head.read(wire)
    return head


def _text(line: bytes) -> str:
    return line.decode("latin-1")
