"""The option ``after`` of ``kind-cluster``: a cluster of another page, which this page goes on from."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import make_id

from kindsphinx.core.blocks import ClusterBlock, PageFile
from kindsphinx.sphinx_ext.going_on import GOES_ON
from kindsphinx.sphinx_ext.page import After, Cluster
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from kindsphinx.sphinx_ext.directives.base import KindDirective


def go_on_after(directive: KindDirective) -> list[nodes.Node]:
    """Note what the page goes on from, and return the sentence that says so.

    The other page may be read later: whether it is there is told when all have been.
    """
    written = directive.read.text("after")
    name = directive.word(what="a cluster's name")
    _refuse_configuration(directive, written)
    if not directive.argument:
        message = "which cluster the page goes on with is missing: write its name behind “kind-cluster::”"
        directive.complain(message, WarningSubtype.ARGUMENT, directive.location)
    docname = _docname(directive, written) if written else ""
    if docname:
        _note_page(directive, docname, written)
    if not name:
        return []
    cluster = _cluster(directive, name, docname or "another page")
    if not docname:
        return []
    return [nodes.target("", "", ids=[cluster.node_id]), _sentence(directive, name, docname)]


def _refuse_configuration(directive: KindDirective, written: str) -> None:
    how = f"the page “{written}” says how the cluster is made; write it there, or leave out “after”"
    for option in directive.options:
        if option != "after" and option in directive.read.allowed:
            directive.read.refuse(option, how)
    if directive.content:
        message = (
            f"the configuration of this cluster is on the page “{written}”: leave out the content, or “after”"
        )
        directive.complain(message, WarningSubtype.CONTENT, directive.place.of_content(1))


def _docname(directive: KindDirective, written: str) -> str:
    """Return the page that is meant; a problem, and nothing, if it would be outside of the project."""
    folder = "" if written.startswith("/") else posixpath.dirname(directive.env.docname)
    docname = posixpath.normpath(posixpath.join(folder, written.lstrip("/")))
    if docname != ".." and not docname.startswith("../"):
        return docname
    message = (
        f"“{written}” leads out of the source folder: name a page of this project, relative to this page, or "
        "from the source folder with a leading “/”"
    )
    directive.read.problem("after", message, written, WarningSubtype.AFTER)
    return ""


def _note_page(directive: KindDirective, docname: str, written: str) -> None:
    page = directive.page
    if page.after is None and not page.blocks:
        page.go_on(After(docname=docname, location=directive.place.of_option("after", written)))
    elif page.after is None:
        message = (
            "a page goes on from another before it does anything itself: move this above "
            f"{page.blocks[0].location}"
        )
        directive.read.problem("after", message, written)
    elif page.after.docname != docname:
        message = (
            f"this page goes on from “{page.after.docname}” already ({page.after.location}), and from one "
            "only: let that one go on from the other"
        )
        directive.read.problem("after", message, written, WarningSubtype.CLASH)


def _cluster(directive: KindDirective, name: str, docname: str) -> Cluster:
    """Add the cluster to the page; what it is made of, the other page knows."""
    place = directive.place.of_argument(name)
    cluster = Cluster(
        block=ClusterBlock(id=f"cluster:{name}", location=place, name=name, file=PageFile(name="", data=b"")),
        node_id=make_id(directive.env, directive.state.document, "kind-cluster", name),
        command="",
        image="",
        timeout=None,
        created=True,
        after=docname,
    )
    if name in directive.page.clusters:
        where = directive.page.clusters[name].block.location
        message = f"this page has a cluster “{name}” already ({where}): leave out one of them"
        directive.complain(message, WarningSubtype.CLASH, place)
    directive.page.clusters[name] = cluster
    return cluster


def _sentence(directive: KindDirective, name: str, docname: str) -> nodes.paragraph:
    """Return where the cluster comes from, with links; written in reST it can be translated as such."""
    cluster_link = f":kind:cluster:`{docname}:{name}`"
    source = f"Goes on from :doc:`/{docname}`: the cluster {cluster_link} as that page leaves it."
    here = directive.env.docname
    kind = {"kind:page": docname, "kind:cluster": name}
    # both lead nowhere where the page is not there, which is told otherwise
    usual = {"refdoc": here, "refexplicit": False, "refwarn": False, **kind}
    page = addnodes.pending_xref(
        "",
        nodes.inline(docname, docname, classes=["xref", "std", "std-doc"]),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{docname}",
        **usual,
    )
    cluster = addnodes.pending_xref(
        "",
        nodes.literal(name, name, classes=["xref", "kind", "kind-cluster"]),
        refdomain="kind",
        reftype="cluster",
        reftarget=f"{docname}:{name}",
        **usual,
    )
    sentence = nodes.paragraph(
        source,
        "",
        nodes.Text("Goes on from "),
        page,
        nodes.Text(": the cluster "),
        cluster,
        nodes.Text(" as that page leaves it."),
        classes=["kind-after"],
    )
    sentence[GOES_ON] = here
    directive.set_source_info(sentence)
    return sentence
