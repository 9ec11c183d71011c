"""Finds the values of two outputs that stand for each other: in the same word of lines that are equal."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.coherence.followed import Place, Reach, may_be_followed, reach
from kindsphinx.core.expectation.matching import Relation
from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.identity import subject
from kindsphinx.core.normalize.kinds import kind_of_command, kind_of_name
from kindsphinx.core.normalize.shapes import MARK, PATTERNS
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def values_of(matching: Matching, command: str) -> Iterator[Value]:
    """Yield the values of *matching* that are followed through a page.

    Where it is chance which line or word of several stands beside which, there are none.
    """
    expected, actual = matching.sides.expected, matching.sides.actual
    if not any(map(_HAS_FOLLOWED.search, expected.keys)) or not may_be_followed(command):
        return
    counts = Counter(expected.keys), Counter(actual.keys)
    tables = {row: table for table in expected.tables for row in table.rows}
    for step in matching.steps:
        if step.relation is not Relation.EQUAL or step.expected is None or step.actual is None:
            continue
        key = expected.keys[step.expected]
        if not _HAS_FOLLOWED.search(key) or key != actual.keys[step.actual]:
            continue
        if any(count[key] > 1 for count in counts):
            continue
        if expected.facts is not None:
            yield from _of_fact(matching, step, command)
            continue
        lines = key, expected.plain[step.expected], actual.plain[step.actual]
        table = tables.get(step.expected)
        yield from _of_row(table, lines, step, command) if table else _of_line(lines, step, command)


def _of_fact(matching: Matching, step: Step, command: str) -> Iterator[Value]:
    expected, actual = matching.sides.expected, matching.sides.actual
    if not (expected.facts and actual.facts) or step.expected is None or step.actual is None:
        return
    fact, found = expected.facts[step.expected], actual.facts[step.actual]
    if fact.is_alike or found.is_alike:
        return
    value = expected.keys[step.expected][len(expected.plain[step.expected]) - len(fact.value) :]
    place = Place(command=command, kind=fact.thing.kind, line=f"{fact.name}: {value}")
    yield from _of_text((value, fact.value, found.value), step, place, None)


def _of_line(lines: Sequence[str], step: Step, command: str) -> Iterator[Value]:
    place = Place(command=command, kind=kind_of_command(command), line=lines[0])
    yield from _of_text(lines, step, place, None)


def _of_row(table: Table, lines: Sequence[str], step: Step, command: str) -> Iterator[Value]:
    if table.tells_events:
        return
    cells = [line.split(GAP) for line in lines]
    if len(set(map(len, cells))) > 1:
        return
    names = table.names if len(table.names) == len(cells[0]) else ("",) * len(cells[0])
    state = dict(zip(names, cells[0], strict=True)).get("STATUS", "")
    for name, *texts in zip(names, *cells, strict=True):
        if not _HAS_FOLLOWED.search(texts[0]):
            continue
        thing = Thing(kind=table.kind, column=name, name=_name(table, lines[0]))
        place = Place(command=command, kind=table.kind, column=name, state=state, line=lines[0])
        yield from _of_text(texts, step, place, thing)


def _name(table: Table, row: str) -> str:
    """Return what a row is about, whether or not the kind stands before the name: ``service/web``."""
    *around, name = subject(table.names, row).split(GAP)
    return GAP.join([*around, kind_of_name(name)[1]])


def _of_text(texts: Sequence[str], step: Step, place: Place, thing: Thing | None) -> Iterator[Value]:
    words = Counter(_BETWEEN.split(texts[0]))
    sides = [_BETWEEN.split(text) for text in texts[1:]]
    for word, count in words.items():
        if count > 1 or not _HAS_FOLLOWED.search(word):
            continue
        olds, news = (_values_in(side, word) for side in sides)
        kinds = map(VolatileType, MARK.findall(word))
        for kind, old, new in zip(kinds, olds, news, strict=False):
            if kind not in _FOLLOWED:
                continue
            pair = _canonical(kind, old), _canonical(kind, new)
            if far := reach(kind, place, word, pair):
                yield Value(kind=kind, old=pair[0], new=pair[1], reach=far, step=step, thing=thing)


def _values_in(words: Sequence[str], word: str) -> tuple[str, ...]:
    """Return the values of the one of *words* that a normalized one stands for; none if it may be several."""
    shape = _shape(word)
    found = {match.groups() for each in words if len(each) <= _LONGEST and (match := shape.fullmatch(each))}
    return found.pop() if len(found) == 1 else ()


@lru_cache(maxsize=1024)
def _shape(word: str) -> re.Pattern[str]:
    texts = MARK.split(word)
    if len(texts) // 2 > _MOST_MARKS:
        return re.compile("(?!)")
    pattern = "".join(f"({PATTERNS[text]})" if at % 2 else re.escape(text) for at, text in enumerate(texts))
    return re.compile(pattern)


def _canonical(kind: VolatileType, value: str) -> str:
    """Return the form that is the same wherever the value stands: an id may be cut short."""
    return value[:_SHORT_ID] if kind is VolatileType.CONTAINER_ID else value.lower()
