"""Reads YAML together with the line of each value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import yaml

from kindsphinx.core.normalize.facts.tree import Fields, Items, Scalar, quoted

if TYPE_CHECKING:
    from kindsphinx.core.normalize.facts.tree import Node

_Loader = cast("type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))
_BLOCK: Final = ("|", ">")
_DEEPEST: Final = 100


def yaml_documents(text: str) -> list[Node]:
    """Return the YAML documents in *text*.

    :raises ValueError: if it is no YAML, has aliases, or is nested too deep.
    """
    reader = _Reader()
    try:
        return [reader.node(each, 0) for each in yaml.compose_all(text, Loader=_Loader)]
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


class _Reader:
    """Turns nodes of YAML into those of a tree, each once."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def node(self, node: yaml.Node, depth: int) -> Node:
        """Return what *node* says."""
        if id(node) in self._seen or depth > _DEEPEST:
            message = "aliases, or nested too deep"
            raise ValueError(message)
        line = node.start_mark.line
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node, line)
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(self.node(each, depth + 1) for each in node.value), line)
        pairs = [(_key(key), self.node(value, depth + 1)) for key, value in node.value]
        return Fields(tuple(pairs), line)


def _scalar(node: yaml.ScalarNode, line: int) -> Scalar:
    if node.style in _BLOCK:
        return Scalar(node.value, line + 1, node.style == "|")
    return Scalar(quoted(node.value) if node.style else node.value or "null", line)


def _key(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        message = "a key that is no text"
        raise ValueError(message)  # noqa: TRY004 - it is the text that is wrong
    return str(node.value)
