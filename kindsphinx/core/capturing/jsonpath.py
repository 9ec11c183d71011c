"""As much of kubectl's jsonpath as it takes to name one value of an output in JSON or YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Step = Callable[[yaml.Node], Iterator[yaml.Node]]

_STEP: Final = re.compile(
    r"""\.(?P<field>[\w$/-]+(?:\\\.[\w$/-]+)*|\*)
    |\[(?P<index>-?[0-9]{1,9})\]
    |\[(?P<all>\*)\]
    |\[(?P<quote>['"])(?P<key>.*?)(?P=quote)\]
    |\[\?\(\s*@(?P<path>[^=)]*?)\s*==\s*(?P<mark>['"]?)(?P<wanted>.*?)(?P=mark)\s*\)\]""",
    re.VERBOSE,
)
_LONGEST: Final = 1_000_000
"""Characters; more is no output that a guide takes a value from."""
_DEEPEST: Final = 200


class JsonPath:
    r"""One path: ``{.items[0].metadata.name}``, or ``$.items[?(@.name=="web")].port``.

    Its steps are fields, ``['a.b']``, ``a\\.b``, ``[0]``, ``[-1]``, ``[*]`` and ``[?(@.FIELD=="TEXT")]``.

    :raises ValueError: if the path has anything else.
    """

    def __init__(self, text: str) -> None:
        inner = text.strip()
        if inner.startswith("{") and inner.endswith("}"):
            inner = inner[1:-1].strip()
        self._steps = tuple(_steps(inner.removeprefix("$")))

    def value(self, output: str) -> str | None:
        """Return the text of what the path leads to first in *output*, ``None`` if there is none."""
        root = _tree(output)
        return None if root is None else _text_at(root, self._steps)


def _steps(text: str) -> Iterator[Step]:
    at = 0
    while at < len(text):
        step = _STEP.match(text, at)
        if step is None:
            raise ValueError(
                f"“{text[at:]}” is no step of one: write .FIELD, ['FIELD'], [0], [*] or [?(@.FIELD=='TEXT')]"
            )
        yield _step(step)
        at = step.end()
    if not text:
        raise ValueError("it names no field: write one such as {.items[0].metadata.name}")


def _step(step: re.Match[str]) -> Step:
    if step["all"] or step["field"] == "*":
        return _children
    if step["index"]:
        at = int(step["index"])
        return lambda node: _item(node, at)
    if step["path"] is not None:
        below, wanted = tuple(_steps(step["path"])) if step["path"] else (), step["wanted"]
        return lambda node: (each for each in _children(node) if _text_at(each, below) == wanted)
    key = step["key"] if step["quote"] else step["field"].replace("\\.", ".")
    return lambda node: _field(node, key)


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif isinstance(node, yaml.MappingNode):
        yield from (child for _, child in node.value)


def _item(node: yaml.Node, at: int) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode) and -len(node.value) <= at < len(node.value):
        yield node.value[at]


def _field(node: yaml.Node, key: str) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        yield from (child for name, child in node.value if name.value == key)


def _text_at(node: yaml.Node, steps: tuple[Step, ...]) -> str | None:
    found = [node]
    for step in steps:
        found = [child for each in found for child in step(each)]
    return next((str(each.value) for each in found if isinstance(each, yaml.ScalarNode)), None)


def _tree(output: str) -> yaml.Node | None:
    """Return the tree of a text, each scalar as its text; ``None`` if it is neither JSON nor YAML."""
    if len(output) > _LONGEST:
        return None
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        tree: yaml.Node | None = yaml.compose(output, Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return tree
