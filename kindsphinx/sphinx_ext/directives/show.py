"""``kind-show``: shows again what a named block of any page has; runs nothing."""

from __future__ import annotations

from docutils import nodes

from kindsphinx.sphinx_ext.directives.base import KindDirective
from kindsphinx.sphinx_ext.domain import split_reference
from kindsphinx.sphinx_ext.listing_nodes import read_listing
from kindsphinx.sphinx_ext.options import LISTING_OPTIONS, AnyOption
from kindsphinx.sphinx_ext.page import Reference
from kindsphinx.sphinx_ext.warnings import WarningSubtype

PARTS = ("config", "command", "output")


class shown_again(nodes.General, nodes.Element):  # noqa: N801 - docutils' names are lower case
    """Stands where a listing of another block comes, until all pages are read."""


class KindShow(KindDirective):
    """Shows again what a named block of any page has."""

    option_spec = AnyOption((*LISTING_OPTIONS, "show"))

    def build(self) -> list[nodes.Node]:
        """Return a placeholder, within the caption if there is one."""
        self.refuse_content()
        argument = self.word(what="a block's name")
        if not self.argument:
            message = "the name of a block is missing: write it behind “kind-show::”"
            self.complain(message, WarningSubtype.ARGUMENT, self.location)
        if not argument:
            return []
        page, name = split_reference(argument, self.env.docname)
        location = self.place.of_argument(argument)
        self.page.references.append(Reference(page=page, name=name, location=location, is_cluster=False))
        look, parts = read_listing(self.read), self.read.words("show", choices=PARTS)
        placeholder = shown_again("", page=page, block=name, parts=parts, look=look, location=location)
        self.set_source_info(placeholder)
        found: nodes.Element = placeholder
        if look.caption:
            found = self.captioned(placeholder, look.caption)
        return self.with_target([found])
