"""The supervisor finds what came of a shell."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime import supervisor
from kindsphinx.runtime.supervisor import Process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

PROCESSES = [
    Process(*numbers)
    for numbers in (
        (1, 0, 1),
        (10, 1, 10),
        (11, 10, 11),
        (12, 11, 11),
        (13, 12, 13),
        (20, 1, 11),
        (30, 1, 30),
    )
]


@pytest.mark.parametrize(
    ("ancestor", "groups", "found"),
    [
        (10, (), {11, 12, 13}),
        (10, (11,), {11, 12, 13, 20}),
        (11, (11,), {12, 13, 20}),
        (30, (), set()),
        (99, (), set()),
    ],
    ids=["tree", "tree and group", "its own group", "no children", "unknown"],
)
def test_descendants_are_found_through_their_parents(
    ancestor: int, groups: tuple[int, ...], found: set[int]
) -> None:
    """And members of a group wherever they are."""
    assert supervisor.descendants(ancestor, PROCESSES, groups) == found


def test_processes_that_are_parents_of_each_other_end_the_search() -> None:
    """As two looks at different times may show them."""
    processes = [Process(2, 1, 2), Process(3, 2, 3), Process(2, 3, 2)]

    assert supervisor.descendants(1, processes, ()) == {2, 3}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no /proc")
def test_ps_tells_what_proc_tells() -> None:
    """So that both systems end the same processes."""
    with subprocess.Popen(["sleep", "60"]) as child:
        group = os.getpgrp()
        own = {Process(child.pid, os.getpid(), group), Process(os.getpid(), os.getppid(), group)}
        by_proc, by_ps = set(supervisor.processes_in_proc()), set(supervisor.processes_of_ps())
        child.kill()

    assert own <= by_proc
    assert own <= by_ps


@pytest.mark.parametrize(
    "look",
    [
        pytest.param(
            supervisor.processes_in_proc,
            marks=pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is no /proc"),
        ),
        supervisor.processes_of_ps,
    ],
)
def test_a_process_that_has_ended_is_known_as_such(look: Callable[[], Iterator[Process]]) -> None:
    """It links its parent to its children, and is not waited for."""
    child = subprocess.Popen(["true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)

    found = {each.pid: each.has_ended for each in look()}
    child.wait()

    assert found[child.pid]
    assert not found[os.getpid()]


@pytest.mark.parametrize(("platform", "ctypes"), [("darwin", ctypes), ("freebsd", ctypes), ("linux", None)])
def test_a_system_without_prctl_is_told(
    platform: str, ctypes: ModuleType | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one whose Python cannot call it; then process groups have to do."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setitem(sys.modules, "ctypes", ctypes)

    assert not supervisor.set_process_option(36, 1)
