"""The tree that a YAML text stands for, before any value is given a type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kindsphinx.core.cluster_config.reading.cursor import Mark
from kindsphinx.core.cluster_config.reading.differences import DisagreementError, read_by_libyaml
from kindsphinx.core.cluster_config.reading.failure import YamlError
from kindsphinx.core.cluster_config.reading.libyaml import LIBYAML
from kindsphinx.core.cluster_config.reading.parser import ExactParser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kindsphinx.core.cluster_config.reading.source import Source

_LONG = "tag:yaml.org,2002:"


class Place(Protocol):
    """Where a node begins, counted from 0: PyYAML's mark."""

    line: int
    column: int


# None of these is frozen or a dataclass with keywords: a file has thousands, and both would show.


class Scalar:
    """A text, whatever type it will have."""

    __slots__ = ("place", "tag", "value")

    def __init__(self, value: str, tag: str, place: Place) -> None:
        self.value = value
        self.tag = tag
        """Shortened (``!!int``); empty where the text decides."""
        self.place = place


class Sequence:
    """A list."""

    __slots__ = ("children", "place", "tag")

    def __init__(self, tag: str, place: Place) -> None:
        self.children: list[YamlNode] = []
        self.tag = tag
        self.place = place


class Mapping(Sequence):
    """Keys and values, in the order of the file: each key among the children is followed by its value."""

    __slots__ = ()


class Alias:
    """A reference to a node that stands elsewhere."""

    __slots__ = ("name", "place", "target")

    def __init__(self, name: str, target: YamlNode, place: Place) -> None:
        self.name = name
        self.target = target
        self.place = place


YamlNode: TypeAlias = Scalar | Sequence | Mapping | Alias


def read_tree(source: Source, libyaml: Callable[[str], Any] | None = LIBYAML) -> YamlNode | None:
    """Return the first document of *source*, ``None`` for an empty text.

    Raises :class:`.YamlError` where kind's reader refuses the text.
    """
    if libyaml is not None and source.error is None:
        try:
            return _compose(read_by_libyaml(source.text, libyaml))
        except (DisagreementError, YamlError):
            # the other parser knows what is wrong, if anything is, and which of two things kind says
            pass
    return _compose(ExactParser(source).first_document())


def _compose(events: Iterable[Any]) -> YamlNode | None:
    anchors: dict[str, YamlNode] = {}
    holder = Sequence("", Mark(0, 0, 0))
    stack = [holder]
    add = holder.children.append
    node: YamlNode
    for event in events:
        sort = event.__class__
        if sort is ScalarEvent:
            is_plain = event.tag is None and not event.style and event.value != "<<"
            node = Scalar(event.value, "" if is_plain else _tag_of_scalar(event), event.start_mark)
            add(node)
        elif sort is MappingStartEvent or sort is SequenceStartEvent:
            node = _collection(event)
            add(node)
            stack.append(node)
            add = node.children.append
        elif sort is MappingEndEvent or sort is SequenceEndEvent:
            stack.pop()
            add = stack[-1].children.append
            continue
        else:
            if sort is AliasEvent:
                add(_alias(event, anchors))
            continue
        if event.anchor is not None:
            anchors[event.anchor] = node
    return holder.children[0] if holder.children else None


def _tag_of_scalar(event: Any) -> str:  # noqa: ANN401 - PyYAML's events have no types
    tag = event.tag
    if tag is not None and tag != "!":
        return _short(tag)
    if event.style:
        return "!!str"
    return "!!merge" if event.value == "<<" else ""


def _collection(event: Any) -> Sequence:  # noqa: ANN401 - the same
    tag, place = event.tag, event.start_mark
    is_tagged = tag is not None and tag != "!"
    if isinstance(event, MappingStartEvent):
        return Mapping(_short(tag) if is_tagged else "!!map", place)
    return Sequence(_short(tag) if is_tagged else "!!seq", place)


def _alias(event: Any, anchors: dict[str, YamlNode]) -> Alias:  # noqa: ANN401 - the same
    target = anchors.get(event.anchor)
    if target is None:
        mark = event.start_mark
        problem = f"unknown anchor '{event.anchor}' referenced"
        raise YamlError(problem, line=mark.line, column=mark.column)
    return Alias(event.anchor, target, event.start_mark)


def _short(tag: str) -> str:
    return f"!!{tag.removeprefix(_LONG)}" if tag.startswith(_LONG) else tag
