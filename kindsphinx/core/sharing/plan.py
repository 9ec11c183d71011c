"""Says which pages may use one cluster, one after the other, and in which order they run then."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import Action, ClusterBlock
from kindsphinx.core.cluster_config import dump, judge
from kindsphinx.core.shell_words import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kindsphinx.core.blocks import RunBlock, Scenario
    from kindsphinx.core.shell_words import Token

_MAKES_OR_DELETES = ("create", "delete")
_LOOKS = (
    *(("kind", "version"), ("kind", "--version"), ("kind", "get"), ("kubectl", "version")),
    *(("docker", "version"), ("docker", "--version"), ("docker", "info"), ("docker", "ps")),
)
"""How commands begin that change nothing about a cluster which is created after them."""


class Scope(StrEnum):
    """For whom a cluster is created."""

    DOCUMENT = "document"
    """For the page that defines it."""
    PROJECT = "project"
    """For all pages whose effective configuration is the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sharing:
    """The cluster that a page uses as other pages do, before or after it."""

    key: str
    """Equal on the pages that use one."""
    cluster: str
    creation: str
    """The command with which the page creates it."""
    pages: tuple[str, ...]
    """Those of this run that use it, in order."""


def in_running_order(scenarios: Sequence[Scenario], *, among: Iterable[Scenario]) -> tuple[Scenario, ...]:
    """Return *scenarios* with what each shares; those that share follow one another.

    :param among: the pages of the whole project: a page that is run alone is judged as in any other run.
    """
    count = Counter(_key(each) for each in among)
    keys = {each.docname: _key(each) for each in scenarios}
    shared = {key: _pages(scenarios, keys, key) for key, pages in count.items() if key and pages > 1}
    order = [each.docname for each in scenarios]
    placed = sorted(
        scenarios, key=lambda each: order.index(shared.get(keys[each.docname], (each.docname,))[0])
    )
    return tuple(_sharing(each, keys[each.docname], shared) for each in placed)


def _pages(scenarios: Iterable[Scenario], keys: dict[str, str], key: str) -> tuple[str, ...]:
    return tuple(each.docname for each in scenarios if keys[each.docname] == key)


def _sharing(scenario: Scenario, key: str, shared: dict[str, tuple[str, ...]]) -> Scenario:
    if key not in shared:
        return scenario
    creation = next(block for block in scenario.runs if block.action is Action.CREATE)
    sharing = Sharing(
        key=key, cluster=creation.cluster, creation=creation.commands[0].text, pages=shared[key]
    )
    return replace(scenario, sharing=sharing)


def _key(scenario: Scenario) -> str:
    """Return what is equal on pages that may use one cluster; empty where a page needs its own."""
    creations = [block for block in scenario.runs if block.action is not Action.RUN]
    # what a page goes on from is made for it alone
    if (
        scenario.origin
        or scenario.problems
        or len(creations) != 1
        or creations[0].action is not Action.CREATE
    ):
        return ""
    if any(map(_handles_clusters, _commands(scenario.runs))):
        return ""
    before = takewhile(lambda block: block is not creations[0], scenario.runs)
    if not all(map(_only_looks, _commands(before))):
        return ""
    return _effective(creations[0], scenario)


def _effective(creation: RunBlock, scenario: Scenario) -> str:
    """Return all that the creation of a cluster depends on."""
    name = creation.cluster
    blocks = (each for each in scenario.blocks if isinstance(each, ClusterBlock) and each.name == name)
    config = next((judge(each.file.data, name=name).config for each in blocks), None)
    # what is mounted is the page's own, or may be changed by it
    if config is None or any(node.extra_mounts for node in config.nodes):
        return ""
    words = shlex.split(creation.commands[0].text)
    # under which name the configuration lies is all the same to kind
    at = words.index("--config") if "--config" in words else len(words)
    return json.dumps([name, [*words[:at], *words[at + 2 :]], dump(config)], sort_keys=True)


def _commands(blocks: Iterable[RunBlock]) -> Iterator[str]:
    for block in blocks:
        if block.action is Action.RUN:
            yield from (command.text for command in block.commands)


def _handles_clusters(command: str) -> bool:
    """Return whether a command creates or deletes a cluster by itself."""
    return any(
        words[at] == "kind" and words[at + 1] in _MAKES_OR_DELETES
        for words in _simple_commands(command)
        for at in range(len(words) - 1)
    )


def _only_looks(command: str) -> bool:
    tokens = tuple(tokens_of(command))
    return not any(token.is_assignment for token in tokens) and all(
        tuple(words[:2]) in _LOOKS for words in _simple_commands(command)
    )


def _simple_commands(command: str) -> Iterator[list[str]]:
    """Yield the words between operators."""

    def is_operator(token: Token) -> bool:
        return token.is_operator

    for operators, tokens in groupby(tokens_of(command), key=is_operator):
        if not operators:
            yield [token.text.rpartition("/")[2] if not at else token.text for at, token in enumerate(tokens)]
