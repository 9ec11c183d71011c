"""Reads the options of a directive, all of them, and says what is wrong with each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kindsphinx.core.durations import parse_duration
from kindsphinx.core.problems import did_you_mean
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

LISTING_OPTIONS = (
    "caption",
    "class",
    "dedent",
    "emphasize",
    "emphasize-lines",
    "end-before",
    "force",
    "lineno-start",
    "linenos",
    "lines",
    "name",
    "start-at",
)
"""The options of everything that shows a listing."""


def raw(text: str | None) -> str | None:
    """Return an option's value as it is written; ``None`` if it has none."""
    return text


class AnyOption(dict[str, "Callable[[str], Any]"]):
    """An option specification that takes every option as it is, so that all mistakes can be told at once.

    docutils and MyST stop at the first option that they do not know, or drop it, and neither says where.
    """

    def __init__(self, names: Collection[str]) -> None:
        super().__init__(dict.fromkeys(names, raw))

    def __missing__(self, key: str) -> Callable[[str], Any]:
        """Return the converter of an unknown option."""
        return raw


@dataclass(frozen=True, kw_only=True, slots=True)
class OptionProblem:
    """One thing that is wrong with an option."""

    message: str
    option: str
    word: str = ""
    """The part of the value that is wrong; empty for the option itself."""
    code: str = WarningSubtype.OPTION


@dataclass(slots=True)
class Options:
    """The options of one directive, read by name; what is wrong is kept in ``problems``."""

    directive: str
    raw: Mapping[str, Any]
    allowed: Collection[str]
    problems: list[OptionProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Note the options that the directive does not have."""
        for name in self.raw:
            if name not in self.allowed:
                self._problem(name, f"{self.directive} has no option “{name}”{self._instead(name)}")

    def has(self, name: str) -> bool:
        """Return whether the option is written."""
        return name in self.raw

    def text(self, name: str) -> str:
        """Return the value in one line; empty if the option is not written, a problem if it has no value."""
        if name not in self.raw:
            return ""
        value = " ".join(str(self.raw[name] or "").split())
        if not value:
            self._problem(name, f"“{name}” needs a value")
        return value

    def line(self, name: str) -> str:
        """Return the value with its blanks as they are."""
        return self.text(name) and str(self.raw[name]).strip().replace("\n", " ")

    def phrase(self, name: str) -> str | None:
        """Return the value in one line, empty if it has none; ``None`` if the option is not written."""
        if name not in self.raw:
            return None
        value = " ".join(str(self.raw[name] or "").split())
        # as with a flag
        return "" if value.lower() == "true" else value

    def flag(self, name: str) -> bool:
        """Return whether an option without a value is written."""
        if name not in self.raw:
            return False
        value = str(self.raw[name] or "").strip()
        # MyST's authors write options as YAML: no-create: true
        if value.lower() not in {"", "true"}:
            self._problem(name, f"“{name}” takes no value: write “:{name}:”, or leave it out", value)
            return False
        return True

    def duration(self, name: str, *, above: float = -1.0) -> float | None:
        """Return the seconds of a duration; ``None`` if the option is not written or wrong."""
        text = self.text(name)
        if not text:
            return None
        try:
            seconds = parse_duration(text)
        except ValueError as error:
            self._problem(name, f"“{name}”: {error}", text)
            return None
        if seconds > above:
            return seconds
        self._problem(name, f"“{name}”: {text!r} is no time at all: write a duration such as 90s", text)
        return None

    def number(self, name: str) -> int | None:
        """Return a whole number, not below 0; ``None`` if the option is not written or wrong."""
        text = self.text(name)
        if not text:
            return None
        if not text.isdecimal():
            self._problem(name, f"“{name}”: {text!r} is no whole number", text)
            return None
        return int(text)

    def numbers(self, name: str, *, default: tuple[int, ...], limit: int) -> tuple[int, ...]:
        """Return whole numbers from 0 to *limit*, separated by blanks or commas."""
        words = self.text(name).replace(",", " ").split()
        wrong = [word for word in words if not word.isdecimal() or int(word) > limit]
        for word in wrong:
            self._problem(name, f"“{name}”: {word!r} is no number from 0 to {limit}", word)
        return default if wrong or not words else tuple(map(int, words))

    def words(self, name: str, *, choices: Collection[str]) -> tuple[str, ...]:
        """Return some of *choices*; all of them if the option is not written."""
        if name not in self.raw:
            return tuple(choices)
        words = self.text(name).replace(",", " ").split()
        for word in words:
            if word not in choices:
                what = f"“{name}”: “{word}” is none of {', '.join(choices)}{did_you_mean(word, choices)}"
                self._problem(name, what, word)
        return tuple(word for word in words if word in choices)

    def choice(self, name: str, *, choices: Collection[str]) -> str:
        """Return one of *choices*; empty if the option is not written or wrong."""
        word = self.text(name)
        if word in choices:
            return word
        if word:
            hint = did_you_mean(word, choices)
            self._problem(name, f"“{name}”: “{word}” is none of {', '.join(choices)}{hint}", word)
        return ""

    def names(self, name: str) -> list[str]:
        """Return what is separated by commas, each once; a name may have blanks."""
        return list(dict.fromkeys(part.strip() for part in self.text(name).split(",") if part.strip()))

    def each_line(self, name: str) -> list[str]:
        """Return the lines of the value that have something, as they are."""
        if not self.text(name):
            return []
        return [line.strip() for line in str(self.raw[name]).splitlines() if line.strip()]

    def refuse(self, name: str, reason: str) -> None:
        """Note that the option cannot be used here, if it is written."""
        if name in self.raw:
            self._problem(name, f"“{name}” cannot be used here: {reason}")

    def problem(self, name: str, message: str, word: str = "", code: str = WarningSubtype.OPTION) -> None:
        """Note what is wrong with an option's value."""
        self.problems.append(OptionProblem(message=message, option=name, word=word, code=code))

    def _problem(self, name: str, message: str, word: str = "") -> None:
        self.problem(name, message, word)

    def _instead(self, name: str) -> str:
        near = did_you_mean(name, self.allowed)
        return near or f": it has {', '.join(sorted(self.allowed))}"
