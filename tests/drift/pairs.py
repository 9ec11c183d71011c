"""The pairs of real outputs that comparing is measured on, and whether each has something to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.core import compare_samples, data_samples
from tests.core.compare_samples import shown as of_tables
from tests.core.data_samples import shown as of_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """What one command printed in two runs."""

    command: str
    old: str
    new: str
    fault: str
    """What was spoilt before the second; empty where nothing was."""
    is_shown: bool
    """Whether the second shows it, by the reviewed lists of the samples."""


def pairs() -> Iterator[Pair]:
    """Yield the pairs of good runs, in both directions, and those of a good run and a spoilt one."""
    for samples, runs in (
        (compare_samples, ("first", "second")),
        (compare_samples, ("ha-first", "ha-second")),
        (data_samples, ("first", "second")),
    ):
        one, other = (samples.load(run) for run in runs)
        yield from _pairs(one, other)
        yield from _pairs(other, one)
    for samples, shown in ((compare_samples, of_tables), (data_samples, of_data)):
        good = samples.load("first")
        for fault in samples.FAULTS:
            yield from _pairs(good, samples.load(fault), fault, shown.SHOWN_BY[fault])


def _pairs(
    old: Mapping[str, str], new: Mapping[str, str], fault: str = "", shown: set[str] | None = None
) -> Iterator[Pair]:
    for command in old.keys() & new.keys() if fault else old:
        yield Pair(
            command=command,
            old=old[command],
            new=new[command],
            fault=fault,
            is_shown=command in (shown or ()),
        )
