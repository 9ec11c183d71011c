"""Whether a recording still belongs to the block that it was taken from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kindsphinx.core.fingerprint import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.blocks import RunBlock
    from kindsphinx.core.recording import Interaction, Recording


ANOTHER_ORIGIN = "the page that this one goes on from (“:after:”) changed since it was recorded"


class Freshness(StrEnum):
    """How a block's recording stands."""

    FRESH = "fresh"
    STALE = "stale"
    """The block, or what it depends on, changed since."""
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockState:
    """A block's recording, and whether it still belongs to it."""

    freshness: Freshness
    reason: str = ""
    """Of a stale one: what changed."""
    interactions: tuple[Interaction, ...] = ()
    """One for each command; empty if any is missing."""


def interaction_ids(block: RunBlock) -> tuple[str, ...]:
    """Return the id of each command's interaction."""
    return tuple(block.id if not at else f"{block.id}/{at + 1}" for at in range(len(block.commands)))


def block_state(
    block: RunBlock, steps: tuple[str, ...], sources: Mapping[str, str], recording: Recording | None
) -> BlockState:
    """Return how *block*, whose fingerprints are *steps*, stands to *recording*."""
    found = [recording.find(identity) for identity in interaction_ids(block)] if recording else [None]
    kept = tuple(each for each in found if each is not None)
    if recording is None or len(kept) < len(block.commands):
        return BlockState(freshness=Freshness.MISSING)
    if tuple(each.fingerprint for each in kept) == steps:
        if recording.sources.get(ORIGIN) == sources.get(ORIGIN):
            return BlockState(freshness=Freshness.FRESH, interactions=kept)
        return BlockState(freshness=Freshness.STALE, reason=ANOTHER_ORIGIN, interactions=kept)
    reason = _what_changed(block, kept, sources, recording)
    return BlockState(freshness=Freshness.STALE, reason=reason, interactions=kept)


def _what_changed(
    block: RunBlock, kept: tuple[Interaction, ...], sources: Mapping[str, str], recording: Recording
) -> str:
    for command, each in zip(block.commands, kept, strict=True):
        if command.text != each.command:
            return f"the command was “{_short(each.command)}” when it was recorded"
    names = sorted(recording.sources.keys() | sources.keys())
    changed = [name for name in names if recording.sources.get(name) != sources.get(name)]
    if changed:
        return f"{', '.join(changed)} changed since it was recorded"
    return "a block before it changed since it was recorded"


def _short(command: str) -> str:
    first, newline, _ = command.partition("\n")
    return first + (" …" if newline else "")
