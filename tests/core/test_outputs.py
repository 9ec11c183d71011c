"""What commands print is made fit to be stored, and to be shown meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import CommandTimeoutError
from kindsphinx.core.outcome import RecordMode
from kindsphinx.core.outputs import Outputs
from tests.fakes.progress import FakeProgress
from tests.fakes.project import Project, block, statuses
from tests.fakes.runtime import SCRATCH, FakeRuntime
from tests.fakes.secrets import FakeSecrets

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.runtime import Answers

PASSWORD = "tQ8zz-hello-4711"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project."""
    return Project(tmp_path)


def runtime(answers: Answers, *values: str) -> FakeRuntime:
    """Return a runtime whose page has these secrets, one more after each command."""
    return FakeRuntime(answers=answers, secrets=FakeSecrets(values or (PASSWORD,)))


def test_a_recording_has_no_secret(project: Project) -> None:
    """Nor has what a block prints that is compared with it the next time."""
    first = project.run(block("get"), runtime=runtime({"get": f"it is {PASSWORD}\n"}))
    again = project.run(block("get"), runtime=runtime({"get": "it is another-4711\n"}, "another-4711"))

    assert statuses(first) == ["get recorded"]
    assert project.outputs() == {"get": "it is <redacted>\n"}
    assert statuses(again) == ["get passed"]


def test_colours_and_paths_do_not_hide_a_secret(project: Project) -> None:
    """One may have colours within, or the name of the scratch folder."""
    coloured, path = f"{PASSWORD[:4]}\x1b[31m{PASSWORD[4:]}", f"{SCRATCH}/key-4711"
    answers = {"a": f"{coloured}\n", "b": f"{path}\n"}

    project.run(block("a"), block("b"), runtime=runtime(answers, PASSWORD, path))

    assert project.outputs() == {"a": "<redacted>\n", "b": "<redacted>\n"}


def test_what_an_author_reveals_is_kept(project: Project) -> None:
    """For that one block."""
    blocks = replace(block("show"), reveal=True), block("get")
    answers = {"show": f"it is {PASSWORD}\n", "get": f"it is {PASSWORD}\n"}

    outcomes = project.run(*blocks, runtime=runtime(answers))

    assert statuses(outcomes) == ["show recorded", "get recorded"]
    assert project.outputs() == {"show": f"it is {PASSWORD}\n", "get": "it is <redacted>\n"}


def test_a_failure_tells_no_secret(project: Project) -> None:
    """Neither does what a command had printed that took too long."""
    broken = CommandTimeoutError("too long", output=f"it is {PASSWORD}\n")

    outcomes = project.run(block("get"), runtime=runtime({"get": broken}), mode=RecordMode.NONE)

    assert outcomes[0].output == "it is <redacted>\n"


def test_progress_has_no_secret_although_it_comes_in_pieces() -> None:
    """A line is passed on when it is whole."""
    progress = FakeProgress()
    outputs = Outputs(runtime({}), progress)
    outputs.stored("", is_revealed=False)

    for piece in ("it is ", PASSWORD[:5], f"{PASSWORD[5:]}\nand", " more\n", "rest"):
        outputs.shown(piece)

    assert progress.lines == ["print 'it is <redacted>\\n'", "print 'and more\\n'"]


def test_a_line_without_an_end_is_passed_on() -> None:
    """When it is very long: nothing is kept for ever."""
    progress = FakeProgress()
    outputs = Outputs(runtime({}), progress)

    outputs.shown("x" * 5000)

    assert progress.lines == [f"print '{'x' * 5000}'"]
