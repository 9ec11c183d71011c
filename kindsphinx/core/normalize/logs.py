"""Knows what is of its moment in logs that go on: their ends, their counters and their lengths."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.programs import NOT_COMPARED
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Callable

_LOG: Final = re.compile(
    r"\b(?:kubectl|docker|podman|nerdctl|crictl)\b[^|;&]*\slogs(?P<asked>\s[^|;&]*)(?P<piped>.*)", re.DOTALL
)
_ENDS: Final = re.compile(r"\s(?:-l|--selector|--prefix|--all-pods)\b|\bjobs?(?:\.batch)?/")
"""Logs of several pods, of which every line counts, and of a Job, which comes to its end."""
_STAMPED: Final = re.compile(r"\s(?:--timestamps|-t)\b")
_LENGTH: Final = re.compile(r"\|\s*(?:wc\s+-l|grep\s+(?:-\w+\s+)*-\w*c\w*\s[^|]*)$")
_JOURNAL: Final = re.compile(r"\bjournalctl\b(?:[^|;&]*\s(?:-n\b|--lines\b)|[^;&]*\|\s*tail\b)")
_OWN_END: Final = re.compile(
    r"\bkubectl\b(?=[^|;&]*\slogs\s)(?=[^|;&]*\skube-system\b)(?:[^|;&]*\s--tail\b|[^;&]*\|\s*(?:head|tail)\b)"
)
_OF_OWN: Final = re.compile(r"(?m)^(?:\[pod/\S+\] )?(?:\[(?:INFO|WARNING|ERROR)\] |[IWE]<timestamp> ).*$")
_OF_PROGRAM: Final = re.compile(r"(?m)^<timestamp> \S+ (?!systemd\[)[^\s\[]+\[<pid>\]: .*$")
_POSITIVE: Final = re.compile(r"0*[1-9]\d*")
_NUMBER: Final = re.compile(r"(?<![\w.<:/-])\d{1,15}(?![\w.>/-]|:\d)")
_TIME: Final = VolatileType.TIMESTAMP.mark
_DIGITS: Final = re.compile(r"\d+")
_FEWEST: Final = 2
_MANY: Final = 20
"""So many lines, at least and at most, have to show what a counter is."""


@lru_cache(maxsize=1024)
def unhurried_logs(command: str) -> tuple[Callable[[str], str], ...]:
    """Return what makes the normalized lines of the logs that *command* shows equal, however late it is."""
    found: list[Callable[[str], str]] = []
    log = _LOG.search(command)
    if log and not _ENDS.search(log["asked"]):
        found.append(_length if _LENGTH.search(log["piped"].strip()) else _log(log["asked"]))
    elif log:
        found.append(_several_counters)
    if _OWN_END.search(command):
        found.append(_end_of_own)
    if _JOURNAL.search(command):
        found.append(_end_of_journal)
    return tuple(found)


def _length(text: str) -> str:
    return VolatileType.COUNT.mark if _POSITIVE.fullmatch(text.strip()) else text


def _end_of_journal(text: str) -> str:
    """Drop what programs have said last, but not what systemd says of them."""
    return _OF_PROGRAM.sub(NOT_COMPARED, text)


def _end_of_own(text: str) -> str:
    """Drop what Kubernetes' own programs have said last, but not why one has ended."""
    return _OF_OWN.sub(NOT_COMPARED, text)


def _log(asked: str) -> Callable[[str], str]:
    prefix = f"{_TIME} " if _STAMPED.search(asked) else ""

    def once(text: str) -> str:
        lines = _with_counters(text.split("\n"))
        for at in range(len(lines) - 1, 0, -1):
            if lines[at] == lines[at - 1] and _is_of_its_time(lines[at].removeprefix(prefix)):
                lines[at] = NOT_COMPARED
        return "\n".join(lines)

    return once


def _is_of_its_time(line: str) -> bool:
    return _TIME in line or VolatileType.NUMBER.mark in line


def _several_counters(text: str) -> str:
    return "\n".join(_with_counters(text.split("\n"), is_counter=_is_rising_in_turns))


def _with_counters(
    lines: list[str], *, is_counter: Callable[[tuple[int, ...]], bool] | None = None
) -> list[str]:
    """Return *lines* with a type in place of each number that goes up from line to line, else the same."""
    is_counter = is_counter or _is_rising
    alike: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        alike[_DIGITS.sub("0", line)].append(at)
    for places in alike.values():
        numbers = [list(map(int, _NUMBER.findall(lines[at]))) for at in places[:_MANY]]
        if len(numbers) < _FEWEST or len(set(map(len, numbers))) > 1:
            continue
        rising = [is_counter(column) for column in zip(*numbers, strict=True)]
        for at in places if any(rising) else ():
            lines[at] = _freed(lines[at], rising)
    return lines


def _is_rising(column: tuple[int, ...]) -> bool:
    steps = {after - before for before, after in pairwise(column)}
    return len(steps) == 1 and (steps == {1} or (len(column) > _FEWEST and min(steps) > 0))


def _is_rising_in_turns(column: tuple[int, ...]) -> bool:
    """Return whether numbers go up by one, in each of several logs that stand one after the other."""
    steps = [after - before == 1 for before, after in pairwise(column)]
    return all(before or after for before, after in pairwise([False, *steps, False]))


def _freed(line: str, rising: list[bool]) -> str:
    free = iter(rising)
    return _NUMBER.sub(lambda match: VolatileType.NUMBER.mark if next(free, False) else match[0], line)
