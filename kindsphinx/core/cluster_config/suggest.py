"""What the author may have meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_LIKELY: Final = 0.6
_SAME: Final = {
    **dict.fromkeys(("disabled", "disable", "off", "false", "no", "private", "rprivate"), "none"),
    **dict.fromkeys(("shared", "rshared"), "bidirectional"),
    **dict.fromkeys(("slave", "rslave"), "hosttocontainer"),
    "master": "control-plane",
    **dict.fromkeys(("agent", "minion"), "worker"),
    **dict.fromkeys(("dual-stack", "dualstack", "both"), "dual"),
}
"""What other programs, and earlier times, call values of kind's; all in small letters."""


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return the one of *choices* that *word* means or resembles most, whatever its case; empty if none."""
    by_lower = {choice.lower(): choice for choice in choices}
    lower = word.lower()
    if lower in by_lower:
        return by_lower[lower]
    if _SAME.get(lower) in by_lower:
        return by_lower[_SAME[lower]]
    found = difflib.get_close_matches(lower, by_lower, n=1, cutoff=_LIKELY)
    return by_lower[found[0]] if found else ""


def listed(choices: Iterable[str], *, last: str = "or") -> str:
    """Return *choices* in quotation marks, as a sentence lists them."""
    *first, end = (f"“{choice}”" for choice in choices)
    return f"{', '.join(first)} {last} {end}" if first else end
