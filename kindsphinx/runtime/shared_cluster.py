"""A cluster that belongs to no page: the pages that share it have it one after the other."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kindsphinx.core.errors import EngineError
from kindsphinx.core.sharing import Returned, returned
from kindsphinx.runtime.api_listing import api_of, events_of, forget_events
from kindsphinx.runtime.claims import Claims
from kindsphinx.runtime.cleanup import remove_scenario
from kindsphinx.runtime.engine import Engine, names_of
from kindsphinx.runtime.heartbeat import Heartbeat
from kindsphinx.runtime.kind_labels import CLUSTER_LABEL
from kindsphinx.runtime.proxy.loan import Loan

if TYPE_CHECKING:
    from collections.abc import Callable

    from kindsphinx.core.claiming import Wanted
    from kindsphinx.core.ports import Output
    from kindsphinx.core.sharing import ApiState, Sharing
    from kindsphinx.runtime.clusters import KindClusters
    from kindsphinx.runtime.endpoint import Endpoint
    from kindsphinx.runtime.proxy.owner import Owner

_INTERVAL: Final = 1.0
_USUAL_SECONDS: Final = 5.0
"""For how long something may be there that nothing says is going."""
_LONGEST_SECONDS: Final = 120.0
"""The same for what is being deleted: a pod alone may take 30 seconds for it."""


class SharedCluster:
    """The cluster, the run to which it belongs, and what its creation has printed."""

    def __init__(
        self,
        sharing: Sharing,
        *,
        owner: Owner,
        endpoint: Endpoint,
        patience: float,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """Be there for the pages of *sharing*; the first of them creates the cluster.

        :param owner: says of which project and process; the run is another one.
        :param patience: for how many seconds another run is waited for that has the name or a port.
        """
        self.sharing = sharing
        self.printed: Output | None = None
        """What the creation has printed; ``None`` until it has succeeded."""
        self._sleep = sleep
        self._owner = replace(owner, page=_named(sharing.pages), run=secrets.token_hex(8))
        self._engine = Engine(endpoint)
        self._claims = Claims(engine=self._engine, owner=self._owner, limit=patience)
        self._heartbeat = Heartbeat(endpoint=endpoint, owner=self._owner)
        self._heartbeat.start()
        self._found: ApiState | None = None
        self._events: frozenset[tuple[str, str]] = frozenset()
        self._nodes: dict[str, str] = {}
        self._is_over = False
        self.is_fit = False
        """Whether it is there, in nobody's hand, and as the first page has found it."""

    def claim(self, wanted: Wanted, *, notice: Callable[[str], None]) -> None:
        """Take a name and ports for the cluster, unless it is there.

        :raises KindSphinxError: as :meth:`Claims.take` does.
        """
        if self.printed is None:
            self._claims.take(wanted, notice=notice)

    def lend(self) -> Loan:
        """Return the cluster as the next page will have it."""
        return Loan(cluster=self.sharing.cluster, run=self._owner.run, labels=self._owner.labels)

    def give(self, loan: Loan) -> None:
        """Give a page the cluster, or let it make it: only :meth:`take_back` makes it fit for another."""
        self.is_fit = False
        loan.take()

    def note(self, clusters: KindClusters) -> None:
        """Note what there is in the cluster before a page's first command, unless the page before it has.

        :raises EngineError: if the cluster does not tell.
        """
        self._nodes = self._nodes or self._running()
        if self._found is None:
            self._events = events_of(clusters, self.sharing.cluster)
            self._found = api_of(clusters, self.sharing.cluster)

    def take_back(self, loan: Loan, clusters: KindClusters) -> Returned | None:
        """Return how a page has left the cluster; ``None`` if it has not come to have it.

        :raises EngineError: if the cluster does not tell.
        """
        if self._found is None:
            return None
        name, running = self.sharing.cluster, self._running()
        if gone := sorted(self._nodes[each] for each in self._nodes.keys() - running.keys()):
            return Returned(cluster=name, gone=tuple(gone))
        after = self._settled(clusters, self._found)
        found = returned(name, self._found, after, entered=loan.entered)
        if found.is_fit:
            # no page can take its own away, and the next would list them
            forget_events(clusters, name, but=self._events)
        self._found, self.is_fit = after, found.is_fit
        return found

    def is_for(self, sharing: Sharing | None) -> bool:
        """Return whether the next page, which shares *sharing*, can have the cluster."""
        return self.is_fit and sharing is not None and sharing.key == self.sharing.key

    def end(self) -> tuple[str, ...]:
        """Delete the cluster, unless it is to be kept; may be called again.

        Returns what could not be removed, in words.
        """
        self.is_fit = False
        if self._is_over:
            return ()
        self._is_over = True
        left = remove_scenario(self._engine, self._owner)
        self._heartbeat.stop()
        self._engine.close()
        return tuple(left)

    def _settled(self, clusters: KindClusters, before: ApiState) -> ApiState:
        """Return what there is when all that is going is gone, or does not go."""
        began = time.monotonic()
        while True:
            seconds = time.monotonic() - began
            try:
                after = api_of(clusters, self.sharing.cluster)
            except EngineError:
                # so it is while an API that is served by pods is taken away
                if seconds > _LONGEST_SECONDS:
                    raise
            else:
                limit = _LONGEST_SECONDS if after.going else _USUAL_SECONDS
                if seconds > limit or not returned("", before, after).complaint:
                    return after
            self._sleep(_INTERVAL)

    def _running(self) -> dict[str, str]:
        """Return id -> name of the cluster's containers that run."""
        labels = self._owner.own_filter, f"{CLUSTER_LABEL}={self.sharing.cluster}"
        containers = self._engine.containers(*labels)
        return {each["Id"]: names_of(each) for each in containers if each["State"] == "running"}


def _named(pages: tuple[str, ...]) -> str:
    """Return whose the cluster is, for people who find its labels."""
    more = len(pages) - 1
    return f"{pages[0]} and {more} more" if more else pages[0]
