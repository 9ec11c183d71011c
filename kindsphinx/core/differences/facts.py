"""Finds what differs between two outputs that are read as data."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.differences import sentences
from kindsphinx.core.differences.lines import Lines
from kindsphinx.core.differences.things import Thing as NamedThing
from kindsphinx.core.differences.things import named_thing, shown_message, shown_whole
from kindsphinx.core.differences.versions import VersionChanges
from kindsphinx.core.drift import Difference, Drift
from kindsphinx.core.expectation.matching import Relation
from kindsphinx.core.normalize.shapes import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kindsphinx.core.differences.sentences import Says
    from kindsphinx.core.expectation.matching import Matching, Step
    from kindsphinx.core.normalize.facts import Fact, Thing
    from kindsphinx.core.normalize.reading import Reading

    Place = tuple[Thing, str]
    """A thing, and what of it; nothing for the thing as a whole."""

_STEP: Final = re.compile(r"[^.\[,]+|\[[^\]]*\](?:\(\d+\))?|\.|,[^.\[]*")
_EVENT: Final = re.compile(r"Events\[(?P<reason>\w+): (?P<message>.*)\]")
_EMPTY: Final = frozenset({"{}", "[]", "null", "<none>"})
_SHOWN: Final = 3
"""So many of several values are told."""


def fact_differences(
    matching: Matching, *, says: Says, versions: Sequence[tuple[str, str]], cosmetic: bool
) -> Iterator[Difference]:
    """Yield what differs, in the order of the expectation; what is said of several things alike once."""
    said = set()
    for each in _Finder(matching, says, versions).found(cosmetic=cosmetic):
        if each.sentence not in said:
            said.add(each.sentence)
            yield each


class _Side:
    """The facts of one side."""

    def __init__(self, reading: Reading) -> None:
        self.facts = reading.facts or ()
        self.values = [
            key[len(line) - len(fact.value) :]
            for key, line, fact in zip(reading.keys, reading.plain, self.facts, strict=True)
        ]
        texts = [f"{fact.name}: {value}" for fact, value in zip(self.facts, self.values, strict=True)]
        self.lines = Lines(reading=reading, texts=texts)
        self.known = {(fact.thing, "") for fact in self.facts}
        self.known |= {(fact.thing, part) for fact in self.facts for part in _parts(fact.path)}
        self.full = {(fact.thing, part) for fact in self.facts for part in _parts(fact.path)[:-1]}

    def shown(self, at: int) -> str:
        """Return a value as it is told: as printed where nothing of it is compared."""
        return self.facts[at].value if MARK.fullmatch(self.values[at]) else self.values[at]


class _Finder:
    """The differences of one matching."""

    def __init__(self, matching: Matching, says: Says, versions: Sequence[tuple[str, str]]) -> None:
        self._steps = matching.steps
        self._says = says
        self._expected, self._actual = _Side(matching.sides.expected), _Side(matching.sides.actual)
        self._versions = VersionChanges(matching, self._expected.lines, self._actual.lines, versions)

    def found(self, *, cosmetic: bool) -> Iterator[Difference]:
        """Yield a difference for each value that is another, and for each part that only one side has."""
        missing = _wholes(self._expected, self._actual, (step.expected for step in self._alone()))
        more = _wholes(self._actual, self._expected, (step.actual for step in self._alone()))
        for step in self._steps:
            if step.expected is not None and step.actual is not None:
                if step.relation is Relation.CHANGED:
                    yield self._changed(step.expected, step.actual)
                elif cosmetic and self._differ(step.expected, step.actual):
                    yield self._cosmetic(step.expected, step.actual)
            elif step.expected is not None and step.expected in missing:
                yield self._missing(step.expected, missing[step.expected])
            elif step.actual is not None and step.actual in more:
                yield self._more(step.actual, more[step.actual])

    def _alone(self) -> Iterator[Step]:
        return (step for step in self._steps if step.expected is None or step.actual is None)

    def _differ(self, line: int, other: int) -> bool:
        return self._expected.facts[line].value != self._actual.facts[other].value

    def _changed(self, line: int, other: int) -> Difference:
        fact = self._expected.facts[line]
        change = sentences.value_differs(
            shown_whole(fact.path), self._actual.shown(other), self._expected.shown(line), self._says
        )
        versions = self._versions.of_cell(line, other, 0)
        return Difference(
            drift=Drift.VERSION if versions else Drift.CHANGED,
            sentence=_about(fact.thing, change),
            expected_line=line,
            actual_line=other,
            versions=versions,
        )

    def _cosmetic(self, line: int, other: int) -> Difference:
        fact, found = self._expected.facts[line], self._actual.facts[other]
        change = sentences.value_differs(shown_whole(fact.path), found.value, fact.value, self._says)
        return Difference(
            drift=Drift.COSMETIC,
            sentence=_about(fact.thing, change),
            expected_line=line,
            actual_line=other,
        )

    def _missing(self, line: int, lines: Sequence[int]) -> Difference:
        thing, part = _whole(self._expected.facts[line], self._actual)
        if event := _EVENT.fullmatch(part):
            sentence = _about(thing, sentences.row_is_missing(_event(event)))
        elif part:
            values = _values(self._expected, lines, part)
            sentence = _about(thing, sentences.part_is_missing(shown_whole(part), values, self._says))
        else:
            sentence = sentences.row_is_missing(_named(thing))
        return Difference(drift=Drift.STRUCTURE, sentence=sentence, expected_line=line)

    def _more(self, line: int, lines: Sequence[int]) -> Difference:
        thing, part = _whole(self._actual.facts[line], self._expected)
        if event := _EVENT.fullmatch(part):
            sentence = _about(thing, sentences.row_is_more(_event(event)))
        elif part:
            values = _values(self._actual, lines, part)
            sentence = _about(thing, sentences.part_is_more(shown_whole(part), values))
        else:
            sentence = sentences.row_is_more(_named(thing))
        return Difference(drift=Drift.STRUCTURE, sentence=sentence, actual_line=line)


def _wholes(side: _Side, other: _Side, lines: Iterable[int | None]) -> dict[int, list[int]]:
    """Return the lines of which the other side has nothing, by the first of each part that it lacks."""
    found: dict[Place, list[int]] = defaultdict(list)
    for line in lines:
        if line is not None and not _has_become_full(side, other, side.facts[line]):
            found[_whole(side.facts[line], other)].append(line)
    return {each[0]: each for each in found.values()}


def _has_become_full(side: _Side, other: _Side, fact: Fact) -> bool:
    """Return whether the other side has something where this one has nothing, which is told by that."""
    place = fact.thing, fact.path
    return fact.value in _EMPTY and place in other.full and place not in side.full


def _whole(fact: Fact, other: _Side) -> Place:
    """Return the largest part with this fact of which the other side has nothing."""
    if fact.thing.name and (fact.thing, "") not in other.known:
        return fact.thing, ""
    return fact.thing, next(
        (part for part in _parts(fact.path) if (fact.thing, part) not in other.known), fact.path
    )


def _values(side: _Side, lines: Sequence[int], part: str) -> str:
    """Return the values that a part has, those first that say how it is."""
    if len(lines) == 1 and side.facts[lines[0]].path == part:
        return side.shown(lines[0])
    ranked = sorted(lines, key=lambda line: side.facts[line].name not in {"reason", "name", "image"})
    values = [
        f"{side.facts[line].path.removeprefix(part).lstrip('.')} {side.shown(line)}"
        for line in ranked[:_SHOWN]
    ]
    return ", ".join(values) + (", …" if len(lines) > _SHOWN else "")


def _event(match: re.Match[str]) -> NamedThing:
    return NamedThing(kind="event", name=f"{match['reason']} ({shown_message(match['message'])})")


def _about(thing: Thing, sentence: str) -> str:
    return f"{_named(thing)}: {sentence}" if thing.name else sentence


def _named(thing: Thing) -> NamedThing:
    found = named_thing(thing.kind, thing.name)
    return replace(found, name=found.name + thing.where)


@lru_cache(maxsize=16_384)
def _parts(path: str) -> tuple[str, ...]:
    """Return the beginnings of a path that are paths: of ``a[b].c`` these are ``a``, ``a[b]`` and itself."""
    found, at = [], ""
    for step in _STEP.findall(path):
        at += step
        if step != ".":
            found.append(at)
    return tuple(found)
