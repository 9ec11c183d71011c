"""Notices the directives that were lost while a page was read, so that such a page is not run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform

from kindsphinx.core.problems import Severity
from kindsphinx.sphinx_ext.domain import kind_domain
from kindsphinx.sphinx_ext.locate import find_pattern
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from kindsphinx.sphinx_ext.page import Page

# Sphinx has put the quotation marks of the page's language into the message
_FAILED = re.compile(r"(?:Error in|Directive|Unknown directive type)\W+(kind[-_][\w-]+)")
_SINGLE_COLON = re.compile(r"(?<=\.\. )kind-[a-z]+(?:\s*:)?(?!:)(?![\w-])")
_SWALLOWED = re.compile(
    r"(kind-(?:cluster|config|create|delete|file|run|show))"
    r"(?:\s*:(?!:)|(?:[ \t]+[\w./-]+)?[ \t]*\n(?=\S|\s+\S))"
)
_SEVERE = 4
"""docutils' level of what takes a part of the page away, such as an included file that is not there."""


class NoteUnread(SphinxTransform):
    """Notes what docutils took for a comment, and what it could not read."""

    # Sphinx removes docutils' messages at 999
    default_priority: ClassVar[int] = 998

    def apply(self, **_kwargs: object) -> None:
        """Look for comments and messages in the page."""
        for comment in self.document.findall(nodes.comment):
            self._tell_swallowed(comment)
        for message in self.document.findall(nodes.system_message):
            self._note_failed(message)

    def _tell_swallowed(self, comment: nodes.comment) -> None:
        found = _SWALLOWED.match(comment.astext())
        if found:
            where = find_pattern(comment.source or "", comment.line or 1, _SINGLE_COLON)
            written = found[0].split()[0]
            message = f"“.. {written}” is a comment: a directive has two colons, “.. {found[1]}::”"
            self._page.note_mistake(message, WarningSubtype.MARKUP, where, severity=Severity.ERROR)

    def _note_failed(self, message: nodes.system_message) -> None:
        found = _FAILED.search(message.astext())
        if found:
            # docutils has told so itself
            where = f"{message.get('source', self.env.docname)}:{message.get('line', 1)}"
            self._page.problems.append(f"“{found[1]}” could not be read ({where})")
        elif message.get("level", 0) >= _SEVERE and self._has_blocks:
            where = f"{message.get('source', self.env.docname)}:{message.get('line', 1)}"
            self._page.problems.append(f"a part of the page could not be read ({where})")

    @property
    def _has_blocks(self) -> bool:
        page = kind_domain(self.env).pages.get(self.env.docname)
        return page is not None and bool(page.blocks)

    @property
    def _page(self) -> Page:
        return kind_domain(self.env).page(self.env.docname)
