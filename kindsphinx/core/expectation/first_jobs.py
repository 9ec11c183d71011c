"""Leaves out what a CronJob's jobs have left where only one of two outputs has any: the other was earlier."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.identities import MINUTE
from kindsphinx.core.normalize.kinds import is_named
from kindsphinx.core.normalize.programs import NOT_COMPARED
from kindsphinx.core.normalize.repetitions import names_jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.normalize.reading import Reading

_JOB: Final = re.compile(
    rf"(?:^|(?<=[\s/,]))(?P<owner>[a-z0-9][a-z0-9.-]*)-{MINUTE}(?:-[a-z0-9]{{5}})?(?=[\s,]|$)"
)
_WRONG: Final = re.compile(r"Err|Fail|BackOff|Kill|Evict|Unknown|Invalid|Deadline|Pending|Warning")
"""What is said of a job or a pod that did not do what it should."""
_NAMES_IN_LINE: Final = re.compile(r"\.metadata\.name\}['\"]?\s*$|\|\s*tr\b")
"""What puts the names of several things into one line."""
_NAME_IN_LINE: Final = "(?:^| )(?:[a-z]+(?:\\.[a-z0-9.]+)?/)?{}-<hash>(?:-<suffix>)?(?= |$)"


def without_first_jobs(one: Reading, other: Reading, command: str) -> tuple[Reading, Reading]:
    """Return both readings without rows about jobs of a CronJob of which the other side has none yet.

    Not so if anything is wrong with them, if there is nothing else, or if the other side has some that this
    one lacks: a CronJob of another name. Events about jobs tell the time on both sides.
    """
    ours, theirs = _owners(one), _owners(other)
    known = ours & theirs if ours <= theirs or theirs <= ours else ours | theirs
    return _without(one, known, command), _without(other, known, command)


def _owners(reading: Reading) -> frozenset[str]:
    return frozenset(owner for line in reading.plain for owner in _owners_in(line))


def _without(reading: Reading, known: frozenset[str], command: str) -> Reading:
    keys = list(reading.keys)
    chosen, events = set[int](), set[int]()
    for table in reading.tables:
        chosen.update(table.rows if is_named(table.kind) else ())
        events.update(table.rows if table.tells_events else ())
    in_line = _NAMES_IN_LINE.search(command) is not None
    passing = set[int]()
    for at, line in enumerate(reading.plain):
        if at in chosen or _WRONG.search(line) or not names_jobs(line):
            continue
        strange = [owner for owner in _owners_in(line) if owner not in known]
        if at in events:
            keys[at] = NOT_COMPARED
        elif strange and in_line and " " in line:
            keys[at] = _without_names(keys[at], strange)
        elif strange:
            passing.add(at)
    for at in passing - _alone(reading, passing):
        keys[at] = NOT_COMPARED
    return replace(reading, keys=tuple(keys))


def _alone(reading: Reading, passing: set[int]) -> set[int]:
    """Return those of the *passing* lines beside which there are no others: that there is anything counts."""
    rows = [set(table.rows) for table in reading.tables]
    outside = set(range(len(reading.lines))).difference(*rows)
    return set().union(*(part for part in (*rows, outside) if part <= passing))


def _owners_in(line: str) -> Iterator[str]:
    yield from (match["owner"] for match in _JOB.finditer(line))


def _without_names(key: str, owners: list[str]) -> str:
    for owner in owners:
        key = re.sub(_NAME_IN_LINE.format(re.escape(owner)), "", key)
    return key.strip()
