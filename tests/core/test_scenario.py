"""A page is run in a runtime of its own, and what happens to it is an outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import EngineError, MissingProgramError, RecordingError
from kindsphinx.core.outcome import Status
from kindsphinx.core.scenario import run_scenario
from tests.fakes.progress import FakeProgress
from tests.fakes.project import PAGE, Project, at, block, config, page, settings, statuses
from tests.fakes.runtime import FakeRuntime

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.blocks import Scenario
    from kindsphinx.core.ports import Runtime

LS = block("ls")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project without recordings."""
    return Project(tmp_path)


def test_progress_is_told_what_happens_in_order(project: Project) -> None:
    """An entrance can show the page, each command, its output, and the clean-up."""
    project.run(LS, answers={"ls": "a\n"})

    assert project.progress.lines == [
        "page guide/web (0 s)",
        "start ls: ls (0 s)",
        "print 'a\\n'",
        "end 0",
        "take guide/web ls",
        "wait: removing what the page made",
        "finish guide/web: recorded",
    ]


def test_progress_knows_how_long_things_took_when_recorded(project: Project) -> None:
    """The durations of the recording are what can be expected."""
    project.run(LS, block("pwd"))
    project.progress = FakeProgress()

    project.run(LS, block("pwd"))

    assert project.progress.lines[:2] == ["page guide/web (2 s)", "start ls: ls (1 s)"]


def test_outcomes_come_when_the_page_is_done(project: Project) -> None:
    """Whoever sees the first outcome can rely on the page's clusters being gone."""
    runtime = FakeRuntime()
    outcomes = run_scenario(
        page(LS, block("pwd")),
        stores=project.stores,
        settings=settings(),
        open_runtime=lambda _: runtime,
        progress=project.progress,
    )

    assert not runtime.events
    next(outcomes)
    assert runtime.events[-1] == "close"


def test_a_page_with_problems_is_not_run(project: Project) -> None:
    """Its outcome says what is wrong; nothing is opened, and nothing of an earlier run stays."""
    project.run(LS)

    (outcome,) = project.run(LS, problems=("web.rst:3: no such option", "web.rst:9: no such file"))

    assert statuses([outcome]) == ["page error"]
    assert outcome.message == "the page is not run: web.rst:3: no such option; web.rst:9: no such file"
    assert not project.runtime.events
    assert not project.taken


def test_a_page_with_problems_may_have_blocks_that_make_no_sense(project: Project) -> None:
    """What could not be read is what the problems are about."""
    outcomes = project.run(replace(LS, commands=()), problems=("web.rst:3: no command",))

    assert statuses(outcomes) == ["page error"]


def test_a_page_without_anything_to_run_opens_nothing(project: Project) -> None:
    """Its blocks that are never run are skipped, with the author's reason."""
    outcomes = project.run(config(), block("reboot", no_run="it ends the machine"))

    assert statuses(outcomes) == ["reboot skipped"]
    assert outcomes[0].message == "not run: it ends the machine"
    assert not project.runtime.events
    assert not project.progress.lines


@pytest.mark.parametrize("error", [EngineError("no engine answers"), MissingProgramError("no kind")], ids=str)
def test_a_runtime_that_cannot_be_opened_is_an_error(project: Project, error: Exception) -> None:
    """The page as a whole has an outcome with the reason."""

    def open_runtime(_: Scenario) -> Runtime:
        raise error

    (outcome,) = run_scenario(
        page(LS),
        stores=project.stores,
        settings=settings(),
        open_runtime=open_runtime,
        progress=project.progress,
    )

    assert statuses([outcome]) == ["page error"]
    assert outcome.message == str(error)
    assert outcome.location == at(1)
    assert project.progress.lines[-1] == "finish guide/web: error"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ZeroDivisionError()], ids=repr)
def test_the_runtime_is_closed_whatever_breaks(project: Project, error: BaseException) -> None:
    """An interrupt goes on to whoever sent it, after the page's things are removed."""
    with pytest.raises(type(error)):
        project.run(LS, answers={"ls": error})

    assert project.runtime.events[-1] == "close"
    assert not project.committed


def test_a_clean_up_that_fails_does_not_hide_an_interrupt(project: Project) -> None:
    """Whoever pressed Ctrl-C gets the prompt back."""
    runtime = FakeRuntime(answers={"ls": KeyboardInterrupt()}, refuses={"close": EngineError("gone")})

    with pytest.raises(KeyboardInterrupt):
        project.run(LS, runtime=runtime)

    assert runtime.events[-1] == "close"


def test_the_runtime_is_closed_when_nobody_listens_any_more(project: Project) -> None:
    """A progress that breaks, as a closed terminal does, leaves no cluster behind."""
    project.progress = FakeProgress(breaks_at="wait: removing", error=BrokenPipeError())

    with pytest.raises(BrokenPipeError):
        project.run(LS)

    assert project.runtime.events[-1] == "close"


@pytest.mark.parametrize("breaks_at", ["page", "take"])
def test_a_journal_that_cannot_be_written_is_an_error(project: Project, breaks_at: str) -> None:
    """What kindsphinx itself cannot do is told like anything else."""
    project.progress = FakeProgress(breaks_at=breaks_at, error=RecordingError("the disk is full"))

    outcomes = project.run(LS)

    assert statuses(outcomes)[-1] == "page error"
    assert outcomes[-1].message == "the disk is full"
    assert not project.committed
    assert project.runtime.events[-1:] in ([], ["close"])


def test_what_cannot_be_removed_is_an_error(project: Project) -> None:
    """The run ends badly, but what was recorded before is true and is kept."""
    outcomes = project.run(LS, runtime=FakeRuntime(left=("the network a", "the volume b")))

    assert statuses(outcomes) == ["ls recorded", "page error"]
    assert outcomes[1].message == "not everything could be removed: the network a; the volume b"
    assert project.outputs() == {"ls": ""}


def test_versions_that_cannot_be_asked_for_are_an_error(project: Project) -> None:
    """A recording without provenance is none."""
    refuses = {"provenance": EngineError("the engine is gone")}

    outcomes = project.run(LS, runtime=FakeRuntime(refuses=refuses))

    assert statuses(outcomes) == ["ls passed", "page error"]
    assert not project.committed


def test_an_earlier_recording_that_cannot_be_removed_is_an_error(project: Project) -> None:
    """The page is not run: what it left would look as if this run had taken it."""
    project.stores.taken.path(PAGE).mkdir(parents=True)

    (outcome,) = project.run(LS)

    assert (outcome.block, outcome.status) == ("", Status.ERROR)
    assert "web.yaml cannot be removed: " in outcome.message
    assert project.progress.lines == []


def test_a_recording_that_cannot_be_written_is_an_error(project: Project) -> None:
    """The outcome names the page; the blocks went well all the same."""
    project.stores.committed.root.write_text("a file where a folder should be")

    outcomes = project.run(LS)

    assert statuses(outcomes) == ["ls passed", "page error"]
    assert PAGE in outcomes[1].message
