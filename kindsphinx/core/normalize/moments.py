"""Recognizes points in time, ages and durations.

The patterns here and in the neighbouring modules begin with a character and look back past it afterwards:
that way :mod:`re` jumps from candidate to candidate, which makes them several times as fast.
"""

from __future__ import annotations

import re

_CLOCK = r"\d\d:\d\d:\d\d(?:[.,]\d+)?"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATED = re.compile(  # kubectl describe, HTTP headers; date
    rf"[MTWFS](?:on|ue|ed|hu|ri|at|un)(?:, \d\d? {_MONTH} \d{{4}} {_CLOCK} (?:GMT|UTC|[+-]\d{{4}})"
    rf"| {_MONTH} [ \d]\d {_CLOCK}(?: [A-Z]{{3,4}})? \d{{4}})"
)
_TIME = re.compile(
    r"\d(?<![\w.:-]\d)(?:"
    rf"\d{{3}}(?:-\d\d-\d\d[T ]{_CLOCK}(?: ?Z| ?[+-]\d\d:?\d\d)?(?: UTC)?"  # RFC 3339, and docker
    rf"|/\d\d/\d\d {_CLOCK})"  # nginx, Go's log
    rf"|\d/{_MONTH}/\d{{4}}:{_CLOCK} [+-]\d{{4}}"  # access logs
    r"|\d:\d\d:\d\d(?:[.,]\d+)?"
    r")(?![\w:])"
)
_KLOG = re.compile(rf"[IWEF](?<![\w-][IWEF])\d{{4}} {_CLOCK} +\d+ ")
_IMPORT = re.compile(r"(/import-)\d{4}-\d\d-\d\d(?![\w.-])")  # containerd's name for what kind loads
_WORDS = r"(?:\d+ (?:second|minute|hour|day|week|month|year)s?|Less than a second|About (?:a minute|an hour))"
_UP = re.compile(rf"Up {_WORDS}")
_AGO = re.compile(rf"\b{_WORDS} ago\b")
_PART = r"(?:\.\d+)?(?:ms|[µu]s|ns|[ywdhms])"
_AGE = re.compile(
    r"(?P<kept>cpu:\s+\"?\d+m\b|\d(?<![\w.]\d)\d*m \(\d+%\))"
    rf"|\d(?<![\w.:=\"'-]\d)(?<!≤ \d)\d*{_PART}(?:\d+{_PART})*(?![\w-])(?: \(x\d+ over \w+\))?"
)
_FRACTION = re.compile(
    r"\d(?<![\w.-]\d)\d*"
    r"(?:(?:[hm]\d+)*\.\d+(?:ms|[µu]s|ns|s)|\.\d+(?:/\d+\.\d+)* ms)(?![\w-])"  # the second form: ping
)


def times(text: str) -> str:
    """Replace points in time by ``<time>``; the process number beside a log's time goes with it."""
    if "/import-" in text:
        text = _IMPORT.sub(r"\1<time>", text)
    if ":" not in text:
        return text
    text = _KLOG.sub(_level, text)
    return _TIME.sub("<time>", _DATED.sub("<time>", text))


def ages(text: str) -> str:
    """Replace ages and durations by ``<age>``: ``5m30s``, ``Up 2 minutes``, ``3 weeks ago``.

    What the page's own configuration says stays: a limit, ``≤ 30s``, a value, ``timeout=30s``, and
    thousandths of a processor, ``cpu: 100m``. Fractions are measured, never configured.
    """
    if " ago" in text:
        text = _AGO.sub("<age>", text)
    text = _AGE.sub(_age, _UP.sub("Up <age>", text))
    return _FRACTION.sub("<age>", text) if "." in text else text


def _level(match: re.Match[str]) -> str:
    return f"{match[0][0]}<time> "


def _age(match: re.Match[str]) -> str:
    return match["kept"] or "<age>"
