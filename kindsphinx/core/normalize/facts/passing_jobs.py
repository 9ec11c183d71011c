"""Knows in structured output the jobs of a CronJob and their pods: how many there are tells the time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.identities import MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kindsphinx.core.normalize.facts.facts import Fact

_NAME: Final = re.compile(rf"[a-z0-9][a-z0-9.-]*-{MINUTE}(?:-[a-z0-9]{{5}})?")
_NAMED: Final = frozenset({"metadata.name", "Name"})
_KINDS: Final = frozenset({"job", "pod"})
_STATE: Final = re.compile(
    r"(?:status|Status|Pods Statuses|Conditions|Events)(?:[.\[]|$)|(?:Init )?Containers\..*\.State(?:\.|$)"
)
_WRONG: Final = re.compile(
    r"Err|(?<!\b0 )Fail|BackOff|Kill|Evict|Unknown|Invalid|Deadline|Unschedulable|Warning"
)
"""What is said of a job or a pod that did not do what it should."""
_COUNTED: Final = re.compile(r"0|<none>|null")
_PROGRESS: Final = re.compile(
    r"(?:Start Time|Completed At|Duration|Node|IPs?|spec\.nodeName|metadata\.generation|metadata\.finalizers)"
    r"(?:[.\[]|$)"
    r"|(?:Init )?Containers\..*\.(?:Last State|Ready|Container ID|Image ID)(?:\.|$)"
)


def is_of_cron_job(found: Iterable[Fact]) -> bool:
    """Return whether the facts of one thing are those of a CronJob's job, or of a pod of one."""
    return any(
        each.path in _NAMED and each.thing.kind in _KINDS and _NAME.fullmatch(each.value) for each in found
    )


def is_wrong(found: Iterable[Fact]) -> bool:
    """Return whether a job or a pod did not do what it should."""
    return any(_STATE.match(each.path) and _tells_fault(each) for each in found)


def tells_progress(fact: Fact) -> bool:
    """Return whether *fact* says how far a job is, or its pod."""
    return (_STATE.match(fact.path) or _PROGRESS.match(fact.path)) is not None


def usual_once(several: Sequence[list[Fact]]) -> list[list[Fact]]:
    """Return things that are called alike with one only of the jobs of a CronJob that are as they should be.

    It is one that is done, if there is any.
    """
    usual = [found for found in several if is_of_cron_job(found) and not is_wrong(found)]
    if not usual:
        return [*several]
    kept = max(usual, key=len)
    return [kept, *(found for found in several if not any(found is each for each in usual))]


def _tells_fault(fact: Fact) -> bool:
    if fact.name == "failed":
        return not _COUNTED.fullmatch(fact.value)
    return _WRONG.search(fact.value) is not None
