"""Runs programs that may not hold up a run: each within a time, all within a time, and ended at a word."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class LimitedPrograms:
    """Runs programs one after the other; once stopped, or when the time is over, no more of them."""

    def __init__(self, environment: Mapping[str, str], *, seconds: float) -> None:
        """Begin the time now.

        :param seconds: for all programs together.
        """
        self._environment = dict(environment)
        self._deadline = time.monotonic() + seconds
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def left(self) -> float:
        """Return how many seconds there are."""
        return 0.0 if self._stopped.is_set() else max(0.0, self._deadline - time.monotonic())

    def run(
        self, command: Sequence[str], to: Path, *, seconds: float, errors: int = subprocess.STDOUT
    ) -> str:
        """Let *command* write what it prints to the file *to*, and return what went wrong, in words.

        :param errors: what becomes of its standard error, as for :class:`subprocess.Popen`.
        """
        limit = min(seconds, self.left)
        if limit <= 0:
            return "there was no time left"
        try:
            with to.open("wb") as stream:
                process = self._start(command, stream.fileno(), errors)
        except OSError as error:
            return f"it cannot be run: {error.strerror}"
        try:
            status = process.wait(limit)
        except subprocess.TimeoutExpired:
            return f"it did not end within {limit:.0f} s"
        finally:
            with self._lock:
                self._running = None
            _end(process)
        return f"it ended with {status}" if status else ""

    def stop(self) -> None:
        """End what is running, and run nothing more; may be called from another thread."""
        with self._lock:
            self._stopped.set()
            # one that has ended has no group any more, and its number may be another's
            if self._running is not None and self._running.returncode is None:
                _kill(self._running)

    def _start(self, command: Sequence[str], output: int, errors: int) -> subprocess.Popen[bytes]:
        with self._lock:
            # a session of its own, as Ctrl-C is for the page; and all that it starts can be ended with it
            self._running = subprocess.Popen(
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                start_new_session=True,
            )
            if self._stopped.is_set():
                _kill(self._running)
            return self._running


def _end(process: subprocess.Popen[bytes]) -> None:
    _kill(process)
    process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
