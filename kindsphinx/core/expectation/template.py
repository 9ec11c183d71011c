"""Fits texts into templates: literal text, text left open, and places for values of a type.

Which positions can be reached is carried along from part to part, so that no template takes long; a regular
expression with several open places could.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.expectation.placeholders import ANY, ONE_PLACEHOLDER, PLACEHOLDER
from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.shapes import PATTERNS
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    Positions = Collection[int]
    """Places in a text: a range after an open part, else a set."""

ELLIPSIS = "..."
"""Alone on a line it stands for any lines, within a line for any text."""

_TEXTS: Final = frozenset({ANY, VolatileType.SALUTATION})
_RUNS: Final = frozenset({
    VolatileType.INTERFACE, VolatileType.NAME, VolatileType.NODE, VolatileType.MEASURED, VolatileType.TOKEN
})  # fmt: skip
"""Types whose values end anywhere in a run of characters: of ``<node>-x`` the value is all but ``-x``."""
_AGO: Final = " ago"
"""Part of an age, or what an author writes behind it."""
_LONGEST: Final = 100
"""No value of another type is longer."""
_PIECES: Final = re.compile(rf"({re.escape(ELLIPSIS)}|{ONE_PLACEHOLDER})")
_SHAPES: Final = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Literal text, :data:`ELLIPSIS`, or a place for a value."""

    text: str
    kind: str = ""
    """The type of the value; empty for text."""
    is_open: bool = False
    """Whether any text, also none, may stand here."""
    after_open: bool = False
    """Whether any text may stand before it, of which a value must not be the rest."""
    before_open: bool = False
    before_cut: bool = False
    """Whether text left out follows."""

    def ends(self, text: str, before: Positions, *, row: bool) -> Positions:
        """Return where this part may end that begins at one of the positions *before*."""
        if self.is_open:
            return range(min(before), len(text) + 1)
        if not self.kind:
            return set(
                self._found(text, before, only_first=self.before_cut or (self.before_open and not row))
            )
        if self.kind in _TEXTS:
            return _within_cells(text, before) if row else range(min(before) + 1, len(text) + 1)
        return set(self._typed(text, before))

    def begin(self, text: str, before: Positions, end: int, *, row: bool) -> int | None:
        """Return at which of the positions *before* this part begins that ends at *end*."""
        if self.is_open:
            return end if end in before else max(each for each in before if each <= end)
        if not self.kind:
            return end - len(self.text)
        lowest = max(0, end - _LONGEST)
        if self.kind in _TEXTS:
            lowest = text.rfind(GAP, 0, end) + len(GAP) if row and GAP in text[:end] else 0
        found = (at for at in range(lowest, end) if at in before)
        return next((at for at in found if self.kind in _TEXTS or self._is_value(text, at, end)), None)

    def _found(self, text: str, before: Positions, *, only_first: bool) -> Iterator[int]:
        """Yield where the text ends; after open text, the first place may be as good as any."""
        size = len(self.text)
        if not isinstance(before, range):
            yield from (at + size for at in before if text.startswith(self.text, at))
            return
        at = text.find(self.text, before.start, before.stop - 1 + size)
        while at >= 0:
            yield at + size
            at = -1 if only_first else text.find(self.text, at + 1, before.stop - 1 + size)

    def _typed(self, text: str, before: Positions) -> Iterator[int]:
        mark = f"<{self.kind}>"
        if mark in text:
            yield from (at + len(mark) for at in before if text.startswith(mark, at))
        if self.kind in _RUNS:
            for run in _SHAPES[self.kind].finditer(text, min(before)):
                first = next((at for at in range(*run.span()) if at in before), run.end())
                yield from range(first + 1, run.end() + 1)
            return
        for at in before:
            yield from self._exact(text, at)

    def _exact(self, text: str, at: int) -> Iterator[int]:
        match = _SHAPES[self.kind].match(text, at)
        if match and not self._is_torn(text, *match.span()) and _is_address(self.kind, match[0]):
            yield match.end()
            if match[0].endswith(_AGO):
                yield match.end() - len(_AGO)

    def _is_torn(self, text: str, begin: int, end: int) -> bool:
        """Return whether the value would be a part of a word that open text has the rest of."""
        torn_before = self.after_open and text[begin - 1 : begin].isalnum()
        return torn_before or (self.before_open and text[end : end + 1].isalnum())

    def _is_value(self, text: str, begin: int, end: int) -> bool:
        if text[begin:end] == f"<{self.kind}>":
            return True
        if self.kind in _RUNS:
            return _SHAPES[self.kind].fullmatch(text, begin, end) is not None
        return end in self._exact(text, begin)


@lru_cache(maxsize=4096)
def parts_of(template: str) -> tuple[Part, ...]:
    """Return the parts of a template, text between them that is not empty."""
    parts: list[Part] = []
    for at, piece in enumerate(_PIECES.split(template)):
        if at % 2 and piece == ELLIPSIS:
            parts.append(Part(text=piece, is_open=True))
        elif at % 2:
            match = PLACEHOLDER.fullmatch(piece)
            parts.append(Part(text=piece, kind=match["kind"] if match else ""))
        elif piece:
            parts.append(Part(text=piece))
    return tuple(_knowing_neighbours(parts))


@lru_cache(maxsize=4096)
def has_places(template: str) -> bool:
    """Return whether there is a place for a value in *template*."""
    return "<" in template and any(part.kind for part in parts_of(template))


@lru_cache(maxsize=1024)
def values(template: str, text: str, *, row: bool = False) -> tuple[str, ...] | None:
    """Return what stands at the places of *template* in *text*; ``None`` where it does not fit.

    :param row: whether both are rows of a table, so that no value reaches into the next cell.
    """
    row = row and GAP in text
    parts = parts_of(template)
    if parts and not (_begins(parts[0], text) and _ends(parts[-1], text)):
        return None
    reached: list[Positions] = [{0}]
    for part in parts:
        ends = part.ends(text, reached[-1], row=row)
        if not ends:
            return None
        reached.append(ends)
    if len(text) not in reached[-1]:
        return None
    return _traced(parts, text, reached, row=row)


def _begins(part: Part, text: str) -> bool:
    return part.is_open or bool(part.kind) or text.startswith(part.text)


def _ends(part: Part, text: str) -> bool:
    return part.is_open or bool(part.kind) or text.endswith(part.text)


def _traced(
    parts: tuple[Part, ...], text: str, reached: list[Positions], *, row: bool
) -> tuple[str, ...] | None:
    found: list[str] = []
    end = len(text)
    for part, before in zip(reversed(parts), reversed(reached[:-1]), strict=True):
        begin = part.begin(text, before, end, row=row)
        if begin is None:
            return None
        if part.kind:
            found.append(text[begin:end])
        end = begin
    return tuple(reversed(found))


def _knowing_neighbours(parts: list[Part]) -> Iterator[Part]:
    for at, part in enumerate(parts):
        following = parts[at + 1] if at + 1 < len(parts) else None
        yield replace(
            part,
            after_open=at > 0 and _may_be_anything(parts[at - 1]),
            before_open=following is not None and _may_be_anything(following),
            before_cut=following is not None and following.is_open,
        )


def _may_be_anything(part: Part) -> bool:
    return part.is_open or part.kind in _TEXTS


def _within_cells(text: str, before: Positions) -> Positions:
    """Return all places behind *before* that are in the same cell."""
    first = min(before)
    end = _end_of_cell(text, first)
    if max(before) < end:
        return range(first + 1, end + 1)
    found: set[int] = set()
    covered = -1
    for at in sorted(before):
        if at >= covered:
            covered = _end_of_cell(text, at)
            found.update(range(at + 1, covered + 1))
    return found


def _end_of_cell(text: str, at: int) -> int:
    gap = text.find(GAP, at)
    return gap if gap >= 0 else len(text)


def _is_address(kind: str, value: str) -> bool:
    if kind != VolatileType.IP or ":" not in value:
        return True
    try:
        ipaddress.ip_address(value.strip("[]"))
    except ValueError:
        return False
    return True
