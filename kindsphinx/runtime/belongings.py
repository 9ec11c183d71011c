"""What the runs of pages have on an engine, and on this computer's disk, by its labels alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kindsphinx.runtime.kind_labels import CLUSTER_LABEL
from kindsphinx.runtime.lease import Lease
from kindsphinx.runtime.proxy.owner import (
    HOLDER_LABEL,
    KEEP_LABEL,
    LEASE_LABEL,
    PAGE_LABEL,
    PROJECT_LABEL,
    RUN_LABEL,
    TAG_LABEL,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kindsphinx.runtime.engine import Engine


@dataclass(kw_only=True, slots=True)
class Belongings:
    """What one run of a page has on an engine."""

    run: str
    project: str = ""
    page: str = ""
    lease: Lease | None = None
    is_kept: bool = False
    """Whether it was to stay after its run."""
    nodes: Counter[str] = field(default_factory=Counter)
    """Cluster -> how many containers it has."""
    others: Counter[str] = field(default_factory=Counter)
    """``container``, ``network``, ``volume``, ``image tag`` -> how many there are besides."""
    has_notes: bool = False
    """Whether kindsphinx itself has noted something for it."""
    began: float = float("inf")
    """When the first of it was made, by the engine's clock."""
    seen: float = 0.0
    """When the last of it was made: a run that goes on makes something every minute."""

    @property
    def whose(self) -> str:
        """Return the run in words."""
        return f"the run {self.run} of the page “{self.page}” of {self.project}"

    @property
    def summary(self) -> str:
        """Return what there is in words; empty if there are only notes of kindsphinx itself."""
        nodes = sorted(self.nodes.items())
        clusters = [f"the cluster {name} ({_several(count, 'node')})" for name, count in nodes]
        return ", ".join((*clusters, *filter(None, [self.other_things])))

    @property
    def other_things(self) -> str:
        """Return what there is besides clusters, in words."""
        return ", ".join(_several(count, what) for what, count in sorted(self.others.items()))

    def is_alive(self, here: Lease, *, now: float, patience: float) -> bool:
        """Return whether the run goes on.

        :param here: the lease of whoever asks: on the same computer, the process itself tells.
        :param now: by the engine's clock.
        :param patience: after how many seconds without a sign a run elsewhere is dead.
        """
        held = self.lease.is_held(here) if self.lease else None
        return now - self.seen < patience if held is None else held


def belongings(engine: Engine) -> list[Belongings]:
    """Return what each run has on *engine*, the oldest first.

    :raises EngineError: if the engine does not tell.
    """
    found: dict[str, Belongings] = {}
    for labels, what, moment in _things(engine):
        run = labels.get(RUN_LABEL) or labels[HOLDER_LABEL]
        mine = found.setdefault(run, Belongings(run=run))
        mine.project, mine.page = labels.get(PROJECT_LABEL, ""), labels.get(PAGE_LABEL, "")
        mine.lease = mine.lease or Lease.parse(labels.get(LEASE_LABEL, ""))
        mine.is_kept |= KEEP_LABEL in labels
        mine.has_notes |= HOLDER_LABEL in labels
        mine.began, mine.seen = min(mine.began, moment), max(mine.seen, moment)
        if what == "container" and CLUSTER_LABEL in labels:
            mine.nodes[labels[CLUSTER_LABEL]] += 1
        elif RUN_LABEL in labels:
            mine.others[what] += 1
    return sorted(found.values(), key=lambda each: (each.began, each.run))


def _things(engine: Engine) -> Iterator[tuple[Mapping[str, str], str, float]]:
    """Yield the labels of each thing, what it is, and when it was made."""
    for each in engine.containers(RUN_LABEL):
        yield each["Labels"], "container", float(each["Created"])
    for each in engine.networks(RUN_LABEL):
        yield each["Labels"], "network", moment(each.get("Created"))
    for each in (*engine.volumes(RUN_LABEL), *engine.volumes(HOLDER_LABEL)):
        what = "image tag" if TAG_LABEL in each["Labels"] else "volume"
        yield each["Labels"], what, moment(each.get("CreatedAt"))


def moment(text: Any) -> float:  # noqa: ANN401 - whatever the engine says
    """Return the seconds since 1970 of a point in time as engines write it; 0 if it is none."""
    try:
        return datetime.fromisoformat(str(text)).timestamp()
    except ValueError:
        return 0.0


def _several(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
