"""Remembers where the values of a page were seen first, and what each of them has become there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.coherence.followed import Reach, context

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.coherence.values import Thing, Values
    from kindsphinx.core.normalize.volatile import VolatileType

    Family = tuple[str, str]
    """A type of values, and where they are followed; or that they stand at places with names."""
    First = tuple[str, "Sighting | None", int]
    """What a value has become where it was seen first, where that is, and the number of the value there.

    No place where there is no more to say of it. A plain tuple, since most outputs bring one for each row.
    """
    Firsts = dict[Family, dict[str, First]]
    """Of each family the values by what they were, or what stands at places by their names."""

SETTLED: Final = "", None, 0
"""What is known of a value of which everything is said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """An output in which values were seen."""

    command: str = ""
    line: int = 0
    """Where in the page it stands; 0 if it is unknown."""
    values: Values | None = None
    """``None`` where an author gave the place a name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Single:
    """One of several values."""

    values: Values
    at: int

    @property
    def kind(self) -> VolatileType:
        """Its type."""
        return self.values.kind

    @property
    def old(self) -> str:
        """What it was."""
        return self.values.olds[self.at]

    @property
    def new(self) -> str:
        """What stands in its place."""
        return self.values.news[self.at]

    @property
    def lines(self) -> tuple[int, int]:
        """The lines in which both stand."""
        return self.values.lines[self.at]

    @property
    def thing(self) -> Thing | None:
        """What it is said of, in a table."""
        return self.values.things[self.at] if self.values.things else None


class Sightings:
    """What is known of the values of a page: by the outputs that are kept, and by the one that is judged."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: Firsts = {}
        self._seen: Firsts = {}

    def begin(self) -> None:
        """Forget what was not kept."""
        self._seen = {}

    def keep(self, *, moments: bool) -> None:
        """Keep what was seen, and of what was kept before, *moments* if asked for, and what lasts."""
        if not moments:
            lasting = (family for family in self._kept if not family[1].startswith(Reach.MOMENT))
            self._kept = {family: self._kept[family] for family in lasting}
        for family, firsts in self._seen.items():
            self._kept.setdefault(family, {}).update(firsts)
        self.begin()

    def first(self, family: Family, value: str) -> First | None:
        """Return what is known of a value."""
        return self._seen.get(family, {}).get(value) or self._kept.get(family, {}).get(value)

    def see(self, family: Family, value: str, first: First) -> None:
        """Note a value, or that everything is said of it."""
        self._seen.setdefault(family, {})[value] = first

    def beside(self, family: Family, value: str) -> int | None:
        """Return in which expected line of the output that is judged a value was seen first, if in one."""
        _, sighting, at = self._seen.get(family, {}).get(value, SETTLED)
        return sighting.values.lines[at][0] if sighting and sighting.values else None

    def see_all(self, found: Iterable[Values], command: str, line: int) -> bool:
        """Note all values, or none if one that was seen has become another one here, and return which.

        It is the same as to ask for the :meth:`first` of each, for a fraction of the time.
        """
        fresh: Firsts = {}
        for values in found:
            here, family = Sighting(command=command, line=line, values=values), family_of(values, command)
            firsts = fresh.setdefault(family, {})
            seen, kept = self._seen.get(family, {}), self._kept.get(family, {})
            for at, (old, new) in enumerate(zip(values.olds, values.news, strict=True)):
                first = firsts.get(old) or seen.get(old) or kept.get(old)
                if first is None:
                    firsts[old] = new, here, at
                elif first[0] != new and first[1]:
                    return False
        for family, firsts in fresh.items():
            self._seen.setdefault(family, {}).update(firsts)
        return True


def family_of(values: Values, command: str) -> Family:
    """Return what *values* of the output of *command* are compared with."""
    reach = Reach.PAGE if values.reach is Reach.PAGE else f"{Reach.MOMENT} {context(command)}"
    return values.kind, str(reach)


def singles(found: Iterable[Values]) -> Iterator[Single]:
    """Yield each of the values."""
    for values in found:
        for at in range(len(values.olds)):
            yield Single(values=values, at=at)


def thing_of(first: First) -> Thing | None:
    """Return of what a table says a value."""
    _, sighting, at = first
    things = sighting.values.things if sighting and sighting.values else None
    return things[at] if things else None
