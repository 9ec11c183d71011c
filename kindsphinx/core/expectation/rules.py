"""What one expected line asks of an actual one: to be equal, or to fit around its ``...``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.header import GAP

if TYPE_CHECKING:
    import re

ELLIPSIS = "..."
"""Alone on a line it stands for any lines, within a line for any text."""


def is_cut(key: str) -> bool:
    """Return whether an expected line stands for any number of lines."""
    return key.strip() == ELLIPSIS


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """An expected line with text left out."""

    key: str
    """Its normalized form."""
    plain: str
    """As the author wrote it: who cuts a value short, ``172.18...``, means the value as printed."""

    def fits(self, key: str, plain: str) -> bool:
        """Return whether an actual line, normalized and as printed, is what this one leaves open."""
        return fits(self.key, key) or fits(self.plain, plain) or self._fits_by_cell(key, plain)

    def _fits_by_cell(self, key: str, plain: str) -> bool:
        ours = list(zip(self.key.split(GAP), self.plain.split(GAP), strict=False))
        theirs = list(zip(key.split(GAP), plain.split(GAP), strict=False))
        return len(ours) == len(theirs) > 1 and all(
            fits(pattern, cell) or fits(raw_pattern, raw)
            for (pattern, raw_pattern), (cell, raw) in zip(ours, theirs, strict=True)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class RegexLine:
    """An expected line that is a regular expression."""

    pattern: re.Pattern[str]

    def fits(self, key: str, plain: str) -> bool:  # noqa: ARG002 - as that of Pattern
        """Return whether an actual line as a whole is what the expression describes."""
        return self.pattern.fullmatch(plain) is not None


def fits(pattern: str, text: str) -> bool:
    """Find the parts one after the other: no regular expression, so that no pattern takes long."""
    first, *middle = pattern.split(ELLIPSIS)
    if not middle:
        return pattern == text
    last = middle.pop()
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True
