"""A run compares the values of a page with those of its recording, across its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.drift import Drift
from kindsphinx.core.outcome import RecordMode, Status
from tests.fakes.project import Project, at, block, command, statuses

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.ports import Output

PORT = block("docker port dev", line=3)
INFO = block("kubectl cluster-info", line=9)
WAITING = block("kubectl cluster-info", line=9, retry=10.0)


def _answers(port: str, *infos: str) -> dict[str, str | list[str | Output | Exception]]:
    return {
        "docker port dev": f"6443/tcp -> 127.0.0.1:{port}\n",
        "kubectl cluster-info": [_info(info) for info in infos],
    }


def _info(port: str) -> str:
    return f"Kubernetes control plane is running at https://127.0.0.1:{port}\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with a recording in which both blocks show one port."""
    project = Project(tmp_path)
    project.run(PORT, INFO, answers=_answers("40075", "40075"))
    return project


@pytest.mark.parametrize("mode", [RecordMode.NONE, RecordMode.NEW])
def test_a_port_that_is_shared_no_longer_is_told_where_it_shows(project: Project, mode: RecordMode) -> None:
    """Though each output on its own is as recorded."""
    passed, failed = project.run(PORT, INFO, mode=mode, answers=_answers("44963", "41234"))

    assert (passed.status, failed.status) == (Status.PASSED, Status.FAILED)
    assert (failed.drift, failed.location) == (Drift.CHANGED, at(9))
    assert failed.message == "the output differs from the recording"
    assert failed.diff
    assert [each.sentence for each in failed.diff.differences] == [
        (
            "port 40075 was one port in “docker port dev” (line 3) and “kubectl cluster-info” (line 9); "
            "now 44963 and 41234"
        )
    ]


def test_a_port_that_is_shared_still_is_right(project: Project) -> None:
    """Whatever its number is."""
    outcomes = project.run(PORT, INFO, mode=RecordMode.NONE, answers=_answers("44963", "44963"))

    assert [each.status for each in outcomes] == [Status.PASSED, Status.PASSED]


def test_a_command_is_tried_until_its_values_are_right(project: Project) -> None:
    """The last try counts, and those before it leave nothing behind."""
    _, outcome = project.run(
        PORT, WAITING, mode=RecordMode.NONE, answers=_answers("44963", "41234", "41235", "44963")
    )

    assert (outcome.status, outcome.tries) == (Status.PASSED, 3)


def test_what_is_recorded_anew_is_compared_with_nothing(project: Project) -> None:
    """A recording that shows other values of two things is another one, so it replaces the old."""
    outcomes = project.run(PORT, INFO, mode=RecordMode.ALL, answers=_answers("44963", "41234"))

    assert statuses(outcomes) == ["docker port dev recorded", "kubectl cluster-info recorded"]
    assert project.outputs()["kubectl cluster-info"] == _info("41234")


def test_a_recording_with_the_same_sharing_stays(project: Project) -> None:
    """Nothing but volatile values changed."""
    before = project.committed

    project.run(PORT, INFO, mode=RecordMode.ALL, answers=_answers("44963", "44963"))

    assert project.committed == before


NAMED = (
    block(command("docker port dev", expected="6443/tcp -> 127.0.0.1:<port:api>\n", line=3)),
    block(command("kubectl cluster-info", expected="... is running at https://<ip>:<port:api>\n", line=9)),
)


@pytest.mark.parametrize("mode", RecordMode)
def test_a_named_place_is_one_value_in_every_run(tmp_path: Path, mode: RecordMode) -> None:
    """With a recording and without; what is wrong is told at the line of the page, with the other one."""
    outcomes = Project(tmp_path).run(*NAMED, mode=mode, answers=_answers("80", "81"))

    (failed,) = (each for each in outcomes if each.is_bad)
    assert failed.location == at(10)
    assert failed.message == "the output differs from what the page expects"
    assert failed.diff
    assert [each.sentence for each in failed.diff.differences] == [
        "<port:api> is 81 here, and 80 in “docker port dev” (line 4)"
    ]


def test_a_named_place_may_come_right_with_another_try(tmp_path: Path) -> None:
    """What the tries before it had at that place is forgotten."""
    first, second = NAMED
    waiting = block(*second.commands, retry=10.0)

    outcomes = Project(tmp_path).run(first, waiting, answers=_answers("80", "81", "82", "80"))

    assert [(each.status, each.tries) for each in outcomes] == [(Status.RECORDED, 1), (Status.RECORDED, 3)]


def test_what_a_placeholder_stands_for_may_be_another_than_recorded(tmp_path: Path) -> None:
    """Also where kindsphinx would have compared it, were it not for the author."""
    project = Project(tmp_path)
    project.run(*NAMED, answers=_answers("80", "80"))

    outcomes = project.run(*NAMED, mode=RecordMode.NONE, answers=_answers("81", "81"))

    assert [each.status for each in outcomes] == [Status.PASSED, Status.PASSED]
