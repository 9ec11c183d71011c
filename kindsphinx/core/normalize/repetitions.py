"""Counts once the rows of which there are several by chance: events, what jobs of a CronJob have left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.events import is_chance
from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.identities import MINUTE
from kindsphinx.core.normalize.kinds import is_named
from kindsphinx.core.normalize.programs import NOT_COMPARED, THROTTLED
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kindsphinx.core.normalize.tables import Table

_OF_CRON_JOB = re.compile(rf"(?:^|[\s/])[a-z0-9][a-z0-9.-]*-{MINUTE}(?:-[a-z0-9]{{5}})?(?=\s|$)")
_BESIDE = re.compile(
    rf"(?P<first>(?P<name>[^\s,]*-){MINUTE}(?:-[a-z0-9]{{5}})?)"
    rf"(?:[ ,](?P=name){MINUTE}(?:-[a-z0-9]{{5}})?)+(?=[\s,]|$)"
)
_MINUTE: Final = re.compile(rf"-{MINUTE}(?![0-9])")
_ON_ITS_WAY = frozenset(
    {"ContainerCreating", "Running", "Completed", "Succeeded", "Complete", "SuccessCriteriaMet"}
)
_PROGRESS = frozenset({"READY", "STATUS", "RESTARTS", "COMPLETIONS", "DURATION", "IP", "NODE"})
_RETRIED = re.compile(rf"error when evicting pods/\S+ -n \S+ \(will retry after |{THROTTLED}")
_EVICTED = re.compile(r"(?:evicting pod \S+|pod/\S+ evicted)(?: \((?:server )?dry run\))?")


def counted_once(keys: list[str], plain: Sequence[str], table: Table, *, drained: bool) -> list[str]:
    """Return normalized rows without those that are there already, where their number is chance.

    How many jobs of a CronJob have run tells how late it is; how often Kubernetes repeats an event, nothing.

    :param plain: the rows as printed.
    :param drained: whether they tell of the pods of a node, which Kubernetes has put there.
    """
    if table.tells_events:
        return _of_events(keys, table)
    if table.cut and "TIME+" in table.names:
        return [NOT_COMPARED] * len(keys)  # the busiest processes of a moment
    if "CPU Requests" in table.names:
        return [NOT_COMPARED if _is_placed(key) else key for key in keys]
    if table.kind == "event":
        return _each(keys)
    of_cron_job = not is_named(table.kind) and names_jobs("\n".join(plain))
    if not drained and not of_cron_job:
        return keys
    seen = set()
    for number, (key, row) in enumerate(zip(keys, plain, strict=True)):
        if drained and (_RETRIED.match(row) or (_EVICTED.fullmatch(row) and _is_generated(key))):
            keys[number] = NOT_COMPARED
        elif drained or _OF_CRON_JOB.search(row):
            found = key if drained else _of_any_moment(key, table.names)
            keys[number] = NOT_COMPARED if found in seen else found
            seen.add(found)
    return keys


def _is_generated(key: str) -> bool:
    return VolatileType.HASH.mark in key or VolatileType.SUFFIX.mark in key


def _of_any_moment(key: str, names: tuple[str, ...]) -> str:
    """Return the row of a CronJob's job or pod without how far it is, as long as nothing is wrong with it."""
    cells = key.split(GAP)
    if "STATUS" not in names or len(cells) != len(names) or cells[names.index("STATUS")] not in _ON_ITS_WAY:
        return key
    passing = VolatileType.MEASURED.mark
    return GAP.join(passing if name in _PROGRESS else cell for name, cell in zip(names, cells, strict=True))


def _each(keys: list[str]) -> list[str]:
    first = {key: at for at, key in reversed([*enumerate(keys)])}
    return [key if first[key] == at else NOT_COMPARED for at, key in enumerate(keys)]


def each_once(plain: Sequence[str], keys: list[str]) -> list[str]:
    """Return normalized lines that are no rows without those about more jobs of one CronJob."""
    if not names_jobs("\n".join(plain)):
        return keys
    seen = set()
    for number, (key, line) in enumerate(zip(keys, plain, strict=True)):
        if _OF_CRON_JOB.search(line):
            keys[number] = NOT_COMPARED if key in seen else key
            seen.add(key)
    return keys


def names_jobs(text: str) -> bool:
    """Return whether jobs of a CronJob are named in *text*, which is cheap to know."""
    return _MINUTE.search(text) is not None


def joined_once(lines: list[str]) -> list[str]:
    """Return *lines* with one name of those that the jobs of one CronJob have beside each other in a line."""
    return [_BESIDE.sub(r"\g<first>", line) for line in lines]


def _is_placed(key: str) -> bool:
    """Return whether it is Kubernetes' choice that a pod is on the node whose description lists it."""
    return not key.startswith(f"kube-system{GAP}") or VolatileType.HASH.mark in key


def _of_events(keys: list[str], table: Table) -> list[str]:
    """Drop what has been said, and what is chance: how often Kubernetes repeats an event means nothing.

    Which of those that tell of nothing bad are the last is chance as well.
    """
    columns = [name.upper() for name in table.names]
    usual = columns.index("TYPE") if table.cut and "TYPE" in columns else None
    reason = columns.index("REASON")
    message = columns.index("MESSAGE") if "MESSAGE" in columns else reason
    about = columns.index("OBJECT") if "OBJECT" in columns else reason
    seen = {NOT_COMPARED}
    for number, key in enumerate(keys):
        cells = key.split(GAP)
        told = len(cells) == len(columns)
        passing = told and usual is not None and cells[usual] == "Normal"
        if key in seen or passing or (told and is_chance(cells[reason], cells[message], about=cells[about])):
            keys[number] = NOT_COMPARED
        seen.add(key)
    return keys
