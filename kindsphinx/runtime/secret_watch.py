"""Watches the Secrets of a cluster, so that one is known that is made and deleted within one command."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CHUNK: Final = 1 << 16
_END_SECONDS: Final = 5.0


class SecretWatch:
    """A program that prints a JSON object for each Secret, now and whenever one changes."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start it.

        :raises OSError: if it cannot be started.
        """
        self._texts: list[str] = []
        self._lock = threading.Lock()
        # Ctrl-C is for the page's commands; this one ends with the page
        self._process = subprocess.Popen(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def is_running(self) -> bool:
        """Return whether the program has not ended."""
        return self._process.poll() is None

    def taken(self) -> list[str]:
        """Return the objects that were printed since the last call."""
        with self._lock:
            texts, self._texts = self._texts, []
        return texts

    def close(self) -> None:
        """End the program; may be called again."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self._reader.join(_END_SECONDS)

    def _read(self) -> None:
        stream = self._process.stdout
        if stream is None:
            return
        with stream, suppress(ValueError):
            held = b""
            while data := os.read(stream.fileno(), _CHUNK):
                found, held = _objects(held + data)
                with self._lock:
                    self._texts += found


def _objects(data: bytes) -> tuple[list[str], bytes]:
    """Return the whole JSON objects at the beginning of *data*, and what follows them."""
    text = data.decode("utf-8", "surrogateescape")
    decoder = json.JSONDecoder()
    found: list[str] = []
    at = 0
    with suppress(json.JSONDecodeError):
        while (begin := text.find("{", at)) >= 0:
            _, at = decoder.raw_decode(text, begin)
            found.append(text[begin:at])
    return found, text[at:].encode("utf-8", "surrogateescape")
