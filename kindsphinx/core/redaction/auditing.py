"""Looks through files that were written before, for what looks like a secret."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.redaction.book import SecretBook, Survivor
from kindsphinx.core.redaction.manifests import find_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.redaction.secret import Secret
    from kindsphinx.core.redaction.shapes import Shape

_TAG: Final = re.compile(r"<[/!a-zA-Z][^<>]*>")
_EXCERPT: Final = 12
"""Characters by which a secret is found again in its line of markup."""


class Audit:
    """What looks like a secret: by its looks, or as it is the value of one that is known."""

    def __init__(
        self, *, secrets: Iterable[Secret] = (), shapes: Iterable[Shape] = (), allowed: Iterable[str] = ()
    ) -> None:
        """Look for more than kindsphinx knows by itself.

        :param allowed: regular expressions; what one of them finds something in is no secret.
        """
        self._book = SecretBook(shapes=shapes)
        self._book.add(secrets)
        self._allowed = [re.compile(each) for each in allowed]

    def survivors(self, text: str, *, is_markup: bool = False) -> tuple[Survivor, ...]:
        """Return what stands in *text*, in order, each place once.

        :param is_markup: whether it is HTML or XML, in which tags may stand within a secret.
        """
        if not is_markup:
            return tuple(Survivor.at(text, start, what) for start, _, what in self._found(text))
        # whatever is taken out, the lines stay the same
        plain = html.unescape(_TAG.sub(lambda tag: "\n" * tag[0].count("\n"), text))
        lines = text.split("\n")
        return tuple(
            _in_line(lines, Survivor.at(plain, start, what), plain[start : min(end, start + _EXCERPT)])
            for start, end, what in self._found(plain)
        )

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        done = 0
        for start, end, what in sorted([*self._book.places(text), *find_data(text)]):
            if start >= done and not any(each.search(text[start:end]) for each in self._allowed):
                yield start, end, what
                done = end


def _in_line(lines: list[str], found: Survivor, excerpt: str) -> Survivor:
    """Return *found* with its column in the line as it is written; 1 if markup stands within it."""
    column = lines[found.line - 1].find(excerpt) + 1
    return Survivor(what=found.what, line=found.line, column=max(column, 1))
