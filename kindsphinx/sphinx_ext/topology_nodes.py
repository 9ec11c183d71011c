"""Makes the nodes of ``:topology:``: a table, or a picture with that table as its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from kindsphinx.core.topology import draw, topology_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.util.docutils import SphinxDirective

    from kindsphinx.core.cluster_config import ClusterConfig
    from kindsphinx.core.topology import Topology

FORMS = ("table", "diagram")


def topology_nodes(
    directive: SphinxDirective, config: ClusterConfig, name: str, *, image: str, forms: Sequence[str]
) -> list[nodes.Node]:
    """Return what shows the cluster *name* of *config*, in the *forms* that its author wants.

    :param image: the image of all nodes, as the command of the page gives it.
    """
    topology = topology_of(config, name, image=image)
    found: list[nodes.Node] = []
    if "diagram" in forms:
        number = directive.env.new_serialno("kind-topology")
        identity = nodes.make_id(f"kind-topology-{directive.env.docname}-{number}")
        picture = draw(topology, identity, title=f"The cluster {name}")
        # whoever does not see the picture has the table
        hidden = "table" not in forms
        table = _table(topology, ["kind-topology", *(["kind-topology-text"] if hidden else [])])
        found += [nodes.raw("", picture, format="html"), table]
    elif "table" in forms:
        found.append(_table(topology, ["kind-topology"]))
    for each in found:
        directive.set_source_info(each)
    return found


def _table(topology: Topology, classes: list[str]) -> nodes.table:
    columns: dict[str, list[Sequence[str]]] = {
        "Node": [[node.name] for node in topology.nodes],
        "Role": [[str(node.kind)] for node in topology.nodes],
        "Image": [[node.image] for node in topology.nodes],
        "Ports": [node.ports for node in topology.nodes],
        "Mounts": [node.mounts for node in topology.nodes],
        "Labels": [node.labels for node in topology.nodes],
    }
    kept = {title: cells for title, cells in columns.items() if any(any(cell) for cell in cells)}
    group = nodes.tgroup("", cols=len(kept))
    group += [nodes.colspec("", colwidth=_width(cells)) for cells in kept.values()]
    group += nodes.thead("", _row([[title] for title in kept]))
    group += nodes.tbody("", *(_row(cells) for cells in zip(*kept.values(), strict=True)))
    return nodes.table("", group, classes=classes)


def _row(cells: Sequence[Sequence[str]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *_lines(cell)) for cell in cells))


def _lines(cell: Sequence[str]) -> list[nodes.Node]:
    return [nodes.paragraph(text, text) for text in cell if text]


def _width(cells: Sequence[Sequence[str]]) -> int:
    return max((len(text) for cell in cells for text in cell), default=1)
