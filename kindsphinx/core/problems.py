"""What is wrong with something a user wrote, as a value."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    """It is refused, by kind or by kindsphinx."""
    WARNING = "warning"
    """It is accepted, and then fails or surprises."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Location:
    """Where something stands in a file."""

    source: str
    """The file's path, as a message shows it."""
    line: int
    """Counted from 1."""
    column: int | None = None
    """Counted from 1, in characters; ``None`` where the whole line is meant."""

    def __lt__(self, other: Location) -> bool:
        """Return whether this comes first: a whole line before its columns."""
        places = [(each.source, each.line, each.column or 0) for each in (self, other)]
        return places[0] < places[1]

    def __str__(self) -> str:
        """Return ``source:line:column``, the form that terminals and editors link."""
        place = f"{self.source}:{self.line}"
        return place if self.column is None else f"{place}:{self.column}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that is wrong in a text that a user wrote.

    ``line`` and ``column`` count from 1 within that text (the column in characters).
    """

    message: str
    """What is wrong, why, and what to write instead: whole sentences."""
    code: str
    """A stable name of the rule, which is also the subtype of the Sphinx warning, e.g. ``config``."""
    line: int = 1
    column: int = 1
    path: str = ""
    """Where in the structure, e.g. ``nodes[1].extraPortMappings[0].hostPort``."""
    severity: Severity = Severity.ERROR
    kind_message: str = ""
    """What the program kind says of it, word for word; empty where kind says nothing."""
    count: int = 1
    """How many problems it stands for: more than one where there are too many to tell each."""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return the end of a sentence that names the choice most like *word*; empty if none is."""
    found = difflib.get_close_matches(word, list(choices), n=1)
    return f"; did you mean “{found[0]}”?" if found else ""
