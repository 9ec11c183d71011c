"""A run is alive as long as its process is, and nobody takes another's process for it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kindsphinx.runtime.lease import Lease, state_folder
from kindsphinx.runtime.process_facts import start_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path) -> Lease:
    """Return the lease of this process."""
    return Lease.current({"XDG_STATE_HOME": str(tmp_path)})


@pytest.mark.parametrize(
    ("changed", "held"),
    [
        ({}, True),
        ({"began": "1"}, False),
        ({"process": 2**22 + 1}, False),
        ({"boot": "before"}, False),
        ({"boot": "before", "seat": "theirs"}, None),
        ({"boot": "before", "host": "theirs"}, None),
        ({"space": "pid:[1]"}, None),
        ({"seat": "theirs", "host": "theirs", "boot": "theirs"}, None),
        ({"boot": ""}, None),
        ({"began": "", "process": 2**22 + 1}, False),
    ],
    ids=[
        "this process",
        "the number is another process's now",
        "no such process",
        "this computer was started anew",
        "another user, or a container, before it was",
        "computers that share a home",
        "another container of this computer",
        "another computer",
        "a system that does not tell",
        "a process that had ended when it was asked",
    ],
)
def test_a_lease_is_held_by_one_process(here: Lease, changed: dict[str, Any], held: object) -> None:
    """Where nobody can tell from here, nobody does."""
    lease = replace(here, **changed)

    assert lease.is_held(here) is held


def test_a_process_that_was_killed_holds_nothing(here: Lease) -> None:
    """Also as long as its parent has not taken note."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        lease = replace(here, process=process.pid, began=start_of(process.pid))
        before = lease.is_held(here)
        process.kill()
        # waits for its end without taking note of it
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        after = lease.is_held(here)

    assert (before, after) == (True, False)


def test_a_label_holds_a_lease(here: Lease) -> None:
    """What is written is read."""
    assert Lease.parse(here.text) == here


@pytest.mark.parametrize(
    "text", ["", "7", "{}", "[]", "null", '{"seat": 1}', "x" * 9], ids=lambda text: text or "nothing"
)
def test_what_is_no_lease_says_nothing(text: str) -> None:
    """A label may hold anything."""
    assert Lease.parse(text) is None


def test_a_lease_with_another_s_type_is_none(here: Lease) -> None:
    """A process is a number."""
    assert Lease.parse(here.text.replace(str(os.getpid()), '"7"')) is None


def test_a_user_s_seat_stays(tmp_path: Path) -> None:
    """And that of another home is another; one that cannot be noted is another every time."""
    environ = {"HOME": str(tmp_path)}
    (tmp_path / "file").write_text("")
    nowhere = {"HOME": str(tmp_path / "file")}

    seats = [Lease.current(each).seat for each in (environ, environ, nowhere, nowhere)]

    assert seats[0] == seats[1]
    assert len(set(seats)) == 3
    assert [each.name for each in state_folder(environ).iterdir()] == ["seat"]
