"""Starts a process for which files and folders are covered with empty ones, and for nobody else.

:mod:`.supervisor` loads this file by its path, so it uses the standard library only. What it calls is
Linux': ``unshare(2)``, ``mount(2)`` and ``user_namespaces(7)``.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import ctypes
    from collections.abc import Callable, Iterable

_NEW_MOUNTS, _NEW_USERS = 0x00020000, 0x10000000  # sched.h
_READ_ONLY, _NO_SETUID, _NO_DEVICES, _NO_PROGRAMS, _REMOUNT = 1, 2, 4, 8, 32  # mount.h
_BIND, _RECURSIVE, _SLAVE = 4096, 16384, 1 << 19
_DETACH = 2
_PLAIN = _NO_SETUID | _NO_DEVICES | _NO_PROGRAMS
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR})
_REFUSED = b"\0"
"""What a process tells first if it has covered nothing, and ends."""


def start(channel: int, become: Callable[[], NoReturn]) -> int:
    """Start a process that covers places and then calls *become*; return its number.

    Where the system refuses, it is started without.

    :param channel: a socket. It brings why no user namespace may be used, an empty folder, and the places,
        each with a NUL behind it; nothing, if nothing is to be covered. It takes back what is not covered, in
        words.
    """
    # neither the shell nor what it starts has it
    os.set_inheritable(channel, False)
    words = _all_of(channel).split(b"\0")
    no_users, folder, *places = map(os.fsdecode, words[:-1] or [b"", b""])
    told = b""
    if places:
        pid, told = _started(lambda: _covered(folder, places, no_users), become)
    if not places or told.startswith(_REFUSED):
        pid = os.fork() or become()
    _write_all(channel, told.removeprefix(_REFUSED))
    os.close(channel)
    return pid


def cover(folder: str, places: Iterable[str], *, no_users: str = "") -> list[str]:
    """Cover each of *places*, and return which are not covered and why, in words.

    This process gets a mount namespace of its own, in which the mounts of the system still arrive, and from
    which none goes out. Without the right to have one, it gets a user namespace as well, with its own user
    and group as the only ones; a program that is executed then has no rights in it, and cannot uncover.

    :param folder: an empty one, which is used meanwhile.
    :param no_users: why no user namespace may be used; empty if one may.
    :raises OSError: if the system refuses. Nothing is covered then, but the process may be in a namespace
        of its own, and is of no use.
    """
    system = _System()
    _enter(system, no_users)
    system.mount("/", flags=_SLAVE | _RECURSIVE)
    system.mount(folder, kind="tmpfs", flags=_PLAIN, options="mode=0555,size=64k,nr_inodes=8")
    empty_file, empty_folder = f"{folder}/file", f"{folder}/folder"
    os.close(os.open(empty_file, os.O_CREAT | os.O_WRONLY, 0o444))
    os.mkdir(empty_folder, 0o555)  # noqa: PTH102 - pathlib is slow to import
    # of the file system itself: what is bound from it is read-only, too
    system.mount(folder, kind="tmpfs", flags=_PLAIN | _REMOUNT | _READ_ONLY, options="mode=0555")
    failures = []
    for place in places:
        try:
            is_folder = stat.S_ISDIR(os.stat(place).st_mode)  # noqa: PTH116 - the same
            system.mount(place, source=empty_folder if is_folder else empty_file, flags=_BIND)
        except OSError as error:
            if error.errno not in _GONE:
                failures.append(f"{place}: {error.strerror}")
    system.unmount(folder)
    return failures


def _started(prepare: Callable[[], bytes], become: Callable[[], NoReturn]) -> tuple[int, bytes]:
    """Start a process that calls *prepare* and *become*; return its number, and what the first has returned.

    A process that is refused has ended.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:  # pragma: no cover - coverage does not see other processes
        told = prepare()
        _write_all(writer, told)
        if told.startswith(_REFUSED):
            os._exit(1)
        os.close(writer)
        become()
    os.close(writer)
    told = _all_of(reader)
    os.close(reader)
    if told.startswith(_REFUSED):
        os.waitpid(pid, 0)
    return pid, told


def _covered(folder: str, places: Iterable[str], no_users: str) -> bytes:
    try:
        return os.fsencode("; ".join(cover(folder, places, no_users=no_users)))
    except OSError as error:
        return _REFUSED + os.fsencode(error.strerror or str(error))


def _all_of(fd: int) -> bytes:
    """Return what comes until the other side has ended."""
    pieces = []
    while piece := os.read(fd, 65536):
        pieces.append(piece)
    return b"".join(pieces)


def _write_all(fd: int, data: bytes) -> None:
    # whoever asked may be gone
    with suppress(BrokenPipeError, ConnectionResetError):
        while data:
            data = data[os.write(fd, data) :]


def _enter(system: _System, no_users: str) -> None:
    try:
        system.unshare(_NEW_MOUNTS)
    except PermissionError:
        user, group = os.geteuid(), os.getegid()
        # root of a container without the right would lose those that it has over the files of others
        if user == 0:
            raise
        if no_users:
            raise OSError(errno.EPERM, no_users) from None
        system.unshare(_NEW_USERS | _NEW_MOUNTS)
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            _write(f"/proc/self/{name}", text)


def _write(path: str, text: str) -> None:
    fd = os.open(path, os.O_WRONLY)
    try:
        os.write(fd, text.encode())
    finally:
        os.close(fd)


class _System:
    """The calls that Python has no functions for."""

    def __init__(self) -> None:
        if not sys.platform.startswith("linux"):
            raise OSError(errno.ENOSYS, "only Linux has mount namespaces")
        try:
            import ctypes  # noqa: PLC0415 - some Pythons are built without it
        except ImportError as error:
            raise OSError(errno.ENOSYS, "this Python is built without ctypes") from error
        self._library: ctypes.CDLL = ctypes.CDLL(None, use_errno=True)
        self._errno, self._long = ctypes.get_errno, ctypes.c_ulong

    def unshare(self, flags: int) -> None:
        """Leave the namespaces that *flags* name for new ones."""
        self._check("unshare", self._library.unshare(flags))

    def mount(
        self, place: str, *, flags: int, source: str = "none", kind: str = "", options: str = ""
    ) -> None:
        """Mount *source* at *place*, or change how it is mounted."""
        words = [os.fsencode(each) if each else None for each in (source, place, kind)]
        self._check(
            "mount", self._library.mount(*words, self._long(flags), os.fsencode(options) if options else None)
        )

    def unmount(self, place: str) -> None:
        """Unmount what is at *place*; what uses it keeps it."""
        self._check("umount", self._library.umount2(os.fsencode(place), _DETACH))

    def _check(self, call: str, result: int) -> None:
        if result != 0:
            number = self._errno()
            raise OSError(number, f"{call}: {os.strerror(number)}")
