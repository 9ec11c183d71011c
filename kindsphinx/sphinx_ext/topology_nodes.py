"""Makes the nodes of ``:topology:``: a table, or a picture with that table as its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from kindsphinx.core.topology import ANY_PORT, draw, topology_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.util.docutils import SphinxDirective

    from kindsphinx.core.cluster_config import ClusterConfig
    from kindsphinx.core.topology import Topology

FORMS = ("table", "diagram")
_FOR_BROWSERS: Final = "kind_for_browsers"
"""The attribute of what an electronic book cannot have."""
_LITERAL: Final = ("Image", "Ports", "Mounts", "Labels")
"""The columns whose texts are code."""
_SIGNS: Final = 3
"""The quotes and the comma that the text builder puts around a literal text."""
_WIDEST: Final = 40
"""What a longer text counts on paper, where it would leave the other columns no room."""
_PAPER: Final = 72
"""How many characters a line of a table has on paper, about."""
_BREAKS: Final = re.compile(r"[\s/-]")
"""After what a word is best broken; LaTeX may do it after any sign in code."""
_FOLDED: Final = '<details class="kind-topology-text"><summary>As a table</summary>'


class OnlyTableInBooks(SphinxPostTransform):
    """Takes the picture out of an EPUB, whose builder does not declare that its pages have SVG."""

    default_priority: ClassVar[int] = 200
    builders = ("epub",)

    def run(self, **_kwargs: object) -> None:
        """Remove all that is only for browsers."""
        for raw in [node for node in self.document.findall(nodes.raw) if _FOR_BROWSERS in node]:
            raw.parent.remove(raw)


def topology_nodes(
    directive: SphinxDirective, config: ClusterConfig, name: str, *, image: str, forms: Sequence[str]
) -> list[nodes.Node]:
    """Return what shows the cluster *name* of *config*, in the *forms* that its author wants.

    :param image: the image of all nodes, as the command of the page gives it.
    """
    topology = topology_of(config, name, image=image)
    scrolled = nodes.container("", *_table(topology), classes=["kind-topology-table"])
    found: list[nodes.Element] = [scrolled, *_notes(topology)]
    if "diagram" in forms:
        number = directive.env.new_serialno("kind-topology")
        identity = nodes.make_id(f"kind-topology-{directive.env.docname}-{number}")
        picture = draw(topology, identity, title=f"The cluster {name}")
        # whoever does not see the picture, or not all of it, has the table
        if "table" not in forms:
            found = [_for_browsers(_FOLDED), *found, _for_browsers("</details>")]
        found.insert(0, _for_browsers(f'<div class="kind-diagram-box">\n{picture}\n</div>'))
    for each in found:
        directive.set_source_info(each)
    return list(found)


def _for_browsers(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html", **{_FOR_BROWSERS: True})


def _table(topology: Topology) -> Iterator[nodes.Element]:
    """Yield the table, and before it how wide its columns are on paper."""
    of_all = topology.common_image
    columns: dict[str, list[Sequence[str]]] = {
        "Node": [[node.name] for node in topology.nodes],
        "Role": [[str(node.kind)] for node in topology.nodes],
        "Image": [[node.image] if node.image not in ("", of_all) else [] for node in topology.nodes],
        "Ports": [[str(link) for link in node.all_ports] for node in topology.nodes],
        "Mounts": [[str(link) for link in node.mounts] for node in topology.nodes],
        "Labels": [node.labels for node in topology.nodes],
    }
    kept = {title: cells for title, cells in columns.items() if any(cells)}
    group = nodes.tgroup("", cols=len(kept))
    widths = [_width(cells, title) for title, cells in kept.items()]
    group += [nodes.colspec("", colwidth=width) for width in widths]
    group += nodes.thead("", nodes.row("", *(nodes.entry("", *_lines([title])) for title in kept)))
    group += nodes.tbody("", *(_row(kept, at) for at in range(len(topology.nodes))))
    # a cluster may be called a--b
    table = nodes.table("", group, classes=["kind-topology"], support_smartquotes=False)
    shares = _shares(widths, [_longest_piece(cells, title) for title, cells in kept.items()])
    yield addnodes.tabular_col_spec(spec="".join(rf"\X{{{share}}}{{{sum(shares)}}}" for share in shares))
    yield table


def _notes(topology: Topology) -> Iterator[nodes.paragraph]:
    """Yield what stands below the table: the image of all nodes, and what the marks mean."""
    if topology.common_image:
        image = nodes.literal(topology.common_image, topology.common_image)
        before = "The image of all nodes is "
        source = f"{before}``{topology.common_image}``."
        yield nodes.paragraph(source, "", nodes.Text(before), image, nodes.Text("."))
    marks = "Left of an arrow is what the host has, right of it what the node has."
    if topology.has_any_port:
        marks += f" A {ANY_PORT} is a port that is picked when the cluster is created."
    yield nodes.paragraph(marks, marks)


def _row(columns: Mapping[str, Sequence[Sequence[str]]], at: int) -> nodes.row:
    cells = (_lines(cells[at], is_literal=title in _LITERAL) for title, cells in columns.items())
    return nodes.row("", *(nodes.entry("", *lines) for lines in cells))


def _lines(cell: Sequence[str], *, is_literal: bool = False) -> Iterator[nodes.paragraph]:
    """Yield a paragraph for each text; with a comma, since the text builder joins those of a cell."""
    for at, text in enumerate(cell, 1):
        shown = nodes.literal(text, text) if is_literal else nodes.Text(text)
        comma = [nodes.Text(",")] if at < len(cell) else []
        yield nodes.paragraph("", "", shown, *comma)


def _width(cells: Sequence[Sequence[str]], title: str) -> int:
    longest = max(len(text) for cell in cells for text in cell)
    return max(len(title), longest + _SIGNS * (title in _LITERAL))


def _longest_piece(cells: Sequence[Sequence[str]], title: str) -> int:
    """Return how long the longest text is that cannot be broken, with the space between two columns."""
    pieces = (piece for cell in cells for text in (title, *cell) for piece in _BREAKS.split(text))
    return min(max(map(len, pieces)), _WIDEST) + _SIGNS


def _shares(widths: Sequence[int], pieces: Sequence[int]) -> list[int]:
    """Return how wide columns are on paper: what cannot be broken has its room, the rest what is left."""
    wanted = [max(min(width, _WIDEST), piece) for width, piece in zip(widths, pieces, strict=True)]
    more = sum(wanted) - sum(pieces)
    left = max(_PAPER - sum(pieces), 0)
    if more <= left:
        return wanted
    return [piece + (want - piece) * left // more for want, piece in zip(wanted, pieces, strict=True)]
