"""Decode a tree into a structure as go.yaml.in/yaml/v3 does (its decode.go), reporting all that is wrong."""

from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, cast

from kindsphinx.core.cluster_config.any_shape import ANYTHING, go_type_of
from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.faults import Fault
from kindsphinx.core.cluster_config.go_text import go_cut, go_quote
from kindsphinx.core.cluster_config.reading import Alias, Mapping, Scalar, Sequence
from kindsphinx.core.cluster_config.resolve import NULLS, CannotDecodeError, resolve, tag_of
from kindsphinx.core.cluster_config.schema import slip_of
from kindsphinx.core.cluster_config.shapes import KEY, UNSET, Unset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.reading import YamlNode
    from kindsphinx.core.cluster_config.reading.tree import Place
    from kindsphinx.core.cluster_config.resolve import Resolved
    from kindsphinx.core.cluster_config.shapes import Content, Shape, StructOf

_MOST_FAULTS: Final = 1000
_FREE_ALIASES: Final = 100
_FREE_DECODES: Final = 1000
_LOW: Final = 400_000
_HIGH: Final = 4_000_000


class TooMuchError(Exception):
    """Decoding stops here, as kind's does; the fault is noted."""


class Decoder:
    """Decodes one tree, once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.path: list[str | int] = []
        self._hidden = 0
        self._decodes = self._aliased = 0
        self._open: dict[int, Alias] = {}
        """The aliases that are being followed, by identity; an alias stands once."""
        self._inherited: set[str] | None = None
        self._merge_of: YamlNode | None = None

    def read(self, node: YamlNode, shape: Shape) -> Any:  # noqa: ANN401 - a value of the shape's type
        """Return the value of *node* as *shape* wants it, or ``UNSET``."""
        if not self._open and not isinstance(node, Alias):
            self._decodes += 1
            return shape.read(self, node)
        value = shape.read(self, self._enter(node))
        if isinstance(node, Alias):
            self._open.popitem()
        return value

    def _enter(self, node: YamlNode) -> Content:
        """Return *node*, or that for which it is an alias, which is open from now on."""
        self.count()
        self._check_bomb(node)
        if not isinstance(node, Alias):
            return node
        if id(node) in self._open:
            self._stop(node, f"yaml: anchor '{node.name}' value contains itself")
        self._open[id(node)] = node
        self.count()
        # an alias cannot name an alias
        return cast("Content", node.target)

    def count(self) -> None:
        """Count a step that kind's decoder takes and this one does not."""
        self._decodes += 1
        self._aliased += bool(self._open)

    def layers_of(self, node: Mapping) -> Iterator[Mapping]:
        """Yield *node*, then what it merges, and what that merges; the keys of each are read while it is out.

        They are no calls within calls: kind follows ten thousand levels, and Python would not.
        """
        twice = self._report_twice(node)
        self._hidden += twice
        yield node
        if self._merge_of is not None:
            yield from self._merged_layers(node)
        self._hidden -= twice

    def _merged_layers(self, node: Mapping) -> Iterator[Mapping]:
        waiting: list[YamlNode | Callable[[], object]] = self._take_merged()
        inherited = set(self._explicit(node))
        while waiting:
            each = waiting.pop()
            if not isinstance(each, (Scalar, Sequence, Alias)):
                each()
                continue
            target = each.target if isinstance(each, Alias) else each
            if not isinstance(target, Mapping):
                self.abort(each, None, "yaml: map merge requires map or sequence of maps as the value")
                continue
            self._enter(each)
            if isinstance(each, Alias):
                waiting.append(self._open.popitem)
            if self._report_twice(target):
                self._hidden += 1
                waiting.append(self._unhide)
            self._inherited = inherited
            yield target
            self._inherited = None
            waiting += self._take_merged()

    def _take_merged(self) -> list[Any]:
        """Return what the mapping merges whose keys were read last, the first at the end."""
        node, self._merge_of = self._merge_of, None
        if isinstance(node, Sequence) and not isinstance(node, Mapping):
            return node.children[::-1]
        return [] if node is None else [node]

    def _unhide(self) -> None:
        self._hidden -= 1

    def keys_of(self, node: Mapping) -> Iterator[tuple[str, YamlNode, YamlNode]]:
        """Yield the keys of *node*, where each stands, and the value."""
        inherited, self._inherited = self._inherited, None
        merged: YamlNode | None = None
        children = iter(node.children)
        for key_node, child in zip(children, children, strict=True):
            if key_node.__class__ is Scalar and not key_node.tag and key_node.value not in NULLS:
                # nearly all are such, and need no more than this
                self.count()
                key: str | Unset = key_node.value
            elif _is_merge(key_node):
                merged = child
                continue
            else:
                key = self.read(key_node, KEY)
            if isinstance(key, Unset) or (inherited is not None and key in inherited):
                continue
            if inherited is not None:
                inherited.add(key)
            yield key, key_node, child
        self._merge_of = merged

    def resolve(self, node: Scalar) -> Resolved | None:
        """Return type and value of *node*, ``None`` if its tag contradicts it."""
        try:
            return resolve(node)
        except CannotDecodeError as error:
            self.abort(node, None, f"yaml: {error}")
            return None

    def scalar_for(self, node: Scalar, shape: Shape, go: str = "") -> Any:  # noqa: ANN401 - as read()
        """Decode a scalar where a list or a mapping belongs: null is nothing, the rest is wrong."""
        resolved = self.resolve(node)
        if resolved is None or resolved.value is None:
            return UNSET
        return self.wrong_type(node, shape, go)

    def wrong_type(self, node: Content, shape: Shape, go: str = "") -> Unset:
        """Note that *node* is none of what *shape* wants."""
        twice = isinstance(node, Mapping) and self._report_twice(node)
        self._hidden += twice
        tag = tag_of(node)
        pointer = "*" if getattr(shape, "pointer", False) and node.tag == "!!null" else ""
        value = getattr(node, "value", "")
        # kind's reader expects no text behind these two tags, and prints it as it is if there is one
        shown = value if tag in {"!!seq", "!!map"} else f" {go_cut(value)}"
        self._note(
            ProblemCode.TYPE,
            node.place,
            f"cannot unmarshal {tag}{shown} into {pointer}{go or shape.go}",
            found=value,
            tag=_kind_of(node, tag),
            shape=shape,
        )
        self._hidden -= twice
        return UNSET

    def look_below(self, node: YamlNode, shape: StructOf, key: str) -> None:
        """Note what is wrong in *node* below a misspelt *key*, where kind does not look."""
        meant = slip_of(key, shape.fields)
        if not meant:
            return
        self._hidden += 1
        self.path.append(key)
        self.read(node, shape.fields[meant])
        self.path.pop()
        self._hidden -= 1

    def unknown_field(self, node: YamlNode, key: str, shape: Shape, go: str) -> None:
        """Note a key that the structure does not have."""
        words = f"field {key} not found in type {go}"
        self._note(ProblemCode.FIELD, node.place, words, below=(key,), found=key, shape=shape)

    def set_twice(self, node: YamlNode, key: str, go: str) -> None:
        """Note a field that is there in two spellings."""
        if not self._hidden:
            words = f"field {key} already set in type {go}"
            self._note(ProblemCode.DUPLICATE, node.place, words, below=(key,), found=key)

    def abort(
        self, node: YamlNode, shape: Shape | None, words: str, below: Path = (), *, hidden: bool = False
    ) -> Unset:
        """Note something for which kind stops."""
        code = ProblemCode.VALUE if shape else ProblemCode.TYPE
        value = getattr(node, "value", "")
        self._note(code, node.place, words, below=below, aborts=True, hidden=hidden, found=value, shape=shape)
        return UNSET

    def _note(self, code: ProblemCode, place: Place, words: str, **more: Any) -> None:  # noqa: ANN401 - Fault's own
        below: Path = more.pop("below", ())
        hidden = more.pop("hidden", False) or bool(self._hidden)
        aborts = more.pop("aborts", False)
        self.faults.append(
            Fault(
                code=code,
                place=place,
                words=words,
                path=(*self.path, *below),
                hidden=hidden,
                aborts=aborts,
                names_line=not aborts,
                **more,
            )
        )

    def _check_bomb(self, node: YamlNode) -> None:
        if self._aliased <= _FREE_ALIASES or self._decodes <= _FREE_DECODES:
            return
        if self._aliased / self._decodes > _allowed_ratio(self._decodes):
            self._stop(node, "yaml: document contains excessive aliasing")

    def _stop(self, node: YamlNode, words: str) -> None:
        self._note(ProblemCode.ALIAS, node.place, words, aborts=True)
        raise TooMuchError(words)

    def _report_twice(self, node: Mapping) -> bool:
        keys = node.children[::2]
        if len({key.value for key in keys if isinstance(key, Scalar)}) == len(keys):
            return False
        written = [_written(key) for key in keys]
        if len(set(written)) == len(written):
            return False
        for first, second in _pairs_of_equals(written):
            # as kind has it, with each earlier one
            place, value = keys[second].place, written[second][1]
            words = f"mapping key {go_quote(value)} already defined at line {keys[first].place.line + 1}"
            self._note(ProblemCode.DUPLICATE, place, words, below=(value,), found=value)
            if len(self.faults) > _MOST_FAULTS:
                break
        return True

    def _explicit(self, parent: Mapping) -> Iterator[str]:
        """Return the keys that win over merged ones: those that are texts even without a field's help."""
        for key in parent.children[::2]:
            value = self.read(key, ANYTHING)  # type: ignore[arg-type]  # no field has this shape
            if isinstance(value, (list, dict)):
                # kind's decoder takes it for a key of Go's own and finds that it cannot be one
                go = go_type_of(key)
                self.abort(key, None, f"yaml: runtime error: hash of unhashable type {go}")
            elif isinstance(value, str):
                yield value


def _allowed_ratio(decodes: int) -> float:
    """Return which part of all steps aliases may cause."""
    if decodes <= _LOW:
        return 0.99
    if decodes >= _HIGH:
        return 0.10
    return 0.99 - 0.89 * ((decodes - _LOW) / (_HIGH - _LOW))


def _is_merge(node: YamlNode) -> bool:
    return isinstance(node, Scalar) and node.value == "<<" and node.tag in {"", "!!merge"}


def _written(node: YamlNode) -> tuple[type, str]:
    """Return what kind compares keys by: a collection has no text, an alias its name."""
    text = node.value if isinstance(node, Scalar) else node.name if isinstance(node, Alias) else ""
    return type(node), text


def _pairs_of_equals(written: list[tuple[type, str]]) -> Iterator[tuple[int, int]]:
    places = defaultdict(list)
    for index, key in enumerate(written):
        places[key].append(index)
    return heapq.merge(*(combinations(indices, 2) for indices in places.values() if len(indices) > 1))


def _kind_of(node: YamlNode, tag: str) -> str:
    if isinstance(node, Scalar):
        return tag
    return "!!map" if isinstance(node, Mapping) else "!!seq"
