"""Runs one command, again and again where its page says so, and judges what it printed at last."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import Action
from kindsphinx.core.capturing import assignment, capture_value
from kindsphinx.core.coherence import Ledger
from kindsphinx.core.comparing import USUAL
from kindsphinx.core.creating import CreationRunner
from kindsphinx.core.errors import KindSphinxError, RunnerError
from kindsphinx.core.freshness import interaction_ids
from kindsphinx.core.judging import judge_error, judge_output, nothing_captured
from kindsphinx.core.outcome import Status
from kindsphinx.core.outputs import Outputs
from kindsphinx.core.recording import Interaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from kindsphinx.core.blocks import Command, RunBlock
    from kindsphinx.core.judging import Verdict
    from kindsphinx.core.page_plan import PagePlan
    from kindsphinx.core.ports import Output, Runtime
    from kindsphinx.core.progress import Progress
    from kindsphinx.core.scenario import RunSettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One command of a block, with what is known of it."""

    block: RunBlock
    command: Command
    identity: str
    """The id of its interaction."""
    fingerprint: str
    exit_codes: tuple[int, ...]
    timeout: float
    """Seconds, for one try."""
    retry: float
    """Seconds during which it is repeated."""
    recorded: Interaction | None
    """What it is compared with."""
    expected_seconds: float
    """How long it took when it was recorded; 0 if unknown."""
    is_last: bool = True
    """Whether it is the block's last command."""
    is_late: bool = False
    """Whether it is run when the page has stopped: judged by its exit code, and followed by nothing."""
    is_unshown: bool = False
    """Whether it is run for a page that goes on from its own."""

    def late(self) -> Step:
        """Return the step as it is run for clean-up, when the page has stopped."""
        command = replace(self.command, expected=None, comparison=USUAL)
        return replace(self, command=command, recorded=None, is_late=True)

    def unshown(self) -> Step:
        """Return the step as it is run for a page that goes on from its own: judged by its exit code.

        What is tried again until it prints what its author expects still is: all that follows relies on it.
        """
        expecting = self.retry > 0
        command = self.command if expecting else replace(self.command, expected=None, comparison=USUAL)
        # what is published on purpose is published by its own page
        block = replace(self.block, reveal=False)
        return replace(self, block=block, command=command, recorded=None, is_unshown=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """How the last try of a command went."""

    step: Step
    verdict: Verdict
    text: str
    """What it printed, fit to store."""
    exit_code: int | None = None
    """``None`` where it did not come to its end."""
    duration: float = 0.0
    """Seconds."""
    ended_shell: bool = False
    count: int = 1
    """How often the command was run."""
    forensics: str = ""
    """The folder that tells why no cluster was created; empty for none."""

    @property
    def may_be_repeated(self) -> bool:
        """Return whether the command went wrong in a way that another try may mend."""
        return self.verdict.status is Status.FAILED and not self.ended_shell

    def interaction(self) -> Interaction:
        """Return what is recorded of a command that came to its end."""
        return Interaction(
            id=self.step.identity,
            fingerprint=self.step.fingerprint,
            command=self.step.command.text,
            exit_code=self.exit_code or 0,
            output=self.text,
            duration=round(self.duration, 1),
        )


def steps_of(block: RunBlock, plan: PagePlan, settings: RunSettings) -> tuple[Step, ...]:
    """Return the steps of a block that *plan* covers."""
    known = plan.states[block.id].interactions
    compared = plan.compared(block.id)
    last = len(block.commands) - 1
    steps = (
        Step(
            block=block,
            command=command,
            identity=identity,
            fingerprint=plan.fingerprints[block.id][at],
            exit_codes=block.exit_codes if at == last else (0,),
            timeout=_timeout(block, settings),
            retry=block.retry if at == last else 0.0,
            recorded=compared[at] if compared else None,
            expected_seconds=known[at].duration if known else 0.0,
            is_last=at == last,
        )
        for at, (command, identity) in enumerate(zip(block.commands, interaction_ids(block), strict=True))
    )
    return tuple(step.unshown() if plan.is_unshown else step for step in steps)


class CommandRunner:
    """Runs the commands of one page, and of those that it goes on from, in one runtime."""

    def __init__(
        self,
        runtime: Runtime,
        settings: RunSettings,
        progress: Progress,
        *,
        sources: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin without values.

        :param sources: what the commands and files of the pages say.
        :param clock: returns seconds.
        """
        self._clock = clock
        self._creations = CreationRunner(runtime, progress, retries=settings.create_retries, sources=sources)
        self.runtime = runtime
        self.settings = settings
        self.progress = progress
        self.has_shell = True
        """Whether commands can be run; :meth:`revive` gives the page another shell."""
        self._outputs = Outputs(runtime, progress)
        self._values: dict[str, str] = {}
        self._ledger = Ledger(sources)

    def revive(self) -> None:
        """Give the page a shell if it has none, with the values that were captured before.

        :raises KindSphinxError: if that cannot be.
        """
        if self.has_shell:
            return
        self.runtime.restart()
        for name, value in self._values.items():
            self._assign(name, value)
        self.has_shell = True

    def run(self, step: Step) -> Tried:
        """Run a command until it is right or its time is over, and return how the last try went.

        One that fails to create a cluster is tried again where that can help.
        """
        tried = self._repeat(step) if step.is_late else self._creations.run(step, self._repeat)
        if not (step.is_late or step.is_unshown):
            self._ledger.keep(step.command.text)
        return tried

    def _repeat(self, step: Step) -> Tried:
        end = self._clock() + step.retry
        count = 1
        while (tried := self._try(step)).may_be_repeated and (left := end - self._clock()) > 0:
            self.progress.waiting(f"trying again: {tried.verdict.message}")
            time.sleep(min(self.settings.retry_interval, left))
            count += 1
        self.has_shell = not tried.ended_shell
        return replace(tried, count=count)

    def _try(self, step: Step) -> Tried:
        self._ledger.begin()
        self.progress.command_started(step.block, step.command, expected=step.expected_seconds)
        is_revealed = step.block.reveal
        try:
            output = self.runtime.runner.run(
                step.command.text, timeout=step.timeout, on_output=self._outputs.shown
            )
        except RunnerError as error:
            text = self._outputs.stored(error.output, is_revealed=is_revealed)
            return Tried(step=step, verdict=judge_error(error), text=text, ended_shell=True)
        except KindSphinxError as error:
            return Tried(step=step, verdict=judge_error(error), text="")
        text = self._outputs.stored(output.text, is_revealed=is_revealed)
        self.progress.command_finished(replace(output, text=text))
        return self._judged(step, replace(output, text=text), printed=output.text)

    def _judged(self, step: Step, output: Output, *, printed: str) -> Tried:
        verdict = judge_output(
            step.command,
            output,
            exit_codes=step.exit_codes,
            recorded=step.recorded,
            is_last=step.is_last,
            # the values of another run of that page have nothing to do with those of this one
            ledger=None if step.is_unshown else self._ledger,
            cosmetic=self.settings.cosmetic,
        )
        # what failed to create a cluster has none to wait for
        if not (verdict.ends_page or step.is_late):
            verdict = self._unsettled(step) or verdict
        if verdict.is_right and step.is_last and not step.is_late:
            # from what was printed: what is stored may have other paths, and no secrets
            verdict = self._captured(step, printed) or verdict
        return Tried(
            step=step, verdict=verdict, text=output.text, exit_code=output.exit_code, duration=output.duration
        )

    def _unsettled(self, step: Step) -> Verdict | None:
        if step.block.action is Action.CREATE:
            self.progress.waiting("waiting until the cluster is ready")
        try:
            self.runtime.settle(timeout=self.settings.create_timeout)
        except KindSphinxError as error:
            return judge_error(error)
        return None

    def _captured(self, step: Step, printed: str) -> Verdict | None:
        """Give the shell what the block captures, and return what is wrong with that."""
        for capture in step.block.captures:
            value = capture_value(capture, printed, command=step.command.text)
            if value is None:
                return nothing_captured(capture, printed, command=step.command.text)
            try:
                self._assign(capture.name, value)
            except KindSphinxError as error:
                return judge_error(error)
            self._values[capture.name] = value
        return None

    def _assign(self, name: str, value: str) -> None:
        self.runtime.runner.run(assignment(name, value), timeout=self.settings.timeout)


def _timeout(block: RunBlock, settings: RunSettings) -> float:
    if block.timeout is not None:
        return block.timeout
    return settings.create_timeout if block.action is Action.CREATE else settings.timeout
