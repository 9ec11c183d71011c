"""Durations as authors write them, in seconds."""

from __future__ import annotations

import re

UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PART = re.compile(rf"({_NUMBER.pattern})(ms|s|m|h)")
_WHOLE = re.compile(rf"(?:{_PART.pattern})+")


def parse_duration(text: str) -> float:
    """Return the seconds that *text* means: ``90s``, ``5m``, ``1h30m``, or a bare number of seconds.

    :raises ValueError: with a sentence that says what to write.
    """
    text = text.strip()
    try:
        seconds = _seconds(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a duration: write 90s, 5m, 1h30m, or seconds") from None
    if seconds > 7 * 86400:
        raise ValueError(f"{text!r} is more than a week: write a shorter duration, such as 10m")
    return seconds


def go_duration(text: str) -> str:
    """Return *text* as programs written in Go read it: a bare number of seconds gets its unit.

    kind refuses ``--wait 5`` with "missing unit in duration".

    :raises ValueError: as :func:`parse_duration`.
    """
    text = text.strip()
    parse_duration(text)
    return f"{text}s" if _NUMBER.fullmatch(text) else text


def in_words(seconds: float) -> str:
    """Return *seconds* for a reader: ``4 s``, ``1 min 40 s``."""
    tenths = round(seconds, 1)
    if tenths < 10:  # noqa: PLR2004 - a tenth tells something only below ten
        return f"{tenths:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def in_one_unit(seconds: int) -> str:
    """Return an age as kubectl writes it: ``119s``, ``2m``, ``2d``."""
    for unit, letter in ((86400, "d"), (3600, "h"), (60, "m")):
        if seconds >= 2 * unit:
            return f"{seconds // unit}{letter}"
    return f"{seconds}s"


def _seconds(text: str) -> float:
    if _NUMBER.fullmatch(text):
        return float(text)
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return sum(float(number) * UNITS[unit] for number, unit in _PART.findall(text))
