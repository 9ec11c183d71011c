"""Sums up what differs by the versions of Kubernetes and kind alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from kindsphinx.core.drift import Drift

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kindsphinx.core.outcome import Outcome

_SHOWN: Final = 5
"""So many places are told; the summary tells how many lines there are."""


def version_summary(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """Return a line for each change of a version: ``v1.34.0 -> v1.35.0: 214 lines on 60 pages``."""
    lines: Counter[tuple[str, str]] = Counter()
    pages: dict[tuple[str, str], set[str]] = {}
    for outcome in outcomes:
        for difference in outcome.diff.differences if outcome.diff else ():
            for change in difference.versions if difference.drift is Drift.VERSION else ():
                lines[change] += 1
                pages.setdefault(change, set()).add(outcome.docname)
    return tuple(
        f"{old} -> {new}: {_number(count, 'line')} on {_number(len(pages[old, new]), 'page')}"
        for (old, new), count in lines.items()
    )


def version_places(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """Return where versions alone differ, each with its change: the first few places."""
    places = [
        f"{outcome.location}: {' -> '.join(difference.versions[0])}"
        for outcome in outcomes
        for difference in (outcome.diff.differences if outcome.diff else ())[:1]
        if difference.drift is Drift.VERSION and difference.versions and outcome.location
    ]
    more = len(places) - _SHOWN
    return (
        *places[:_SHOWN],
        *([f"and at {_number(more, 'place')} more, which -v tells"] if more > 0 else []),
    )


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
