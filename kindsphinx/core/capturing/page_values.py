"""The captured values of a page, as its recording has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kindsphinx.core.capturing.capture import capture_value
from kindsphinx.core.freshness import interaction_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kindsphinx.core.blocks import RunBlock
    from kindsphinx.core.capturing.capture import Capture
    from kindsphinx.core.recording import Recording


@dataclass(frozen=True, kw_only=True, slots=True)
class PageValues:
    """What the captures of a page found in its recording."""

    found: Mapping[str, str] = field(default_factory=dict)
    """Name -> value."""
    lost: Mapping[str, RunBlock] = field(default_factory=dict)
    """Name -> its block, where that has a recording in which the capture finds nothing."""


def page_values(runs: Iterable[RunBlock], recording: Recording | None) -> PageValues:
    """Return what the captures of *runs* find in *recording*."""
    found: dict[str, str] = {}
    lost: dict[str, RunBlock] = {}
    for block in runs:
        for capture in block.captures:
            value = _recorded(block, capture, recording)
            if value is not None:
                found[capture.name] = value
            elif recording and recording.find(interaction_ids(block)[-1]):
                lost[capture.name] = block
    return PageValues(found=found, lost=lost)


def _recorded(block: RunBlock, capture: Capture, recording: Recording | None) -> str | None:
    kept = recording.find(interaction_ids(block)[-1]) if recording else None
    if kept is None or kept.command != block.commands[-1].text:
        return None
    return capture_value(capture, kept.output, command=kept.command)
