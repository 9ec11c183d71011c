"""Runs the blocks of a page one after the other and says how each went."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import Action, RunBlock
from kindsphinx.core.claiming import wanted
from kindsphinx.core.errors import EngineError, KindSphinxError
from kindsphinx.core.fingerprint import files_of
from kindsphinx.core.store import refuse_secrets
from kindsphinx.core.taking import Take
from kindsphinx.core.telling import doubted, impossible, skipped, told
from kindsphinx.core.tries import steps_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.blocks import Block
    from kindsphinx.core.outcome import Outcome
    from kindsphinx.core.page_plan import PagePlan
    from kindsphinx.core.problems import Location
    from kindsphinx.core.recording import Interaction
    from kindsphinx.core.tries import CommandRunner, Step, Tried


class StepRunner:
    """Runs blocks in one runtime; after one that cannot be followed, the others are skipped."""

    def __init__(self, commands: CommandRunner, plan: PagePlan) -> None:
        self._commands = commands
        self._runtime = commands.runtime
        self._progress = commands.progress
        self._plan = plan
        self._owed: list[RunBlock] = []
        self._refused: dict[str, Outcome] = {}
        self._known = 0
        self.is_void = False
        """Whether nothing of the page is run, so that there is nothing to clean up."""
        self.take = Take(plan)
        """What was printed so far."""
        self.stopped = ""
        """Why the rest of the page is not run; empty while it is."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks of the page, in order."""
        return self._plan.scenario.blocks

    def prepare(self) -> None:
        """Take what the page needs for itself alone, before anything is made.

        What is not to be had is told by :meth:`run`, as the outcome of the block that needs it.
        """
        for block in self._creations():
            need = wanted(block, self._plan.scenario)
            try:
                self._runtime.clusters.claim(need, notice=self._progress.notice)
                self._forbid_foreign(block)
            except KindSphinxError as error:
                self._stop("a block could not be run", block.location)
                self._refused[block.id] = impossible(self._plan, block, error)
                self.is_void = True
                return

    def forgo(self, reason: str) -> None:
        """Note why nothing of the page is run."""
        self.stopped, self.is_void = reason, True

    def run(self, block: Block) -> list[Outcome]:
        """Do what *block* asks for, at its place, and return how it went.

        A block with commands has one outcome, or one for each of its commands that went wrong; any other has
        one if it could not be done.
        """
        if not isinstance(block, RunBlock):
            return [] if self.stopped else self._obstacles(block)
        if skips := self._skipped(block):
            return skips
        if self.stopped or (block.cleanup and self._plan.is_unshown):
            self._owed.append(block)
            return []
        return self._obstacles(block) or self._run(block)

    def break_off(self, block: Block) -> None:
        """Note that somebody has ended the run at *block*: what follows is skipped, but for clean-ups."""
        self._stop("the run was broken off", block.location)
        # whatever was running in it ends with the old shell
        self._commands.has_shell = False
        if isinstance(block, RunBlock) and block.cleanup:
            self.run(block)

    def clean_up(self) -> list[Outcome]:
        """Run the clean-ups that the page has not come to, each whether or not the one before it failed.

        So are all of a page that another goes on from, when that one is done. They are judged by their exit
        codes alone, as the page is not in the state that it was recorded in, and what they print is not
        recorded.
        """
        return [outcome for block in self._owed for outcome in self._run_late(block)]

    def redact_taken(self) -> None:
        """Take out of what was printed before what has turned out to be secret since."""
        secrets = self._runtime.secrets
        if secrets.known == self._known:
            return
        self._known = secrets.known
        if self.take.redact(secrets):
            for each in self.take.interactions:
                self._guard(each)
            self._progress.retaken(self._plan.scenario, self.take.interactions)

    def _creations(self) -> Iterator[RunBlock]:
        """Yield the blocks that will create a cluster."""
        for block in self._plan.scenario.runs:
            if block.action is Action.CREATE and block.no_run is None and not self._plan.is_elsewhere(block):
                yield block

    def _skipped(self, block: RunBlock) -> list[Outcome]:
        if block.no_run is not None:
            return [skipped(self._plan, block, block.no_run)]
        if self._plan.is_elsewhere(block):
            self.take.keep_recorded(block.id)
            return [skipped(self._plan, block, f"it is for {block.platform} only")]
        if block.id in self._refused:
            return [self._refused[block.id]]
        # where nothing was made, there is nothing to clean up
        if self.stopped and (self.is_void or not block.cleanup):
            return [skipped(self._plan, block, self.stopped)]
        return []

    def _run(self, block: RunBlock) -> list[Outcome]:
        outcomes = told(self._plan, block, list(self._each(self._steps(block))))
        doubts = [] if self.stopped else doubted(self._plan, block)
        return [*filter(_is_bad, outcomes), *doubts] if doubts else outcomes

    def _run_late(self, block: RunBlock) -> list[Outcome]:
        if bad := self._revived(block) or self._obstacles(block):
            return bad
        steps = (step.late() for step in self._steps(block))
        return [_as_late(each) for each in told(self._plan, block, list(self._each(steps)))]

    def _steps(self, block: RunBlock) -> tuple[Step, ...]:
        return steps_of(block, self._plan, self._commands.settings)

    def _each(self, steps: Iterable[Step]) -> Iterator[Tried]:
        """Run steps up to the first that cannot be followed."""
        for step in steps:
            tried = self._commands.run(step)
            yield tried
            if tried.verdict.ends_page:
                self._stop(tried.verdict.ends_page, step.command.location)
                return
            if not (step.is_late or step.is_unshown):
                self._take(tried)

    def _take(self, tried: Tried) -> None:
        self.redact_taken()
        interaction = tried.interaction()
        self._guard(interaction)
        self.take.add(interaction)
        self._progress.taken(self._plan.scenario, interaction)

    def _guard(self, interaction: Interaction) -> None:
        """Refuse what the journal would publish."""
        journal = f"the journal of {self._plan.docname}, with what {interaction.id} has printed,"
        refuse_secrets(journal, interaction.output, self._runtime.secrets.survivors)

    def _obstacles(self, block: Block) -> list[Outcome]:
        """Put the files of a block in place, and return what is in its way."""
        try:
            self._forbid_foreign(block)
            for file in files_of(block):
                self._runtime.place(file)
        except KindSphinxError as error:
            self._stop("a block could not be run", block.location)
            return [impossible(self._plan, block, error)]
        return []

    def _forbid_foreign(self, block: Block) -> None:
        if not isinstance(block, RunBlock) or block.action is not Action.CREATE:
            return
        name = block.cluster
        if owner := self._runtime.clusters.foreign(name):
            raise EngineError(
                f"the engine has a cluster “{name}” that this run has not made, and leaves alone: {owner}. "
                f"Delete it (kind delete cluster --name {name}), or give the page's cluster another name"
            )

    def _revived(self, block: RunBlock) -> list[Outcome]:
        """Give the page a shell if it has none, and return why that cannot be."""
        try:
            self._commands.revive()
        except KindSphinxError as error:
            return [impossible(self._plan, block, error)]
        return []

    def _stop(self, reason: str, location: Location) -> None:
        self.stopped = f"{reason} at {location}"


def _is_bad(outcome: Outcome) -> bool:
    return outcome.is_bad


def _as_late(outcome: Outcome) -> Outcome:
    message = outcome.message or "run for clean-up, after the page had stopped"
    return replace(outcome, message=message)
