"""The world in which one page runs: its shell, its folders, its view of the engine, and the way out."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx import __version__
from kindsphinx.core.recording import Provenance
from kindsphinx.runtime.cleanup import remove_kept, remove_scenario
from kindsphinx.runtime.clusters import KindClusters
from kindsphinx.runtime.endpoint import Scheme, find_endpoint
from kindsphinx.runtime.engine import Engine
from kindsphinx.runtime.environment import shared_networks, shell_environment
from kindsphinx.runtime.evidence import Keeping
from kindsphinx.runtime.forensics import Asking, ClusterForensics
from kindsphinx.runtime.heartbeat import Heartbeat
from kindsphinx.runtime.hiding import hidden_from_pages
from kindsphinx.runtime.kind_labels import CLUSTER_LABEL
from kindsphinx.runtime.kubeconfigs import unknown_clusters
from kindsphinx.runtime.looks import Programs
from kindsphinx.runtime.page_programs import add_programs
from kindsphinx.runtime.proxy import EngineProxy, HostAccess, Owner
from kindsphinx.runtime.requirements import program_path
from kindsphinx.runtime.scratch import LEASE_FILE, Scratch
from kindsphinx.runtime.secrets import PageSecrets
from kindsphinx.runtime.shell import BashRunner
from kindsphinx.runtime.strays import end_strays
from kindsphinx.runtime.versions import kind_version, kubectl_version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.blocks import PageFile
    from kindsphinx.core.ports import ClusterProvider, Runner
    from kindsphinx.core.redaction import SecretBook
    from kindsphinx.core.sharing import Returned
    from kindsphinx.runtime.engine import EngineAbout
    from kindsphinx.runtime.runtime_settings import RuntimeSettings
    from kindsphinx.runtime.shared_use import SharedUse


@dataclass(frozen=True, kw_only=True, slots=True)
class PageTerms:
    """What a page is run with."""

    settings: RuntimeSettings
    owner: Owner
    environ: Mapping[str, str]
    """The caller's environment."""
    book: SecretBook
    """The secrets that are known before the page is run."""
    forensics: Path | None
    """Where it is kept what is known of clusters that cannot be created; nowhere without it."""
    use: SharedUse | None
    """What the page has of a cluster that other pages use, too."""


class PageRuntime:
    """The :class:`~kindsphinx.core.ports.Runtime` of real programs on a real engine."""

    def __init__(self, terms: PageTerms, *, engine: Engine, scratch: Scratch) -> None:
        settings, owner, environ, use = terms.settings, terms.owner, terms.environ, terms.use
        self._settings = settings
        self._use = use
        self._owner = owner
        self._engine = engine
        self._scratch = scratch
        self._about: EngineAbout = engine.about()
        self._proxy = EngineProxy(
            upstream=engine.endpoint,
            socket_path=scratch.engine_socket,
            owner=owner,
            shared_networks=shared_networks(
                environ, extra=settings.set_environment, inherit=settings.inherit_environment
            ),
            host=HostAccess(permissions=settings.allow, folders=scratch.of_the_page),
        )
        self._heartbeat = Heartbeat(endpoint=engine.endpoint, owner=owner, note=scratch.root / LEASE_FILE)
        self._environment = shell_environment(
            environ,
            scratch,
            docker_host=self._proxy.url,
            extra=settings.set_environment,
            inherit=settings.inherit_environment,
        )
        self._hiding = hidden_from_pages(
            environ,
            environment=self._environment,
            allow=settings.allow,
            engine=engine.endpoint.path if engine.endpoint.scheme is Scheme.UNIX else "",
            folder=scratch.empty,
            needed=(scratch.root, owner.project),
        )
        self._found_kind = program_path(settings.executable, environ)
        self._kind = str(self._found_kind or settings.executable)
        self._clusters = KindClusters(
            engine=engine,
            owner=owner,
            environment=self._environment,
            kind=self._kind,
            patience=settings.busy_timeout,
            claim=use.shared.claim if use else None,
        )
        self._secrets = PageSecrets(
            terms.book,
            self._clusters,
            folder=scratch.root / "administrators",
            kubeconfigs=lambda: self._kubeconfigs,
        )
        self._creations = ClusterForensics(
            Asking(
                programs=Programs(kind=self._kind),
                environment=self._environment,
                containers=self._proxy.containers,
                delete=self._clusters.delete,
            ),
            Keeping(
                scratch=scratch.root / "forensics",
                secrets=self._secrets,
                page=owner.page,
                root=terms.forensics,
            ),
        )
        self._settled: set[str] = set()
        self._versions: set[str] = set()
        self._images: dict[str, str] = {}
        self._left: list[str] = []
        self._runner: Runner | None = None

    @classmethod
    def open(cls, terms: PageTerms) -> PageRuntime:
        """Return a runtime in which nothing has run yet.

        What an earlier run of the page has kept is removed.

        :raises EngineError: if the engine does not answer.
        :raises MissingProgramError: if the project has chosen a kind that is not there.
        :raises KindSphinxError: if there is no room for the page's files.
        """
        with ExitStack() as undo:
            engine = Engine(find_endpoint(terms.environ))
            undo.callback(engine.close)
            scratch = Scratch.create(lease=terms.owner.lease)
            undo.callback(scratch.close)
            runtime = cls(terms, engine=engine, scratch=scratch)
            undo.callback(runtime._proxy.close)
            undo.callback(runtime._heartbeat.stop)
            runtime._start()
            undo.pop_all()
        return runtime

    @property
    def runner(self) -> Runner:
        """Return the page's shell."""
        if self._runner is None:
            bash = BashRunner(
                environment=self._environment,
                cwd=self._scratch.work,
                shell=self._settings.shell,
                hiding=self._hiding,
            )
            self._runner = self._use.runner(bash) if self._use else bash
        return self._runner

    @property
    def clusters(self) -> ClusterProvider:
        """Return the page's clusters."""
        return self._clusters

    @property
    def creations(self) -> ClusterForensics:
        """Return who attends to the creation of the page's clusters."""
        return self._creations

    @property
    def secrets(self) -> PageSecrets:
        """Return what is known of the page's secrets."""
        return self._secrets

    def place(self, file: PageFile) -> None:
        """Write *file* into the working directory."""
        self._scratch.place(file)

    def clean(self, text: str) -> str:
        """Return *text* with scratch paths, user and host name replaced by fixed ones."""
        return self._scratch.clean(text)

    def settle(self, *, timeout: float) -> None:
        """Return when every cluster that is new since the last call is ready for use.

        A cluster whose creation has failed or goes on is not waited for: no kubeconfig of the page knows it.

        :raises EngineError: after *timeout* seconds for one of them, saying what is not ready.
        """
        new = self._new_clusters()
        for name in sorted(new.keys() - unknown_clusters(new, self._kubeconfigs)):
            self._clusters.wait_until_ready(name, timeout=timeout)
            self._settled |= new[name]
            self._note_nodes(name)
            if self._use:
                self._use.begin(name, self._clusters)
        self._creations.settle(node for nodes in new.values() for node in nodes)

    def hand_over(self) -> Returned | None:
        """End the shell and return how the page has left the cluster that it shares, if it does.

        :raises EngineError: if the cluster does not tell.
        """
        if self._use is None:
            return None
        if self._runner is not None:
            self._runner.close()
        return self._use.end(self._clusters)

    def restart(self) -> None:
        """Give the page a new shell, in the same directories, after the old one is gone."""
        if self._runner is not None:
            self._runner.close()
        self._runner = None

    def provenance(self) -> Provenance:
        """Return which programs, engine and images the scenario has run with so far."""
        return Provenance(
            kindsphinx=__version__,
            date=f"{datetime.now(UTC):%Y-%m-%d}",
            kind=kind_version(self._kind, self._environment),
            kubectl=kubectl_version(self._environment),
            kubernetes=", ".join(sorted(self._versions)),
            engine=self._about.title,
            engine_api=self._about.api,
            architecture=self._about.architecture,
            node_images=dict(sorted(self._images.items())),
        )

    def close(self) -> tuple[str, ...]:
        """End the shell and remove everything that the scenario made on the engine and on disk.

        Returns what could not be removed, in words.
        """
        try:
            if self._runner is not None:
                self._runner.close()
        finally:
            # whoever presses Ctrl-C once more wants to be gone, not to leave clusters behind
            left = self._swept()
        return (*self._left, *left)

    def _swept(self) -> list[str]:
        self._secrets.close()
        # first the connections, or a build that goes on makes something after the sweep
        self._proxy.close()
        left = list(self._use.close()) if self._use else []
        left += remove_scenario(self._engine, self._owner, self._proxy.tags)
        self._heartbeat.stop()
        self._engine.close()
        end_strays(self._scratch.root)
        return [*left, *self._scratch.close()]

    def _start(self) -> None:
        add_programs(self._scratch.programs, self._environment, self._settings, kind=self._found_kind)
        self._heartbeat.start()
        self._left = remove_kept(self._engine, self._owner)
        self._proxy.start(removing=self._creations.removing)

    @property
    def _kubeconfigs(self) -> tuple[Path, ...]:
        """Return where the page's kubeconfigs may be, the likeliest place first."""
        chosen = self._environment.get("KUBECONFIG", "").split(":")
        scratch = self._scratch
        return (
            *(Path(each) for each in chosen if each),
            *(scratch.home / ".kube", scratch.home, scratch.work, scratch.temporary),
        )

    def _new_clusters(self) -> dict[str, set[str]]:
        """Return the ids of the nodes of each cluster that nobody has waited for."""
        found: dict[str, set[str]] = {}
        for node in self._engine.containers(self._owner.filter, CLUSTER_LABEL):
            found.setdefault(node["Labels"][CLUSTER_LABEL], set()).add(node["Id"])
        # a cluster that has lost or got a node is still the one that it was
        return {name: nodes for name, nodes in found.items() if not nodes & self._settled}

    def _note_nodes(self, cluster: str) -> None:
        self._versions.add(self._clusters.kubernetes(cluster))
        for image in self._clusters.node_images(cluster):
            self._images[image] = self._engine.image_digest(image)
