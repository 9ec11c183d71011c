"""What a project says is secret besides what kindsphinx knows by itself: the setting ``kind_secrets``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.redaction.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable

_VARIABLE: Final = re.compile(r"\$\{?(?P<name>[A-Za-z_]\w*)\}?|(?P<bare>[A-Z][A-Z0-9_]*)", re.ASCII)


def secret_entries(value: object) -> tuple[str, ...]:
    """Return the entries of *value*, with ``$NAME`` for each variable, and regular expressions as they are.

    A name in capitals is a variable with or without the dollar sign: as an expression it would find nothing
    but itself.

    :raises ValueError: if it is no list, or an entry is no regular expression or finds what is empty.
    """
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, (list, tuple)) or not all(isinstance(each, str) for each in values):
        raise ValueError("a list of names of variables and regular expressions is needed: ['$TOKEN']")
    return tuple(_entry(each.strip()) for each in values if each.strip())


def variable_of(entry: str) -> str:
    """Return the name of the variable that an *entry* is; empty if it is a regular expression."""
    return entry.removeprefix("$") if entry.startswith("$") else ""


def shapes_of(entries: Iterable[str]) -> tuple[Shape, ...]:
    """Return what the regular expressions among *entries* find."""
    return tuple(
        Shape(what=f"what “{each}” finds", pattern=re.compile(each))
        for each in entries
        if not variable_of(each)
    )


def _entry(text: str) -> str:
    if variable := _VARIABLE.fullmatch(text):
        return "$" + (variable["name"] or variable["bare"])
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from None
    if pattern.search(""):
        raise ValueError(f"{text!r} fits every text, the empty one too: make it say what is secret")
    return text
