"""Chooses what a run runs: the entrances' view of a project."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from kindsphinx.core.sharing import Scope, alone, in_running_order
from kindsphinx.core.typed_path import as_typed
from kindsphinx.sphinx_ext.domain import kind_domain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.environment import BuildEnvironment

    from kindsphinx.core.blocks import Scenario


def scenarios_to_run(env: BuildEnvironment, patterns: Sequence[str]) -> tuple[Scenario, ...]:
    """Return the scenarios of the pages that *patterns* choose, by their names; all if there are none."""
    found = [each for each in kind_domain(env).scenarios() if each.runs or each.problems]
    return tuple(each for each in found if not patterns or _is_chosen(each.docname, patterns))


def in_order(env: BuildEnvironment, scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Return *scenarios* in the order in which they run, each with the cluster that it shares with others."""
    if kind_domain(env).settings.scope is Scope.DOCUMENT:
        return tuple(scenarios)
    return in_running_order(scenarios, among=scenarios_to_run(env, ()))


def alone_though_shared(env: BuildEnvironment, scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Return a sentence for each of *scenarios* that has a cluster of its own, though pages share them."""
    if kind_domain(env).settings.scope is Scope.DOCUMENT:
        return ()
    found = alone(scenarios, among=scenarios_to_run(env, ()))
    return tuple(f"{as_typed(each.location.source)}:{each.location.line}: {each.sentence}" for each in found)


def unmatched(env: BuildEnvironment, patterns: Sequence[str]) -> tuple[str, ...]:
    """Return the patterns that choose no page of the project at all."""
    return tuple(each for each in patterns if not any(fnmatchcase(name, each) for name in env.found_docs))


def _is_chosen(docname: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(docname, pattern) for pattern in patterns)
