"""Puts rewritten expectations into the source of a page, and touches nothing else of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.transcript import parse_transcript

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kindsphinx.core.accepting.rewriting import Rewritten
    from kindsphinx.core.accepting.seen import Place

_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_FENCES: Final = ("```", "~~~", ":::")


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """Lines of a page that others take the place of."""

    first: int
    """The index of the first line."""
    count: int
    lines: tuple[str, ...]
    """With their line ends."""


class PageLines:
    """The source of a page in lines, as docutils counts them."""

    def __init__(self, text: str, *, is_markdown: bool) -> None:
        self._lines = [match[1] + match[2] for match in _LINE.finditer(text) if match[0]]
        self._is_markdown = is_markdown

    def edit(self, place: Place, rewritten: Rewritten) -> Edit | str:
        """Return how the page says what is *rewritten*, or why it cannot: a half sentence."""
        written = (place.expected or "").removesuffix("\n").split("\n")
        first = place.expected_line - 1
        there = self._lines[first : first + len(written)]
        margins = [_margin(line, text, place.prompt) for line, text in zip(there, written, strict=False)]
        found = [margin for margin in margins if margin is not None]
        if len(found) < len(written):
            return "it does not stand there as it was read (a table, a substitution): change it by hand"
        margin = next((each for each, text in zip(found, written, strict=True) if text.strip()), "")
        end = next((match[0] for line in there if (match := re.search(r"[\r\n]+$", line))), "\n")
        new = [_escaped(line.text, place.prompt) for line in rewritten.lines]
        if refusal := self._refusal(new, rewritten.text, place.prompt):
            return refusal
        lines = tuple(
            there[line.kept] if line.kept is not None else f"{margin}{text}".rstrip() + end
            for line, text in zip(rewritten.lines, new, strict=True)
        )
        return Edit(first=first, count=len(written), lines=_ended(lines, there, end))

    def with_edits(self, edits: Iterable[Edit]) -> str:
        """Return the source with all *edits*, none of which touches another."""
        lines = list(self._lines)
        for edit in sorted(edits, key=lambda each: each.first, reverse=True):
            lines[edit.first : edit.first + edit.count] = edit.lines
        return "".join(lines)

    def _refusal(self, lines: Sequence[str], text: str, prompt: str) -> str:
        """Return why what is written is not read as what is meant; empty if it is."""
        entries, problems = parse_transcript([f"{prompt} true", *lines], prompt=prompt)
        if problems or len(entries) != 1 or (entries[0].expected or "") != text:
            return "a line of the output would be read as something else there: change it by hand"
        if self._is_markdown and any(line.strip().startswith(_FENCES) for line in lines):
            return "a line of the output would end the directive: change it by hand"
        return ""


def _margin(line: str, text: str, prompt: str) -> str | None:
    """Return what stands before an expected *text* in its line; ``None`` if the line is another."""
    line = line.rstrip()
    for said in (text.rstrip(), _escaped(text, prompt).rstrip()):
        before = line[: len(line) - len(said)]
        if line.endswith(said) and not before.strip():
            return before
    return None


def _escaped(text: str, prompt: str) -> str:
    return f"\\{text}" if text.startswith((f"{prompt} ", "> ")) else text


def _ended(lines: tuple[str, ...], there: Sequence[str], end: str) -> tuple[str, ...]:
    """Return *lines* so that only the last has no line end, and this only where it had none before."""
    had_end = there[-1][-1:] in {"\r", "\n"}
    ended = [line if line[-1:] in {"\r", "\n"} else line + end for line in lines]
    if ended and not had_end:
        ended[-1] = ended[-1].rstrip("\r\n")
    return tuple(ended)
