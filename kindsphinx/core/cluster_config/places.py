"""Where in the text a value stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.shapes import Items, Struct

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.reading import YamlNode
    from kindsphinx.core.cluster_config.reading.tree import Place


@dataclass(slots=True)
class _Start:
    line: int = 0
    column: int = 0


START: Final = _Start()
"""Where an empty text stands."""


class Places:
    """Finds the places of a decoded structure's values."""

    def __init__(self, top: Struct, root: YamlNode | None) -> None:
        self._top = top
        self._root = root

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
