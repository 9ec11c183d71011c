"""Notices the directives that were lost while a page was read, so that such a page is not run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms import SphinxTransform

from kindsphinx.core.problems import Severity
from kindsphinx.sphinx_ext.domain import KindDomain
from kindsphinx.sphinx_ext.locate import find_pattern
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from kindsphinx.sphinx_ext.page import Page

# Sphinx has put the quotation marks of the page's language into the message
_FAILED = re.compile(r"(?:Error in|Directive|Unknown directive type)\W+(kind-[\w-]+)")
_SINGLE_COLON = re.compile(r"(?<=\.\. )kind-[a-z]+\s*:(?!:)")
_SWALLOWED = re.compile(r"(kind-(?:cluster|create|delete|file|run|show))\s*:(?!:)")


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
            message = f"“.. {found[1]}:” is a comment: a directive has two colons, “.. {found[1]}::”"
            self._page.note_mistake(message, WarningSubtype.MARKUP, where, severity=Severity.ERROR)

    def _note_failed(self, message: nodes.system_message) -> None:
        found = _FAILED.search(message.astext())
        if found:
            # docutils has told so itself
            where = f"{message.get('source', self.env.docname)}:{message.get('line', 1)}"
            self._page.problems.append(f"“{found[1]}” could not be read ({where})")

    @property
    def _page(self) -> Page:
        domain = self.env.domains["kind"]
        assert isinstance(domain, KindDomain)  # noqa: S101 - tells the type checker what setup has registered
        return domain.page(self.env.docname)
