"""A page that shares its cluster hands it over when it has ended, and what it leaves is its failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.drift import Drift
from kindsphinx.core.errors import EngineError
from kindsphinx.core.sharing import ApiObject, Returned
from tests.fakes.project import Project, at, block, creation, statuses
from tests.fakes.runtime import FakeRuntime

if TYPE_CHECKING:
    from pathlib import Path

LEFT = Returned(cluster="dev", left=(ApiObject(kind="Namespace", name="shop"),))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project without recordings."""
    return Project(tmp_path)


def test_the_cluster_is_looked_at_after_the_last_clean_up(project: Project) -> None:
    """What that removes is not left behind."""
    project.run(creation(), block("ls"), block("rm x", cleanup=True))

    order = [each for each in project.runtime.events if each in {"run ls", "run rm x", "hand-over", "close"}]
    assert order == ["run ls", "run rm x", "hand-over", "close"]


def test_what_is_left_behind_is_the_page_s_failure(project: Project) -> None:
    """Its recording is what it printed, all the same."""
    outcomes = project.run(creation(), block("ls", line=3), runtime=FakeRuntime(returned=LEFT))

    assert statuses(outcomes) == ["create-dev recorded", "ls recorded", "page failed"]
    assert (outcomes[-1].message, outcomes[-1].drift) == (LEFT.complaint, Drift.STRUCTURE)
    assert outcomes[-1].location == at(1)
    assert project.committed


def test_a_page_that_broke_off_is_not_asked_for_more(project: Project) -> None:
    """What it had to undo, it has not come to."""
    answers = {"ls": EngineError("no engine")}

    outcomes = project.run(creation(), block("ls"), runtime=FakeRuntime(answers=answers, returned=LEFT))

    assert statuses(outcomes) == ["create-dev passed", "ls error"]
    assert "hand-over" not in project.runtime.events


def test_a_cluster_that_does_not_tell_is_an_error_of_the_page(project: Project) -> None:
    """The next page gets another, and what this one printed is recorded."""
    runtime = FakeRuntime(refuses={"hand-over": EngineError("the API server does not answer")})

    outcomes = project.run(creation(), runtime=runtime)

    assert statuses(outcomes) == ["create-dev recorded", "page error"]
    assert outcomes[-1].message == "the API server does not answer"


def test_a_node_in_which_the_page_has_worked_is_told(project: Project) -> None:
    """So that nobody wonders why the next page waits for a new cluster."""
    found = Returned(cluster="dev", entered=("dev-worker",))

    outcomes = project.run(creation(), runtime=FakeRuntime(returned=found))

    assert statuses(outcomes) == ["create-dev recorded"]
    assert f"notice: {found.remark}" in project.progress.lines
