"""A command is run until it is right or its time is over."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import CommandTimeoutError, EngineError, RunnerError
from kindsphinx.core.outcome import RecordMode, Status
from kindsphinx.core.page_plan import plan_page
from kindsphinx.core.ports import Output
from kindsphinx.core.recording import Interaction
from kindsphinx.core.store import RecordingStore
from kindsphinx.core.tries import CommandRunner, Step, steps_of
from tests.fakes.progress import FakeProgress
from tests.fakes.project import Project, at, block, command, creation, page, settings, statuses
from tests.fakes.runtime import SCRATCH, FakeRuntime

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.blocks import RunBlock
    from kindsphinx.core.tries import Tried

FOREVER = 10.0
WRONG = Output(text="", exit_code=1, duration=0)


def _step(root: Path, made: RunBlock, *, recorded: str | None = None) -> Step:
    plan = plan_page(page(made), RecordingStore(root), RecordMode.NEW, {})
    step = steps_of(made, plan, settings())[-1]
    if recorded is None:
        return step
    kept = Interaction(
        id=made.id, fingerprint="", command=step.command.text, exit_code=0, output=recorded, duration=1
    )
    return replace(step, recorded=kept)


def _run(step: Step, runtime: FakeRuntime) -> Tried:
    return CommandRunner(runtime, settings(), FakeProgress()).run(step)


@pytest.mark.parametrize(
    ("made", "recorded", "answers"),
    [
        (block("get"), None, [WRONG, WRONG, "b\n"]),
        (block(command("get", expected="b\n")), None, ["", "a\n", "b\n"]),
        (block("get"), "b\n", ["a\n", WRONG, "b\n"]),
    ],
    ids=["exit code", "expectation", "recording"],
)
def test_it_is_repeated_until_it_is_right(
    tmp_path: Path, made: RunBlock, recorded: str | None, answers: list[str | Output]
) -> None:
    """Exit code, expectation and recording must all hold; the last try is the one that counts."""
    step = _step(tmp_path, replace(made, retry=FOREVER), recorded=recorded)

    tried = _run(step, FakeRuntime(answers={"get": [*answers, "c\n"]}))

    assert tried.verdict.is_right
    assert (tried.count, tried.text) == (3, "b\n")


def test_it_stays_wrong_when_its_time_is_over(tmp_path: Path) -> None:
    """The last try is told, with how many there were."""
    step = _step(tmp_path, block("get", retry=2.5))
    seconds = itertools.count()
    runner = CommandRunner(
        FakeRuntime(answers={"get": WRONG}), settings(), FakeProgress(), clock=lambda: float(next(seconds))
    )

    tried = runner.run(step)

    assert tried.verdict.status is Status.FAILED
    assert tried.count == 3


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (CommandTimeoutError("too long", output="a"), Status.FAILED),
        (RunnerError("it ended the shell", output="a"), Status.FAILED),
        (EngineError("the engine is gone"), Status.ERROR),
    ],
    ids=["timeout", "shell", "engine"],
)
def test_what_cannot_be_mended_is_not_repeated(tmp_path: Path, error: Exception, status: Status) -> None:
    """The tries before it are counted all the same."""
    step = _step(tmp_path, block("get", retry=FOREVER))

    tried = _run(step, FakeRuntime(answers={"get": [WRONG, error]}))

    assert tried.verdict.status is status
    assert tried.verdict.message == str(error)
    assert (tried.count, tried.exit_code) == (2, None)
    assert tried.ended_shell is (status is Status.FAILED)


def test_only_the_last_command_of_a_block_is_repeated(tmp_path: Path) -> None:
    """The others are run once."""
    outcomes = Project(tmp_path).run(block("one", "two", retry=FOREVER), answers={"one": WRONG})

    assert statuses(outcomes) == ["one failed"]
    assert outcomes[0].tries == 1


def test_the_last_try_is_recorded_and_told(tmp_path: Path) -> None:
    """Progress hears why it is tried again."""
    project = Project(tmp_path)

    (outcome,) = project.run(block("get", retry=FOREVER), answers={"get": [WRONG, "b\n"]})

    assert (outcome.status, outcome.tries) == (Status.RECORDED, 2)
    assert project.outputs() == {"get": "b\n"}
    assert any(
        line.startswith("wait: trying again: the command ended with 1") for line in project.progress.lines
    )


@pytest.mark.parametrize(
    ("made", "seconds"),
    [
        (block("ls"), "120"),
        (block("ls", timeout=5), "5"),
        (creation(), "600"),
        (creation(timeout=900), "900"),
    ],
    ids=["command", "command's own", "creation", "creation's own"],
)
def test_a_block_has_the_timeout_that_it_says_or_needs(tmp_path: Path, made: RunBlock, seconds: str) -> None:
    """A block's own timeout beats the settings'; a creation has a longer one."""
    runtime = FakeRuntime()

    _run(_step(tmp_path, made), runtime)

    assert f"timeout {seconds}" in runtime.events


def test_new_clusters_are_waited_for_after_each_command(tmp_path: Path) -> None:
    """A script of the page may create a cluster, too; the wait may take as long as a creation."""
    project = Project(tmp_path)

    project.run(creation(), block("bash create-another.sh"))

    asked = [each for each in project.runtime.events if each.startswith(("run", "settle"))]
    assert asked == [
        *("run kind create cluster --name dev", "settle 600", "run bash create-another.sh", "settle 600")
    ]
    assert "wait: waiting until the cluster is ready" in project.progress.lines


def test_a_cluster_that_is_not_ready_ends_the_page(tmp_path: Path) -> None:
    """It is an error of the block that created it, with what was printed."""
    project = Project(tmp_path)
    runtime = FakeRuntime(
        answers={"kind create cluster --name dev": "Creating\n"},
        refuses={"settle": EngineError("the cluster dev is not ready after 600 s")},
    )

    outcomes = project.run(creation(line=3), block("ls"), runtime=runtime)

    assert statuses(outcomes) == ["create-dev error", "ls skipped"]
    assert outcomes[0].message == "the cluster dev is not ready after 600 s"
    assert (outcomes[0].location, outcomes[0].output) == (at(3), "Creating\n")


def test_a_creation_that_failed_is_not_waited_for(tmp_path: Path) -> None:
    """There is nothing that could become ready."""
    runtime = FakeRuntime(answers={"kind create cluster --name dev": WRONG})

    _run(_step(tmp_path, creation()), runtime)

    assert not [each for each in runtime.events if each.startswith("settle")]


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [
        (CommandTimeoutError("it took longer than 120 s", output="a\n"), "failed", "a command took too long"),
        (RunnerError("the command ended the shell", output="a\n"), "failed", "a command ended the shell"),
        (EngineError("the proxy is gone"), "error", "a command could not be run"),
    ],
    ids=["timeout", "shell", "engine"],
)
def test_a_command_that_does_not_end_is_an_outcome(
    tmp_path: Path, error: Exception, status: str, reason: str
) -> None:
    """It has what was printed until then, and is why the rest is skipped."""
    outcomes = Project(tmp_path).run(block("one", line=7), block("two"), answers={"one": error})

    assert statuses(outcomes) == [f"one {status}", "two skipped"]
    assert outcomes[0].message == str(error)
    assert outcomes[0].output == getattr(error, "output", "")
    assert outcomes[1].message == f"not run: {reason} at guide/web.rst:7"


def test_what_is_stored_is_fit_for_everybody(tmp_path: Path) -> None:
    """Scratch paths are fixed ones, and trailing blanks are gone, before anything is compared or stored."""
    made = block(command("pwd; ls", expected="/work\n"))

    tried = _run(_step(tmp_path, made), FakeRuntime(answers={"pwd; ls": f"{SCRATCH}  \n"}))

    assert tried.verdict.is_right
    assert tried.text == "/work\n"


def test_output_of_an_ended_shell_is_made_fit_too(tmp_path: Path) -> None:
    """Reports show no path of this computer either."""
    slow = CommandTimeoutError("too long", output=f"{SCRATCH}/x\n")

    tried = _run(_step(tmp_path, block("sleep 999")), FakeRuntime(answers={"sleep 999": slow}))

    assert tried.text == "/work/x\n"
