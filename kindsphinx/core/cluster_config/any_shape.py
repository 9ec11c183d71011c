"""The kind of value that has no type of its own: what kind's decoder takes whatever there is as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kindsphinx.core.cluster_config.reading import Alias, Mapping, Sequence
from kindsphinx.core.cluster_config.resolve import tag_of
from kindsphinx.core.cluster_config.shapes import UNSET, ListOf, MapOf

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.decode import Decoder
    from kindsphinx.core.cluster_config.reading import YamlNode
    from kindsphinx.core.cluster_config.shapes import Content

_DEEPEST: Final = 50
"""So deep in what kind refuses anyway nobody looks for its exact words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnyType:
    """Whatever there is; kind's decoder reads the keys beside a ``<<`` so."""

    go: str = "interface {}"

    def read(self, decoder: Decoder, node: Content) -> Any:  # noqa: ANN401 - a value of any type or UNSET
        """Return the value of *node*, of the type that it says itself."""
        if len(decoder.path) > _DEEPEST:
            return None
        if isinstance(node, Mapping):
            return MapOf(value=self, zero=None).read(decoder, node)  # type: ignore[arg-type]  # no field has this shape
        if isinstance(node, Sequence):
            return ListOf(item=self).read(decoder, node)  # type: ignore[arg-type]  # the same
        resolved = decoder.resolve(node)
        # a timestamp is no text
        return UNSET if resolved is None or resolved.tag == "!!timestamp" else resolved.value


ANYTHING: Final = AnyType()


def go_type_of(node: YamlNode) -> str:
    """Return the name of the type that Go gives a list or a mapping whose type nobody says."""
    target = node.target if isinstance(node, Alias) else node
    if not isinstance(target, Mapping):
        return "[]interface {}"
    tags = {tag_of(key) for key in target.children[::2]}
    return f"map[{'string' if tags <= {'!!str', '!!merge'} else 'interface {}'}]interface {{}}"
