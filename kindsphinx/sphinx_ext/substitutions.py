"""Replaces ``|NAME|`` in the content of a directive, as Sphinx does in prose."""

from __future__ import annotations

import difflib
import re
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docutils import nodes
    from sphinx.config import Config

_NAME = re.compile(r"\|([^\W_](?:[\w .+-]*\w)?)\|")
_NEAR = 0.75


def definitions(document: nodes.document, config: Config, settings: Mapping[str, str]) -> dict[str, str]:
    """Return what each name stands for: Sphinx' own, those of the settings, those above on the page."""
    own = {"version": config.version, "release": config.release}
    page = {name: node.astext() for name, node in document.substitution_defs.items()}
    return {**own, **settings, **page}


def substitute(
    lines: Sequence[str], known: Mapping[str, str]
) -> tuple[tuple[str, ...], list[tuple[int, int, str]]]:
    """Return *lines* with the known names replaced, and the place and a message for each misspelled one.

    A name that is like none of the known ones is left alone: ``ls |sort|uniq`` is a command.
    """
    folded = {name.casefold(): text for name, text in known.items()}
    wrong: list[tuple[int, int, str]] = []

    def replace(match: re.Match[str], number: int) -> str:
        name = match[1]
        text = known.get(name, folded.get(name.casefold()))
        if text is not None:
            return text
        near = difflib.get_close_matches(name.casefold(), list(folded), n=1, cutoff=_NEAR)
        if near:
            message = (
                f"nobody defines “|{name}|” above; did you mean “|{near[0]}|”? "
                "kind_substitutions and the page's substitution definitions are known"
            )
            wrong.append((number, match.start() + 1, message))
        return match[0]

    replaced = tuple(_NAME.sub(partial(replace, number=at), line) for at, line in enumerate(lines, start=1))
    return replaced, wrong
