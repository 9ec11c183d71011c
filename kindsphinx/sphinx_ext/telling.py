"""Says, once in every build, what pages and recordings have to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.problems import Location, did_you_mean
from kindsphinx.core.typed_path import as_typed
from kindsphinx.sphinx_ext.domain import KindDomain, kind_domain
from kindsphinx.sphinx_ext.folders import names_in
from kindsphinx.sphinx_ext.going_on import mistakes_of, pages_before, stale_after
from kindsphinx.sphinx_ext.values import names_of, value_of
from kindsphinx.sphinx_ext.warnings import WarningSubtype, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from kindsphinx.sphinx_ext.page import Finding, Page, Reference
    from kindsphinx.sphinx_ext.values import ValueUse


_FOR_PROGRAMS = {"xml", "pseudoxml"}
"""The formats of builders that have one, and publish nothing."""


def pages_with_new_recordings(
    _app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages to read again, as the recording of what they show is another now."""
    domain = kind_domain(env)
    fresh = added | changed | removed
    fresh |= {docname for docname, page in domain.pages.items() if page.blocks and _is_another(domain, page)}
    showing = {name for name, page in domain.pages.items() if _pages_shown(page) & fresh}
    return sorted(((fresh - added - changed - removed) | showing) & env.found_docs)


def _pages_shown(page: Page) -> set[str]:
    """Return the pages of which *page* shows something."""
    return {each.page for each in page.references} | {each.page for each in page.value_uses}


def _is_another(domain: KindDomain, page: Page) -> bool:
    """Return whether a page's recording, or a folder that it takes whole, is not what it was."""
    if domain.store.digest(page.docname) != page.recording_digest:
        return True
    return any(names_in(folder) != names for folder, names in page.folders.items())


def pages_to_write_again(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages that show, or go on from, what others have now, though they are not read anew."""
    domain = kind_domain(env)
    after = {
        name
        for name, page in domain.pages.items()
        if domain.renewed & {each.docname for each in pages_before(domain, page)}
    }
    showing = {name for name, page in domain.pages.items() if _pages_shown(page) & after}
    return sorted((after | showing) & env.found_docs)


def tell_findings(app: Sphinx, env: BuildEnvironment) -> None:
    """Give the warnings of all pages; a run tells of recordings itself, as outcomes."""
    domain = kind_domain(env)
    publishes = bool(app.builder.format) and app.builder.format not in _FOR_PROGRAMS
    told: set[Finding] = set()
    for docname, page in sorted(domain.pages.items()):
        if docname not in env.found_docs:
            continue
        # what two pages include is one mistake
        for mistake in dict.fromkeys(page.mistakes):
            if mistake not in told:
                warn(mistake.message, mistake.code, mistake.location)
        told.update(page.mistakes)
        for mistake in mistakes_of(domain, page):
            warn(mistake.message, mistake.code, mistake.location)
        for reference in page.references:
            _tell_reference(domain, page, reference)
        for use in page.value_uses:
            _tell_value(domain, page, use, publishes=publishes)
        for finding in (*page.findings, *stale_after(domain, page)) if publishes else ():
            warn(finding.message, finding.code, finding.location)
    if publishes:
        _tell_unused(domain, env.found_docs)


def is_told_already(_app: Sphinx, _domain: Domain | None, node: pending_xref) -> bool | None:
    """Keep Sphinx from telling of a link that leads nowhere a second time, without its place."""
    return True if node.get("refdomain") == KindDomain.name or "kind:page" in node else None


def _tell_reference(domain: KindDomain, page: Page, reference: Reference) -> None:
    target = domain.pages.get(reference.page)
    known = target.clusters if reference.is_cluster and target else target.named if target else {}
    if reference.name in known:
        return
    what = "cluster" if reference.is_cluster else "named block with something to show"
    place = "this page" if reference.page == page.docname else f"the page “{reference.page}”"
    names = ", ".join(f"“{name}”" for name in known) or "none"
    message = f"{place} has no {what} “{reference.name}”: it has {names}"
    if reference.page not in domain.env.found_docs:
        message = _no_page(reference.page)
    elif not known or reference.page == page.docname:
        message += "; write PAGE:NAME for one of another page"
    warn(message, WarningSubtype.REFERENCE, reference.location)


def _tell_value(domain: KindDomain, page: Page, use: ValueUse, *, publishes: bool) -> None:
    target = domain.pages.get(use.page)
    if target is None or use.name not in names_of(domain, target):
        warn(_no_such_value(domain, page, use), WarningSubtype.REFERENCE, use.location)
    elif publishes and not value_of(domain, use):
        instead = f"“{use.fallback}” stands in its place" if use.fallback else "its name stands in its place"
        message = (
            f"there is no recorded value for “{use.name}”, and {instead}: "
            f"record the page with “python -m kindsphinx record {use.page}”"
        )
        warn(message, WarningSubtype.VALUE, use.location)


def _no_such_value(domain: KindDomain, page: Page, use: ValueUse) -> str:
    if use.page not in domain.env.found_docs:
        return _no_page(use.page)
    target = domain.pages.get(use.page)
    names = names_of(domain, target) if target else ()
    place = "this page" if use.page == page.docname else f"the page “{use.page}”"
    cluster, _, last = use.name.rpartition(".")
    if last == "load-balancer" and f"{cluster}.nodes" in names:
        return f"the cluster “{cluster}” has no load balancer, since it has one control plane"
    hint = did_you_mean(use.name, names) or f": it has {', '.join(names) or 'none'}"
    return f"{place} has no value “{use.name}”{hint}"


def _no_page(docname: str) -> str:
    return f"there is no page “{docname}”: write its name from the source folder, without suffix"


def _tell_unused(domain: KindDomain, found: Iterable[str]) -> None:
    pages = {name for name, page in domain.pages.items() if page.scenario.runs and name in found}
    recorded = set(domain.store.docnames())
    without = sorted(pages - recorded)
    for docname in sorted(recorded - pages):
        path = domain.store.path(docname)
        fitting = _fitting(domain, docname, without) if without else None
        if fitting:
            move = f"git mv {as_typed(path)} {as_typed(domain.store.path(fitting))}"
            message = f"this recording fits the page “{fitting}”, which has none: {move}"
        else:
            message = f"no page has commands for this recording: remove the file {as_typed(path)}"
        warn(message, WarningSubtype.UNUSED, Location(source=str(path), line=1))


def _fitting(domain: KindDomain, recorded: str, docnames: Iterable[str]) -> str | None:
    """Return the page whose blocks ask for most of what was recorded, ``None`` if there is none."""
    recording = domain.store.load(recorded).recording
    kept = {each.command for each in recording.interactions} if recording else set()
    for docname in docnames:
        runs = domain.pages[docname].scenario.runs
        asked = {command.text for run in runs for command in run.commands}
        if len(asked & kept) * 2 > max(len(asked), len(kept)):
            return docname
    return None
