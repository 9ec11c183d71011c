"""A run gives later commands what earlier ones printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.capturing import page_values, parse_captures
from kindsphinx.core.errors import RunnerError
from kindsphinx.core.outcome import RecordMode
from kindsphinx.core.problems import Location
from tests.fakes.project import PAGE, Project, block, page, statuses
from tests.fakes.runtime import FakeRuntime

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.capturing import Capture

USE = block("curl ${PORT}")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project without recordings."""
    return Project(tmp_path)


def captures(text: str) -> tuple[Capture, ...]:
    """Return the captures that *text* says."""
    found, problems = parse_captures(text)
    assert not problems
    return found


PORT = captures(r"PORT = :(\d+)")


def test_the_shell_gets_the_value_before_the_next_command(project: Project) -> None:
    """Once, after the last command of the block, as it was printed in this run."""
    outcomes = project.run(
        block("echo :1", "docker port dev", captures=PORT),
        USE,
        answers={"docker port dev": "0.0.0.0:40075\n"},
    )

    assert statuses(outcomes) == ["echo :1 recorded", "curl ${PORT} recorded"]
    assert project.runtime.ran == ["echo :1", "docker port dev", "PORT=40075", "curl ${PORT}"]


def test_the_value_is_taken_from_what_was_printed_not_from_what_is_stored(project: Project) -> None:
    """A path of this run is a path of this run, though another stands in the recording."""
    given = block("pwd", captures=captures("DIR = .+"))

    project.run(given, answers={"pwd": "/tmp/kindsphinx-x1y2/a\n"})

    assert project.runtime.ran == ["pwd", "DIR=/tmp/kindsphinx-x1y2/a"]
    recording = project.stores.committed.load(PAGE).recording
    assert recording
    assert page_values(page(given).runs, recording).found == {"DIR": "/work/a"}


def test_a_value_that_is_not_there_ends_the_page(project: Project) -> None:
    """What needs it cannot be run, and nothing is recorded."""
    outcomes = project.run(
        block("docker port dev", captures=PORT), USE, answers={"docker port dev": "none\n"}
    )

    assert statuses(outcomes) == ["docker port dev failed", "curl ${PORT} skipped"]
    assert "finds nothing for PORT in the output" in outcomes[0].message
    assert outcomes[0].output == "none\n"
    assert project.runtime.ran == ["docker port dev"]
    assert project.committed == b""


def test_a_value_may_come_with_another_try(project: Project) -> None:
    """A block that is repeated is repeated until it has what is captured, too."""
    outcomes = project.run(
        block("kubectl get svc", captures=PORT, retry=5.0),
        answers={"kubectl get svc": ["<pending>\n", ":80\n"]},
    )

    assert statuses(outcomes) == ["kubectl get svc recorded"]
    assert outcomes[0].tries == 2
    assert project.runtime.ran == ["kubectl get svc", "kubectl get svc", "PORT=80"]


def test_a_new_shell_for_the_clean_up_knows_the_values(project: Project) -> None:
    """The clean-up of a page may need what the page captured."""
    runtime = FakeRuntime(answers={"docker run": ":7\n", "exit": RunnerError("the shell is gone")})

    project.run(
        block("docker run", captures=PORT),
        block("exit"),
        block("docker rm ${PORT}", cleanup=True),
        runtime=runtime,
    )

    assert runtime.ran == ["docker run", "PORT=7", "exit", "PORT=7", "docker rm ${PORT}"]


def test_a_second_run_with_another_value_passes(project: Project) -> None:
    """The recording has the command as it is written."""
    blocks = (block("docker port dev", captures=PORT), USE)
    project.run(*blocks, answers={"docker port dev": "0.0.0.0:40075\n"})

    outcomes = project.run(*blocks, answers={"docker port dev": "0.0.0.0:44963\n"}, mode=RecordMode.NONE)

    assert statuses(outcomes) == ["docker port dev passed", "curl ${PORT} passed"]


def test_what_a_recording_lacks_is_told_apart() -> None:
    """A capture that finds nothing in a recording is lost; without a recording it is neither."""
    given = block("docker port dev", captures=PORT)

    values = page_values(page(given).runs, None)

    assert (values.found, values.lost) == ({}, {})


def test_a_value_that_is_not_there_is_told_where_the_page_takes_it(project: Project) -> None:
    """And not at the command, which may be right."""
    place = Location(source="page.rst", line=7, column=14)
    (capture,) = captures("PORT = :(\\d+)")
    given = block("docker port dev", captures=(replace(capture, location=place),))

    (failed,) = project.run(given, answers={"docker port dev": "none\n"})

    assert failed.location == place
