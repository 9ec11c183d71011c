"""Where in the text a value stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.shapes import Items, Struct

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.reading import YamlNode
    from kindsphinx.core.cluster_config.reading.tree import Place


@dataclass(slots=True)
class _Place:
    line: int = 0
    column: int = 0


START: Final = _Place()
"""Where an empty text stands."""


_BLOCK: Final = re.compile(r"\|[-+]?[ \t]*(?:#.*)?\r?\Z")
"""The head of a text that stands in the file line by line, its indentation that of its first line."""


class Places:
    """Finds the places of a decoded structure's values."""

    def __init__(self, top: Struct, root: YamlNode | None, text: str = "") -> None:
        self._top = top
        self._root = root
        self._text = text

    def of(self, path: Path) -> Place:
        """Return where the value at *path* stands, or the nearest that contains it."""
        value: object = self._top
        place: Place = START if self._root is None else self._root.place
        for step in path:
            node: YamlNode | None = None
            if isinstance(value, Struct) and isinstance(step, str):
                node, value = value.nodes.get(step), value.values.get(step)
            elif isinstance(value, Items) and isinstance(step, int) and step < len(value):
                node, value = value.nodes[step], value[step]
            if node is None:
                break
            place = node.place
        return place

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    def within(self, path: Path, inside: tuple[int, int]) -> Place:
        """Return where in the file the line and column *inside* the text at *path* stand.

        It is where the text at *path* begins if it is not the block that shows each of its lines.
        """
        place = self.of(path)
        lines = self._lines
        line, column = inside
        if place.line + 1 + line >= len(lines) or not _BLOCK.match(lines[place.line][place.column :]):
            return place
        first = next(filter(str.strip, islice(lines, place.line + 1, None)), "")
        return _Place(place.line + 1 + line, len(first) - len(first.lstrip(" ")) + column)
