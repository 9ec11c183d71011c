"""Says in a sentence what differs."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kindsphinx.core.differences.things import named_thing, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kindsphinx.core.differences.things import Thing

_LABELLED: Final = re.compile(
    r"\s*(?:- )?\"?(?P<label>[\w./-]+(?: [\w./()-]+){0,4})\"?(?:: |=)\s*(?P<value>\S.*)"
)
_MESSAGE: Final = re.compile(r"(?P<label>[a-z]\S*/\S+) (?P<value>.+)")
_FROM: Final = 20
"""A long line is shown from this far before the first character that differs."""

Cell = tuple[str, str, str]
"""A column, empty if unknown; what stands there now; what should."""


class Says(StrEnum):
    """Who says how it should be."""

    PAGE = "the page says"
    RECORDING = "the recording says"
    BEFORE = "it was"


def cells_differ(thing: Thing, cells: Iterable[Cell], says: Says) -> str:
    """Return that some cells are others: ``pod db-0: READY is 0/1, the page says 1/1``."""
    return f"{thing}: " + "; ".join(_cell(*cell, says) for cell in cells)


def columns_differ(expected: Sequence[str], actual: Sequence[str]) -> str:
    """Return which columns a table lacks, and which it has more."""
    missing = [f"the table has no column {name}" for name in expected if name not in actual]
    more = [f"the table has a column more: {name}" for name in actual if name not in expected]
    return "; ".join(missing + more) or "the columns of the table stand in another order"


def line_differs(expected: str, actual: str, says: Says) -> str:
    """Return that a line outside of tables is another."""
    for pattern in (_MESSAGE, _LABELLED):
        was, now = pattern.fullmatch(expected), pattern.fullmatch(actual)
        if was and now and was["label"] == now["label"] and was["value"] != now["value"]:
            label = named_thing("", was["label"]) if pattern is _MESSAGE else was["label"]
            return f"{label} is {shown(now['value'])}, {says} {shown(was['value'])}"
    return f"“{_from_change(actual, expected)}”, {says} “{_from_change(expected, actual)}”"


def value_differs(path: str, now: str, should: str, says: Says) -> str:
    """Return that a value is another: ``spec.replicas is 3, the page says 2``."""
    return f"{path} is {_from_change(now, should) or 'empty'}, {says} {_from_change(should, now) or 'empty'}"


def part_is_missing(path: str, values: str, says: Says) -> str:
    """Return that a part of something is not there: ``spec.type is missing, the page says NodePort``."""
    return f"{path} is missing, {says} {shown(values)}" if values else f"{path} is missing"


def part_is_more(path: str, values: str) -> str:
    """Return that a part is there that should not be: ``there is spec.unschedulable more: true``."""
    return f"there is {path} more: {shown(values)}" if values else f"there is {path} more"


def row_is_missing(thing: Thing) -> str:
    """Return that a thing is not listed: ``worker dev-worker2 is missing``."""
    return f"{thing if thing.kind else f'the row {thing}'} is missing"


def row_is_more(thing: Thing) -> str:
    """Return that a thing is listed that should not be: ``there is a pod more: web-*``."""
    state = f" ({thing.state})" if thing.state else ""
    return f"there is {_article(thing.kind or 'row')} more: {thing.name}{state}"


def line_is_missing(line: str) -> str:
    """Return that a line is not printed."""
    return f"the line “{shown(line)}” is missing" if line.strip() else "an empty line is missing"


def line_is_more(line: str) -> str:
    """Return that a line is printed that should not be."""
    return f"there is a line more: “{shown(line)}”" if line.strip() else "there is an empty line more"


def _cell(column: str, now: str, should: str, says: Says) -> str:
    return (
        f"{column} is {shown(now)}, {says} {shown(should)}"
        if column
        else f"{shown(now)}, {says} {shown(should)}"
    )


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


def _from_change(line: str, other: str) -> str:
    """Return *line* from about where it differs, the beginning of a word."""
    same = next(
        (at for at, pair in enumerate(zip(line, other, strict=False)) if len(set(pair)) > 1), len(line)
    )
    begin = line.rfind(" ", 0, max(0, same - _FROM)) + 1
    return shown(("…" if begin else "") + line[begin:])
