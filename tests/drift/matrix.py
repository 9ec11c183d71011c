"""Counts what each way of comparing reports wrongly, and what it misses: ``python -m tests.drift.matrix``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.drift.pairs import Pair, pairs
from tests.drift.ways import is_same_for_kindsphinx, is_same_text, is_same_with_ellipses, similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How often a way of comparing is wrong."""

    good: int
    """Pairs of good runs in which it reports something."""
    unspoilt: int
    """Pairs of a good and a spoilt run that do not show the fault, and in which it reports something."""
    missed: int
    """Pairs that show a fault, and that it calls equal."""


def count(judged: Iterable[tuple[Pair, bool]]) -> Counts:
    """Return how often the verdicts, whether both outputs are equal, are wrong."""
    listed = list(judged)
    return Counts(
        good=sum(not same for pair, same in listed if pair.runs.is_good),
        unspoilt=sum(not same for pair, same in listed if not pair.runs.is_good and not pair.is_shown),
        missed=sum(same for pair, same in listed if pair.is_shown),
    )


def exact(found: Sequence[Pair]) -> Counts:
    """Count for equal texts."""
    return count((pair, is_same_text(pair)) for pair in found)


def ellipsis(found: Sequence[Pair]) -> Counts:
    """Count for doctest's ELLIPSIS."""
    return count((pair, is_same_with_ellipses(pair)) for pair in found)


def kindsphinx(found: Sequence[Pair]) -> Counts:
    """Count for this project."""
    return count((pair, is_same_for_kindsphinx(pair)) for pair in found)


def similarities(found: Sequence[Pair]) -> tuple[tuple[float, Counts], tuple[float, Counts]]:
    """Count for a similarity score: where it leaves all good runs alone, and where it misses nothing.

    Each with its threshold, from which on two outputs are the same.
    """
    scores = [(pair, similarity(pair)) for pair in found]
    counted = [
        (each, count((pair, score >= each) for pair, score in scores))
        for each in (number / 100 for number in range(101))
    ]
    silent = [each for each in counted if not each[1].good]
    complete = [each for each in counted if not each[1].missed]
    return silent[-1], complete[0]


def rows() -> list[list[str]]:
    """Return the rows of the manual's table."""
    found = list(pairs())
    silent, complete = similarities(found)
    table = [
        ("equal texts", exact(found)),
        ("``ELLIPSIS``", ellipsis(found)),
        (f"similarity of {silent[0]:.2f}", silent[1]),
        (f"similarity of {complete[0]:.2f}", complete[1]),
        ("kindsphinx", kindsphinx(found)),
    ]
    return [[name, str(each.good), str(each.unspoilt), str(each.missed)] for name, each in table]


def sizes() -> tuple[int, int, int]:
    """Return how many pairs there are: good, spoilt without showing it, and showing it."""
    found = list(pairs())
    shown = sum(pair.is_shown for pair in found)
    good = sum(pair.runs.is_good for pair in found)
    return good, len(found) - good - shown, shown


def main() -> None:
    """Print the table."""
    print("{} good, {} unspoilt, {} spoilt".format(*sizes()))  # noqa: T201 - it is what the command is for
    for row in rows():
        print("   * - " + "\n     - ".join(row))  # noqa: T201 - it is what the command is for


if __name__ == "__main__":
    main()
