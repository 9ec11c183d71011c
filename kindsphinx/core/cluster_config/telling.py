"""Tell of as many problems as say enough, and how many more there are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kindsphinx.core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from kindsphinx.core.cluster_config.codes import ProblemCode
    from kindsphinx.core.cluster_config.reading.tree import Place

MOST: Final = 100
"""So many of one sort are told; to explain thousands would take its time, and nobody would read them."""


class Telling:
    """Collects problems, each once."""

    def __init__(self) -> None:
        self._told: dict[tuple[int, int, str], Problem] = {}
        self._places: defaultdict[ProblemCode, set[tuple[int, int]]] = defaultdict(set)
        self._untold: defaultdict[ProblemCode, dict[tuple[int, int], None]] = defaultdict(dict)

    def tell(self, problem: Problem) -> None:
        """Add *problem*, however many there are."""
        self._told.setdefault((problem.line, problem.column, problem.message), problem)

    def add(self, code: ProblemCode, place: Place, explain: Callable[[], Problem]) -> None:
        """Add the problem that *explain* makes, unless there are enough with its *code*."""
        at = (place.line, place.column)
        places = self._places[code]
        if len(places) < MOST or at in places:
            places.add(at)
            self.tell(explain())
        else:
            self._untold[code][at] = None

    def problems(self) -> tuple[Problem, ...]:
        """Return all that is told, in order of place, and last what is not."""
        told = sorted(self._told.values(), key=lambda problem: (problem.line, problem.column))
        return *told, *map(self._rest, self._untold)

    def _rest(self, code: ProblemCode) -> Problem:
        line, column = next(iter(self._untold[code]))
        count = len(self._untold[code])
        return Problem(
            message=f"… and {count} more like this, from here on: they are told when others are corrected",
            code=code,
            severity=code.severity,
            line=line + 1,
            column=column + 1,
            count=count,
        )
