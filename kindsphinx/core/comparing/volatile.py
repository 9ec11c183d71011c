"""What differs in every run besides what kindsphinx knows: a project's own types, columns and functions."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from kindsphinx.core.errors import NormalizerError
from kindsphinx.core.normalize.kinds import kind_called

if TYPE_CHECKING:
    from collections.abc import Callable

    Function = Callable[[str, str], str]
    """Takes what a command printed, and the command; returns what is compared, with as many lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnRule:
    """What the cells of a column are."""

    column: str
    meaning: str
    """A type of volatile values, one of the project's own included; or ``any``, or ``strict``."""
    kind: str = ""
    """What the tables list, as kubectl is asked for it: ``certificates``; empty for any table."""

    def is_about(self, column: str, kind: str) -> bool:
        """Return whether this is about a *column* of a table that lists things of *kind*."""
        if column.casefold() != self.column.casefold():
            return False
        return not self.kind or kind_called(self.kind) == kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Volatile:
    """The setting ``kind_volatile``, checked; names in place of functions, so that it can be stored."""

    types: tuple[tuple[str, str], ...] = ()
    """Names of types, and the regular expression of their values."""
    columns: tuple[ColumnRule, ...] = ()
    normalizers: tuple[str, ...] = ()
    """``MODULE:FUNCTION``, in the order in which they are applied."""

    def normalized(self, text: str, command: str) -> str:
        """Return *text*, which *command* printed, after the project's own functions.

        :raises NormalizerError: if one of them fails, or returns another number of lines.
        """
        for name in self.normalizers:
            text = _applied(name, text, command)
        return text

    def meaning(self, column: str, kind: str) -> str:
        """Return what the cells of a *column* are in a table of *kind*; empty if nobody says it."""
        rules = [rule for rule in self.columns if rule.is_about(column, kind)]
        return max(rules, key=lambda rule: bool(rule.kind)).meaning if rules else ""


@lru_cache(maxsize=64)
def function_called(name: str) -> Function:
    """Return the function ``MODULE:FUNCTION``.

    :raises ValueError: if there is none, in words.
    """
    module, _, path = name.partition(":")
    try:
        found = importlib.import_module(module)
    except Exception as error:
        raise ValueError(f"{module!r} cannot be imported: {error}") from error
    function = getattr(found, path, None)
    if not callable(function):
        raise ValueError(f"{module!r} has no function {path!r}")  # noqa: TRY004 - one error for all bad values
    return cast("Function", function)


def _applied(name: str, text: str, command: str) -> str:
    try:
        found = function_called(name)(text, command)
    except Exception as error:
        raise NormalizerError(f"{name}, a normalizer of kind_volatile, fails: {error!r}") from error
    if not _has_lines_of(found, text):
        raise NormalizerError(f"{name}, a normalizer of kind_volatile, must return as many lines as it gets")
    return found


def _has_lines_of(found: object, text: str) -> bool:
    return isinstance(found, str) and found.count("\n") == text.count("\n")
