"""What the author may have meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LIKELY = 0.6


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return the one of *choices* that *word* is most like, whatever its case; empty if none is near."""
    by_lower = {choice.lower(): choice for choice in choices}
    lower = word.lower()
    if lower in by_lower:
        return by_lower[lower]
    found = difflib.get_close_matches(lower, by_lower, n=1, cutoff=_LIKELY)
    return by_lower[found[0]] if found else ""


def listed(choices: Iterable[str], *, last: str = "or") -> str:
    """Return *choices* in quotation marks, as a sentence lists them."""
    *first, end = (f"“{choice}”" for choice in choices)
    return f"{', '.join(first)} {last} {end}" if first else end
