"""Names what kinds of differences there are, from the harmless one to the worst."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Drift(StrEnum):
    """What a difference means; a later one is worse."""

    COSMETIC = "cosmetic"
    """Only values that differ in every run."""
    VERSION = "version"
    """Only the version of Kubernetes or kind in the run."""
    CHANGED = "changed"
    """A value that the page promises."""
    STRUCTURE = "structure"
    """Rows, columns, lines or keys that are missing, or more."""
    STATUS = "status"
    """An exit code, or a command that took too long."""

    @property
    def severity(self) -> int:
        """Return how bad it is: the higher, the worse."""
        return tuple(Drift).index(self)

    @property
    def exit_status(self) -> int:
        """Return the exit status of a program for which this is the worst."""
        return _EXIT_STATUSES[self]


_EXIT_STATUSES = {
    Drift.COSMETIC: 0,
    Drift.VERSION: 9,
    Drift.CHANGED: 10,
    Drift.STRUCTURE: 11,
    Drift.STATUS: 12,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One thing that differs."""

    drift: Drift
    sentence: str
    """What a person would say of it: ``pod web-*: READY is 0/1, the page says 1/1``."""
    expected_line: int | None = None
    """Its index in the expected text, from 0; ``None`` where it is not in there."""
    actual_line: int | None = None
    """Its index in the actual text, from 0; ``None`` where it is not in there."""
    beside_line: int | None = None
    """The index of the expected line with the other value, where two of one output do not fit together."""
    versions: tuple[tuple[str, str], ...] = ()
    """The versions that differ, old and new, where nothing else does."""


def worst_first(differences: Iterable[Difference]) -> list[Difference]:
    """Return *differences*, the worst first, else in their order."""
    return sorted(differences, key=lambda each: -each.drift.severity)


def worst(drifts: Iterable[Drift]) -> Drift | None:
    """Return the worst of *drifts*; ``None`` if there is none."""
    return max(drifts, key=lambda each: each.severity, default=None)
