"""A record mode says when a run compares, and when it writes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import pytest

from kindsphinx.core.errors import CommandTimeoutError
from kindsphinx.core.outcome import RecordMode
from kindsphinx.core.ports import Output
from tests.fakes.project import PAGE, Project, block, command, config, creation, statuses
from tests.fakes.runtime import PROVENANCE, FakeRuntime

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kindsphinx.core.blocks import Block
    from tests.fakes.runtime import Answers

    Damage: TypeAlias = Callable[[bytes], bytes]

PODS = block("kubectl get pods")
TWO_PODS = {"kubectl get pods": "pod-a\npod-b\n"}
OTHER_PODS = {"kubectl get pods": "pod-c\n"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project without recordings."""
    return Project(tmp_path)


def test_a_page_without_a_recording_gets_one(project: Project) -> None:
    """By default a run records what is missing, and leaves the same under the build folder."""
    outcomes = project.run(PODS, answers=TWO_PODS)

    assert statuses(outcomes) == ["kubectl get pods recorded"]
    assert project.outputs() == TWO_PODS
    assert project.taken == project.committed


def test_a_recorded_page_is_compared(project: Project) -> None:
    """What was recorded passes when it is printed again, and nothing is written."""
    project.run(PODS, answers=TWO_PODS)
    before = project.committed

    outcomes = project.run(PODS, answers=TWO_PODS)

    assert statuses(outcomes) == ["kubectl get pods passed"]
    assert project.committed == project.taken == before


@pytest.mark.parametrize("mode", [RecordMode.NEW, RecordMode.NONE])
def test_a_changed_output_of_an_unchanged_block_fails(project: Project, mode: RecordMode) -> None:
    """The page's recording stays; what came now lies under the build folder."""
    project.run(PODS, answers=TWO_PODS)
    before = project.committed

    (outcome,) = project.run(PODS, mode=mode, answers=OTHER_PODS)

    assert outcome.is_bad
    assert outcome.message == "the output differs from the recording"
    assert outcome.diff
    assert project.committed == before
    assert project.taken_outputs() == OTHER_PODS


def test_a_changed_output_is_recorded_on_demand(project: Project) -> None:
    """Recording everything compares with nothing but expectations."""
    project.run(PODS, answers=TWO_PODS)

    outcomes = project.run(PODS, mode=RecordMode.ALL, answers=OTHER_PODS)

    assert statuses(outcomes) == ["kubectl get pods recorded"]
    assert project.outputs() == OTHER_PODS


@pytest.mark.parametrize(
    "blocks",
    [(PODS, block("date")), (block("kubectl get pods -A", id=PODS.id),), (config(), PODS)],
    ids=["a block more", "another command", "another file"],
)
def test_a_page_that_is_not_as_recorded_is_recorded_whole(
    project: Project, blocks: tuple[Block, ...]
) -> None:
    """One missing or stale block is enough: a recording is one run of the whole page."""
    project.run(PODS, answers=TWO_PODS)
    answers = {**OTHER_PODS, "kubectl get pods -A": "pod-c\n"}

    outcomes = project.run(*blocks, answers=answers)

    assert {each.status for each in outcomes} == {"recorded"}
    assert project.outputs()[PODS.id] == "pod-c\n"


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        ((block("kubectl get po", id=PODS.id),), "the command was “kubectl get pods” when it was recorded"),
        ((config(), PODS), "dev.yaml changed since it was recorded"),
        ((block("cd x"), PODS), "a block before it changed since it was recorded"),
    ],
    ids=["command", "file", "block before"],
)
def test_a_stale_recording_fails_where_none_is_taken(
    project: Project, blocks: tuple[Block, ...], reason: str
) -> None:
    """The outcome names what changed, and how to record the page."""
    project.run(PODS, answers=TWO_PODS)

    outcomes = project.run(*blocks, mode=RecordMode.NONE, answers=TWO_PODS)

    assert outcomes[-1].is_bad
    assert outcomes[-1].message == (
        f"the recording is stale: {reason}; record the page (python -m kindsphinx record {PAGE})"
    )


@pytest.mark.parametrize(
    ("expected", "status"),
    [("a\n", "passed"), ("...\na", "passed"), (None, "failed"), ("...\n", "failed")],
    ids=["judged", "judged in part", "nothing expected", "everything fits"],
)
def test_a_missing_recording_fails_unless_expectations_judge(
    project: Project, expected: str | None, status: str
) -> None:
    """Every command of the block needs an expectation that something may fail to meet."""
    judged = block(command("one", expected="1\n"), command("two", expected=expected))

    outcomes = project.run(judged, mode=RecordMode.NONE, answers={"one": "1\n", "two": "a\n"})

    assert statuses(outcomes) == [f"one {status}"]
    assert not project.committed
    assert project.taken_outputs() == {"one": "1\n", "one/2": "a\n"}


def test_a_page_that_stops_has_one_reason(project: Project) -> None:
    """Of a block that could not be run to its end nobody asks for a recording."""
    fails = Output(text="", exit_code=1, duration=0)

    outcomes = project.run(PODS, mode=RecordMode.NONE, answers={PODS.id: fails})

    assert [each.message.partition(":")[0] for each in outcomes] == ["the command ended with 1, not with 0"]


def test_doubts_come_on_top_of_differences(project: Project) -> None:
    """What differs from the page is told, and also that no recording vouches for the rest."""
    outcomes = project.run(
        block(command("one", expected="1\n"), "two"), mode=RecordMode.NONE, answers={"one": "2\n"}
    )

    assert statuses(outcomes) == ["one failed", "one failed"]
    assert "expects" in outcomes[0].message
    assert "no recording" in outcomes[1].message


@pytest.mark.parametrize(
    "answers",
    [
        {"kubectl get pods": "pod-z\n"},
        {"date": Output(text="?\n", exit_code=2, duration=0)},
        {"date": CommandTimeoutError("it took longer than 120 s")},
    ],
    ids=["expectation", "exit code", "timeout"],
)
@pytest.mark.parametrize("mode", [RecordMode.NEW, RecordMode.ALL])
def test_a_page_that_does_not_go_well_is_not_recorded(
    project: Project, answers: Answers, mode: RecordMode
) -> None:
    """A failed expectation, a wrong exit code and a timeout write nothing beside the page."""
    expecting = block(command("kubectl get pods", expected="pod-a\n..."))

    outcomes = project.run(expecting, block("date"), mode=mode, answers={**TWO_PODS, **answers})

    assert any(each.is_bad for each in outcomes)
    assert not project.committed
    assert "recorded" not in {each.status for each in outcomes}


def test_only_a_complete_run_is_kept_under_the_build_folder(project: Project) -> None:
    """A run that stops half way leaves nothing there, not even what an earlier one left."""
    project.run(PODS, answers=TWO_PODS)
    broken = {"kubectl get pods": Output(text="", exit_code=1, duration=0)}

    project.run(PODS, answers=broken)

    assert not project.taken
    assert project.outputs() == TWO_PODS


def test_recording_twice_leaves_no_difference(project: Project) -> None:
    """Where only volatile values differ the file stays as it is, byte for byte."""
    date = block("kubectl get nodes")
    rows = "NAME   STATUS   ROLES    AGE   VERSION\ndev    Ready    <none>   {age}   v1.34.0\n"
    project.run(date, answers={"kubectl get nodes": rows.format(age="9s")})
    before = project.committed
    later = replace(PROVENANCE, date="2027-01-01", engine="Docker 99", engine_api="9.9", kindsphinx="9")
    again = FakeRuntime(answers={"kubectl get nodes": rows.format(age="8s")}, versions=later)

    outcomes = project.run(date, mode=RecordMode.ALL, runtime=again)

    assert statuses(outcomes) == ["kubectl get nodes passed"]
    assert project.committed == project.taken == before


@pytest.mark.parametrize(
    "versions",
    [
        {"kind": "v0.31.0"},
        {"kubectl": "v1.35.0"},
        {"kubernetes": "v1.35.0"},
        {"node_images": {"registry.example/node:v1.34.0": "sha256:1"}},
    ],
    ids=["kind", "kubectl", "kubernetes", "node images"],
)
def test_another_version_is_a_change(project: Project, versions: dict[str, str]) -> None:
    """The versions that a reader needs are part of what is reviewed."""
    project.run(PODS, answers=TWO_PODS)
    before = project.committed
    newer = FakeRuntime(answers=TWO_PODS, versions=replace(PROVENANCE, **versions))  # type: ignore[arg-type] # names of fields

    outcomes = project.run(PODS, mode=RecordMode.ALL, runtime=newer)

    assert statuses(outcomes) == ["kubectl get pods recorded"]
    assert project.committed != before


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda data: data.replace(b"pod-a", b"pod-x"), "edited"),
        (lambda data: data.replace(b"format: 1", b"format: 99"), "newer"),
        (lambda data: b"<<<<<<< HEAD\n" + data, "conflict markers"),
        (lambda _: b"{", "YAML"),
    ],
    ids=["edited", "newer", "conflict", "damaged"],
)
class TestRefused:
    """A recording file that cannot be relied on is replaced only on demand."""

    @pytest.mark.parametrize("mode", [RecordMode.NONE, RecordMode.NEW])
    def test_the_page_is_not_run(
        self, project: Project, mode: RecordMode, damage: Damage, problem: str
    ) -> None:
        """The page fails, and its outcome names the file and what is wrong with it."""
        data = self._damage(project, damage)

        (outcome,) = project.run(PODS, mode=mode, answers=TWO_PODS)

        assert statuses([outcome]) == ["page failed"]
        assert problem in outcome.message
        assert outcome.location
        assert outcome.location.source == str(project.stores.committed.path(PAGE))
        assert not project.runtime.events
        assert project.committed == data

    def test_recording_it_replaces_it(self, project: Project, damage: Damage, problem: str) -> None:
        """Nothing of the refused file is kept."""
        self._damage(project, damage)

        outcomes = project.run(PODS, mode=RecordMode.ALL, answers=TWO_PODS)

        assert statuses(outcomes) == ["kubectl get pods recorded"]
        assert project.outputs() == TWO_PODS

    def _damage(self, project: Project, damage: Damage) -> bytes:
        project.run(PODS, answers=TWO_PODS)
        data = damage(project.committed)
        project.stores.committed.path(PAGE).write_bytes(data)
        return data


def test_a_creation_without_a_recording_needs_one(project: Project) -> None:
    """No author writes what kind prints, so only a recording vouches for it."""
    outcomes = project.run(creation(), mode=RecordMode.NONE)

    assert statuses(outcomes) == ["create-dev failed"]
