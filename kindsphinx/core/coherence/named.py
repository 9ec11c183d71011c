"""Finds the values that an output has at the named places of an expectation: ``<port:api>``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.expectation.placeholders import names
from kindsphinx.core.expectation.template import has_places, parts_of, values
from kindsphinx.core.normalize.header import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kindsphinx.core.expectation.matching import Matching

    Cell = tuple[str, str, str]
    """A cell or a line: as expected, normalized and as written; as printed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A value at a named place."""

    kind: str
    name: str
    value: str
    lines: tuple[int, int]
    """The expected line and the actual one that it stands in."""

    @property
    def placeholder(self) -> str:
        """Return the place as the author writes it."""
        return f"<{self.kind}:{self.name}>"


def named_values(matching: Matching) -> Iterator[Named]:
    """Yield the values of all named places that the output has, but for those that are unclear."""
    expected, actual = matching.sides.expected, matching.sides.actual
    for line, other in matching.equal:
        places = names(expected.lines[line]) if line in matching.sides.patterns else ()
        if not any(name for _, name in places):
            continue
        texts = expected.keys[line], expected.plain[line], actual.plain[other]
        found = [value for cell in _cells(texts) for value in _values(cell)]
        if len(found) == len(places):
            for (kind, name), value in zip(places, found, strict=True):
                if name and value is not None:
                    yield Named(kind=kind, name=name, value=value, lines=(line, other))


def _cells(texts: tuple[str, str, str]) -> list[Cell]:
    key, plain, printed = (text.split(GAP) for text in texts)
    return list(zip(key, plain, printed, strict=True)) if len(key) == len(plain) == len(printed) else [texts]


def _values(cell: Cell) -> Sequence[str | None]:
    """Return the values at the author's places in a cell; ``None`` for each that is unclear."""
    key, plain, printed = cell
    if not has_places(plain):
        return ()
    found = values(plain, printed) or _between_others(key, plain, printed)
    return found or [value for word in _words(plain) for value in _of_word(word, printed)]


def _between_others(key: str, plain: str, printed: str) -> Sequence[str] | None:
    """Return the values where the author wrote others beside them that volatile values stand for now."""
    kinds = [part.kind for part in parts_of(plain) if part.kind]
    all_kinds = [part.kind for part in parts_of(key) if part.kind]
    if any(all_kinds.count(kind) != kinds.count(kind) for kind in kinds):
        return None
    found = values(key, printed)
    return found and [value for kind, value in zip(all_kinds, found, strict=True) if kind in kinds]


def _of_word(word: str, printed: str) -> Sequence[str | None]:
    """Return the values in the one printed word that fits; nothing is known where several do."""
    fitting = {found for each in _words(printed) if (found := values(word, each))}
    return fitting.pop() if len(fitting) == 1 else [None for part in parts_of(word) if part.kind]


def _words(text: str) -> list[str]:
    return text.replace(", ", " ").split()
