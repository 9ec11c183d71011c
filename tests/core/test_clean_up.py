"""Clean-ups run at their place, and else at the page's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import PageFile
from kindsphinx.core.errors import CommandTimeoutError, EngineError
from kindsphinx.core.ports import Output
from tests.fakes.project import ARM64, Project, block, command, statuses
from tests.fakes.runtime import FakeRuntime

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.blocks import RunBlock

LS = block("ls")
CLEAN = block("rm -r x", cleanup=True, line=9)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project without recordings."""
    return Project(tmp_path)


def test_in_its_place_it_is_a_block_like_any_other(project: Project) -> None:
    """It is run once, and recorded."""
    outcomes = project.run(LS, CLEAN, block("pwd"), answers={"rm -r x": "removed\n"})

    assert statuses(outcomes) == ["ls recorded", "rm -r x recorded", "pwd recorded"]
    assert project.runtime.ran == ["ls", "rm -r x", "pwd"]
    assert project.outputs()["rm -r x"] == "removed\n"


def test_it_runs_at_the_end_of_a_page_that_stopped(project: Project) -> None:
    """The shell is the page's, with its variables, while that is alive."""
    fails = Output(text="", exit_code=1, duration=0)

    outcomes = project.run(LS, CLEAN, block("pwd"), answers={"ls": fails})

    assert statuses(outcomes) == ["ls failed", "pwd skipped", "rm -r x passed"]
    assert outcomes[2].message == "run for clean-up, after the page had stopped"
    assert project.runtime.ran == ["ls", "rm -r x"]
    assert "restart" not in project.runtime.events
    assert "take guide/web rm -r x" not in project.progress.lines


def test_it_gets_a_new_shell_after_a_timeout(project: Project) -> None:
    """What was ended with the old shell cannot keep it from running; neither can a clean-up before."""
    slow = CommandTimeoutError("too long")
    clean = [block(name, cleanup=True) for name in ("one", "two", "three")]

    outcomes = project.run(LS, *clean, answers={"ls": slow, "two": slow})

    assert statuses(outcomes) == ["ls failed", "one passed", "two failed", "three passed"]
    assert [each for each in project.runtime.events if each.startswith(("run", "restart"))] == [
        *("run ls", "restart", "run one", "run two", "restart", "run three")
    ]


def test_its_files_are_placed_then(project: Project) -> None:
    """A clean-up that is a script is there although the page did not come to it."""
    script = block("bash x.sh", cleanup=True, files=(PageFile(name="x.sh", data=b""),))
    fails = Output(text="", exit_code=1, duration=0)

    project.run(LS, script, answers={"ls": fails})

    assert project.runtime.events.index("place x.sh") < project.runtime.events.index("run bash x.sh")


def test_one_that_fails_is_an_outcome(project: Project) -> None:
    """It says what went wrong, not that it was run."""
    fails = Output(text="no x\n", exit_code=1, duration=0)

    outcomes = project.run(LS, CLEAN, answers={"ls": fails, "rm -r x": fails})

    assert statuses(outcomes) == ["ls failed", "rm -r x failed"]
    assert outcomes[1].message.startswith("the command ended with 1, not with 0")
    assert outcomes[1].output == "no x\n"


def test_it_is_judged_by_its_exit_code_then(project: Project) -> None:
    """A page that has stopped is not in the state that it was recorded in."""
    clean = block(command("rm -r x", expected="removed 9\n"), cleanup=True)
    project.run(LS, clean, answers={"rm -r x": "removed 9\n"})
    fails = Output(text="", exit_code=1, duration=0)

    outcomes = project.run(LS, clean, answers={"ls": fails, "rm -r x": "removed 1\n"})

    assert statuses(outcomes) == ["ls failed", "rm -r x passed"]


def test_a_shell_that_cannot_be_had_is_an_error(project: Project) -> None:
    """Nothing is run then."""
    runtime = FakeRuntime(
        answers={"ls": CommandTimeoutError("too long")}, refuses={"restart": EngineError("no bash")}
    )

    outcomes = project.run(LS, CLEAN, runtime=runtime)

    assert statuses(outcomes) == ["ls failed", "rm -r x error"]
    assert runtime.ran == ["ls"]


def test_files_that_cannot_be_placed_then_are_an_error(project: Project) -> None:
    """Such a clean-up is not run."""
    script = block("bash x.sh", cleanup=True, files=(PageFile(name="x.sh", data=b""),))
    fails = Output(text="", exit_code=1, duration=0)
    runtime = FakeRuntime(answers={"ls": fails}, refuses={"place": EngineError("full")})

    outcomes = project.run(LS, script, runtime=runtime)

    assert statuses(outcomes) == ["ls failed", "bash x.sh error"]


def test_one_that_cannot_be_run_leaves_its_shell_to_the_next(project: Project) -> None:
    """A shell is asked for once after one is gone."""
    script = block("bash x.sh", cleanup=True, files=(PageFile(name="x.sh", data=b""),))
    runtime = FakeRuntime(
        answers={"ls": CommandTimeoutError("too long")}, refuses={"place": EngineError("full")}
    )

    outcomes = project.run(LS, script, CLEAN, runtime=runtime)

    assert statuses(outcomes) == ["ls failed", "bash x.sh error", "rm -r x passed"]
    assert runtime.events.count("restart") == 1


def test_no_cluster_is_waited_for_then(project: Project) -> None:
    """Nothing comes after it that would need one."""
    fails = Output(text="", exit_code=1, duration=0)

    project.run(LS, CLEAN, answers={"ls": fails})

    assert project.runtime.ran[-1] == "rm -r x"
    assert not [each for each in project.runtime.events if each.startswith("settle")]


def test_one_for_another_platform_is_never_run(project: Project) -> None:
    """It is skipped once, whatever happened before."""
    fails = Output(text="", exit_code=1, duration=0)
    elsewhere = block("rm -r y", cleanup=True, platform=ARM64)

    outcomes = project.run(LS, elsewhere, answers={"ls": fails})

    assert statuses(outcomes) == ["ls failed", "rm -r y skipped"]
    assert project.runtime.ran == ["ls"]


@pytest.mark.parametrize(
    "broken",
    [block("sleep 60"), block("sleep 60", cleanup=True)],
    ids=["a command", "a clean-up at its place"],
)
def test_it_runs_when_somebody_ends_the_run(project: Project, broken: RunBlock) -> None:
    """In a new shell, since the old one is busy; what follows is not run, and the page is closed."""
    runtime = FakeRuntime(answers={"sleep 60": [KeyboardInterrupt(), ""]})

    with pytest.raises(KeyboardInterrupt):
        project.run(LS, broken, block("pwd"), CLEAN, runtime=runtime)

    again = ["run sleep 60"] if broken.cleanup else []
    assert [each for each in runtime.events if each.startswith(("run", "restart", "close"))] == [
        *("run ls", "run sleep 60", "restart", *again, "run rm -r x", "close")
    ]
    assert "Ctrl-C once more leaves at once" in "".join(project.progress.lines)


def test_the_end_of_a_page_is_not_broken_off(project: Project) -> None:
    """Whoever ends the run then ends it when nothing is left."""

    class Ending(FakeRuntime):
        def close(self) -> tuple[str, ...]:
            super().close()
            if self.events.count("close") == 1:
                raise KeyboardInterrupt
            return ()

    runtime = Ending()

    with pytest.raises(KeyboardInterrupt):
        project.run(LS, runtime=runtime)

    assert runtime.events.count("close") == 2
