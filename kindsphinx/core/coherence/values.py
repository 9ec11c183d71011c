"""Finds the values of two outputs that stand for each other: in the same word of lines that are equal."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.coherence.followed import Place, Reach, may_be_followed, reach
from kindsphinx.core.coherence.networks import USUAL_NETWORKS
from kindsphinx.core.expectation.matching import Relation
from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.identity import subject
from kindsphinx.core.normalize.kinds import kind_of_command, kind_of_name
from kindsphinx.core.normalize.shapes import MARK, PATTERNS
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.coherence.networks import Networks
    from kindsphinx.core.expectation.matching import Matching, Step
    from kindsphinx.core.normalize.tables import Table

    Words = dict[str, list[str]]
    """Normalized words with values in them -> these values, in order."""

_FOLLOWED: Final = (
    VolatileType.PORT,
    VolatileType.IP,
    VolatileType.MAC,
    VolatileType.UID,
    VolatileType.CONTAINER_ID,
    VolatileType.TOKEN,
)
_HAS_FOLLOWED: Final = re.compile("|".join(kind.mark for kind in _FOLLOWED))
_UID: Final = VolatileType.UID.mark
_BETWEEN: Final = re.compile(r"[\s,]+")
_SHORT_ID: Final = 12
_LONGEST: Final = 500
_MOST_MARKS: Final = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """What a row of a table says a value of."""

    kind: str
    column: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A value that stood in the old output, and the one that stands in its place."""

    kind: VolatileType
    old: str
    new: str
    reach: Reach
    step: Step
    """The lines in which both stand."""
    thing: Thing | None = None
    """``None`` outside of tables."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Word:
    """A normalized word that values of the followed types stand in."""

    text: str
    kinds: tuple[VolatileType, ...]
    """The types of all its values, in order."""
    shape: re.Pattern[str]
    """What it looks like as printed, a group for each value."""


def values_of(matching: Matching, command: str, networks: Networks = USUAL_NETWORKS) -> Iterator[Value]:
    """Yield the values of *matching* that are followed through a page.

    Where it is chance which line or word of several stands beside which, there are none.
    """
    expected, actual = matching.sides.expected, matching.sides.actual
    if not any(map(_HAS_FOLLOWED.search, expected.keys)) or not may_be_followed(command):
        return
    counts = Counter(expected.keys), Counter(actual.keys)
    kind = kind_of_command(command)
    readers = [(_Rows(table, command, networks), table.rows) for table in expected.tables]
    tables = {row: reader for reader, rows in readers for row in rows}
    for step in matching.steps:
        if step.relation is not Relation.EQUAL or step.expected is None or step.actual is None:
            continue
        key = expected.keys[step.expected]
        if key != actual.keys[step.actual] or counts[0][key] > 1 or counts[1][key] > 1:
            continue
        if not _HAS_FOLLOWED.search(key):
            continue
        if expected.facts is not None:
            yield from _of_fact(matching, step, Place(command=command, networks=networks))
            continue
        lines = key, expected.plain[step.expected], actual.plain[step.actual]
        rows = tables.get(step.expected)
        if rows:
            yield from rows.values(lines, step)
        else:
            place = Place(command=command, kind=kind, line=lines[0], networks=networks)
            yield from _of_text(lines, step, place, None)


class _Rows:
    """The rows of one table."""

    def __init__(self, table: Table, command: str, networks: Networks) -> None:
        self._command = command
        self._networks = networks
        self._table = table
        self._names = table.names
        self._tells_events = table.tells_events
        self._places: dict[tuple[str, str, str], Place] = {}

    def values(self, lines: tuple[str, str, str], step: Step) -> Iterator[Value]:
        """Yield the values of a row: how it is compared, how it was printed, and how it is now."""
        keys, olds, news = lines[0].split(GAP), lines[1].split(GAP), lines[2].split(GAP)
        if self._tells_events or not len(keys) == len(olds) == len(news):
            return
        names = self._names if len(self._names) == len(keys) else ("",) * len(keys)
        state = keys[names.index("STATUS")] if "STATUS" in names else ""
        name = _name(self._table, lines[0])
        for at, key in enumerate(keys):
            if _words_of(key):
                thing = Thing(kind=self._table.kind, column=names[at], name=name)
                place = self._place(names[at], state, lines[0])
                yield from _of_text((key, olds[at], news[at]), step, place, thing)

    def _place(self, column: str, state: str, line: str) -> Place:
        """Return the place of a value; most rows have one in common, as their lines do not matter."""
        line = "" if column and _UID not in line else line
        place = self._places.get((column, state, line))
        if place is None:
            place = Place(
                command=self._command,
                kind=self._table.kind,
                column=column,
                state=state,
                line=line,
                networks=self._networks,
            )
            self._places[column, state, line] = place
        return place


def _of_fact(matching: Matching, step: Step, source: Place) -> Iterator[Value]:
    expected, actual = matching.sides.expected, matching.sides.actual
    if not (expected.facts and actual.facts) or step.expected is None or step.actual is None:
        return
    fact, found = expected.facts[step.expected], actual.facts[step.actual]
    if fact.is_alike or found.is_alike:
        return
    value = expected.keys[step.expected][len(expected.plain[step.expected]) - len(fact.value) :]
    place = replace(source, kind=fact.thing.kind, line=f"{fact.name}: {value}")
    yield from _of_text((value, fact.value, found.value), step, place, None)


def _name(table: Table, row: str) -> str:
    """Return what a row is about, whether or not the kind stands before the name: ``service/web``."""
    *around, name = subject(table.names, row).split(GAP)
    return GAP.join([*around, kind_of_name(name)[1]])


def _of_text(texts: Sequence[str], step: Step, place: Place, thing: Thing | None) -> Iterator[Value]:
    was, now = _BETWEEN.split(texts[1]), _BETWEEN.split(texts[2])
    for word in _words_of(texts[0]):
        olds, news = _values_in(was, word.shape), _values_in(now, word.shape)
        for kind, old, new in zip(word.kinds, olds, news, strict=False):
            if kind not in _FOLLOWED:
                continue
            pair = _canonical(kind, old), _canonical(kind, new)
            if far := reach(kind, place, word.text, pair):
                yield Value(kind=kind, old=pair[0], new=pair[1], reach=far, step=step, thing=thing)


def _values_in(words: Sequence[str], shape: re.Pattern[str]) -> tuple[str, ...]:
    """Return the values of the one of *words* that looks like that; none if it may be several."""
    if len(words) == 1:
        match = shape.fullmatch(words[0]) if len(words[0]) <= _LONGEST else None
        return match.groups() if match else ()
    found = {match.groups() for each in words if len(each) <= _LONGEST and (match := shape.fullmatch(each))}
    return found.pop() if len(found) == 1 else ()


@lru_cache(maxsize=4096)
def _words_of(key: str) -> tuple[_Word, ...]:
    """Return the words of a normalized text that values are followed of: each that stands there once."""
    if not _HAS_FOLLOWED.search(key):
        return ()
    return tuple(
        _Word(text=word, kinds=tuple(map(VolatileType, MARK.findall(word))), shape=_shape(word))
        for word, count in Counter(_BETWEEN.split(key)).items()
        if count == 1 and _HAS_FOLLOWED.search(word)
    )


def _shape(word: str) -> re.Pattern[str]:
    texts = MARK.split(word)
    if len(texts) // 2 > _MOST_MARKS:
        return re.compile("(?!)")
    pattern = "".join(f"({PATTERNS[text]})" if at % 2 else re.escape(text) for at, text in enumerate(texts))
    return re.compile(pattern)


def _canonical(kind: VolatileType, value: str) -> str:
    """Return the form that is the same wherever the value stands: an id may be cut short."""
    return value[:_SHORT_ID] if kind is VolatileType.CONTAINER_ID else value.lower()
