"""Puts the listings of named blocks where ``kind-show`` asks for them, once all pages are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from kindsphinx.core.freshness import BlockState, Freshness
from kindsphinx.core.listing import select
from kindsphinx.core.showing import show_block
from kindsphinx.sphinx_ext.directives.show import shown_again
from kindsphinx.sphinx_ext.domain import kind_domain, with_doubt
from kindsphinx.sphinx_ext.going_on import end_before
from kindsphinx.sphinx_ext.listing_nodes import TRANSCRIPT, doubt_mark, literal, plain
from kindsphinx.sphinx_ext.values import values_of
from kindsphinx.sphinx_ext.warnings import WarningSubtype, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.showing import Shown
    from kindsphinx.sphinx_ext.listing_nodes import ListingOptions


class ShowAgain(SphinxPostTransform):
    """Replaces each placeholder by what its block has to show."""

    default_priority: ClassVar[int] = 5

    def run(self, **_kwargs: object) -> None:
        """Replace the placeholders of a document."""
        for placeholder in list(self.document.findall(shown_again)):
            found = list(self._shown(placeholder))
            if not found and placeholder["ids"]:
                # links to it shall not break
                found = [nodes.target()]
            holder = placeholder.parent
            if found and isinstance(holder, nodes.container) and holder.get("literal_block"):
                # only the first listing belongs to the caption
                placeholder.replace_self(found[:1])
                rest = holder.parent.index(holder) + 1
                holder.parent[rest:rest] = found[1:]
            else:
                placeholder.replace_self(found)

    def _shown(self, placeholder: shown_again) -> Iterator[nodes.Element]:
        domain = kind_domain(self.env)
        docname, name, parts = placeholder["page"], placeholder["block"], placeholder["parts"]
        page = domain.pages.get(docname)
        named = page.named.get(name) if page else None
        if named is None:
            # it was told when all pages had been read
            return
        if named.config and "config" in parts:
            yield self._listing(placeholder, named.config.text, named.config.language)
        if named.printed and "output" in parts:
            look = plain(placeholder["look"]) if "config" in parts else placeholder["look"]
            yield self._listing(placeholder, named.printed, TRANSCRIPT, look)
        if named.run:
            loaded = domain.loaded(docname)
            origin = end_before(domain, domain.pages[docname])
            states = domain.states(docname, loaded.recording, origin=origin)
            state = states.get(named.run.id, BlockState(freshness=Freshness.MISSING))
            values = values_of(domain, docname)
            block = show_block(named.run, state, instead=named.instead, values=values)
            shown = with_doubt(loaded, named.run, block)
            yield from self._transcript(placeholder, shown, parts)

    def _transcript(
        self, placeholder: shown_again, shown: Shown, parts: Sequence[str]
    ) -> Iterator[nodes.Element]:
        text = shown.transcript(commands="command" in parts, output="output" in parts)
        if text:
            yield self._listing(placeholder, text, TRANSCRIPT)
        if "output" in parts and shown.doubt:
            mark = doubt_mark(shown.doubt)
            mark.source, mark.line = placeholder.source, placeholder.line
            yield mark

    def _listing(
        self, placeholder: shown_again, text: str, language: str, look: ListingOptions | None = None
    ) -> nodes.literal_block:
        look = look or placeholder["look"]
        chosen = select(text, look.selection)
        for wrong in chosen.wrong:
            warn(wrong.message, WarningSubtype.OPTION, placeholder["location"])
        block = literal(chosen.text, language, look, emphasized=chosen.emphasized)
        block.source, block.line = placeholder.source, placeholder.line
        return block
