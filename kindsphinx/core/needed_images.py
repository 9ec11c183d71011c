"""Tells which images a page needs before it runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from kindsphinx.core.blocks import Action, ClusterBlock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.blocks import Scenario

_MAKES = re.compile(
    r"\bdocker\s+(?:image\s+|buildx\s+|container\s+)?(?:build|tag|commit|import|load|pull)\b|\bkind\s+build\b"
)


def needed_images(scenario: Scenario, *, always: Iterable[str] = (), usual: str = "") -> tuple[str, ...]:
    """Return the images of every page, and those that the page's configurations name.

    A page that makes or pulls images itself may well make those of its configurations.

    :param usual: the node image of clusters that name none; empty for kind's own.
    """
    if not scenario.runs:
        return ()
    scenario = scenario.whole
    commands = (command.text for block in scenario.runs for command in block.commands)
    named = () if any(map(_MAKES.search, commands)) else _named(scenario, usual)
    return tuple(dict.fromkeys((*always, *named)))


def _named(scenario: Scenario, usual: str) -> Iterator[str]:
    for block in scenario.blocks:
        if isinstance(block, ClusterBlock):
            yield from _images_in(block.file.data)
    if usual and any(block.action is Action.CREATE for block in scenario.runs):
        yield usual


def _images_in(data: bytes) -> Iterator[str]:
    for document in _documents(data):
        nodes = document.get("nodes") if isinstance(document, dict) else None
        for node in nodes if isinstance(nodes, list) else ():
            image = node.get("image") if isinstance(node, dict) else None
            if isinstance(image, str) and image:
                yield image


def _documents(data: bytes) -> list[Any]:
    try:
        return list(yaml.safe_load_all(data))
    except (yaml.YAMLError, ValueError):
        return []
