"""Keeps a page's shell and everything that it starts together, and ends them all.

:mod:`.session` runs this file as a program of its own, so it uses the standard library only. Its standard
streams are: input, a pipe which is closed when everything has to end (the system closes it if the caller is
killed); output, the pipe for what the page's commands print; error, a pipe which tells how the shell ended:
``exit 3`` or ``signal 9``. A socket tells :mod:`.covering` what the shell must not find.

On Linux it is the subreaper of the session: a daemon that has left session and process group behind becomes
its child and is found. Elsewhere the shell's process group and the descendants that still have their parents
are ended.
"""

from __future__ import annotations

import fcntl
import importlib
import os
import select
import signal
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SCRIPT_FD = 151
"""Where the shell reads commands at first; high, because pages use the lower ones."""
REPORT_FD = 150
"""Where the shell tells that a command has ended."""

_SUBREAPER, _DEATH_SIGNAL = 36, 1  # prctl(2)
_KILL_SECONDS = 5.0
_LOOK_SECONDS = 1.0
_RESET = ("SIGINT", "SIGQUIT", "SIGHUP", "SIGTERM", "SIGPIPE", "SIGXFSZ", "SIGCHLD")


def main(script: int, report: int, grace: float, shell: str, start: Callable[..., int]) -> None:
    """Run *shell* until the standard input is closed, then end it and all that came of it.

    :param script: the descriptor with the shell's commands.
    :param report: the descriptor for the ends of commands.
    :param start: starts a process that becomes the shell, and returns its number.
    :param grace: the seconds between the request to end and the kill.
    """
    caller = os.getppid()
    is_subreaper = set_process_option(_SUBREAPER, 1)
    wakeup = _wakeup()
    # what "ls -l" prints must not depend on the caller's mask
    os.umask(0o022)
    pid = start(lambda: become_shell(shell, script, report))
    os.close(script)
    os.close(report)
    try:
        _watch(pid, wakeup, caller)
    finally:
        end_all(() if is_subreaper else (pid,), grace=grace)


def set_process_option(option: int, value: int) -> bool:
    """Call ``prctl``, and return whether this system has it."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        import ctypes  # noqa: PLC0415 - some Pythons are built without it

        return bool(ctypes.CDLL(None).prctl(option, value, 0, 0, 0) == 0)
    except (ImportError, OSError, AttributeError):
        return False


def become_shell(shell: str, script: int, report: int) -> NoReturn:  # pragma: no cover - it is replaced
    """Replace this process by *shell*, in a process group of its own, with nothing of ours but its pipes."""
    try:
        os.setpgid(0, 0)
        set_process_option(_DEATH_SIGNAL, signal.SIGKILL)
        for name in _RESET:
            signal.signal(signal.Signals[name], signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(1, 2)
        # both are moved out of each other's way first
        moved = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, SCRIPT_FD + 1) for fd in (script, report)]
        os.closerange(3, REPORT_FD)
        for fd, wanted in zip(moved, (SCRIPT_FD, REPORT_FD), strict=True):
            os.dup2(fd, wanted)
        os.execv(shell, [shell, "--norc", "--noprofile", f"/dev/fd/{SCRIPT_FD}"])  # noqa: S606 - no shell
    except OSError as error:
        os.write(1, f"{shell}: {error.strerror}\n".encode())
    os._exit(127)


def _wakeup() -> int:
    """Return a descriptor that becomes readable with every signal."""
    reader, writer = os.pipe()
    for fd in (reader, writer):
        os.set_blocking(fd, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    for signum in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, lambda *_: None)
    return reader


def _watch(shell: int, wakeup: int, caller: int) -> None:
    """Return when the caller wants the end, or is gone, or somebody asks this process to end."""
    ends = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
    # a copy of the caller may hold the other end of the pipe, so it is looked for as well
    while os.getppid() == caller:
        ready = select.select([0, wakeup], [], [], _LOOK_SECONDS)[0]
        came = set(os.read(wakeup, 4096)) if wakeup in ready else set()
        for pid, status in _reap():
            if pid == shell:
                _tell(status)
        if 0 in ready or came & ends:
            return


def _reap() -> Iterator[tuple[int, int]]:
    """Take leave of the children that have ended; the others are left alone."""
    try:
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            yield ended
    except ChildProcessError:
        return


def _tell(status: int) -> None:
    code = os.waitstatus_to_exitcode(status)
    # when the caller is gone the shell ends as well, and there is nobody to tell
    with suppress(BrokenPipeError):
        os.write(2, (f"signal {-code}\n" if code < 0 else f"exit {code}\n").encode())


def end_all(groups: Iterable[int] = (), *, grace: float) -> None:
    """Ask every descendant and member of *groups* to end, and kill what has not after *grace* seconds.

    What cannot be killed (a program of another user) is left after a while.
    """
    for signum, seconds in ((signal.SIGTERM, grace), (signal.SIGKILL, _KILL_SECONDS)):
        deadline = time.monotonic() + seconds
        asked: set[int] = set()
        pause = 0.001
        while living := _living(groups):
            _send(living - asked, signum)
            asked |= living
            if time.monotonic() > deadline:
                break
            time.sleep(pause)
            pause = min(pause * 2, 0.05)


def _send(pids: Iterable[int], signum: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signum)
            # a stopped process does not notice that it should end
            os.kill(pid, signal.SIGCONT)


def _living(groups: Iterable[int]) -> set[int]:
    list(_reap())
    looked = list(_processes())
    return descendants(os.getpid(), looked, groups) - {each.pid for each in looked if each.has_ended}


class Process(NamedTuple):
    """What is known of a process."""

    pid: int
    parent: int
    group: int
    has_ended: bool = False
    """Whether it waits for its parent to take leave of it."""


def descendants(ancestor: int, processes: Iterable[Process], groups: Iterable[int]) -> set[int]:
    """Return who of *processes* descends from *ancestor* or belongs to *groups*."""
    children: dict[int, list[int]] = {}
    found: set[int] = set()
    for each in processes:
        children.setdefault(each.parent, []).append(each.pid)
        if each.group in groups and each.pid != ancestor:
            found.add(each.pid)
    new = {*children.get(ancestor, ())} | found
    while new:
        found |= new
        new = {child for pid in new for child in children.get(pid, ())} - found
    return found


def _processes() -> Iterator[Process]:
    return processes_in_proc() if os.path.exists("/proc/self/stat") else processes_of_ps()  # noqa: PTH110 - quick


def processes_in_proc() -> Iterator[Process]:
    """Yield every process, from ``/proc``."""
    for name in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208 - pathlib is slow to import
        try:
            with open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123 - the same
                # the program's name before it may hold blanks and parentheses
                state, parent, group, *_ = file.read().rpartition(b")")[2].split()
        except (OSError, ValueError):
            continue
        yield Process(int(name), int(parent), int(group), state in {b"Z", b"X"})


def processes_of_ps() -> Iterator[Process]:
    """Yield every process, from ``ps``, which every Unix has."""
    import subprocess  # noqa: PLC0415 - slow to import, and Linux does without

    with subprocess.Popen(["ps", "-A", "-o", "pid=,ppid=,pgid=,stat="], stdout=subprocess.PIPE) as ps:
        lines = ps.stdout.read().splitlines() if ps.stdout else []
    for line in lines:
        pid, parent, group, state = line.split()
        if int(pid) != ps.pid:
            yield Process(int(pid), int(parent), int(group), state.startswith(b"Z"))


if __name__ == "__main__":
    # Python does not look beside this file (-I); names of ours are the standard library's, which is first
    sys.path.append(os.path.dirname(__file__))  # noqa: PTH120 - pathlib is slow to import
    covered = importlib.import_module("covering").start
    main(
        int(sys.argv[1]),
        int(sys.argv[2]),
        float(sys.argv[4]),
        sys.argv[5],
        lambda become: covered(int(sys.argv[3]), become),
    )
