"""A watch tells of every object that a program prints, and ends with its page."""

from __future__ import annotations

import os
import sys
import time
from contextlib import closing

import pytest

from kindsphinx.runtime.secret_watch import SecretWatch

SECONDS = 30.0
PRINTING = """
import sys, time
for piece in ('{"a": ', '1}\\n{\\n "b": "ä}"', '\\n}\\n{"c"'):
    sys.stdout.buffer.write(piece.encode())
    sys.stdout.flush()
    time.sleep(0.05)
"""
WAITING = "import time; print('{}', flush=True); time.sleep(600)"


def watch(script: str) -> SecretWatch:
    """Watch what a script of Python prints."""
    return SecretWatch([sys.executable, "-c", script], os.environ)


def taken(watching: SecretWatch, count: int) -> list[str]:
    """Return what is told until there are *count* objects."""
    found: list[str] = []
    deadline = time.monotonic() + SECONDS
    while len(found) < count and time.monotonic() < deadline:
        found += watching.taken()
        time.sleep(0.01)
    return found


def test_objects_are_told_when_they_are_whole() -> None:
    """However they come; one that never ends is none."""
    with closing(watch(PRINTING)) as watching:
        found = taken(watching, 2)

        assert found == ['{"a": 1}', '{\n "b": "ä}"\n}']
        assert watching.taken() == []


def test_closing_ends_the_program() -> None:
    """Twice is no harm."""
    watching = watch(WAITING)
    running = taken(watching, 1) == ["{}"] and watching.is_running

    watching.close()
    watching.close()

    assert (running, watching.is_running) == (True, False)


def test_a_program_that_is_not_there_is_an_error() -> None:
    """The caller says which."""
    with pytest.raises(OSError, match="No such file"):
        SecretWatch(["/nowhere/kubectl"], os.environ)
