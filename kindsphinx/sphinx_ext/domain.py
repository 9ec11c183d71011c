"""The domain: the registry of what pages define, run and name, which entrances and builders ask."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from kindsphinx.core.fingerprint import ORIGIN, fingerprints, sources
from kindsphinx.core.freshness import BlockState, block_state
from kindsphinx.core.store import RecordingStore
from kindsphinx.sphinx_ext.findings import findings_of
from kindsphinx.sphinx_ext.going_on import scenario_of
from kindsphinx.sphinx_ext.locate import find_word
from kindsphinx.sphinx_ext.page import Page, Reference
from kindsphinx.sphinx_ext.rotting import rotting
from kindsphinx.sphinx_ext.settings import read_settings
from kindsphinx.sphinx_ext.values import ValueRole, publish

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import RoleFunction

    from kindsphinx.core.blocks import RunBlock, Scenario
    from kindsphinx.core.recording import Recording
    from kindsphinx.core.recording.reader import Loaded
    from kindsphinx.core.showing import Shown
    from kindsphinx.sphinx_ext.settings import KindSettings


class ClusterRole(XRefRole):
    """A link to a cluster's configuration: ``NAME`` of this page, or ``PAGE:NAME``."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,  # noqa: FBT001
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Note where the link stands, since what it names may be read later."""
        target = " ".join(target.split())
        page, name = split_reference(target, env.docname)
        where = find_word(*untranslated(*self.get_source_info()), target)
        reference = Reference(page=page, name=name, location=where, is_cluster=True)
        # a paragraph that is translated is read twice
        references = kind_domain(env).page(env.docname).references
        if reference not in references:
            references.append(reference)
        refnode["kind:page"], refnode["kind:cluster"] = page, name
        return (title if has_explicit_title else name), target


class KindDomain(Domain):
    """What the pages of a project define, run and name, as far as kindsphinx is concerned."""

    name = "kind"
    label = "kind"
    object_types: ClassVar[dict[str, ObjType]] = {"cluster": ObjType("cluster", "cluster")}
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {"cluster": ClusterRole(), "value": ValueRole()}
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}}
    data_version = 9
    """Rises with every field that :class:`Page` gets or loses: environments on disk are read anew then."""

    @cached_property
    def settings(self) -> KindSettings:
        """Return the project's settings."""
        return read_settings(self.env.config)

    @cached_property
    def store(self) -> RecordingStore:
        """Return where the project's recordings lie."""
        return RecordingStore(self.settings.recordings_root(self.env.srcdir))

    @cached_property
    def renewed(self) -> set[str]:
        """Return the pages that this build reads, or that are gone."""
        return set()

    @property
    def pages(self) -> dict[str, Page]:
        """Return the pages that have something of kindsphinx."""
        pages: dict[str, Page] = self.data["pages"]
        return pages

    def page(self, docname: str) -> Page:
        """Return what is known of a page; a new one is begun if it is the first block's."""
        if docname not in self.pages:
            environment = dict(self.settings.set_environment)
            self.pages[docname] = Page(docname=docname, environment=environment)
        return self.pages[docname]

    def scenarios(self) -> Iterator[Scenario]:
        """Yield what each page asks to be run, by the pages' names."""
        for docname in sorted(self.pages):
            if docname in self.env.found_docs:
                yield scenario_of(self, docname)

    def loaded(self, docname: str) -> Loaded:
        """Return a page's recording, read once while the page is read."""
        cache = self.env.current_document
        if docname != self.env.current_document.docname:
            return self.store.load(docname)
        if "kind_loaded" not in cache:
            cache["kind_loaded"] = self.store.load(docname)
            self.page(docname).recording_digest = self.store.digest(docname)
        loaded: Loaded = cache["kind_loaded"]
        return loaded

    def recording(self, docname: str) -> Recording | None:
        """Return the recording of a page, ``None`` if it has none or it cannot be read."""
        return self.loaded(docname).recording

    def states(self, docname: str, recording: Recording | None, *, origin: str = "") -> dict[str, BlockState]:
        """Return how each block of a page stands to the page's recording.

        :param origin: the fingerprint of what the page goes on from; empty as long as it is not known.
        """
        page = self.pages[docname]
        if page.after and recording:
            # whatever it is, a recording that went on from nothing was taken from something else
            origin = origin or recording.sources.get(ORIGIN, "unknown")
        files = sources(page.blocks, page.environment, origin=origin)
        chain = fingerprints(page.blocks, page.environment, goes_on=page.after is not None)
        steps = {block.id: each for block, each in chain}
        return {run.id: block_state(run, steps[run.id], files, recording) for run in page.scenario.runs}

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.renewed.add(docname)
        self.pages.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for docname in docnames:
            if docname in otherdata["pages"]:
                self.pages[docname] = otherdata["pages"][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:  # noqa: ARG002 - Sphinx' signature
        """Look at what the page's recording says of it as a whole."""
        if docname in self.pages and self.pages[docname].blocks:
            page = self.pages[docname]
            loaded = self.loaded(docname)
            page.findings = list(
                findings_of(page, loaded, self.states(docname, loaded.recording), self.store.path(docname))
            )
            if loaded.recording:
                page.recorded_origin = loaded.recording.sources.get(ORIGIN, "")
                page.findings += rotting(page, loaded.recording, document, self.settings.volatile)
        # a title goes into tables of contents as it is now
        publish(self, document, page=docname)

    def resolve_xref(  # noqa: PLR0913, PLR0917 - Sphinx' signature
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,  # noqa: ARG002
        target: str,  # noqa: ARG002
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return the link to a cluster's configuration; one that leads nowhere was told with the page."""
        page = self.pages.get(node["kind:page"])
        cluster = page.clusters.get(node["kind:cluster"]) if page else None
        if page is None or cluster is None:
            return None
        return make_refnode(builder, fromdocname, page.docname, cluster.node_id, contnode, cluster.block.name)

    def resolve_any_xref(  # noqa: PLR0913, PLR0917 - Sphinx' signature
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,  # noqa: ARG002
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return the link to a cluster that the page itself defines."""
        page = self.pages.get(fromdocname)
        cluster = page.clusters.get(target) if page else None
        if page is None or cluster is None:
            return []
        link = make_refnode(builder, fromdocname, fromdocname, cluster.node_id, contnode, target)
        return [("kind:cluster", link)]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield the clusters, for the search and for other projects."""
        for docname, page in sorted(self.pages.items()):
            for name, cluster in page.clusters.items():
                yield f"{docname}:{name}", name, "cluster", docname, cluster.node_id, 1


def with_doubt(loaded: Loaded, block: RunBlock, shown: Shown) -> Shown:
    """Return *shown* with what the recording file itself leaves in doubt."""
    if loaded.problem is None or block.no_run is not None:
        return shown
    is_edited = loaded.recording is not None
    doubt = "its recording was changed by hand" if is_edited else "its recording cannot be read"
    return replace(shown, doubt=doubt)


def kind_domain(env: BuildEnvironment) -> KindDomain:
    """Return the domain of a project that has kindsphinx."""
    domain = env.domains["kind"]
    assert isinstance(domain, KindDomain)  # noqa: S101 - tells the type checker what setup has registered
    return domain


def split_reference(text: str, docname: str) -> tuple[str, str]:
    """Return page and name of ``[PAGE:]NAME``; the page is written from the source folder."""
    page, colon, name = text.rpartition(":")
    return (page.removeprefix("/"), name) if colon and page else (docname, name)


def untranslated(source: str | None, line: int) -> tuple[str, int]:
    """Return where a text stands; Sphinx puts the line into the source of one that is translated."""
    found = re.fullmatch(r"(.*):(\d+):<translated>", source or "")
    return (found[1], int(found[2])) if found else (source or "", line)
