"""Runs the blocks of a page, after those of the pages that it goes on from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.outcome import Outcome, Status
from kindsphinx.core.steps import StepRunner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kindsphinx.core.blocks import Block
    from kindsphinx.core.page_plan import PagePlan
    from kindsphinx.core.taking import Take
    from kindsphinx.core.tries import CommandRunner

_BROKEN_OFF = (
    "broken off: clean-ups are run, and what the page has made is removed; Ctrl-C once more leaves at once"
)


class PageRun:
    """One run of a page, and unseen before it, in the same shell, of those that it goes on from."""

    def __init__(self, commands: CommandRunner, plan: PagePlan) -> None:
        self._progress = commands.progress
        self._plan = plan
        self._own = StepRunner(commands, plan)
        self._before = [StepRunner(commands, each) for each in plan.before]
        self.outcomes: list[Outcome] = []
        """How the page's blocks went so far; of the pages before it only what keeps it from being run."""

    @property
    def take(self) -> Take:
        """Return what the page has printed."""
        return self._own.take

    @property
    def stopped(self) -> str:
        """Return why the page has not come to its end; empty if it has."""
        return self._own.stopped

    def run(self) -> None:
        """Run all blocks, and then the clean-ups that are left; those of the page that began come last.

        :raises KeyboardInterrupt: if somebody ends the run; clean-ups have been run then.
        """
        self._prepare()
        turns = [(runner, block) for runner in self._runners for block in runner.blocks]
        rest = iter(turns)
        for runner, block in rest:
            try:
                self._note(runner, runner.run(block))
            except KeyboardInterrupt:
                self._break_off(runner, block, rest)
                raise
        self._clean_up()

    def redact_taken(self) -> None:
        """Take out of what the page has printed what has turned out to be secret since."""
        self._own.redact_taken()

    @property
    def _runners(self) -> list[StepRunner]:
        return [*self._before, self._own]

    def _prepare(self) -> None:
        for runner in self._runners:
            runner.prepare()
            if runner.stopped:
                # where not all is to be had, nothing is made
                self._forgo(runner.stopped, but=runner)
                return

    def _note(self, runner: StepRunner, outcomes: Iterable[Outcome]) -> None:
        if runner is self._own:
            self.outcomes += outcomes
            return
        first = next((each for each in outcomes if each.is_bad), None)
        # what follows from it is not told
        if first and not self.outcomes:
            self.outcomes.append(self._of_origin(first, "could not be run"))
            reason = f"the page “{first.docname}”, which this page goes on from, went wrong"
            self._forgo(f"{reason} at {first.location}", but=runner)

    def _forgo(self, reason: str, *, but: StepRunner) -> None:
        """Run nothing of the pages that have not begun."""
        runners = self._runners
        for each in runners if but.is_void else runners[runners.index(but) :]:
            if each is not but:
                each.forgo(reason)

    def _break_off(self, runner: StepRunner, block: Block, rest: Iterable[tuple[StepRunner, Block]]) -> None:
        self._progress.notice(_BROKEN_OFF)
        runner.break_off(block)
        self._forgo(runner.stopped, but=runner)
        for later, other in rest:
            later.run(other)
        self._clean_up()

    def _clean_up(self) -> None:
        self.outcomes += self._own.clean_up()
        for runner in reversed(self._before):
            bad = (each for each in runner.clean_up() if each.is_bad)
            self.outcomes += (self._of_origin(each, "could not be cleaned up") for each in bad)
        self._own.redact_taken()

    def _of_origin(self, outcome: Outcome, what: str) -> Outcome:
        """Return as an outcome of the page what went wrong on a page that it goes on from."""
        origin = self._plan.scenario.origin
        message = (
            f"the page “{outcome.docname}”, which this page goes on from, {what}: "
            f"{outcome.message} ({outcome.location})"
        )
        return replace(
            outcome,
            docname=self._plan.docname,
            block="",
            status=Status.ERROR,
            location=origin.location if origin else None,
            message=message,
            output=outcome.diff.text() if outcome.diff else outcome.output,
            diff=None,
            drift=None,
        )
