"""Puts the rows of tables that stand in no order into the order in which the other side has them."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.expectation.candidates import Candidates
from kindsphinx.core.expectation.sides import compared
from kindsphinx.core.expectation.ties import ties
from kindsphinx.core.normalize.identity import subject
from kindsphinx.core.normalize.programs import NOT_COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kindsphinx.core.expectation.sides import Sides
    from kindsphinx.core.normalize.tables import Table

_MANY = 100_000
"""More pairs of rows than these are not tried one by one."""
_MANY_ROWS = 200
"""More rows than these take what is free, and are not exchanged."""
_MANY_TABLES = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrangement:
    """The actual lines in the order in which they are compared."""

    lines: list[int]
    """Each row beside the expected row that it matches."""
    changed: dict[int, int]
    """What is likely to have changed: expected lines -> the actual ones that are about the same."""


def arranged(sides: Sides) -> Arrangement:
    """Return the actual lines that are compared, each row beside the expected row that it matches."""
    order = list(range(len(sides.actual.keys)))
    changed: dict[int, int] = {}
    for expected, actual in _pairs(sides):
        at = slice(actual.rows.start, actual.rows.stop)
        partners = _partners(sides, expected, actual, changed)
        if expected.heading is not None and actual.heading is not None:
            changed[expected.heading] = actual.heading
        if actual.ordered and not actual.tells_events:
            order[at] = _tied_rows(sides, actual, partners)
        else:
            order[at] = _arranged_rows(sides, expected, actual, partners)
    if sides.unordered:
        order = _in_any_order(sides, order, changed)
    keys = sides.actual.keys
    return Arrangement(lines=[number for number in order if keys[number] != NOT_COMPARED], changed=changed)


def _pairs(sides: Sides) -> Iterator[tuple[Table, Table]]:
    """Pair the tables of both sides: by their columns, and if some were cut away, by the rows they share."""
    candidates: dict[tuple[str, ...], deque[Table]] = defaultdict(deque)
    for table in sides.actual.tables:
        candidates[table.names].append(table)
    still = Counter(table.names for table in sides.expected.tables)
    for table in sides.expected.tables:
        found = candidates[table.names]
        if still[table.names] < len(found) <= _MANY_TABLES:
            for _ in range(_most_alike(sides, table, found)):
                found.popleft()
        still[table.names] -= 1
        if found:
            yield table, found.popleft()


def _most_alike(sides: Sides, table: Table, candidates: Iterable[Table]) -> int:
    keys = {sides.expected.keys[row] for row in table.rows}
    shared = [sum(sides.actual.keys[row] in keys for row in candidate.rows) for candidate in candidates]
    return shared.index(max(shared))


def _partners(sides: Sides, expected: Table, actual: Table, changed: dict[int, int]) -> dict[int, int]:
    """Return the actual row beside which each expected one stands; note in *changed* where they differ."""
    partners = _equal_rows(sides, expected.rows, actual.rows)
    if len(partners) == len(expected.rows):
        return partners
    partners |= _fitting_rows(sides, expected.rows, actual.rows, partners)
    others = _rows_of_one_thing(sides, expected, actual, partners)
    changed |= others
    return partners | others


def _arranged_rows(sides: Sides, expected: Table, actual: Table, partners: dict[int, int]) -> list[int]:
    rest = _without(actual.rows, partners.values())
    if not rest:
        return [partners[row] for row in expected.rows if row in partners]
    order = []
    for row in expected.rows:
        if row in partners:
            order.append(partners[row])
        elif row in sides.cuts:
            order += rest
            rest = []
    return order + rest


def _in_any_order(sides: Sides, order: Sequence[int], changed: Mapping[int, int]) -> list[int]:
    """Put each actual line beside an expected one that it matches, wherever it stands."""
    wanted = compared(sides.expected)
    partners = _equal_rows(sides, wanted, order)
    partners |= _fitting_rows(sides, wanted, order, partners)
    taken = set(partners.values())
    partners |= {
        line: other for line, other in changed.items() if line not in partners and other not in taken
    }
    rest = _without(order, partners.values())
    found: list[int] = []
    for line in wanted:
        if line in partners:
            found.append(partners[line])
        elif line in sides.cuts:
            found += rest
            rest = []
    return found + rest


def _tied_rows(sides: Sides, actual: Table, partners: dict[int, int]) -> list[int]:
    """Arrange only those rows of a sorted table between which the order is chance."""
    places = {row: place for place, row in partners.items()}
    found = [places.get(row, len(sides.expected.keys)) for row in actual.rows]
    if found == sorted(found):
        return list(actual.rows)
    order: list[int] = []
    for group in ties(sides.actual, actual):
        order += sorted(group, key=lambda row: found[row - actual.rows.start])
    return order


def _equal_rows(sides: Sides, expected: Iterable[int], actual: Sequence[int]) -> dict[int, int]:
    """Return for each expected row the first actual one that is equal to it, each one once."""
    keys, others = sides.expected.keys, sides.actual.keys
    free: dict[str, list[int]] = defaultdict(list)
    for row in reversed(actual):
        free[others[row]].append(row)
    return {row: free[keys[row]].pop() for row in expected if free.get(keys[row]) and row not in sides.cuts}


def _fitting_rows(
    sides: Sides, expected: Iterable[int], actual: Iterable[int], taken: dict[int, int]
) -> dict[int, int]:
    """Give each row that leaves text open one that fits, so that as many as possible get one."""
    open_rows = [row for row in expected if row in sides.patterns and row not in taken]
    free = _without(actual, taken.values())
    if not open_rows or len(open_rows) * len(free) > _MANY:
        return {}
    candidates = Candidates(sides, free)
    fitting = {row: [other for other in candidates.of(row) if sides.match(row, other)] for row in open_rows}
    holder: dict[int, int] = {}
    for row in sorted(open_rows, key=lambda row: len(fitting[row])):
        taken_now = next((other for other in fitting[row] if other not in holder), None)
        if taken_now is not None:
            holder[taken_now] = row
        elif len(open_rows) <= _MANY_ROWS:
            _exchange(row, fitting, holder, set())
    return {row: other for other, row in holder.items()}


def _exchange(row: int, fitting: dict[int, list[int]], holder: dict[int, int], asked: set[int]) -> bool:
    """Give *row* what another holds, if that one can do with something else."""
    for other in fitting[row]:
        if other not in asked:
            asked.add(other)
            if other not in holder or _exchange(holder[other], fitting, holder, asked):
                holder[other] = row
                return True
    return False


def _rows_of_one_thing(sides: Sides, expected: Table, actual: Table, taken: dict[int, int]) -> dict[int, int]:
    """Pair rows that differ but speak of the same node, pod or container: a report shows them together."""
    found: dict[int, int] = {}
    for whole in (True, False):
        free: dict[str, deque[int]] = defaultdict(deque)
        for row in _without(actual.rows, [*taken.values(), *found.values()]):
            free[subject(actual.names, sides.actual.keys[row], whole=whole)].append(row)
        for row in _without(expected.rows, [*taken, *found]):
            others = free.get(subject(expected.names, sides.expected.keys[row], whole=whole))
            if others and row not in sides.cuts:
                found[row] = others.popleft()
    return found


def _without(rows: Iterable[int], taken: Iterable[int]) -> list[int]:
    used = set(taken)
    return [row for row in rows if row not in used]
