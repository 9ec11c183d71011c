"""Takes out of JSON what an expectation leaves open: further keys of an object, further items of a list."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kindsphinx.core.comparing.json_text import canonical, documents
from kindsphinx.core.normalize.facts import is_ordered, names_of_objects

if TYPE_CHECKING:
    from kindsphinx.core.comparing.comparison import Comparison

OPEN: Final = "..."
"""As a value: any value; as an item of a list: any items; as a key whose value is the same: any keys."""


def json_texts(comparison: Comparison, expected: str, actual: str, *, is_written: bool) -> tuple[str, str]:
    """Return what is compared of two texts that are JSON.

    :param is_written: whether an author wrote what is expected, and may leave some of it open.
    """
    if is_written:
        expected, actual = without_openings(expected, actual)
    if comparison.ignored_lines:
        # each value has a line of its own, whatever the layout
        return canonical(expected), canonical(actual)
    return expected, actual


def without_openings(expected: str, actual: str) -> tuple[str, str]:
    """Return both texts without what *expected* leaves open; both as they are if it leaves nothing open.

    Both have to be JSON. Where the structures differ, *actual* stays whole, so that the difference is told.
    """
    if f'"{OPEN}"' not in expected:
        return expected, actual
    wanted, found = documents(expected), documents(actual)
    if len(wanted) != len(found):
        return expected, actual
    try:
        pairs = [_narrow(*each) for each in zip(wanted, found, strict=True)]
    except RecursionError:
        return expected, actual
    return _text([pair[0] for pair in pairs]), _text([pair[1] for pair in pairs])


def _text(values: list[object]) -> str:
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values)


def _narrow(wanted: object, found: object, name: str = "") -> tuple[object, object]:
    """Narrow what has that *name*; nothing where it is the item of a list, or all."""
    if wanted == OPEN:
        return OPEN, OPEN
    if isinstance(wanted, dict) and isinstance(found, dict):
        return _narrow_object(wanted, found)
    if isinstance(wanted, list) and isinstance(found, list):
        return _narrow_list(wanted, found if is_ordered(name) else _in_order_of(wanted, found))
    return wanted, found


def _narrow_object(wanted: dict[str, object], found: dict[str, object]) -> tuple[object, object]:
    if wanted.get(OPEN) == OPEN:
        wanted = {key: value for key, value in wanted.items() if key != OPEN}
        found = {key: value for key, value in found.items() if key in wanted}
    pairs = {key: _narrow(wanted[key], found[key], key) for key in wanted.keys() & found.keys()}
    return (
        wanted | {key: pair[0] for key, pair in pairs.items()},
        found | {key: pair[1] for key, pair in pairs.items()},
    )


def _narrow_list(wanted: list[object], found: list[object]) -> tuple[object, object]:
    """Narrow the items before the opening and those after it; a second opening stands for one item."""
    if OPEN in wanted and len(found) >= len(wanted) - 1:
        before = wanted.index(OPEN)
        after = len(wanted) - before - 1
        wanted = [*wanted[:before], *wanted[before + 1 :]]
        found = [*found[:before], *found[len(found) - after :]]
    if len(wanted) != len(found):
        return wanted, found
    pairs = [_narrow(*each) for each in zip(wanted, found, strict=True)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _in_order_of(wanted: list[object], found: list[object]) -> list[object]:
    """Return the items of a list in no order, those that are called like a wanted one at its place."""
    opening = wanted.index(OPEN) if OPEN in wanted else len(wanted)
    items = [*wanted[:opening], *wanted[opening + 1 :]]
    names, found_names = names_of_objects(items), names_of_objects(found)
    if not names or not found_names or not set(names) <= set(found_names):
        return found
    free = list(range(len(found)))
    places = []
    for name in names:
        place = next((at for at in free if found_names[at] == name), None)
        if place is None:
            return found
        free.remove(place)
        places.append(place)
    order = [*places[:opening], *free, *places[opening:]]
    return [found[at] for at in order]
