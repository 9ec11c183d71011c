"""Turns how the commands of a block went into outcomes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import RunBlock
from kindsphinx.core.drift import Drift
from kindsphinx.core.expectation.rules import is_cut
from kindsphinx.core.freshness import Freshness
from kindsphinx.core.outcome import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kindsphinx.core.blocks import Block, Command
    from kindsphinx.core.errors import KindSphinxError
    from kindsphinx.core.page_plan import PagePlan
    from kindsphinx.core.problems import Location
    from kindsphinx.core.tries import Tried


def told(plan: PagePlan, block: RunBlock, done: Sequence[Tried]) -> list[Outcome]:
    """Return how a block went: an outcome for each command that went wrong, else one for the block."""
    return [_wrong(plan, block, each) for each in done if not each.verdict.is_right] or [
        _right(plan, block, done)
    ]


def skipped(plan: PagePlan, block: RunBlock, reason: str) -> Outcome:
    """Return that a block was not run."""
    return _outcome(plan, block, Status.SKIPPED, f"not run: {reason}")


def never_run(plan: PagePlan) -> list[Outcome]:
    """Return that the blocks of a page which are never run were not run, with their authors' reasons."""
    blocks = [block for block in plan.scenario.blocks if isinstance(block, RunBlock)]
    return [skipped(plan, block, block.no_run) for block in blocks if block.no_run is not None]


def impossible(plan: PagePlan, block: Block, error: KindSphinxError) -> Outcome:
    """Return that a block could not be run."""
    return _outcome(plan, block, Status.ERROR, str(error))


def doubted(plan: PagePlan, block: RunBlock) -> list[Outcome]:
    """Return that a block fails for want of a recording that can vouch for it, where none is taken."""
    state = plan.states[block.id]
    if plan.is_unshown or plan.wants_recording or state.freshness is Freshness.FRESH:
        return []
    if state.freshness is Freshness.STALE:
        return [_unvouched(plan, block, f"the recording is stale: {state.reason}; {_how(plan)}")]
    if all(map(_is_judged, block.commands)):
        return []
    message = f"there is no recording, and no expectation that judges every command: {_how(plan)}"
    return [_unvouched(plan, block, message)]


def _unvouched(plan: PagePlan, block: RunBlock, message: str) -> Outcome:
    return replace(_outcome(plan, block, Status.FAILED, message), drift=Drift.STRUCTURE)


def _how(plan: PagePlan) -> str:
    return f"record the page (python -m kindsphinx record {plan.docname})"


def _is_judged(command: Command) -> bool:
    """Return whether the author expects anything: what is only ``...`` fits every output."""
    return command.expected is not None and not all(map(is_cut, command.expected.splitlines()))


def _right(plan: PagePlan, block: RunBlock, done: Sequence[Tried]) -> Outcome:
    return replace(
        _outcome(plan, block, Status.PASSED),
        command=done[-1].step.command.text,
        exit_code=done[-1].exit_code,
        duration=sum(each.duration for each in done),
        tries=done[-1].count,
        forensics=next((each.forensics for each in reversed(done) if each.forensics), ""),
        cosmetic=tuple(sentence for each in done for sentence in each.verdict.cosmetic),
    )


def _wrong(plan: PagePlan, block: RunBlock, tried: Tried) -> Outcome:
    verdict = tried.verdict
    return replace(
        _outcome(plan, block, verdict.status, verdict.message),
        location=_place(tried),
        command=tried.step.command.text,
        diff=verdict.diff,
        drift=verdict.drift,
        output="" if verdict.diff else tried.text,
        exit_code=tried.exit_code,
        duration=tried.duration,
        forensics=tried.forensics,
        tries=tried.count,
    )


def _place(tried: Tried) -> Location:
    """Return where the page differs from what came, else where the command stands."""
    if tried.verdict.location:
        return tried.verdict.location
    expected, line = tried.step.command.expected_location, tried.verdict.line
    if expected is None or line is None:
        return tried.step.command.location
    return replace(expected, line=expected.line + line)


def _outcome(plan: PagePlan, block: Block, status: Status, message: str = "") -> Outcome:
    return Outcome(
        docname=plan.docname, block=block.id, status=status, location=block.location, message=message
    )
