"""Ends the processes of a page that have got away from the page's supervisor."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROC = Path("/proc")
_SECONDS = 2.0


def end_strays(root: Path) -> None:
    """Kill every process whose environment names the page's folder *root*.

    As a rule there is none: the supervisor ends what has left session and group behind, too. But a page may
    have killed that. Only Linux tells environments, and only those of the same user's processes.
    """
    deadline = time.monotonic() + _SECONDS
    while (strays := tuple(_strays(root))) and time.monotonic() < deadline:
        for pid in strays:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)


def _strays(root: Path) -> Iterator[int]:
    mark = os.fsencode(root) + b"/"
    for folder in _PROC.glob("[0-9]*"):
        # a process that has ended has no environment any more
        with suppress(OSError):
            if mark in (folder / "environ").read_bytes() and int(folder.name) != os.getpid():
                yield int(folder.name)
