"""Warns of what a run has met although nothing has failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.sphinx_ext.warnings import WarningSubtype, warn

if TYPE_CHECKING:
    from kindsphinx.core.outcome import Outcome


def tell_remarks(outcome: Outcome) -> None:
    """Give a warning for each remark of an *outcome*, at its block."""
    for remark in outcome.remarks:
        warn(remark, WarningSubtype.SECRET, outcome.location)
