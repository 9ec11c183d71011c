"""Keeps what can be known of clusters whose creation has failed, before their nodes are gone."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kindsphinx.core.creations import Evidence
from kindsphinx.core.errors import EngineError, KindSphinxError
from kindsphinx.runtime.engine import names_of
from kindsphinx.runtime.evidence import Draft, keep_evidence
from kindsphinx.runtime.kind_labels import CLUSTER_LABEL
from kindsphinx.runtime.limited import LimitedPrograms
from kindsphinx.runtime.looks import look_at_cluster, look_at_engine, safe_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kindsphinx.core.creations import Failure
    from kindsphinx.runtime.evidence import Keeping
    from kindsphinx.runtime.looks import Programs, Seen

SECONDS: Final = 45.0
"""For all that is asked before nodes are removed, and again for what is asked afterwards."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """Whom a page's clusters are asked after."""

    programs: Programs
    environment: Mapping[str, str]
    containers: Callable[[], list[dict[str, Any]]]
    """Lists the page's containers as the engine does; may be called from any thread."""
    delete: Callable[[str], None]
    """Deletes a cluster of the page."""
    seconds: float = SECONDS


class ClusterForensics:
    """The :class:`~kindsphinx.core.ports.Creations` of real clusters.

    kind removes the nodes of a cluster that it cannot create. The request for that comes through the page's
    proxy, in one of its threads, and waits there until what is to be known of them is known.
    """

    def __init__(self, asking: Asking, keeping: Keeping) -> None:
        """Know nothing yet, and remove what an earlier run of the page has kept."""
        self._asking = asking
        self._keeping = keeping
        self._lock = threading.Lock()
        self._attends = threading.Event()
        self._run: LimitedPrograms | None = None
        self._settled: set[str] = set()
        self._seen: dict[str, tuple[set[str], Seen]] = {}
        keeping.forget()

    @contextmanager
    def attended(self) -> Iterator[None]:
        """Look, while a command runs, into the nodes of new clusters before kind removes them."""
        if self._keeping.is_wanted:
            self._attends.set()
        try:
            yield
        finally:
            self._attends.clear()
            # whoever has ended the command waits for nothing that it has begun
            if self._run is not None:
                self._run.stop()

    def settle(self, containers: Iterable[str]) -> None:
        """Know that *containers* are not of a cluster whose creation has failed."""
        self._settled |= set(containers)
        self._seen.clear()

    def removing(self, reference: str) -> None:
        """Look into the cluster of a container that is about to be removed, if that is new."""
        if not self._attends.is_set():
            return
        with self._lock, suppress(KindSphinxError, OSError):
            for cluster, nodes in self._new_clusters().items():
                if any(_is_called(node, reference) for node in nodes):
                    run = self._limited()
                    if not self._attends.is_set():
                        # the command was ended just now, and nobody else stops what has not begun then
                        run.stop()
                    self._look(cluster, nodes, run)

    def examine(self, failure: Failure) -> Evidence | None:
        """Keep what can be known of clusters whose creation has failed; ``None`` if none was created."""
        clusters: dict[str, list[dict[str, Any]]] = {}
        with suppress(EngineError):
            clusters = self._new_clusters()
        if not (failure.creates or clusters or self._seen):
            return None
        if not self._keeping.is_wanted:
            return Evidence()
        try:
            run = self._limited()
            for cluster, nodes in clusters.items():
                self._look(cluster, nodes, run)
            engine = look_at_engine(self._keeping.scratch, programs=self._asking.programs, run=run)
            seen = {cluster: each for cluster, (_, each) in self._seen.items()}
            return keep_evidence(Draft(failure=failure, clusters=seen, engine=engine), self._keeping)
        except OSError as error:
            return Evidence(problem=str(error))
        finally:
            self._seen.clear()
            shutil.rmtree(self._keeping.scratch, ignore_errors=True)

    def discard(self) -> None:
        """Delete the clusters whose creation has failed.

        :raises EngineError: if that fails.
        """
        for cluster in sorted(self._new_clusters()):
            self._asking.delete(cluster)

    def _look(self, cluster: str, nodes: list[dict[str, Any]], run: LimitedPrograms) -> None:
        ids = {str(node["Id"]) for node in nodes}
        if cluster in self._seen and ids <= self._seen[cluster][0]:
            return
        folder = self._keeping.scratch / safe_name(cluster)
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        seen = look_at_cluster(cluster, nodes, folder, programs=self._asking.programs, run=run)
        self._seen[cluster] = ids, seen

    def _limited(self) -> LimitedPrograms:
        self._run = LimitedPrograms(self._asking.environment, seconds=self._asking.seconds)
        return self._run

    def _new_clusters(self) -> dict[str, list[dict[str, Any]]]:
        """Return the containers of each cluster that no command has created with success."""
        try:
            listed = self._asking.containers()
        except OSError as error:
            raise EngineError(f"the engine does not list containers: {error}") from error
        found: dict[str, list[dict[str, Any]]] = {}
        for each in listed:
            if CLUSTER_LABEL in each["Labels"]:
                found.setdefault(each["Labels"][CLUSTER_LABEL], []).append(each)
        return {
            name: nodes
            for name, nodes in found.items()
            if not any(each["Id"] in self._settled for each in nodes)
        }


def _is_called(container: Mapping[str, Any], reference: str) -> bool:
    return names_of(container) == reference or str(container["Id"]).startswith(reference)
