"""Recognizes points in time, ages and durations.

The patterns here and in the neighbouring modules begin with a character and look back past it afterwards:
that way :mod:`re` jumps from candidate to candidate, which makes them several times as fast.
"""

from __future__ import annotations

import re
from typing import Final

from kindsphinx.core.normalize.clues import DIGITS, Clue, LineStart

_CLOCK = r"\d\d:\d\d:\d\d(?:[.,]\d+)?"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_ZONE = r"(?: ?Z| ?[+-]\d\d:?\d\d| (?:UTC|GMT|MSK|CES?T|WES?T|EES?T|[EMP][SD]T|C[SD]T|[BIJK]ST)\b)?"
_DATED = re.compile(  # kubectl describe, HTTP headers; date
    rf"[MTWFS](?:on|ue|ed|hu|ri|at|un)(?:, \d\d? {_MONTH} \d{{4}} {_CLOCK} (?:GMT|UTC|[+-]\d{{4}})"
    rf"| {_MONTH} [ \d]\d {_CLOCK}(?: [A-Z]{{3,4}})? \d{{4}})"
)
_TIME = re.compile(
    r"\d(?<![\w.:-]\d)(?:"
    rf"\d{{3}}(?:-\d\d-\d\d[T ]{_CLOCK}{_ZONE}(?: UTC)?"  # RFC 3339, and docker
    rf"|/\d\d/\d\d {_CLOCK})"  # nginx, Go's log
    rf"|\d?[ /-]{_MONTH}[ /-]\d{{4}}[: ]{_CLOCK}{_ZONE}"  # access logs; Tomcat, Redis
    r"|\d:\d\d:\d\d(?:[.,]\d+)?"
    r")(?![\w:])"
)
_DAY = re.compile(rf"\b{_MONTH} \d\d?, \d{{4}} \d\d:\d\d(?: UTC)?\b")  # kubeadm
_SYSLOG = LineStart(rf"{_MONTH} [ \d]\d {_CLOCK}(?= )")
_EPOCH = re.compile(r"(\b(?:ts|time|timestamp|epoch)\"?[:=] ?)\d{10}(?:\.\d+|\d{3}|\d{6}|\d{9})?(?![\w.])")
_VERSION_OF_VOLUME = re.compile(r"(\.\.)\d{4}(?:_\d\d){5}\.\d+")  # where Kubernetes keeps what it mounts
_SECONDS_SINCE = LineStart(r"1\d{9}(?:\.\d+|\d{3}|\d{6}|\d{9})?$")
_SECONDS_TAKEN = re.compile(r"(?<![\w.])\d+\.\d{6}(?![\w.])")
_BOOT = LineStart(r"\[ *\d+\.\d{6}\]")
_KLOG = re.compile(rf"[IWEF](?<![\w-][IWEF])\d{{4}} {_CLOCK} +\d+ ")
_IMPORT = re.compile(r"(/import-)\d{4}-\d\d-\d\d(?![\w.-])")  # containerd's name for what kind loads
_WORDS = r"(?:\d+ (?:second|minute|hour|day|week|month|year)s?|Less than a second|About (?:a minute|an hour))"
_UP = re.compile(rf"Up {_WORDS}(?: ago)?")
_AGO = re.compile(rf"\b{_WORDS} ago\b")
_PART = r"(?:\.\d+)?(?:ms|[µu]s|ns|[ywdhms])"
_SPAN = (
    rf"\d(?<![\w.:=\"'-]\d)(?<!≤ \d)\d*+{_PART}(?:\d+{_PART})*(?![\w-])"
    r"(?:(?P<ago> ago\b)| \(x\d+ over \w+\))?"
)
_AGE = re.compile(_SPAN)
_AGE_OR_SHARE = re.compile(rf"(?P<kept>cpu:\s+\"?\d+m\b|\d(?<![\w.]\d)\d*m \(\d+%\))|{_SPAN}")
_FRACTION = re.compile(
    r"\d(?<![\w.-]\d)\d*+"
    r"(?:(?:[hm]\d+)*\.\d+(?:ms|[µu]s|ns|s)|\.\d+(?:/\d+\.\d+)* ms)(?![\w-])"  # the second form: ping
)
_LIFETIME = re.compile(r"(?<=_lft )\d+sec\b")
_HAS_CLOCK: Final = Clue((DIGITS,), "00:00:00")
_HAS_DAY: Final = Clue((DIGITS,), ", 0000 00:00")
_HAS_EPOCH: Final = Clue((DIGITS,), "0000000000")
_HAS_SPAN: Final = Clue((DIGITS, "sywdhmun"), "0s", "0 ss")

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "y": 365 * 86400}
_TERM = re.compile(r"(\d+)([smhdy])")
_SIMPLE = re.compile(r"(?:\d+[smhdy])+")


def times(text: str) -> str:
    """Replace points in time by ``<timestamp>``; the process number beside a log's time goes with it."""
    if "_" in text and ".." in text:
        text = _VERSION_OF_VOLUME.sub(r"\1<timestamp>", text)
    if "/import-" in text:
        text = _IMPORT.sub(r"\1<timestamp>", text)
    if _HAS_DAY.is_in(text):
        text = _DAY.sub("<timestamp>", text)
    if _HAS_CLOCK.is_in(text):
        text = _KLOG.sub(_level, text)
        text = _SYSLOG.sub("<timestamp>", _DATED.sub("<timestamp>", text))
        text = _TIME.sub("<timestamp>", text)
    if _HAS_EPOCH.is_in(text):
        text = _EPOCH.sub(r"\1<timestamp>", text)
    return _BOOT.sub("[<timestamp>]", text) if "[" in text else text


def times_alone(text: str) -> str:
    """Replace what a command that asks for times prints: seconds since 1970, and those with six decimals."""
    return _SECONDS_TAKEN.sub("<duration>", _SECONDS_SINCE.sub("<timestamp>", text))


def ages(text: str) -> str:
    """Replace ages by ``<age>``, such as ``3 weeks ago``, and durations by ``<duration>``, as ``5m30s``.

    What the page's own configuration says stays: a limit, ``≤ 30s``, a value, ``timeout=30s``, and
    thousandths of a processor, ``cpu: 100m``. Fractions are measured, never configured.
    """
    if " ago" in text:
        text = _AGO.sub("<age>", text)
    text = _UP.sub("Up <age>", text)
    if not _HAS_SPAN.is_in(text):
        return text
    has_shares = "cpu:" in text or "%)" in text
    text = _AGE_OR_SHARE.sub(_age_or_share, text) if has_shares else _AGE.sub(_age, text)
    if "_lft " in text:
        text = _LIFETIME.sub("<duration>", text)
    return _FRACTION.sub("<duration>", text) if "." in text else text


def _level(match: re.Match[str]) -> str:
    return f"{match[0][0]}<timestamp> "


def _age_or_share(match: re.Match[str]) -> str:
    return match["kept"] or _age(match)


def _age(match: re.Match[str]) -> str:
    return "<age>" if match["ago"] else "<duration>"


def seconds(age: str) -> float | None:
    """Return how many seconds an age of kubectl's is, such as ``5m30s``; ``None`` if it is none."""
    if not _SIMPLE.fullmatch(age):
        return None
    return sum(int(number) * _SECONDS[unit] for number, unit in _TERM.findall(age))
