"""Matches two outputs that are read as data: each fact with what the other side says of the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from kindsphinx.core.expectation.counterparts import counterparts
from kindsphinx.core.expectation.sides import compared
from kindsphinx.core.normalize.facts import LINE_OF_TEXT, ORDER_BETWEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.expectation.sides import Sides
    from kindsphinx.core.normalize.facts import Fact, Thing
    from kindsphinx.core.normalize.reading import Reading

    Place = tuple[Thing, str, int]
    Pair = tuple[int | None, int | None]
    """A line of each side; ``None`` where the other says nothing of the same."""

_MANY: Final = 250_000
"""More pairs of lines than these are compared by their numbers."""


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


def are_alike(sides: Sides, line: int, other: int) -> bool:
    """Return whether two facts say the same; a line of a text does so wherever in the text it stands."""
    if sides.match(line, other):
        return True
    said, now = _said(sides.expected, line), _said(sides.actual, other)
    return said is not None and said == now


def _partners(expected: Reading, actual: Reading) -> dict[int, int]:
    places = dict(_places(actual))
    found = {line: places[place] for place, line in _places(expected) if place in places}
    found = _with_shifted_lines(expected, actual, found)
    return {line: at for line, at in found.items() if not _have_other_elements(expected, actual, line, at)}


def _with_shifted_lines(expected: Reading, actual: Reading, found: dict[int, int]) -> dict[int, int]:
    """Return the partners *found*, with the lines that stayed where a text has more or fewer."""
    texts = _texts(actual)
    for place, ours in _texts(expected).items():
        theirs = texts.get(place, [])
        if len(ours) != len(theirs) and len(ours) * len(theirs) <= _MANY:
            found = {line: at for line, at in found.items() if line not in ours}
            found |= _stayed(expected, actual, ours, theirs)
    return found


def _stayed(expected: Reading, actual: Reading, ours: list[int], theirs: list[int]) -> dict[int, int]:
    values, others = (
        [_said(side, at) or "" for at in lines] for side, lines in ((expected, ours), (actual, theirs))
    )
    found: dict[int, int] = {}
    for what, begin, end, other, until in SequenceMatcher(None, values, others, autojunk=False).get_opcodes():
        if what == "equal":
            found |= zip(ours[begin:end], theirs[other:until], strict=True)
        elif what == "replace":
            pairs = counterparts(values[begin:end], others[other:until])
            found |= {ours[begin + at]: theirs[other + place] for at, place in pairs}
    return found


def _said(reading: Reading, at: int) -> str | None:
    """Return what a line of a text says, without which line it is; ``None`` for any other fact."""
    fact = reading.facts[at] if reading.facts else None
    if fact is None or LINE_OF_TEXT not in fact.path:
        return None
    return reading.keys[at].removeprefix(reading.plain[at].removesuffix(fact.value))


def _texts(reading: Reading) -> dict[tuple[Thing, str], list[int]]:
    """Return the lines of each value that has several."""
    found: dict[tuple[Thing, str], list[int]] = defaultdict(list)
    for at, fact in _compared_facts(reading):
        text, line, _ = fact.path.rpartition(LINE_OF_TEXT)
        if line:
            found[fact.thing, text].append(at)
    return found


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
