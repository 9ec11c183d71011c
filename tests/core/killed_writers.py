"""A program that kills processes while they write a recording, and looks at what is left each time.

``python killed_writers.py FOLDER instructions`` kills one at each instruction of the modules that write;
``python killed_writers.py FOLDER NUMBER`` kills NUMBER of them, each after a time by chance.
It prints how many were killed and, line by line, what was wrong.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from kindsphinx.core import file_lock, store
from kindsphinx.core.store import RecordingStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PAGE = "guide/web"
CONTENTS = [letter * 200_000 for letter in (b"old\n", b"new\n")]
WRITERS = {store.__file__, file_lock.__file__}


def main(folder: Path, how: str) -> None:
    """Kill, look, and print."""
    committed = RecordingStore(folder / "_recordings", patience=10)
    sources = [RecordingStore(folder / str(number)) for number in range(len(CONTENTS))]
    for source, content in zip(sources, CONTENTS, strict=True):
        store.write_atomically(source.path(PAGE), content)
    committed.copy(PAGE, sources[0])
    kills = at_each_instruction if how == "instructions" else by_chance(int(how))
    wrong: list[str] = []
    print(kills(committed, sources, wrong))  # noqa: T201 - what the test reads
    print(*wrong, sep="\n")  # noqa: T201 - the same


def at_each_instruction(committed: RecordingStore, sources: list[RecordingStore], wrong: list[str]) -> int:
    """Kill a writer at its first instruction, the next one at its second, and so on."""
    for number in count(1):
        pid = os.fork() or die_at(number, partial(committed.copy, PAGE, sources[number % 2]))
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            return number - 1
        wrong += look(committed, sources, number)
    raise AssertionError


def by_chance(number: int) -> Callable[[RecordingStore, list[RecordingStore], list[str]], int]:
    """Return what kills *number* writers."""

    def kills(committed: RecordingStore, sources: list[RecordingStore], wrong: list[str]) -> int:
        for each in range(number):
            pid = os.fork() or write_for_ever(committed, sources)
            time.sleep(random.uniform(0, 0.008))  # noqa: S311 - chance is what is wanted
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            wrong += look(committed, sources, each)
        return number

    return kills


def look(committed: RecordingStore, sources: list[RecordingStore], number: int) -> list[str]:
    """Return what is wrong with the files, and with the next write."""
    path = committed.path(PAGE)
    found = [] if path.read_bytes() in CONTENTS else [f"{number}: neither the old content nor the new"]
    committed.copy(PAGE, sources[0])
    left = sorted(each.name for each in path.parent.iterdir())
    return found if left == [path.name] else [*found, f"{number}: {left}"]


def die_at(number: int, do: Callable[[], None]) -> NoReturn:
    """Do it, and be killed at an instruction; end without an error if there are not so many."""
    done = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Any:  # noqa: ANN401 - what Python asks for
        nonlocal done
        if frame.f_code.co_filename not in WRITERS:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            done += 1
            if done == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    try:
        do()
    finally:
        # not the parent's work
        os._exit(0)


def write_for_ever(committed: RecordingStore, sources: list[RecordingStore]) -> NoReturn:
    """Write both contents in turn."""
    while True:
        for source in sources:
            committed.copy(PAGE, source)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
