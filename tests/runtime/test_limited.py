"""Programs that are asked about a failure do not hold up the run."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime.limited import LimitedPrograms

if TYPE_CHECKING:
    from pathlib import Path

LONG = 60.0


@pytest.fixture
def programs() -> LimitedPrograms:
    """Return what may take a minute."""
    return LimitedPrograms(os.environ, seconds=LONG)


def test_what_a_program_prints_goes_into_a_file(programs: LimitedPrograms, tmp_path: Path) -> None:
    """Standard error, too."""
    problem = programs.run(["sh", "-c", "echo out; echo err >&2"], tmp_path / "said", seconds=LONG)

    assert problem == ""
    assert (tmp_path / "said").read_text() == "out\nerr\n"


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (["sh", "-c", "echo out; exit 3"], "it ended with 3"),
        (["/no/such/program"], "it cannot be run: No such file or directory"),
        (["sh", "-c", "echo out; sleep 60 & wait"], "it did not end within 0 s"),
    ],
    ids=["fails", "absent", "hangs"],
)
def test_what_goes_wrong_is_told(
    programs: LimitedPrograms, tmp_path: Path, command: list[str], problem: str
) -> None:
    """And nothing is raised."""
    assert programs.run(command, tmp_path / "said", seconds=0.3) == problem


def test_all_have_one_time(tmp_path: Path) -> None:
    """When it is over, nothing is started."""
    programs = LimitedPrograms(os.environ, seconds=0.0)

    problem = programs.run(["touch", str(tmp_path / "made")], tmp_path / "said", seconds=LONG)

    assert problem == "there was no time left"
    assert not (tmp_path / "made").exists()


def test_another_thread_can_end_them(programs: LimitedPrograms, tmp_path: Path) -> None:
    """With all that the one that runs has started."""
    told: list[str] = []
    marker = tmp_path / "pid"
    script = f"sleep 60 & echo $! > {marker}.new; mv {marker}.new {marker}; wait"
    thread = threading.Thread(
        target=lambda: told.append(programs.run(["sh", "-c", script], tmp_path / "said", seconds=LONG))
    )
    thread.start()
    while not marker.exists():
        time.sleep(0.01)

    programs.stop()
    thread.join(LONG)

    assert told == ["it ended with -9"]
    assert programs.run(["true"], tmp_path / "said", seconds=LONG) == "there was no time left"
