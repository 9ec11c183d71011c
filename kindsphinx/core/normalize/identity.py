"""Says what a row of a table is about: the thing that stays the same when its other cells change."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kindsphinx.core.normalize.header import GAP

_COLUMNS: Final = (
    ("NAMESPACE", "NAME"),
    ("LAST SEEN", "OBJECT", "REASON", "MESSAGE"),
    ("REPOSITORY", "TAG"),
    ("IMAGE", "TAG"),
    ("POD", "NAME"),
    ("Namespace", "Name"),
    ("Type", "Reason", "From", "Message"),
    ("NAME",),
    ("NAMES",),
    ("VOLUME NAME",),
    ("Mounted on",),
    ("Local Address", "Process"),
    ("COMMAND",),
    ("CMD",),
)
"""What sets rows apart: the first of these that a table has all of."""
_OF_EVENTS: Final = frozenset({"OBJECT", "REASON", "MESSAGE"})
_NAMESPACES: Final = frozenset({"NAMESPACE", "Namespace"})
_NO_PART: Final = frozenset({"LAST SEEN"})


@lru_cache(maxsize=256)
def identity(names: tuple[str, ...]) -> tuple[int, ...]:
    """Return which of the columns *names* say what a row is about, the first if nothing is known of them."""
    found = next((columns for columns in _COLUMNS if set(columns) <= set(names)), names[:1])
    return tuple(names.index(column) for column in found if column not in _NO_PART) or (0,)


def subject(names: tuple[str, ...], key: str, *, whole: bool = True) -> str:
    """Return what a normalized row is about; not *whole*: as far as its first column says it.

    An event of another reason is another event, not the same one changed, and what has another name in a
    namespace is another thing.
    """
    cells = key.split(GAP)
    if not names:
        return cells[0] if whole else cells[0].partition(" ")[0]
    columns = identity(names) if whole else _first_of_identity(names)
    return GAP.join([cells[at] for at in columns if at < len(cells)])


@lru_cache(maxsize=256)
def _first_of_identity(names: tuple[str, ...]) -> tuple[int, ...]:
    columns = identity(names)
    if names[columns[0]] in _NAMESPACES:
        return columns
    return columns[: len(columns) - 1 if _OF_EVENTS.issubset(names) else 1]
