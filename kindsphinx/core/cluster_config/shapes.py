"""The kinds of values that a field may want, and how kind's decoder fills them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kindsphinx.core.cluster_config.reading import Mapping, Scalar, Sequence
from kindsphinx.core.cluster_config.resolve import FALSES, NULLS, TRUES, tag_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Readable

    from kindsphinx.core.cluster_config.decode import Decoder
    from kindsphinx.core.cluster_config.reading import YamlNode


class Unset:
    """The mark of a value that the decoder leaves as it was: null, or wrong."""

    __slots__ = ()


UNSET: Final = Unset()

YES: Final = frozenset({"y", "Y", "yes", "Yes", "YES", "on", "On", "ON"})
NO: Final = frozenset({"n", "N", "no", "No", "NO", "off", "Off", "OFF"})
_INT32: Final = 1 << 31
_UINT32: Final = 1 << 32
_USUAL_NUMBER: Final = re.compile("[1-9][0-9]{0,8}\\Z")
_EXPLAINED: Final = 100
"""With so many faults, no more are looked for where kind does not look."""


@dataclass(eq=False, slots=True)
class Struct:
    """A decoded structure: its values, and where they stand."""

    values: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, YamlNode] = field(default_factory=dict)


class Items(list[Any]):
    """A decoded list, and where its items stand."""

    __slots__ = ("indices", "nodes")

    def __init__(self) -> None:
        super().__init__()
        self.nodes: list[YamlNode] = []
        self.indices: list[int] = []


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """Any scalar, by its source text."""

    go: str = "string"
    """The Go type's name, as kind's messages give it."""
    choices: tuple[str, ...] = ()
    """What may be written, if not anything; decoding takes anything."""

    def read(self, decoder: Decoder, node: Content) -> Any:  # noqa: ANN401 - a value of the field's type or UNSET
        """Return the text of *node*."""
        if not isinstance(node, Scalar):
            return decoder.wrong_type(node, self)
        if not node.tag:
            return UNSET if node.value in NULLS else node.value
        if node.tag == "!!str":
            return node.value
        resolved = decoder.resolve(node)
        if resolved is None or resolved.value is None:
            return UNSET
        return resolved.value if resolved.tag == "!!binary" else node.value


PLAIN_TEXT: Final = Text()
KEY: Final = Text()
"""What the key of a mapping is read as."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """True or false, also in the words of YAML 1.1."""

    go: str = "bool"

    def read(self, decoder: Decoder, node: Content) -> Any:  # noqa: ANN401 - a value of the field's type or UNSET
        """Return the truth of *node*."""
        if not isinstance(node, Scalar):
            return decoder.wrong_type(node, self)
        if not node.tag and node.value in TRUES | FALSES:
            return node.value in TRUES
        resolved = decoder.resolve(node)
        if resolved is None or resolved.value is None:
            return UNSET
        if isinstance(resolved.value, bool):
            return resolved.value
        # a timestamp or a number is no text, though our resolver keeps a timestamp as one
        if isinstance(resolved.value, str) and resolved.value in YES | NO:
            return resolved.value in YES
        return decoder.wrong_type(node, self)


@dataclass(frozen=True, kw_only=True, slots=True)
class Int32:
    """A whole number of 32 bits."""

    go: str = "int32"

    def read(self, decoder: Decoder, node: Content) -> Any:  # noqa: ANN401 - a value of the field's type or UNSET
        """Return the number of *node*; a fraction is cut off."""
        if not isinstance(node, Scalar):
            return decoder.wrong_type(node, self)
        if not node.tag and _USUAL_NUMBER.match(node.value):
            # the same as below, for nearly all numbers, in a tenth of the time
            return int(node.value)
        resolved = decoder.resolve(node)
        if resolved is None or resolved.value is None:
            return UNSET
        value = resolved.value
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _UINT32:
            number = int(value)
            if -_INT32 <= number < _INT32:
                return number
        return decoder.wrong_type(node, self)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListOf:
    """A list; null items are dropped, as kind drops them."""

    item: Shape
    pointer: bool = False
    """Whether an absent list differs from an empty one."""

    @property
    def go(self) -> str:
        """Return the Go type's name."""
        return f"[]{self.item.go}"

    def read(self, decoder: Decoder, node: Content) -> Any:  # noqa: ANN401 - a value of the field's type or UNSET
        """Return the items of *node*."""
        if isinstance(node, Scalar):
            return decoder.scalar_for(node, self)
        if isinstance(node, Mapping) or (self.pointer and node.tag == "!!null"):
            return decoder.wrong_type(node, self)
        items = Items()
        path = decoder.path
        for index, child in enumerate(node.children):
            path.append(index)
            value = decoder.read(child, self.item)
            path.pop()
            if value is not UNSET:
                items.append(value)
                items.nodes.append(child)
                items.indices.append(index)
        return items


@dataclass(frozen=True, kw_only=True, slots=True)
class MapOf:
    """A mapping from texts to one kind of values."""

    value: Shape
    zero: object

    @property
    def go(self) -> str:
        """Return the Go type's name."""
        return f"map[string]{self.value.go}"

    def read(self, decoder: Decoder, node: Content) -> Any:  # noqa: ANN401 - a value of the field's type or UNSET
        """Return keys and values of *node*."""
        if isinstance(node, Scalar):
            return decoder.scalar_for(node, self)
        if not isinstance(node, Mapping):
            return decoder.wrong_type(node, self)
        found: dict[str, Any] = {}
        for layer in decoder.layers_of(node):
            for key, _, child in decoder.keys_of(layer):
                decoder.path.append(key)
                value = decoder.read(child, self.value)
                decoder.path.pop()
                if value is not UNSET:
                    found[key] = value
                elif (layer is node or key not in found) and tag_of(child) == "!!null":
                    found[key] = self.zero
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class StructOf:
    """A mapping with known keys."""

    go: str
    fields: Readable[str, Shape]
    alias: str = ""
    """The name of the type that decodes it, where kind has its own for that."""
    verify: Callable[[Struct], tuple[str, str] | None] | None = None
    """Returns the field and the words for which kind stops, if it does; for types with an alias."""
    lax: bool = False
    """Whether unknown keys are ignored."""

    def read(self, decoder: Decoder, node: Content) -> Any:  # noqa: ANN401 - a value of the field's type or UNSET
        """Return the fields of *node*."""
        if not self.alias or tag_of(node) == "!!null":
            return self._read(decoder, node, self.go)
        decoder.count()
        before = len(decoder.faults)
        found = self._read(decoder, node, self.alias)
        if found is not UNSET and self.verify and (wrong := self.verify(found)):
            key, words = wrong
            decoder.abort(
                found.nodes[key], self.fields[key], words, (key,), hidden=len(decoder.faults) > before
            )
        return found

    def _read(self, decoder: Decoder, node: Content, go: str) -> Any:  # noqa: ANN401 - as read()
        if isinstance(node, Scalar):
            return decoder.scalar_for(node, self, go)
        if not isinstance(node, Mapping):
            return decoder.wrong_type(node, self, go)
        found = Struct()
        for layer in decoder.layers_of(node):
            self._read_keys(decoder, layer, found, go)
        return found

    def _read_keys(self, decoder: Decoder, node: Mapping, found: Struct, go: str) -> None:
        done: set[str] = set()
        for key, key_node, child in decoder.keys_of(node):
            shape = self.fields.get(key)
            if shape is None:
                self._complain(decoder, key_node, child, key, go)
            elif key in done:
                decoder.set_twice(key_node, key, go)
            else:
                done.add(key)
                found.nodes[key] = child
                if (
                    shape is PLAIN_TEXT
                    and isinstance(child, Scalar)
                    and not child.tag
                    and child.value not in NULLS
                ):
                    # most values are such, and need no more than this
                    decoder.count()
                    found.values[key] = child.value
                    continue
                decoder.path.append(key)
                value = decoder.read(child, shape)
                decoder.path.pop()
                if value is not UNSET:
                    found.values[key] = value

    def _complain(self, decoder: Decoder, key_node: YamlNode, child: YamlNode, key: str, go: str) -> None:
        """Note an unknown key, and what is wrong below a misspelt one."""
        if self.lax:
            return
        decoder.unknown_field(key_node, key, self, go)
        if len(decoder.faults) <= _EXPLAINED:
            decoder.look_below(child, self, key)


Content: TypeAlias = Scalar | Sequence | Mapping
"""A node of the tree that is no alias."""
Shape: TypeAlias = Text | Flag | Int32 | ListOf | MapOf | StructOf
