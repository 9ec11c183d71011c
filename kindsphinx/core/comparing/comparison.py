"""How one command's output is compared, as plain data that travels with the command."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kindsphinx.core.comparing.volatile import Volatile


class Mode(StrEnum):
    """How an output is read for comparison."""

    AUTO = "auto"
    """By what it is: tables as tables, values that differ in every run as what they are."""
    EXACT = "exact"
    """Character by character, values that differ in every run included."""
    ELLIPSIS = "ellipsis"
    """As ``exact``, but ``...`` in the expectation stands for text left out."""
    REGEX = "regex"
    """Each line of the expectation is a regular expression for a whole line of the output."""
    LINES = "lines"
    """As ``auto``, but line by line: no line is taken for the row of a table, and several blanks are two."""
    UNORDERED = "unordered"
    """As ``auto``, but lines may stand in any order."""
    JSON = "json"
    """As JSON: keys may stand in any order, and layout does not count."""

    @property
    def reads_tables(self) -> bool:
        """Return whether tables are compared as tables."""
        return self in {Mode.AUTO, Mode.UNORDERED}

    @property
    def is_literal(self) -> bool:
        """Return whether an output is compared as it was printed."""
        return self in {Mode.EXACT, Mode.ELLIPSIS, Mode.REGEX}


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """What counts as equal; nothing of it changes what is run, so that it is in no fingerprint."""

    mode: Mode = Mode.AUTO
    ignored_columns: tuple[str, ...] = ()
    """The columns of tables that are left out, whatever their case."""
    strict_columns: tuple[str, ...] = ()
    """The columns of tables that are compared as they were printed."""
    ignored_lines: tuple[str, ...] = ()
    """Regular expressions; a line in which one is found is left out."""
    contained: tuple[str, ...] = ()
    """Texts that the output must have; where there are any, nothing else is compared."""
    volatile: Volatile = Volatile()
    """What else differs in every run, by the project's settings."""

    @property
    def of_recordings(self) -> Comparison:
        """Return how an output is compared with a recorded one, which has no regular expressions."""
        return replace(self, mode=Mode.AUTO) if self.mode is Mode.REGEX else self

    @property
    def leaves_out(self) -> bool:
        """Return whether ``...`` stands for text left out in an expectation."""
        return self.mode is not Mode.EXACT


USUAL = Comparison()
"""Where nobody says anything about it."""
