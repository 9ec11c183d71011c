"""What a run of a page is for: to compare with its recording, or to take a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import RunBlock
from kindsphinx.core.fingerprint import end_of, fingerprints, sources
from kindsphinx.core.freshness import BlockState, Freshness, block_state, interaction_ids
from kindsphinx.core.outcome import RecordMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kindsphinx.core.blocks import Command, Scenario
    from kindsphinx.core.problems import Problem
    from kindsphinx.core.recording import Interaction, Recording
    from kindsphinx.core.store import RecordingStore


@dataclass(frozen=True, kw_only=True, slots=True)
class PagePlan:
    """What is known of a page before it runs."""

    scenario: Scenario
    mode: RecordMode
    recording: Recording | None
    """The one beside the page; ``None`` also where its file is refused."""
    fingerprints: Mapping[str, tuple[str, ...]]
    """Block id -> one for each command."""
    sources: Mapping[str, str]
    """What went into the fingerprints besides the commands: label -> digest."""
    states: Mapping[str, BlockState]
    """Block id -> how its recording stands, for each block that has commands to run."""
    architecture: str = ""
    """The engine's, e.g. ``linux/amd64``; empty until it is known."""
    wants_recording: bool
    """Whether a new recording is to be taken, if all goes well."""
    refusal: Problem | None = None
    """What is wrong with the recording's file, where it forbids to run the page in this mode."""
    before: tuple[PagePlan, ...] = ()
    """Those of the pages that it goes on from, in the order in which they are run."""
    is_unshown: bool = False
    """Whether the page is run for one that goes on from it: it is neither compared nor recorded then."""

    @property
    def docname(self) -> str:
        """Return the page's name."""
        return self.scenario.docname

    @property
    def expected_seconds(self) -> float:
        """Return how long the commands took when they were recorded; 0 if unknown."""
        own = sum(each.duration for each in self.recording.interactions) if self.recording else 0.0
        return own + sum(each.expected_seconds for each in self.before)

    def compared(self, block_id: str) -> tuple[Interaction, ...]:
        """Return the recording of a block, an interaction for each command, if it is compared with that."""
        state = self.states[block_id]
        compares = state.freshness is Freshness.FRESH and not self.wants_recording
        return state.interactions if compares and not self.is_unshown else ()

    @property
    def asked(self) -> dict[str, Command]:
        """Return the command of each interaction as its author wrote it."""
        return {
            identity: command
            for block in self.scenario.runs
            for identity, command in zip(interaction_ids(block), block.commands, strict=True)
        }

    @property
    def revealed(self) -> frozenset[str]:
        """Return the ids of the interactions whose secrets are published on purpose."""
        return frozenset(
            identity for block in self.scenario.runs if block.reveal for identity in interaction_ids(block)
        )

    @property
    def depends_on_platform(self) -> bool:
        """Return whether what is run depends on the engine's architecture."""
        return any(block.platform for block in self.scenario.whole.runs)

    def on(self, architecture: str) -> PagePlan:
        """Return the plan for an engine: what cannot be recorded there is no reason to record the page."""
        here = [block.id for block in self.scenario.runs if block.platform in {"", architecture}]
        states = [self.states[identity] for identity in here]
        return replace(
            self,
            architecture=architecture,
            wants_recording=_wants_recording(self.mode, states),
            before=tuple(each.on(architecture) for each in self.before),
        )

    def is_elsewhere(self, block: RunBlock) -> bool:
        """Return whether *block* is for another platform than the engine's."""
        return block.platform not in {"", self.architecture}


def plan_page(
    scenario: Scenario, store: RecordingStore, mode: RecordMode, environment: Mapping[str, str]
) -> PagePlan:
    """Return what a run of *scenario* in *mode* is for.

    :param environment: what the settings add to the shell's, which goes into the fingerprints.
    """
    before = (_plan(each, store, RecordMode.NONE, environment) for each in scenario.foregoing)
    plan = _plan(scenario, store, mode, environment)
    return replace(plan, before=tuple(replace(each, is_unshown=True, refusal=None) for each in before))


def _plan(
    scenario: Scenario, store: RecordingStore, mode: RecordMode, environment: Mapping[str, str]
) -> PagePlan:
    loaded = store.load(scenario.docname)
    # what was edited by hand must not get into a new recording
    recording = None if loaded.problem else loaded.recording
    origin = scenario.origin
    chain = fingerprints(scenario.blocks, environment, goes_on=origin is not None)
    steps = {block.id: each for block, each in chain if isinstance(block, RunBlock)}
    end = end_of(origin.scenario, environment) if origin else ""
    files = sources(scenario.blocks, environment, origin=end)
    states = {block.id: block_state(block, steps[block.id], files, recording) for block in scenario.runs}
    return PagePlan(
        scenario=scenario,
        mode=mode,
        recording=recording,
        fingerprints=steps,
        sources=files,
        states=states,
        wants_recording=_wants_recording(mode, states.values()),
        refusal=None if mode is RecordMode.ALL else loaded.problem,
    )


def _wants_recording(mode: RecordMode, states: Iterable[BlockState]) -> bool:
    if mode is RecordMode.NEW:
        return any(each.freshness is not Freshness.FRESH for each in states)
    return mode is RecordMode.ALL
