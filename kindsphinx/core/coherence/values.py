"""Finds the values of two outputs that stand for each other: in the same word of lines that are equal."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kindsphinx.core.coherence.followed import Place, Reach, may_be_followed, reaches
from kindsphinx.core.coherence.networks import USUAL_NETWORKS
from kindsphinx.core.coherence.words import HAS_FOLLOWED, words_of
from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.identity import subject
from kindsphinx.core.normalize.kinds import kind_of_command, kind_of_name
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kindsphinx.core.coherence.networks import Networks
    from kindsphinx.core.expectation.matching import Matching
    from kindsphinx.core.normalize.tables import Table

    Lines = tuple[int, int]
    """An expected line and the actual one that is equal to it."""

_UID: Final = VolatileType.UID.mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """What a row of a table says a value of."""

    kind: str
    column: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Things:
    """What rows of a table say values of, in one of its columns."""

    table: Table
    column: str
    rows: Sequence[str]
    """The normalized rows."""

    def __getitem__(self, at: int) -> Thing:
        """Return what a row is about, whether or not the kind stands before the name: ``service/web``."""
        *around, name = subject(self.table.names, self.rows[at]).split(GAP)
        name = GAP.join([*around, kind_of_name(name)[1]])
        return Thing(kind=self.table.kind, column=self.column, name=name)

    def only(self, rows: Sequence[int]) -> Things:
        """Return those of some of the *rows*, by their number."""
        return replace(self, rows=[self.rows[at] for at in rows])


@dataclass(frozen=True, kw_only=True, slots=True)
class Values:
    """Values of one type and reach that stood in one column, and those that stand in their places.

    They are kept together since nearly always there is nothing to tell of any of them, and to find that out
    for a column takes a fraction of the time. Outside of tables there is one.
    """

    kind: VolatileType
    reach: Reach
    olds: Sequence[str]
    news: Sequence[str]
    lines: Sequence[Lines]
    """Where they stand."""
    cell: int = 0
    """The number of the column."""
    things: Things | None = None
    """What they are said of; ``None`` outside of tables."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Texts:
    """Lines, or cells of one column, that are compared as one *key*."""

    key: str
    olds: Sequence[str]
    """As they were printed."""
    news: Sequence[str]
    lines: Sequence[Lines]
    cell: int = 0
    things: Things | None = None

    def values(self, place: Place) -> Iterator[Values]:
        """Yield the values in them that are followed."""
        for word in words_of(self.key):
            for kind, texts, olds, news in word.pairs(self.olds, self.news):
                far = reaches(kind, place, word.text, (olds, news))
                for reach in filter(None, dict.fromkeys(far)):
                    chosen = [at for at, each in enumerate(far) if each is reach]
                    found = Values(
                        kind=kind,
                        reach=reach,
                        olds=olds,
                        news=news,
                        lines=self.lines,
                        cell=self.cell,
                        things=self.things,
                    )
                    yield found if len(chosen) == len(self.lines) else self._only(found, chosen, texts)

    def _only(self, values: Values, chosen: Sequence[int], texts: Sequence[int]) -> Values:
        """Return the *chosen* ones of *values*, which stand in some of the texts."""
        rows = [texts[at] for at in chosen]
        return replace(
            values,
            olds=[values.olds[at] for at in chosen],
            news=[values.news[at] for at in chosen],
            lines=[self.lines[row] for row in rows],
            things=self.things and self.things.only(rows),
        )


def values_of(matching: Matching, command: str, networks: Networks = USUAL_NETWORKS) -> Iterator[Values]:
    """Yield the values of *matching* that are followed through a page; those of a table column by column.

    Where it is chance which line or word of several stands beside which, there are none.
    """
    expected, actual = matching.sides.expected, matching.sides.actual
    if not HAS_FOLLOWED.search("\n".join(expected.keys)) or not may_be_followed(command):
        return
    place = Place(command=command, networks=networks)
    if expected.facts is not None:
        for lines in _certain(matching):
            yield from _of_fact(matching, lines, place)
        return
    tables = {row: table for table in expected.tables for row in table.rows}
    rows: defaultdict[int, list[Lines]] = defaultdict(list)
    kind = kind_of_command(command)
    for lines in _certain(matching):
        line, other = lines
        key = expected.keys[line]
        if line in tables:
            rows[tables[line].rows.start].append(lines)
        elif HAS_FOLLOWED.search(key):
            texts = _Texts(key=key, olds=[expected.plain[line]], news=[actual.plain[other]], lines=[lines])
            yield from texts.values(replace(place, kind=kind, line=key))
    for found in rows.values():
        yield from _of_rows(matching, tables[found[0][0]], found, place)


def _certain(matching: Matching) -> list[Lines]:
    """Return the lines that are equal, and to no other."""
    keys, others = matching.sides.expected.keys, matching.sides.actual.keys
    counts, other_counts = Counter(keys), Counter(others)
    return [
        (line, other)
        for line, other in matching.equal
        if (key := keys[line]) == others[other] and counts[key] == 1 and other_counts[key] == 1
    ]


def _of_fact(matching: Matching, lines: Lines, source: Place) -> Iterator[Values]:
    expected, actual = matching.sides.expected, matching.sides.actual
    line, other = lines
    if not (expected.facts and actual.facts) or not HAS_FOLLOWED.search(expected.keys[line]):
        return
    fact, found = expected.facts[line], actual.facts[other]
    if fact.is_alike or found.is_alike:
        return
    value = expected.keys[line][len(expected.plain[line]) - len(fact.value) :]
    place = replace(source, kind=fact.thing.kind, line=f"{fact.name}: {value}")
    texts = _Texts(key=value, olds=[fact.value], news=[found.value], lines=[lines])
    yield from texts.values(place)


def _of_rows(matching: Matching, table: Table, lines: Sequence[Lines], place: Place) -> Iterator[Values]:
    """Yield the values of equal rows of a table; not of one that tells events, of which any number come."""
    if table.tells_events:
        return
    expected, actual = matching.sides.expected, matching.sides.actual
    keys, olds = ([side[line] for line, _ in lines] for side in (expected.keys, expected.plain))
    news = [actual.plain[other] for _, other in lines]
    sides = list(map(_columns, (keys, olds, news)))
    if all(sides) and len(set(map(len, sides))) == 1:
        yield from _Rows(table, keys, lines).values(sides, place)
    elif len(lines) > 1:
        for each in lines:
            yield from _of_rows(matching, table, [each], place)


def _columns(rows: Sequence[str]) -> Sequence[Sequence[str]]:
    """Return the cells of *rows* column by column; none unless each row has as many as the first."""
    count = rows[0].count(GAP) + 1
    cells = f"{GAP}\n{GAP}".join(rows).split(GAP)
    ends = cells[count :: count + 1]
    if len(cells) != len(rows) * (count + 1) - 1 or ends.count("\n") != len(ends):
        return ()
    return [cells[at :: count + 1] for at in range(count)]


class _Rows:
    """Equal rows of two tables, all of as many cells."""

    def __init__(self, table: Table, keys: Sequence[str], lines: Sequence[Lines]) -> None:
        self._table = table
        self._keys = keys
        self._lines = lines

    def values(self, sides: Iterable[Sequence[Sequence[str]]], source: Place) -> Iterator[Values]:
        """Yield the values in their cells.

        :param sides: their columns as they are compared, as they were printed, and as they are now.
        """
        columns, olds, news = sides
        names = self._table.names if len(self._table.names) == len(columns) else ("",) * len(columns)
        states = columns[names.index("STATUS")] if "STATUS" in names else ("",) * len(self._keys)
        for cell, name in enumerate(names):
            if not HAS_FOLLOWED.search("\n".join(columns[cell])):
                continue
            things = Things(table=self._table, column=name, rows=self._keys)
            for (key, state, line), rows in self._alike(columns[cell], states, name).items():
                texts = _Texts(
                    key=key,
                    olds=[olds[cell][at] for at in rows],
                    news=[news[cell][at] for at in rows],
                    lines=[self._lines[at] for at in rows],
                    cell=cell,
                    things=things.only(rows),
                )
                place = replace(source, kind=self._table.kind, column=name, state=state, line=line)
                yield from texts.values(place)

    def _alike(
        self, column: Sequence[str], states: Sequence[str], name: str
    ) -> Mapping[tuple[str, str, str], Sequence[int]]:
        """Return the rows whose values of a column are followed alike; of most the line does not matter."""
        lines = self._keys
        if name and not any(_UID in key for key in self._keys):
            if len(set(column)) == len(set(states)) == 1:
                return {(column[0], states[0], ""): range(len(column))}
            lines = [""] * len(column)
        alike: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
        for at, places in enumerate(zip(column, states, lines, strict=True)):
            alike[places].append(at)
        return alike
