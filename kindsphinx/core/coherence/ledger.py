"""Keeps what became of the values of a page, and tells where one has become two, or two have become one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.coherence.followed import Reach, context, only_looks
from kindsphinx.core.coherence.named import named_values
from kindsphinx.core.coherence.networks import networks_in, networks_named
from kindsphinx.core.coherence.values import values_of
from kindsphinx.core.drift import Difference, Drift
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.coherence.named import Named
    from kindsphinx.core.coherence.values import Thing, Value
    from kindsphinx.core.expectation.matching import Matching, Step

    Key = tuple[str, str, str]
    """The type of a value, where it is followed, and what it was; or the type and the name of a place."""

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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sighting:
    """Where a value was seen first, and what it has become there."""

    new: str = ""
    command: str = ""
    line: int = 0
    """Where in the page it stands; 0 if it is unknown."""
    thing: Thing | None = None
    expected_line: int | None = None
    """The index of its line in the expected text."""
    settled: bool = False
    """Whether there is no more to say of it."""


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
        self._kept: dict[Key, _Sighting] = {}
        self._seen: dict[Key, _Sighting] = {}

    def begin(self) -> None:
        """Forget what was judged and not kept: what is judged next is another try."""
        self._seen = {}

    def keep(self, command: str) -> None:
        """Keep what was judged of the output of *command*: those that follow are judged by it."""
        if not only_looks(command):
            self._kept = {
                key: each for key, each in self._kept.items() if not key[1].startswith(Reach.MOMENT)
            }
        self._kept |= self._seen
        self.begin()

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
        values = [
            each for each in values_of(matching, command, self._networks) if looks or each.reach is Reach.PAGE
        ]
        return (*self._replaced(values), *self._torn(values, command, line), *_merged(values))

    def _replaced(self, values: Iterable[Value]) -> Iterator[Difference]:
        """Tell which ports that the page names are others now."""
        for value in values:
            if value.kind is VolatileType.PORT and value.old in self._named and value.new != value.old:
                yield _difference(value.step, f"port {value.old}, which the page names, is {value.new} now")

    def _renamed(self, places: Iterable[Named], command: str, line: int) -> Iterator[Difference]:
        for place in places:
            key = place.kind, _NAMED, place.name
            at = line + (place.step.expected or 0) if line else 0
            first = self._seen.get(key) or self._kept.get(key)
            if first is None:
                self._seen[key] = _Sighting(new=place.value, command=command, line=at)
            elif first.new != place.value:
                yield _difference(place.step, _two_values(place, first))

    def _torn(self, values: Iterable[Value], command: str, line: int) -> Iterator[Difference]:
        for value in values:
            reach = Reach.PAGE if value.reach is Reach.PAGE else f"{Reach.MOMENT} {context(command)}"
            key = value.kind, str(reach), value.old
            here = _Sighting(
                new=value.new,
                command=command,
                line=line,
                thing=value.thing,
                expected_line=value.step.expected,
            )
            first = self._seen.get(key) or self._kept.get(key)
            if first is None:
                self._seen[key] = here
            elif first.new != value.new and not first.settled:
                beside = self._beside(key)
                self._seen[key] = _Sighting(settled=True)
                if not _are_two_things(first.thing, value.thing):
                    yield _difference(value.step, _one_became_two(value, first, here), beside=beside)

    def _beside(self, key: Key) -> int | None:
        """Return in which line a value was seen first, if that is one of the output that is judged."""
        return self._seen[key].expected_line if key in self._seen else None


def _merged(values: Iterable[Value]) -> Iterator[Difference]:
    """Tell which things of one table, each with a value of its own before, have one value now."""
    holders: dict[tuple[VolatileType, str, str, str], Value] = {}
    for value in values:
        if value.thing is None or value.thing.column in _FOR_SEVERAL:
            continue
        key = value.kind, value.thing.kind, value.thing.column, value.new
        first = holders.setdefault(key, value)
        if first.old != value.old and _are_two_things(first.thing, value.thing):
            yield _difference(value.step, _two_became_one(first, value), beside=first.step.expected)


def _are_two_things(one: Thing | None, other: Thing | None) -> bool:
    """Return whether two rows of one kind of table are about two things: a value that both had was chance."""
    if one is None or other is None:
        return False
    return (one.kind, one.column) == (other.kind, other.column) and one.name != other.name


def _difference(step: Step, sentence: str, *, beside: int | None = None) -> Difference:
    return Difference(
        drift=Drift.CHANGED,
        sentence=sentence,
        expected_line=step.expected,
        actual_line=step.actual,
        beside_line=beside,
    )


def _one_became_two(value: Value, first: _Sighting, here: _Sighting) -> str:
    noun = _NOUNS[value.kind]
    if (first.command, first.line) == (here.command, here.line):
        places = f"throughout {_named(here)}"
    else:
        places = f"in {_named(first)} and {_named(here)}"
    return (
        f"{noun} {_short(value.old)} was one {noun} {places}; now {_short(first.new)} and {_short(here.new)}"
    )


def _two_became_one(first: Value, second: Value) -> str:
    names = " and ".join(each.thing.name.replace("  ", " ") for each in (first, second) if each.thing)
    olds = f"{_short(first.old)} and {_short(second.old)}"
    return f"{names} have one {_NOUNS[second.kind]} now, {_short(second.new)}; they had {olds}"


def _two_values(place: Named, first: _Sighting) -> str:
    return f"{place.placeholder} is {_short(place.value)} here, and {_short(first.new)} in {_named(first)}"


def _named(sighting: _Sighting) -> str:
    first, newline, _ = sighting.command.strip().partition("\n")
    name = f"“{_short(first)}{' …' if newline else ''}”" if first else "the output"
    return f"{name} (line {sighting.line})" if sighting.line else name


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
