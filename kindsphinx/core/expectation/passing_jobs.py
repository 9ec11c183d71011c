"""Leaves out of structured output what of a CronJob's jobs tells only how late it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.facts.passing_jobs import is_of_cron_job, is_wrong, tells_progress
from kindsphinx.core.normalize.programs import NOT_COMPARED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.normalize.facts import Thing
    from kindsphinx.core.normalize.reading import Reading


def without_passing_jobs(one: Reading, other: Reading) -> tuple[Reading, Reading]:
    """Return both readings without how far the jobs of a CronJob are that are as they should be.

    Those that only one side has yet are left out as a whole, if there is anything else beside them, and not
    if the other side has some that this one lacks: a CronJob of another name.
    """
    return _without(one, other), _without(other, one)


def _without(reading: Reading, other: Reading) -> Reading:
    ours, theirs = _things(reading), _things(other)
    usual = _usual(reading, ours)
    also_usual = _usual(other, theirs)
    is_first = usual.keys() < ours.keys() and also_usual.keys() <= ours.keys()
    keys = list(reading.keys)
    for thing, places in usual.items():
        is_early = is_first and thing not in theirs
        for at in places:
            passing = thing in also_usual and reading.facts is not None and tells_progress(reading.facts[at])
            if is_early or passing:
                keys[at] = NOT_COMPARED
    return replace(reading, keys=tuple(keys))


def _things(reading: Reading) -> dict[Thing, list[int]]:
    found: dict[Thing, list[int]] = defaultdict(list)
    for at, fact in enumerate(reading.facts or ()):
        if fact.thing.name:
            found[fact.thing].append(at)
    return found


def _usual(reading: Reading, things: Mapping[Thing, list[int]]) -> dict[Thing, list[int]]:
    """Return those of the *things* that are jobs or pods of a CronJob with which nothing is wrong."""
    facts = reading.facts or ()
    return {
        thing: places
        for thing, places in things.items()
        if is_of_cron_job(facts[at] for at in places) and not is_wrong(facts[at] for at in places)
    }
