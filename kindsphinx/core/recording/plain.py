"""Reads the simple YAML of a recording into plain data, with the line of each value.

A recording is data from elsewhere (a pull request, an artifact): no tags, no aliases and no deep nesting
are read, and every scalar stays the text that it is in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH = 6
"""How deep a recording nests at most."""

_UNPRINTABLE = yaml.reader.Reader.NON_PRINTABLE
_Loader = cast("type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))


class UnreadableError(ValueError):
    """The text is no recording; ``line`` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class Text(str):
    """A scalar that knows its line."""

    __slots__ = ("line",)
    line: int


class Items(list["Value"]):
    """A sequence that knows its line."""

    line: int = 1


class Fields(dict[str, "Value"]):
    """A mapping that knows its line."""

    line: int = 1


Value: TypeAlias = Text | Items | Fields


def load_plain(text: str) -> Value:
    """Return the one document of *text*.

    :raises UnreadableError: if it is no YAML, or uses more of YAML than recordings do.
    """
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise UnreadableError(f"is no YAML: it has the control character {found[0]!r}", line)
    try:
        return _only_value(_content(text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise UnreadableError(f"is no YAML: {problem}", mark.line + 1 if mark else 1) from None


def _content(text: str) -> Iterator[yaml.Event]:
    outside = yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent
    return (event for event in yaml.parse(text, _Loader) if not isinstance(event, outside))


def _only_value(events: Iterator[yaml.Event]) -> Value:
    first = next(events, None)
    if first is None:
        raise UnreadableError("is empty", 1)
    value = _value(events, first, 0)
    if second := next(events, None):
        raise UnreadableError("has more than one document", _line(second))
    return value


def _value(events: Iterator[yaml.Event], event: yaml.Event, depth: int) -> Value:
    line = _line(event)
    if depth > DEPTH:
        raise UnreadableError("nests too deeply for a recording", line)
    if isinstance(event, yaml.ScalarEvent):
        scalar = Text(event.value)
        scalar.line = line
        return scalar
    if isinstance(event, yaml.SequenceStartEvent):
        return _items(events, line, depth)
    if isinstance(event, yaml.MappingStartEvent):
        return _fields(events, line, depth)
    raise UnreadableError("has an alias, which no recording has", line)


def _items(events: Iterator[yaml.Event], line: int, depth: int) -> Items:
    items = Items()
    items.line = line
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_value(events, event, depth + 1))
    return items


def _fields(events: Iterator[yaml.Event], line: int, depth: int) -> Fields:
    fields = Fields()
    fields.line = line
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _value(events, event, depth + 1)
        if not isinstance(key, Text) or key in fields:
            raise UnreadableError("has a key twice, or one that is no word", _line(event))
        fields[key] = _value(events, next(events), depth + 1)
    return fields


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
