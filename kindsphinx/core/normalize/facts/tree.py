"""Holds structured output: mappings, sequences and scalars, each with its printed line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

_LIKE_OTHERS: Final = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[Tt]rue|[Ff]alse|null|~|")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as text."""

    text: str
    line: int
    """The printed line where it stands, from 0."""
    spread: bool = False
    """Whether its own lines stand each in a printed line."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Values with names."""

    pairs: tuple[tuple[str, Node], ...]
    line: int

    def text(self, name: str) -> str:
        """Return the scalar of that *name*; empty if there is none."""
        found = self.get(name)
        return found.text if isinstance(found, Scalar) else ""

    def get(self, name: str) -> Node | None:
        """Return what has that *name*."""
        for key, node in self.pairs:
            if key == name:
                return node
        return None


@dataclass(frozen=True, slots=True)
class Items:
    """Values one after the other."""

    nodes: tuple[Node, ...]
    line: int
    is_set: bool = False
    """Whether their order means nothing, nor how often each is there."""


Node: TypeAlias = Scalar | Fields | Items


def quoted(text: str) -> str:
    """Return a string as it is shown: in quotes where it would be something else without."""
    return f'"{text}"' if _LIKE_OTHERS.fullmatch(text) else text
