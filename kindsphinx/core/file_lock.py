"""Lets one process at a time do something, on any system, and forgets a process that was killed."""

from __future__ import annotations

import errno
import os
import platform
import sys
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kindsphinx.core.errors import BusyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_INTERVAL = 0.05
_TELL_SECONDS = 1.0
"""After which whoever waits is told so; most locks are held for less."""
_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_LONGEST_NOTE = 4096


@contextmanager
def held(path: Path, *, what: str, limit: float, notice: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock that the file *path* stands for, which exists only meanwhile.

    The lock is the operating system's: it ends with the process, and a file that a killed one has left
    locks nothing.

    :param what: what is locked, as it is told to whoever waits for it.
    :param limit: how many seconds to wait at most.
    :param notice: gets a sentence if there is something to wait for.
    :raises BusyError: if it was not to be had in time; the text says who has it.
    :raises OSError: if the file cannot be made.
    """
    handle = _wait(path, what, limit, notice)
    try:
        yield
    finally:
        # while it is still held: whoever waits for this file finds out that it is not the one there is
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def holder(path: Path) -> str:
    """Return who holds the lock of *path*, in words; empty if nobody does."""
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return ""
    try:
        return "" if _lock(handle) else _noted(handle)
    finally:
        os.close(handle)


def _wait(path: Path, what: str, limit: float, notice: Callable[[str], None]) -> int:
    began = time.monotonic()
    told = False
    while (handle := _take(path)) is None:
        waited = time.monotonic() - began
        if waited >= limit:
            raise BusyError(f"{what} is in use by {holder(path) or 'another run'}, for {limit:g} s already")
        if waited >= min(_TELL_SECONDS, limit / 2) and not told:
            notice(f"waiting for {what}, which is in use by {holder(path) or 'another run'}")
            told = True
        time.sleep(_INTERVAL)
    return handle


def _take(path: Path) -> int | None:
    """Return the open file if the lock is had now, which no other process has then."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if _lock(handle) and _is_there(handle, path):
            os.truncate(handle, 0)
            os.write(handle, _me().encode())
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _is_there(handle: int, path: Path) -> bool:
    """Return whether the open file is the one that others will find, not one that was removed meanwhile."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _lock(handle: int) -> bool:
    try:
        _system_lock(handle)
    except OSError as error:
        # some file systems have no locks at all: there, every file is still written whole
        return error.errno not in _TAKEN
    return True


if sys.platform == "win32":  # pragma: no cover - the other branch is tested

    def _system_lock(handle: int) -> None:
        import msvcrt  # noqa: PLC0415 - exists there only

        # behind the note, which others could not read otherwise
        os.lseek(handle, _LONGEST_NOTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:

    def _system_lock(handle: int) -> None:
        import fcntl  # noqa: PLC0415 - exists there only

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _noted(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, _LONGEST_NOTE).decode("utf-8", "replace")


def _me() -> str:
    return f"process {os.getpid()} on {platform.node()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
