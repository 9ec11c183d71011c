"""The processes of a page's shell, and the pipes to them."""

from __future__ import annotations

import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from kindsphinx.core.errors import RunnerError
from kindsphinx.runtime import supervisor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kindsphinx.runtime.hiding import Hiding

_CHUNK = 65536
_PIPE_HOLDS = 65536
"""What a pipe can hold; what is written before a report lies within as many bytes behind it."""
_END_SECONDS = 8.0
_LAST_WORD_SECONDS = 1.0
MUTE = "mute"
"""How a shell ended that may go on but cannot tell when its commands end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A command has come to its end."""

    words: tuple[str, ...]
    """What the shell told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShellEnd:
    """The shell has come to its end."""

    how: str
    """``exit 3``, ``signal 9``, :data:`MUTE`, or nothing if nobody can tell."""


class ShellSession:
    """A running shell with all that it has started, in a session of their own."""

    def __init__(
        self,
        *,
        shell: str,
        environment: Mapping[str, str],
        cwd: Path,
        grace: float,
        hiding: Hiding | None = None,
    ) -> None:
        """Start it.

        :param shell: the path of the bash.
        :param grace: the seconds that its processes have to end by themselves.
        :param hiding: what none of them finds.
        :raises RunnerError: if the system refuses, as where *cwd* is gone.
        """
        self.group = 0
        """The shell's process group, when it is known: all that can be ended if the supervisor is gone."""
        self._grace = grace
        script, self._script = os.pipe()
        self._reports, report = os.pipe()
        self._hiding, hidden = socket.socketpair()
        descriptors = (script, report, hidden.fileno())
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", supervisor.__file__, *map(str, descriptors), str(grace), shell],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                env=dict(environment),
                cwd=cwd,
                pass_fds=descriptors,
                start_new_session=True,
            )
        except OSError as error:
            os.close(self._script)
            os.close(self._reports)
            self._hiding.close()
            raise RunnerError(f"the shell of the page cannot be started: {error}") from error
        finally:
            os.close(script)
            os.close(report)
            hidden.close()
        self._hide(hiding)
        self._control, *told = _streams(self._process)
        self._output, self._events = (stream.fileno() for stream in told)
        self._selector = selectors.DefaultSelector()
        for fd in (self._output, self._reports, self._events):
            os.set_blocking(fd, False)
            self._selector.register(fd, selectors.EVENT_READ)
        os.set_blocking(self._script, False)

    def exposed(self) -> str:
        """Return what is not hidden, and why, in words, once the shell has answered."""
        self._hiding.settimeout(_LAST_WORD_SECONDS)
        told = b""
        with self._hiding, suppress(OSError):
            while piece := self._hiding.recv(_CHUNK):
                told += piece
        return os.fsdecode(told)

    def exchange(
        self, script: bytes, *, deadline: float, feed: Callable[[bytes], None]
    ) -> Report | ShellEnd | None:
        """Send *script* and wait for what comes of it; ``None`` when *deadline* has passed.

        :param feed: gets what is printed meanwhile. What a background process prints between two
            exchanges is part of the second one.
        """
        told: Report | ShellEnd | None = None
        unsent = memoryview(script)
        self._selector.register(self._script, selectors.EVENT_WRITE)
        try:
            while told is None and (left := deadline - time.monotonic()) > 0:
                ready = {key.fd for key, _ in self._selector.select(left)}
                if self._script in ready:
                    unsent = self._send(unsent)
                if self._output in ready:
                    feed(_read(self._output))
                told = self._told(ready)
        finally:
            self._stop_sending()
        self._drain(feed)
        return told

    def end(self) -> None:
        """End every process of the session, soon after the grace at the latest; may be called again."""
        if self._selector.get_map() is None:
            return
        self._selector.close()
        self._control.close()
        try:
            self._process.wait(self._grace + _END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.returncode and self.group:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.group, signal.SIGKILL)
        for stream in _streams(self._process):
            stream.close()
        for fd in (self._script, self._reports):
            os.close(fd)
        self._hiding.close()

    def _hide(self, hiding: Hiding | None) -> None:
        # how a supervisor has ended that does not read is told elsewhere
        with suppress(OSError):
            self._hiding.sendall(hiding.message if hiding else b"")
            self._hiding.shutdown(socket.SHUT_WR)

    def _send(self, unsent: memoryview) -> memoryview:
        try:
            unsent = unsent[os.write(self._script, unsent[:_CHUNK]) :]
        except BlockingIOError:
            return unsent
        except BrokenPipeError:
            # how the shell ended is told elsewhere
            unsent = unsent[:0]
        if not unsent:
            self._stop_sending()
        return unsent

    def _stop_sending(self) -> None:
        if self._script in self._selector.get_map():
            self._selector.unregister(self._script)

    def _told(self, ready: set[int]) -> Report | ShellEnd | None:
        # a command that was the last thing the shell did has still ended
        if self._reports in ready:
            if report := _read(self._reports):
                return Report(words=tuple(report.decode("utf-8", "replace").split()))
            # nobody can report any more; as a rule since the shell has ended, which is told at once
            return ShellEnd(how=self._last_word() if self._hears_within(_LAST_WORD_SECONDS) else MUTE)
        return ShellEnd(how=self._last_word()) if self._events in ready else None

    def _hears_within(self, seconds: float) -> bool:
        self._selector.unregister(self._reports)
        self._selector.unregister(self._output)
        return any(key.fd == self._events for key, _ in self._selector.select(seconds))

    def _last_word(self) -> str:
        return _read(self._events).decode("utf-8", "replace").strip()

    def _drain(self, feed: Callable[[bytes], None]) -> None:
        # never more than the pipe can hold: a background process may print without end
        left = _PIPE_HOLDS
        while left > 0 and (data := _read(self._output, left)):
            feed(data)
            left -= len(data)


def _streams(process: subprocess.Popen[bytes]) -> list[IO[bytes]]:
    return [stream for stream in (process.stdin, process.stdout, process.stderr) if stream]


def _read(fd: int, size: int = _CHUNK) -> bytes:
    try:
        return os.read(fd, size)
    except BlockingIOError:
        return b""
