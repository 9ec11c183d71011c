"""Counts once the rows of which there are several by chance: events, what jobs of a CronJob have left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.clues import DIGITS, Clue
from kindsphinx.core.normalize.events import is_chance
from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.identities import MINUTE
from kindsphinx.core.normalize.programs import NOT_COMPARED
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kindsphinx.core.normalize.tables import Table

_OF_CRON_JOB = re.compile(rf"(?:^|[\s/])[a-z0-9][a-z0-9.-]*-{MINUTE}(?:-[a-z0-9]{{5}})?(?=\s|$)")
_HAS_MINUTE: Final = Clue((DIGITS,), "-00000000")
_RETRIED = re.compile(r"error when evicting pods/\S+ -n \S+ \(will retry after ")
_EVICTED = re.compile(r"evicting pod \S+|pod/\S+ evicted")
_OF_CONTROLLERS = frozenset({"job", "pod"})


def counted_once(keys: list[str], plain: Sequence[str], table: Table, *, drained: bool) -> list[str]:
    """Return normalized rows without those that are there already, where their number is chance.

    How many jobs of a CronJob have run tells how late it is; how often Kubernetes repeats an event, nothing.

    :param plain: the rows as printed.
    :param drained: whether they tell of the pods of a node, which Kubernetes has put there.
    """
    if table.tells_events:
        return _of_events(keys, table.names)
    if "CPU Requests" in table.names:
        return [NOT_COMPARED if _is_placed(key) else key for key in keys]
    if not drained and not (table.kind in _OF_CONTROLLERS and _HAS_MINUTE.is_in("\n".join(plain))):
        return keys
    seen = set()
    for number, (key, row) in enumerate(zip(keys, plain, strict=True)):
        if drained and (_RETRIED.match(row) or (_EVICTED.fullmatch(row) and VolatileType.HASH.mark in key)):
            keys[number] = NOT_COMPARED
        elif drained or _OF_CRON_JOB.search(row):
            keys[number] = NOT_COMPARED if key in seen else key
            seen.add(key)
    return keys


def _is_placed(key: str) -> bool:
    """Return whether it is Kubernetes' choice that a pod is on the node whose description lists it."""
    return not key.startswith(f"kube-system{GAP}") or VolatileType.HASH.mark in key


def _of_events(keys: list[str], names: tuple[str, ...]) -> list[str]:
    """Drop what has been said, and what is chance: how often Kubernetes repeats an event means nothing."""
    columns = [name.upper() for name in names]
    reason = columns.index("REASON")
    message = columns.index("MESSAGE") if "MESSAGE" in columns else reason
    about = columns.index("OBJECT") if "OBJECT" in columns else reason
    seen = {NOT_COMPARED}
    for number, key in enumerate(keys):
        cells = key.split(GAP)
        told = len(cells) == len(columns)
        if key in seen or (told and is_chance(cells[reason], cells[message], about=cells[about])):
            keys[number] = NOT_COMPARED
        seen.add(key)
    return keys
