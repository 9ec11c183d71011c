"""A page that goes on from another runs that one first, unseen, and is not to blame for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.capturing import parse_captures
from kindsphinx.core.errors import BusyError, CommandTimeoutError, EngineError
from kindsphinx.core.ports import Output
from tests.fakes.project import (
    ARM64,
    PAGE,
    Project,
    at,
    block,
    command,
    config,
    creation,
    going_on_from,
    statuses,
)
from tests.fakes.runtime import FakeRuntime
from tests.fakes.secrets import FakeSecrets

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.runtime import Answers

LS = block("ls")
INSTALL = (config(), creation(), block(command("apply", expected="three\n", line=20), line=19))
ORIGIN = going_on_from(*INSTALL)
CREATE = "kind create cluster --name dev"
FAILS = Output(text="no such image\n", exit_code=1, duration=0)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project without recordings."""
    return Project(tmp_path)


class TestWhatIsRun:
    """All pages run in one environment, in order; only the last of them is told of."""

    def test_the_page_before_is_run_first_and_not_told(self, project: Project) -> None:
        """Its blocks have no outcome, whatever they print; nothing of it is recorded or journalled."""
        outcomes = project.run(LS, origin=ORIGIN, answers={"apply": "four\n", "ls": "a\n"})

        assert statuses(outcomes) == ["ls recorded"]
        assert project.runtime.ran == [CREATE, "apply", "ls"]
        assert project.outputs() == {"ls": "a\n"}
        assert [line for line in project.progress.lines if line.startswith("take")] == ["take guide/web ls"]
        assert not project.stores.committed.path("install").exists()
        assert not project.stores.taken.path("install").exists()

    def test_its_files_are_placed_and_its_cluster_is_claimed(self, project: Project) -> None:
        """As when it is run for itself; all that is claimed is, before anything is made."""
        project.run(config("two"), creation("two"), origin=ORIGIN)

        events = [each for each in project.runtime.events if not each.startswith(("timeout", "settle"))]
        assert events[:6] == [
            "claim dev",
            "foreign dev",
            "claim two",
            "foreign two",
            "place dev.yaml",
            "foreign dev",
        ]

    def test_a_page_goes_on_from_all_that_is_before_it(self, project: Project) -> None:
        """A chain is run from its beginning."""
        origin = going_on_from(block("second"), origin=going_on_from(block("first"), docname="start"))

        project.run(LS, origin=origin)

        assert project.runtime.ran == ["first", "second", "ls"]

    def test_an_expectation_counts_where_it_is_waited_for(self, project: Project) -> None:
        """What a page waits for is what the next one needs."""
        waits = block(command("get", expected="ready\n"), retry=5.0)

        outcomes = project.run(LS, origin=going_on_from(waits), answers={"get": ["not yet\n", "ready\n"]})

        assert statuses(outcomes) == ["ls recorded"]
        assert project.runtime.ran == ["get", "get", "ls"]

    def test_the_shell_keeps_what_it_captures(self, project: Project) -> None:
        """Also when the shell is another one by then."""
        captures, _ = parse_captures("PORT = (\\d+)")
        origin = going_on_from(block("ports", captures=captures))
        clean = block("rm x", cleanup=True)
        answers: Answers = {"ports": "on 4711\n", "ls": CommandTimeoutError("too long")}

        project.run(LS, clean, origin=origin, answers=answers)

        assert project.runtime.ran == ["ports", "PORT=4711", "ls", "PORT=4711", "rm x"]

    def test_what_it_publishes_is_secret_here(self, project: Project) -> None:
        """The author of a page decides on secrets for that page alone."""
        origin = going_on_from(block("token", reveal=True))
        value = "c8b7f0e2a1d94635"
        answers = {"token": value, "ls": f"{value}\n"}

        project.run(LS, origin=origin, runtime=FakeRuntime(answers=answers, secrets=FakeSecrets([value])))

        assert value not in project.outputs()["ls"]

    def test_a_block_for_another_platform_is_left_out(self, project: Project) -> None:
        """As on its own page."""
        project.run(LS, origin=going_on_from(block("arm", platform=ARM64), block("any")))

        assert project.runtime.ran == ["any", "ls"]

    def test_its_time_is_expected_too(self, project: Project) -> None:
        """A status line counts the seconds of all that is run."""
        project.run(LS, origin=ORIGIN)
        recording = project.stores.committed.load(PAGE).recording
        assert recording
        project.stores.committed.save("install", recording)
        project.progress.lines.clear()

        project.run(LS, origin=ORIGIN)

        assert project.progress.lines[0] == "page guide/web (2 s)"


class TestWhatGoesWrongBefore:
    """One outcome says where; the page itself is skipped."""

    @pytest.mark.parametrize(
        ("answer", "why"),
        [
            (
                FAILS,
                "the command ended with 1, not with 0: if that is right, add “:exit-code: 1” to the block",
            ),
            (CommandTimeoutError("too long"), "too long"),
            (EngineError("no engine answers"), "no engine answers"),
        ],
        ids=["exit status", "timeout", "error"],
    )
    def test_it_is_an_error_at_the_option(
        self, project: Project, answer: Output | Exception, why: str
    ) -> None:
        """It names the page, the place in it, the command, and what that printed last."""
        outcomes = project.run(LS, block("pwd", cleanup=True), origin=ORIGIN, answers={"apply": answer})

        assert statuses(outcomes) == ["page error", "ls skipped", "pwd skipped"]
        first, second, _ = outcomes
        assert (first.docname, first.location, first.command) == ("guide/web", at(3), "apply")
        assert first.message == (
            f"the page “install”, which this page goes on from, could not be run: {why} (guide/web.rst:20)"
        )
        assert first.output == (answer.text if isinstance(answer, Output) else "")
        assert second.message == (
            "not run: the page “install”, which this page goes on from, went wrong at guide/web.rst:20"
        )
        assert not project.committed

    def test_what_never_came_is_shown(self, project: Project) -> None:
        """The difference to what was waited for."""
        waits = block(command("get", expected="ready\n"), retry=0.01)

        outcomes = project.run(LS, origin=going_on_from(waits), answers={"get": "not yet\n"})

        assert statuses(outcomes) == ["page error", "ls skipped"]
        assert outcomes[0].diff is None
        assert "not yet" in outcomes[0].output

    def test_the_first_page_that_goes_wrong_is_named(self, project: Project) -> None:
        """And those between it and the page are not run."""
        origin = going_on_from(block("second"), origin=going_on_from(block("first"), docname="start"))

        outcomes = project.run(LS, origin=origin, answers={"first": FAILS})

        assert statuses(outcomes) == ["page error", "ls skipped"]
        assert "the page “start”" in outcomes[0].message
        assert project.runtime.ran == ["first"]

    @pytest.mark.parametrize("refused", ["dev", "two"], ids=["of the page before", "of the page itself"])
    def test_nothing_is_made_where_a_name_is_not_to_be_had(self, project: Project, refused: str) -> None:
        """Neither for the page before nor for the page itself."""

        class Busy(FakeRuntime):
            def note(self, event: str) -> None:
                super().note(event)
                if event == f"claim {refused}":
                    raise BusyError("another run has it")

        outcomes = project.run(config("two"), creation("two"), origin=ORIGIN, runtime=Busy())

        assert [each.status for each in outcomes if each.is_bad] == ["error"]
        assert "another run has it" in outcomes[0].message
        assert project.runtime.ran == []


class TestCleaningUp:
    """What a page cleans up is needed until the one that goes on from it is done."""

    FIRST = going_on_from(block("make"), block("rm first", cleanup=True), block("use"))
    CLEAN = block("rm own", cleanup=True)

    def test_it_comes_last(self, project: Project) -> None:
        """In the reverse order of the pages."""
        second = going_on_from(block("rm second", cleanup=True), origin=replace(self.FIRST))

        project.run(self.CLEAN, LS, origin=second)

        assert project.runtime.ran == ["make", "use", "rm own", "ls", "rm second", "rm first"]

    def test_it_comes_after_a_page_that_stopped(self, project: Project) -> None:
        """In a new shell, if the page has lost its own."""
        outcomes = project.run(
            LS, self.CLEAN, origin=self.FIRST, answers={"ls": CommandTimeoutError("too long")}
        )

        assert statuses(outcomes) == ["ls failed", "rm own passed"]
        assert [each for each in project.runtime.events if each.startswith(("run", "restart"))] == [
            *("run make", "run use", "run ls", "restart", "run rm own", "run rm first")
        ]

    def test_it_comes_where_the_page_before_stopped(self, project: Project) -> None:
        """What was made is cleaned up; the page itself has made nothing."""
        outcomes = project.run(LS, self.CLEAN, origin=self.FIRST, answers={"make": FAILS})

        assert statuses(outcomes) == ["page error", "ls skipped", "rm own skipped"]
        assert project.runtime.ran == ["make", "rm first"]

    def test_one_that_fails_is_an_error_of_the_page(self, project: Project) -> None:
        """The page is recorded all the same, as it has come to its end before."""
        outcomes = project.run(LS, origin=self.FIRST, answers={"rm first": FAILS})

        assert statuses(outcomes) == ["ls recorded", "page error"]
        assert outcomes[1].message.startswith(
            "the page “install”, which this page goes on from, could not be cleaned up: the command"
        )

    @pytest.mark.parametrize(
        ("broken", "ran"),
        [("use", ["make", "use", "rm first"]), ("ls", ["make", "use", "ls", "rm own", "rm first"])],
        ids=["the page before", "the page itself"],
    )
    def test_it_runs_when_somebody_ends_the_run(self, project: Project, broken: str, ran: list[str]) -> None:
        """Whichever page that is in."""
        with pytest.raises(KeyboardInterrupt):
            project.run(LS, self.CLEAN, origin=self.FIRST, answers={broken: [KeyboardInterrupt(), ""]})

        assert project.runtime.ran == ran
