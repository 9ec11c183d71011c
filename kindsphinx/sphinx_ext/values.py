"""``:kind:value:``: what was recorded, or what follows from a configuration, in the prose of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxRole

from kindsphinx.core.capturing import page_values
from kindsphinx.core.cluster_config import has_load_balancer, load_balancer_name
from kindsphinx.core.cluster_config.model import Role
from kindsphinx.core.visible import visible
from kindsphinx.sphinx_ext.going_on import pages_before
from kindsphinx.sphinx_ext.locate import find_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils.nodes import Node, system_message

    from kindsphinx.core.cluster_config import ClusterConfig
    from kindsphinx.core.problems import Location
    from kindsphinx.sphinx_ext.domain import KindDomain
    from kindsphinx.sphinx_ext.page import Page

_WRITTEN = re.compile(r"(?P<name>.*?)(?:\s*\((?P<fallback>.*)\))?", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class ValueUse:
    """A place in the prose that publishes a value."""

    page: str
    name: str
    fallback: str
    """What stands there without a recording; empty if the author gives nothing."""
    location: Location


class kind_value(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils' names are lower case
    """Stands where a value comes, until all pages are read; its text is the best that is known before."""


class ValueRole(SphinxRole):
    """A value: ``NAME`` of this page or ``PAGE:NAME``, and in parentheses what stands in for it."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Note where the value stands, since what it names may be read later."""
        # the domain has this role, and cannot be imported before it
        from kindsphinx.sphinx_ext.domain import kind_domain, split_reference, untranslated  # noqa: PLC0415

        found = _WRITTEN.fullmatch(" ".join(self.text.split()))
        written = found["name"].strip() if found else self.text
        page, name = split_reference(written, self.env.docname)
        where = find_word(*untranslated(*self.get_source_info()), written)
        use = ValueUse(page=page, name=name, fallback=(found and found["fallback"]) or "", location=where)
        domain = kind_domain(self.env)
        own = domain.page(self.env.docname)
        if use not in own.value_uses:
            own.value_uses.append(use)
        text = value_of(domain, use) or use.fallback or name
        node = kind_value(self.rawtext, text, page=page, value=name, fallback=use.fallback)
        self.set_source_info(node)
        return [node], []


def publish(domain: KindDomain, document: nodes.document, *, page: str = "") -> None:
    """Put values where the prose has their names: those of *page*, or all of them."""
    places = [
        node
        for node in document.findall(kind_value)
        if not page or (node["page"] == page and not _is_of_another(domain, page, node["value"]))
    ]
    known = {docname: values_of(domain, docname) for docname in {node["page"] for node in places}}
    for node in places:
        value = known[node["page"]].get(node["value"], "")
        node.replace_self(nodes.Text(value or node["fallback"] or node["value"]))


def as_text(_writer: object, _node: nodes.Node) -> None:
    """Write nothing around the text: titles are taken elsewhere before values of other pages are known."""


class PublishValues(SphinxPostTransform):
    """Puts each value where the prose has its name."""

    default_priority: ClassVar[int] = 5

    def run(self, **_kwargs: object) -> None:
        """Replace the placeholders of a document."""
        from kindsphinx.sphinx_ext.domain import kind_domain  # noqa: PLC0415 - as above

        publish(kind_domain(self.env), self.document)


def values_of(domain: KindDomain, docname: str) -> Mapping[str, str]:
    """Return the values of a page: those that its configurations say, and those that its recording has."""
    page = domain.pages.get(docname)
    if page is None:
        return {}
    found = page_values(page.scenario.runs, domain.recording(docname)).found
    return {**_config_values(domain, page), **{name: visible(value) for name, value in found.items()}}


def value_of(domain: KindDomain, use: ValueUse) -> str:
    """Return the value that *use* publishes; empty if it is not known."""
    return values_of(domain, use.page).get(use.name, "")


def names_of(domain: KindDomain, page: Page) -> tuple[str, ...]:
    """Return the names of the values that *page* has, recorded or not."""
    return (*_config_values(domain, page), *page.captures)


def _config_values(domain: KindDomain, page: Page) -> dict[str, str]:
    """Return what follows from the configurations of a page, and of the clusters that it goes on with."""
    found = {
        name: value
        for before in pages_before(domain, page)
        for name, value in before.config_values.items()
        if _is_of_another(domain, page.docname, name)
    }
    return {**found, **page.config_values}


def _is_of_another(domain: KindDomain, docname: str, name: str) -> bool:
    """Return whether the value *name* is one of a cluster that another page makes."""
    page = domain.pages.get(docname)
    cluster = page.clusters.get(name.rpartition(".")[0]) if page else None
    return cluster is not None and bool(cluster.after)


def config_values(config: ClusterConfig, name: str) -> dict[str, str]:
    """Return what follows from the configuration of the cluster *name*, by the names that a page uses."""
    control_planes = sum(node.role == Role.CONTROL_PLANE for node in config.nodes)
    found = {
        "nodes": str(len(config.nodes)),
        "control-planes": str(control_planes),
        "workers": str(len(config.nodes) - control_planes),
        "context": f"kind-{name}",
    }
    if has_load_balancer(config):
        found["load-balancer"] = load_balancer_name(name)
    return {f"{name}.{key}": value for key, value in found.items()}
