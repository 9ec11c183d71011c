"""Keeps what became of the values of a page, and tells where one has become two, or two have become one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.coherence.followed import Reach, only_looks
from kindsphinx.core.coherence.named import named_values
from kindsphinx.core.coherence.networks import networks_in, networks_named
from kindsphinx.core.coherence.sightings import SETTLED, Sighting, Sightings, family_of, singles, thing_of
from kindsphinx.core.coherence.values import values_of
from kindsphinx.core.drift import Difference, Drift
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.coherence.named import Named
    from kindsphinx.core.coherence.sightings import First, Single
    from kindsphinx.core.coherence.values import Thing, Values
    from kindsphinx.core.expectation.matching import Matching

_NOUNS: Final = {
    VolatileType.PORT: "port",
    VolatileType.IP: "address",
    VolatileType.MAC: "hardware address",
    VolatileType.UID: "UID",
    VolatileType.CONTAINER_ID: "id",
    VolatileType.TOKEN: "token",
}
_NAMED: Final = "named"
_NAMED_PORT: Final = re.compile(r"(?<![\w.-])[1-6]\d{4}(?![\w.-])")
_LONGEST: Final = 40
_FOR_SEVERAL: Final = frozenset({"ENDPOINTS", "EXTERNAL-IP", "ADDRESS"})
"""Columns in which several things may have one value."""


def chosen_in(sources: str) -> tuple[str, ...]:
    """Return what a page names in its *sources* that counts in its outputs: ports, networks of clusters."""
    return tuple(dict.fromkeys([*networks_named(sources), *_NAMED_PORT.findall(sources)]))


class Ledger:
    """What became of the values of one page, from block to block.

    A command that is tried again is judged each time, and kept once.
    """

    def __init__(self, sources: str = "") -> None:
        """Begin with nothing.

        :param sources: what the page itself says: a port that it names was chosen by nobody else, and its
            configurations name networks.
        """
        self._networks = networks_in(sources)
        self._named = frozenset(_NAMED_PORT.findall(sources))
        self._sightings = Sightings()

    def begin(self) -> None:
        """Forget what was judged and not kept: what is judged next is another try."""
        self._sightings.begin()

    def keep(self, command: str) -> None:
        """Keep what was judged of the output of *command*: those that follow are judged by it."""
        self._sightings.keep(moments=only_looks(command))

    def judge_names(self, matching: Matching, *, command: str, line: int = 0) -> tuple[Difference, ...]:
        """Return where a named place of an expectation has another value than where the page had it before.

        :param line: where in the page the expectation begins; 0 if it is unknown.
        """
        return tuple(self._renamed(named_values(matching), command, line))

    def judge_values(self, matching: Matching, *, command: str, line: int = 0) -> tuple[Difference, ...]:
        """Return where what was one value in the old output and those before it is one no longer.

        :param line: where in the page the command stands; 0 if it is unknown.
        """
        looks = only_looks(command)
        followed = values_of(matching, command, self._networks)
        found = [each for each in followed if looks or each.reach is Reach.PAGE]
        may_differ = any(map(self._are_named, found)) or _may_have_merged(found)
        if not may_differ and self._sightings.see_all(found, command, line):
            return ()
        values = sorted(singles(found), key=lambda value: (value.lines, value.values.cell))
        return (*self._replaced(values), *self._torn(values, command, line), *_merged(values))

    def _are_named(self, values: Values) -> bool:
        return values.kind is VolatileType.PORT and not self._named.isdisjoint(values.olds)

    def _replaced(self, values: Iterable[Single]) -> Iterator[Difference]:
        """Tell which ports that the page names are others now."""
        for value in values:
            if value.kind is VolatileType.PORT and value.old in self._named and value.new != value.old:
                yield _difference(value.lines, f"port {value.old}, which the page names, is {value.new} now")

    def _renamed(self, places: Iterable[Named], command: str, line: int) -> Iterator[Difference]:
        for place in places:
            family = place.kind, _NAMED
            first = self._sightings.first(family, place.name)
            if first is None:
                at = line + place.lines[0] if line else 0
                here = Sighting(command=command, line=at)
                self._sightings.see(family, place.name, (place.value, here, 0))
            elif first[0] != place.value:
                yield _difference(place.lines, _two_values(place, first))

    def _torn(self, values: Iterable[Single], command: str, line: int) -> Iterator[Difference]:
        for value in values:
            here = Sighting(command=command, line=line, values=value.values)
            family = family_of(value.values, command)
            first = self._sightings.first(family, value.old)
            if first is None:
                self._sightings.see(family, value.old, (value.new, here, value.at))
            elif first[0] != value.new and first[1]:
                beside = self._sightings.beside(family, value.old)
                self._sightings.see(family, value.old, SETTLED)
                if not _are_two_things(thing_of(first), value.thing):
                    yield _difference(value.lines, _one_became_two(value, first, here), beside=beside)


def _may_have_merged(found: Iterable[Values]) -> bool:
    """Return whether two values of one column have become one; :func:`_merged` knows if of two things."""
    olds: dict[tuple[VolatileType, str, str], dict[str, str]] = {}
    for values in found:
        if values.things is None or values.things.column in _FOR_SEVERAL:
            continue
        known = olds.setdefault((values.kind, values.things.table.kind, values.things.column), {})
        if any(known.setdefault(new, old) != old for old, new in zip(values.olds, values.news, strict=True)):
            return True
    return False


def _merged(singles: Iterable[Single]) -> Iterator[Difference]:
    """Tell which things of one table, each with a value of its own before, have one value now."""
    holders: dict[tuple[VolatileType, str, str, str], Single] = {}
    for value in singles:
        thing = value.thing
        if thing is None or thing.column in _FOR_SEVERAL:
            continue
        first = holders.setdefault((value.kind, thing.kind, thing.column, value.new), value)
        if first.old != value.old and _are_two_things(first.thing, thing):
            yield _difference(value.lines, _two_became_one(first, value), beside=first.lines[0])


def _are_two_things(one: Thing | None, other: Thing | None) -> bool:
    """Return whether two rows of one kind of table are about two things: a value that both had was chance."""
    if one is None or other is None:
        return False
    return (one.kind, one.column) == (other.kind, other.column) and one.name != other.name


def _difference(lines: tuple[int, int], sentence: str, *, beside: int | None = None) -> Difference:
    return Difference(
        drift=Drift.CHANGED,
        sentence=sentence,
        expected_line=lines[0],
        actual_line=lines[1],
        beside_line=beside,
    )


def _one_became_two(value: Single, first: First, here: Sighting) -> str:
    noun = _NOUNS[value.kind]
    new, there, _ = first
    if there is None or (there.command, there.line) == (here.command, here.line):
        places = f"throughout {_named(here)}"
    else:
        places = f"in {_named(there)} and {_named(here)}"
    return f"{noun} {_short(value.old)} was one {noun} {places}; now {_short(new)} and {_short(value.new)}"


def _two_became_one(first: Single, second: Single) -> str:
    names = " and ".join(each.thing.name.replace("  ", " ") for each in (first, second) if each.thing)
    olds = f"{_short(first.old)} and {_short(second.old)}"
    return f"{names} have one {_NOUNS[second.kind]} now, {_short(second.new)}; they had {olds}"


def _two_values(place: Named, first: First) -> str:
    return f"{place.placeholder} is {_short(place.value)} here, and {_short(first[0])} in {_named(first[1])}"


def _named(sighting: Sighting | None) -> str:
    sighting = sighting or Sighting()
    first, newline, _ = sighting.command.strip().partition("\n")
    name = f"“{_short(first)}{' …' if newline else ''}”" if first else "the output"
    return f"{name} (line {sighting.line})" if sighting.line else name


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
