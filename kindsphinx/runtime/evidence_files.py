"""Takes over files that other programs have written: texts alone, bounded, and without secrets."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kindsphinx.core.ports import Redactor

FILE_BYTES: Final = 256 * 1024
"""Of a longer file, the end is kept, where the failure is."""
ALL_BYTES: Final = 4 * 1024 * 1024
SECONDS: Final = 30.0
_NO_TEXT: Final = "it is no text in which secrets could be found"


@dataclass(slots=True)
class EvidenceFiles:
    """Writes files below a folder, each without secrets, or not at all."""

    root: Path
    secrets: Redactor
    seconds: float = SECONDS
    left_out: list[str] = field(default_factory=list)
    """What is not there, and why."""
    _seen: set[bytes] = field(default_factory=set)
    _bytes: int = 0
    _deadline: float = field(init=False)

    def __post_init__(self) -> None:
        self._deadline = time.monotonic() + self.seconds

    def take_over(self, folder: Path, files: Iterable[Path]) -> None:
        """Take over *files*, which are below *folder*, the most telling ones first.

        :raises OSError: if one cannot be written.
        """
        for path in files:
            name = path.relative_to(folder).as_posix()
            data, is_text = _end_of(path)
            if not data.strip() or self._is_known(data):
                continue
            if why := self._refusal(data) if is_text else _NO_TEXT:
                self.left_out.append(f"{name}: {why}")
            else:
                self._bytes += len(data)
                self.write(name, data.decode("utf-8", "surrogateescape"))

    def write(self, name: str, text: str) -> None:
        """Write *text* without the secrets that are known; not at all where one would survive that.

        :raises OSError: if it cannot be written.
        """
        redacted = self.secrets.redact(text)
        survivors = self.secrets.survivors(redacted)
        if survivors:
            first = survivors[0]
            place = f"line {first.line}, column {first.column}: {first.what}"
            self.left_out.append(f"{name}: it would publish a secret ({place})")
            return
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(redacted.encode("utf-8", "surrogateescape"))

    def _is_known(self, data: bytes) -> bool:
        digest = hashlib.sha256(data).digest()
        known = digest in self._seen
        self._seen.add(digest)
        return known

    def _refusal(self, data: bytes) -> str:
        if self._bytes + len(data) > ALL_BYTES:
            return f"there are {ALL_BYTES >> 20} MiB already"
        if time.monotonic() > self._deadline:
            return "there was no time left to look for secrets in it"
        return ""


def _end_of(path: Path) -> tuple[bytes, bool]:
    """Return the end of a file, from the beginning of a line on, and whether it is text."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(FILE_BYTES)
        if size <= FILE_BYTES:
            return head, b"\0" not in head
        stream.seek(size - FILE_BYTES)
        # half a line could hold half a secret, which nobody knows
        _, newline, end = stream.read().partition(b"\n")
    return b"[the beginning is left out]\n" + end, bool(newline) and b"\0" not in head + end
