"""Judges the configurations in the plain YAML listings of a book, where the project wants that."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from kindsphinx.core.cluster_config import configurations_in, shown_lines
from kindsphinx.sphinx_ext.domain import kind_domain
from kindsphinx.sphinx_ext.listing_nodes import CHECKED
from kindsphinx.sphinx_ext.listing_places import find_listing
from kindsphinx.sphinx_ext.verdicts import problems_in

if TYPE_CHECKING:
    from collections.abc import Iterator

UNCHECKED = "kind-unchecked"
"""The class of listings that are not checked, or of something around them."""
_LANGUAGES = {"yaml", "yml"}
_SUFFIXES = (".yaml", ".yml")


class CheckYamlBlocks(SphinxTransform):
    """Notes what is wrong in the configurations that stand in plain listings."""

    # docutils gives listings the classes of “class” directives at 210
    default_priority: ClassVar[int] = 700

    def apply(self, **_kwargs: object) -> None:
        """Look at the YAML listings of the page."""
        domain = kind_domain(self.env)
        if not domain.settings.check_yaml_blocks:
            return
        taken = defaultdict[str, set[int]](set)
        for block in _yaml_blocks(self.document, self.config.highlight_language):
            source, line, text = _written(block)
            problems = problems_in(text, domain.settings)
            if problems:
                place = find_listing(source, line, shown_lines(text), taken[source])
                for each in problems:
                    where = place.of(each.line, each.column)
                    page = domain.page(self.env.docname)
                    page.note_mistake(each.message, each.code, where, severity=each.severity)


def _yaml_blocks(document: nodes.document, language: str) -> Iterator[nodes.literal_block]:
    """Yield the YAML listings that are to be checked; *language* is that of listings which name none."""
    for node in document.findall(
        lambda each: isinstance(each, (nodes.literal_block, addnodes.highlightlang))
    ):
        if isinstance(node, addnodes.highlightlang):
            language = node["lang"]
        elif isinstance(node, nodes.literal_block) and _is_yaml(node, language) and not _is_unchecked(node):
            yield node


def _is_yaml(block: nodes.literal_block, language: str) -> bool:
    if "source" in block and _is_yaml_file(block["source"]):
        return True
    # what has markup in it is no code to Sphinx either
    is_code = "source" in block or block.rawsource == block.astext()
    return is_code and block.get("language", language).lower() in _LANGUAGES


def _is_yaml_file(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES)


def _is_unchecked(block: nodes.literal_block) -> bool:
    """Return whether the author wants no check of the listing, or its directive has checked it."""
    around: nodes.Element | None = block
    while around is not None:
        if UNCHECKED in around.get("classes", ()):
            return True
        around = around.parent
    return CHECKED in block


def _written(block: nodes.literal_block) -> tuple[str, int, str | bytes]:
    """Return the file, about the line, and the text of a listing.

    Of a YAML file with configurations that is all of it, since a part may be none itself; else what is shown.
    """
    file = block.get("source", "")
    whole = _content_of(file) if _is_yaml_file(file) else b""
    if any(True for _ in configurations_in(whole)):
        return file, 1, whole
    return file or block.source or "", 1 if file else block.line or 1, block.astext()


def _content_of(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError):
        return b""
