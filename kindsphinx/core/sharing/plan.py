"""Says which pages use one cluster, one after the other, and in which order they run then."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import Action
from kindsphinx.core.sharing.wanted import Alone, Wanted, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kindsphinx.core.blocks import Scenario


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
    count = Counter(map(_key, among))
    keys = {each.docname: _key(each) for each in scenarios}
    shared = {key: _pages(scenarios, keys, key) for key, pages in count.items() if key and pages > 1}
    order = [each.docname for each in scenarios]
    placed = sorted(
        scenarios, key=lambda each: order.index(shared.get(keys[each.docname], (each.docname,))[0])
    )
    return tuple(_sharing(each, keys[each.docname], shared) for each in placed)


def alone(scenarios: Sequence[Scenario], *, among: Iterable[Scenario]) -> Iterator[Alone]:
    """Yield each of *scenarios* that shares its cluster with none of *among*, and why."""
    known = {each.docname: wanted(each) for each in among}
    candidates = {page: each for page, each in known.items() if isinstance(each, Wanted)}
    count = Counter(each.key for each in candidates.values())
    for scenario in scenarios:
        found = known[scenario.docname]
        if isinstance(found, Alone):
            yield found
        elif found and count[found.key] == 1:
            others = {page: each for page, each in candidates.items() if each is not found}
            yield Alone(reason=_nobody(found, others), location=found.location)


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
    found = wanted(scenario)
    return found.key if isinstance(found, Wanted) else ""


def _nobody(mine: Wanted, others: Mapping[str, Wanted]) -> str:
    """Return in which way the most similar cluster is another."""
    ways = (
        ("another configuration", lambda each: (each.cluster, each.options)),
        ("other options of “kind create cluster”", lambda each: (each.cluster, each.config)),
        ("another configuration and other options of “kind create cluster”", lambda each: each.cluster),
    )
    for what, same in ways:
        for page, each in others.items():
            if same(each) == same(mine):
                return f"the “{mine.cluster}” of “{page}” has {what}"
    return f"no other page that can share creates a cluster “{mine.cluster}”"
