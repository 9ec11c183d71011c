"""Judges two outputs of one command in either direction: which of them is the older one must not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.diff import compare

if TYPE_CHECKING:
    from kindsphinx.core.drift import Drift


def told_both_ways(command: str, one: str, other: str) -> list[Drift | None]:
    """Return the class of what is told in each direction, leaving out those in which nothing is."""
    found = [compare(*pair, command=command, ellipsis=False) for pair in ((one, other), (other, one))]
    return [diff.drift for diff in found if diff.text() or not diff.equal]
