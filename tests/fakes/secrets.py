"""Secrets of a page that a test makes up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.redaction import Secret, SecretBook

if TYPE_CHECKING:
    from collections.abc import Iterable


class FakeSecrets(SecretBook):
    """Learns one value more each time that it is asked to, until it has them all."""

    def __init__(self, values: Iterable[str] = (), *, public: str = "", silent: tuple[str, ...] = ()) -> None:
        super().__init__(public=public)
        self._silent = silent
        self._values = iter(tuple(values))

    def silent(self) -> tuple[str, ...]:
        """Return what the test says."""
        return self._silent

    def learn(self) -> None:
        """Take in the next value."""
        for value in self._values:
            self.add([Secret(value=value.encode(), what=f"Secret default/{value[:3]}, key")])
            return


class BlindSecrets(FakeSecrets):
    """Takes nothing out, as if there were a form that redaction does not know, and finds it all."""

    def redact(self, text: str) -> str:
        """Return *text* as it is."""
        return text

    def redact_lines(self, lines: Iterable[str]) -> list[str]:
        """Return *lines* as they are."""
        return list(lines)
