"""Says which cluster a page wants, or why it can be no other page's, too."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import Action, ClusterBlock
from kindsphinx.core.cluster_config import dump, judge
from kindsphinx.core.shell_words import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kindsphinx.core.blocks import Command, RunBlock, Scenario
    from kindsphinx.core.problems import Location
    from kindsphinx.core.shell_words import Token

_MAKES_OR_DELETES = ("create", "delete")
_LOOKS = (
    *(("kind", "version"), ("kind", "--version"), ("kind", "get"), ("kubectl", "version")),
    *(("docker", "version"), ("docker", "--version"), ("docker", "info"), ("docker", "ps")),
)
"""How commands begin that change nothing about a cluster which is created after them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """All that the creation of a page's cluster depends on; equal on pages that may use one."""

    cluster: str
    config: str
    """The effective configuration."""
    options: tuple[str, ...]
    """The words of the creation, but for where the configuration lies."""
    location: Location
    """Where the page creates it."""

    @property
    def key(self) -> str:
        """Return what is equal on pages that may use one cluster."""
        return json.dumps([self.cluster, self.config, self.options])


@dataclass(frozen=True, kw_only=True, slots=True)
class Alone:
    """A page that has a cluster of its own."""

    reason: str
    """Why, as what follows a colon."""
    location: Location
    """Where the page says what makes it so."""

    @property
    def sentence(self) -> str:
        """Return what is told."""
        return f'the page has a cluster of its own in spite of kind_scope = "project": {self.reason}'


def wanted(scenario: Scenario) -> Wanted | Alone | None:
    """Return which cluster a page wants that may be others', too, or why not; ``None`` if it creates none."""
    creations = [block for block in scenario.runs if block.action is Action.CREATE]
    if scenario.problems or not creations:
        return None
    reason = _of_the_page(scenario, creations) or _of_commands(scenario.runs, creations[0])
    if reason:
        return Alone(reason=reason[0], location=reason[1])
    return _effective(creations[0], scenario)


def _of_the_page(scenario: Scenario, creations: Sequence[RunBlock]) -> tuple[str, Location] | None:
    """Return why the page as a whole cannot share, and where it says so."""
    if scenario.origin:
        before = scenario.origin.scenario.docname
        return f"it goes on from “{before}”, which is run for it alone", scenario.origin.location
    first, *more = creations
    if more:
        what = "it again" if more[0].cluster == first.cluster else f"“{more[0].cluster}” besides"
        return f"it creates “{first.cluster}”, and {what}", more[0].location
    deletions = (block for block in scenario.runs if block.action is Action.DELETE)
    return next(((f"it deletes “{each.cluster}”", each.location) for each in deletions), None)


def _of_commands(runs: Sequence[RunBlock], creation: RunBlock) -> tuple[str, Location] | None:
    """Return which command keeps the page from sharing, and where it stands."""
    for command in _commands(runs):
        if _handles_clusters(command.text):
            return f"“{_first_line(command)}” creates or deletes a cluster by itself", command.location
    for command in _commands(takewhile(lambda block: block is not creation, runs)):
        if not _only_looks(command.text):
            return f"“{_first_line(command)}” before the creation may change it", command.location
    return None


def _effective(creation: RunBlock, scenario: Scenario) -> Wanted | Alone:
    name = creation.cluster
    blocks = (each for each in scenario.blocks if isinstance(each, ClusterBlock) and each.name == name)
    block = next(blocks, None)
    config = judge(block.file.data, name=name).config if block else None
    location = block.location if block else creation.location
    if config is None:
        return Alone(reason="its configuration cannot be read", location=location)
    if any(node.extra_mounts for node in config.nodes):
        # what is mounted is the page's own, or may be changed by it
        reason = "it mounts something into a node (extraMounts)"
        return Alone(reason=reason, location=location)
    words = shlex.split(creation.commands[0].text)
    # under which name the configuration lies is all the same to kind
    at = words.index("--config") if "--config" in words else len(words)
    return Wanted(
        cluster=name,
        config=json.dumps(dump(config), sort_keys=True),
        options=(*words[:at], *words[at + 2 :]),
        location=creation.location,
    )


def _commands(blocks: Iterable[RunBlock]) -> Iterator[Command]:
    for block in blocks:
        if block.action is Action.RUN:
            yield from block.commands


def _first_line(command: Command) -> str:
    first, more, _ = command.text.partition("\n")
    return f"{first} …" if more else first


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
