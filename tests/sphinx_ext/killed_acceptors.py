"""A program that kills processes while they accept a page, and looks at what is left each time.

``python killed_acceptors.py FOLDER``, the folder of a project in which a run has left what differs. It prints
how many were killed and, line by line, what was wrong.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import NoReturn

from kindsphinx.cli import Outside, main

FILES = ("source/guide/pods.rst", "source/count.inc", "source/_recordings/guide/pods.yaml")
EVENTS = {"os.rename", "os.remove"}


def kill_each(project: Path) -> None:
    """Kill the first before the first event, the next one before the second, and so on."""
    before = contents(project)
    with tempfile.TemporaryDirectory() as folder:
        whole = copied(project, Path(folder, "whole"))
        accept(whole)
        after = contents(whole)
        wrong: list[str] = [] if all(map(bytes.__ne__, before, after)) else ["nothing was accepted"]
        for number in count(1):
            copy = copied(project, Path(folder, str(number)))
            pid = os.fork() or die_at(number, copy)
            _, status = os.waitpid(pid, 0)
            found = zip(FILES, contents(copy), before, after, strict=True)
            wrong += [f"{number}: {name} is torn" for name, now, old, new in found if now not in {old, new}]
            told = accept(copy)
            finished = zip(FILES, contents(copy), after, strict=True)
            wrong += [
                f"{number}: {name} is not finished: {told}" for name, now, new in finished if now != new
            ]
            if not os.WIFSIGNALED(status):
                break
    print(number - 1)  # noqa: T201 - what the test reads
    print(*wrong, sep="\n")  # noqa: T201 - the same


def contents(project: Path) -> tuple[bytes, ...]:
    """Return what the files are that accepting writes."""
    return tuple((project / name).read_bytes() for name in FILES)


def copied(project: Path, to: Path) -> Path:
    """Return a copy of what accepting reads and writes."""
    for name in ("source", "build/doctest"):
        shutil.copytree(project / name, to / name)
    return to


def accept(project: Path) -> str:
    """Accept all that is there, and return what was told; what is wrong ends with a status."""
    os.chdir(project)
    out = io.StringIO()
    status = main(("accept", "--builddir", "build"), Outside(stdout=out, stderr=out, environ={}))
    return f"{status}: {out.getvalue()}"


def die_at(number: int, project: Path) -> NoReturn:
    """Accept, and be killed before an event; end without an error if there are not so many."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        flags = arguments[2] if event == "open" else 0
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
        if writes or event in EVENTS:
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    try:
        accept(project)
    finally:
        # not the parent's work
        os._exit(0)


if __name__ == "__main__":
    kill_each(Path(sys.argv[1]))
