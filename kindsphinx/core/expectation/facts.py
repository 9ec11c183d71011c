"""Matches two outputs that are read as data: each fact with what the other side says of the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kindsphinx.core.expectation.sides import compared
from kindsphinx.core.normalize.facts import ORDER_BETWEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.expectation.sides import Sides
    from kindsphinx.core.normalize.facts import Fact, Thing
    from kindsphinx.core.normalize.reading import Reading

    Place = tuple[Thing, str, int]
    Pair = tuple[int | None, int | None]
    """A line of each side; ``None`` where the other says nothing of the same."""


def paired_facts(sides: Sides) -> list[Pair]:
    """Return each compared fact of both sides once, in the order of the expectation."""
    expected, actual = sides.expected, sides.actual
    partners = _partners(expected, actual)
    more = _more(actual, set(partners.values()))
    pairs: list[Pair] = [(None, at) for at in more[None]]
    for line in compared(expected):
        partner = partners.get(line)
        if partner is None and _is_about_order(expected, line):
            continue
        pairs.append((line, partner))
        pairs += [(None, at) for at in more[partner]] if partner is not None else []
    return pairs


def _partners(expected: Reading, actual: Reading) -> dict[int, int]:
    places = dict(_places(actual))
    found = {line: places[place] for place, line in _places(expected) if place in places}
    return {line: at for line, at in found.items() if not _have_other_elements(expected, actual, line, at)}


def _more(actual: Reading, taken: set[int]) -> dict[int | None, list[int]]:
    """Return the facts that the output has more, each by the one before it that the other side has, too."""
    more: dict[int | None, list[int]] = defaultdict(list)
    before = None
    for at, _ in _compared_facts(actual):
        if at in taken:
            before = at
        elif not _is_about_order(actual, at):
            more[before].append(at)
    return more


def _have_other_elements(expected: Reading, actual: Reading, line: int, at: int) -> bool:
    """Return whether an order is that of other elements, which is told by these."""
    if not _is_about_order(expected, line):
        return False
    was, now = (
        sorted(side.facts[each].value.split(ORDER_BETWEEN))
        for side, each in ((expected, line), (actual, at))
        if side.facts
    )
    return was != now


def _compared_facts(reading: Reading) -> Iterator[tuple[int, Fact]]:
    facts: Sequence[Fact] = reading.facts or ()
    return ((at, facts[at]) for at in compared(reading))


def _is_about_order(reading: Reading, line: int) -> bool:
    return bool(reading.facts and reading.facts[line].is_order)


def _places(reading: Reading) -> Iterator[tuple[Place, int]]:
    """Yield where each fact stands; the same place may be there again, as in what ``grep`` leaves of YAML."""
    count: Counter[tuple[Thing, str]] = Counter()
    for at, fact in _compared_facts(reading):
        place = fact.thing, fact.path
        yield (*place, count[place]), at
        count[place] += 1
