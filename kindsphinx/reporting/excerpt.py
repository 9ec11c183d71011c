"""Shows the line that a problem is about, and marks the token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config import ProblemCode
from kindsphinx.reporting.columns import clip, clip_start, visible, width

if TYPE_CHECKING:
    from kindsphinx.core.problems import Problem

_TAB: Final = 4 * " "
_TOKENS: Final = (
    re.compile(r'"(?:[^"\\]|\\.)*"?'),
    re.compile(r"'(?:[^']|'')*'?"),
    re.compile(r"[&*!][^\s,\[\]{}]*"),
    re.compile(r"(?!-\s|-$)[^\s,\[\]{}|>&*!%@`\"'].*?(?=\s*(?:$|:\s|:$|,\s|,$|[\]}]|\s#))"),
)
"""How a quoted text, a reference or a tag, and a plain text are written; anything else begins a structure."""
_KEY: Final = re.compile(r"\s*:(?:\s|$)")
"""What follows a key."""
_QUOTES: Final = "\"'"


@dataclass(frozen=True, kw_only=True, slots=True)
class Excerpt:
    """What is shown of a line."""

    text: str
    indent: int
    """Where the mark begins, in columns from the left."""
    length: int
    """How long it is, at least one column."""


def excerpt(line: str, problem: Problem, *, room: int) -> Excerpt:
    """Return what *room* columns show of *line*, in which *problem* stands; what does not fit is cut.

    The time this takes does not grow with the length of the line.
    """
    at = min(problem.column - 1, len(line))
    behind = line[at : at + room + 1]
    token = behind[: _token_length(behind, problem)]
    before = _shown(line[max(0, at - room) : at])
    if at > room or width(before) + min(width(_shown(token)), room // 2) > room:
        before = clip_start("…" + before if at > room else before, room // 2)
    text = clip(before + _shown(behind), room)
    indent = width(before)
    length = min(width(_shown(token)), width(text) - indent)
    return Excerpt(text=text, indent=indent, length=max(1, length))


def _token_length(text: str, problem: Problem) -> int:
    """Return how many characters the token takes with which *text* begins."""
    if problem.code == ProblemCode.SYNTAX:
        return 1
    found = next(filter(None, (token.match(text) for token in _TOKENS)), None)
    if not found or (_KEY.match(text, found.end()) and not _is_about_key(problem, found[0])):
        # of a structure, whose first key is not what is meant, only the beginning
        return 1
    return found.end()


def _is_about_key(problem: Problem, key: str) -> bool:
    is_named = f".{problem.path}".endswith(f".{key.strip(_QUOTES)}")
    return is_named or problem.code in {ProblemCode.FIELD, ProblemCode.DUPLICATE}


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))
