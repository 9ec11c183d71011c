"""Which pages go on from which: what only all pages together tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from kindsphinx.core.blocks import Origin
from kindsphinx.core.fingerprint import end_of
from kindsphinx.core.problems import did_you_mean
from kindsphinx.sphinx_ext.listing_nodes import doubt_mark
from kindsphinx.sphinx_ext.page import Finding
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.blocks import Scenario
    from kindsphinx.core.problems import Location
    from kindsphinx.sphinx_ext.domain import KindDomain
    from kindsphinx.sphinx_ext.page import Page

GOES_ON = "kind-after"
"""The attribute of the sentence that says what a page goes on from: the page's name."""


class DoubtOrigin(SphinxPostTransform):
    """Marks a page as not verified where the page that it goes on from has changed."""

    default_priority: ClassVar[int] = 5

    def run(self, **_kwargs: object) -> None:
        """Put the mark below the first such sentence of each page."""
        # the domain has imported this module
        from kindsphinx.sphinx_ext.domain import kind_domain  # noqa: PLC0415

        domain, seen = kind_domain(self.env), set[str]()
        for sentence in list(self.document.findall(nodes.paragraph)):
            docname = sentence.get(GOES_ON)
            if docname is None or docname in seen:
                continue
            seen.add(docname)
            if doubt := doubt_of(domain, domain.pages[docname]):
                mark = doubt_mark(doubt)
                mark.source, mark.line = sentence.source, sentence.line
                sentence.parent.insert(sentence.parent.index(sentence) + 1, mark)


def pages_before(domain: KindDomain, page: Page) -> Iterator[Page]:
    """Yield the pages that *page* goes on from, the nearest first, as far as there are any."""
    seen = {page.docname}
    while page.after and page.after.docname not in seen and page.after.docname in domain.pages:
        page = domain.pages[page.after.docname]
        seen.add(page.docname)
        yield page


def scenario_of(domain: KindDomain, docname: str) -> Scenario:
    """Return what a page asks to be run, with the pages that it goes on from."""
    page = domain.pages[docname]
    if page.after is None:
        return page.scenario
    wrong = [f"{each.message} ({each.location})" for each in mistakes_of(domain, page)]
    if wrong:
        return replace(page.scenario, problems=(*page.problems, *wrong))
    origin = scenario_of(domain, page.after.docname)
    if origin.problems:
        wrong = [
            f"the page “{origin.docname}”, which this page goes on from, has mistakes: {origin.problems[0]}"
        ]
    problems = (*page.problems, *wrong)
    return replace(
        page.scenario, problems=problems, origin=Origin(scenario=origin, location=page.after.location)
    )


def end_before(domain: KindDomain, page: Page) -> str:
    """Return the fingerprint of what *page* goes on from; empty if that cannot be known."""
    origin = scenario_of(domain, page.docname).origin
    return "" if origin is None or origin.scenario.problems else end_of(origin.scenario, page.environment)


def doubt_of(domain: KindDomain, page: Page) -> str:
    """Return why the recording of *page* is stale whatever its own blocks are; empty if it is not."""
    if page.after is None or not page.recorded_origin:
        return ""
    if end_before(domain, page) in {"", page.recorded_origin}:
        return ""
    return f"the page “{page.after.docname}”, which this page goes on from, changed since it was recorded"


def stale_after(domain: KindDomain, page: Page) -> Iterator[Finding]:
    """Yield that the recording of *page* is stale, unless its own blocks have said so."""
    doubt = doubt_of(domain, page)
    if page.after and doubt and not any(each.code == WarningSubtype.STALE for each in page.findings):
        message = (
            f"{doubt}: record this page again with “python -m kindsphinx record {page.docname}”, "
            "or take back the change"
        )
        yield Finding(message=message, code=WarningSubtype.STALE, location=page.after.location)


def mistakes_of(domain: KindDomain, page: Page) -> tuple[Finding, ...]:
    """Return what is wrong with how *page* goes on from another."""
    if page.after is None:
        return ()
    docname, where = page.after.docname, page.after.location
    if docname not in domain.env.found_docs:
        return (_wrong(_no_page(domain, docname), where),)
    if circle := _circle(domain, page):
        return (_wrong(circle, where),)
    other = domain.pages.get(docname)
    if other is None or not other.scenario.runs:
        message = f"there is nothing to go on from: the page “{docname}” runs nothing"
        return (_wrong(message, where),)
    return tuple(_about_clusters(domain, page, other))


def _about_clusters(domain: KindDomain, page: Page, other: Page) -> Iterator[Finding]:
    made = _made_before(domain, page)
    for name, cluster in page.clusters.items():
        place = cluster.block.location
        if cluster.after == other.docname:
            if message := _missing(name, other):
                yield _wrong(message, place)
        elif cluster.created and name in made and not _is_told(page, place):
            message = (
                f"the page “{made[name]}”, which this page goes on from, makes a cluster “{name}”, too: "
                "give this one another name"
            )
            yield Finding(message=message, code=WarningSubtype.CLASH, location=place)


def _is_told(page: Page, place: Location) -> bool:
    """Return whether the page itself has said already that a name is there twice."""
    clashes = (each.location for each in page.mistakes if each.code == WarningSubtype.CLASH)
    return any(each.line == place.line for each in clashes)


def _missing(name: str, other: Page) -> str:
    if name not in other.clusters:
        known = ", ".join(f"“{each}”" for each in other.clusters) or "none"
        hint = did_you_mean(name, other.clusters) or f": it has {known}"
        return f"the page “{other.docname}” has no cluster “{name}”{hint}"
    if other.clusters[name].deleted:
        return (
            f"the page “{other.docname}” deletes its cluster “{name}”: leave out its “kind-delete”, as all "
            "clusters of a page are deleted when it has ended"
        )
    return ""


def _made_before(domain: KindDomain, page: Page) -> dict[str, str]:
    """Return the clusters that are there when *page* begins, each with the page that makes it."""
    made: dict[str, str] = {}
    for each in reversed(list(pages_before(domain, page))):
        for name, cluster in each.clusters.items():
            if cluster.deleted:
                made.pop(name, None)
            elif cluster.created and not cluster.after:
                made[name] = each.docname
    return made


def _no_page(domain: KindDomain, docname: str) -> str:
    suffixes = domain.env.config.source_suffix
    if any(Path(domain.env.srcdir, docname + suffix).is_file() for suffix in suffixes):
        return f"the page “{docname}” is left out of this build (exclude_patterns): nothing goes on from it"
    for suffix in suffixes:
        if docname.removesuffix(suffix) in domain.env.found_docs:
            return f"there is no page “{docname}”: write its name without “{suffix}”"
    hint = did_you_mean(docname, sorted(domain.pages.keys() & domain.env.found_docs)) or (
        ": write its name relative to this page, or from the source folder with a leading “/”"
    )
    return f"there is no page “{docname}”{hint}"


def _circle(domain: KindDomain, page: Page) -> str:
    """Return that *page* goes on from itself in the end; empty if it does not."""
    path = [page.docname, *(each.docname for each in pages_before(domain, page))]
    last = domain.pages[path[-1]]
    if last.after is None or last.after.docname != page.docname:
        return ""
    if len(path) == 1:
        return "a page cannot go on from itself: name another"
    ways = " → ".join([*path, page.docname])
    return f"pages go on from each other in a circle, {ways}: one of them has to begin"


def _wrong(message: str, location: Location) -> Finding:
    return Finding(message=message, code=WarningSubtype.AFTER, location=location)
