"""What one page has of a cluster that it shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.runtime.sharing_runner import SharingRunner

if TYPE_CHECKING:
    from kindsphinx.core.ports import Runner
    from kindsphinx.core.sharing import Returned
    from kindsphinx.runtime.clusters import KindClusters
    from kindsphinx.runtime.proxy.loan import Loan
    from kindsphinx.runtime.shared_cluster import SharedCluster


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedUse:
    """A cluster, and how the page has it."""

    shared: SharedCluster
    loan: Loan
    is_last: bool
    """Whether no page of this run has the cluster after it."""

    def runner(self, runner: Runner) -> SharingRunner:
        """Return what runs the page's commands, but creates no cluster that is there."""
        return SharingRunner(runner, shared=self.shared, loan=self.loan)

    def begin(self, cluster: str, clusters: KindClusters) -> None:
        """Note what there is in the cluster, which is ready for the page's next command.

        :raises EngineError: if it does not tell.
        """
        if cluster == self.loan.cluster:
            self.shared.note(clusters)

    def end(self, clusters: KindClusters) -> Returned | None:
        """Return how the page has left the cluster; ``None`` if it has not come to have it.

        :raises EngineError: if the cluster does not tell.
        """
        return self.shared.take_back(self.loan, clusters)

    def close(self) -> tuple[str, ...]:
        """Delete the cluster if no other page can have it; return what could not be removed, in words."""
        return () if self.shared.is_fit and not self.is_last else self.shared.end()
