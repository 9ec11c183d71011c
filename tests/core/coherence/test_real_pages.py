"""On pages made of real outputs: every shared value is followed, and no chance is taken for a fault."""

from __future__ import annotations

import pytest

from kindsphinx.core.coherence import Ledger
from kindsphinx.core.diff import compare
from tests.drift.corpora import TABLES

PAIRS = {
    "one cluster": (["first"], ["second"]),
    "one cluster, turned": (["second"], ["first"]),
    "several control planes": (["ha-first"], ["ha-second"]),
    "two clusters": (["first", "ha-first"], ["second", "ha-second"]),
    "made anew": (["first", "second"], ["second", "first"]),
    "looked at twice": (["first", "first"], ["second", "second"]),
    **{f"faults: {one}": ([one, "image"], ["image", one]) for one in TABLES.faults if one != "image"},
}
"""Runs after which a page is as before -> the same of other clusters."""

SHARED = {
    ("docker ps --filter label=io.x-k8s.kind.cluster=cmp-dev", "42585"): {
        "kubectl cluster-info --context kind-cmp-dev",
        'docker inspect -f "{{json .NetworkSettings.Ports}}" cmp-dev-control-plane',
    },
    ("docker ps --filter label=io.x-k8s.kind.cluster=cmp-dev", "bb13016b9a4b"): {
        "docker stats --no-stream cmp-dev-control-plane",
    },
    ("kubectl get services", "10.96.128.150"): {"kubectl get all", "kubectl describe service web-front"},
    ("kubectl get services", "32593"): {"kubectl get all", "kubectl describe service web-front"},
    ("kubectl get pods -o wide", "10.244.2.6"): {"kubectl describe pod db-0"},
}
"""Command, and a value that it prints -> the other commands that print it where it can be followed."""
ANOTHER = {
    "42585": "33333",
    "bb13016b9a4b": "ab13016b9a4b",
    "10.96.128.150": "10.96.1.1",
    "32593": "30003",
    "10.244.2.6": "10.244.9.9",
}


def _told(olds: list[dict[str, str]], news: list[dict[str, str]]) -> dict[str, list[str]]:
    ledger = Ledger()
    found: dict[str, list[str]] = {}
    for before, now in zip(olds, news, strict=True):
        for command in before.keys() & now.keys() if before.keys() != now.keys() else before:
            diff = compare(before[command], now[command], command=command, ellipsis=False, ledger=ledger)
            sentences = [each.sentence for each in diff.differences if " now" in each.sentence]
            if sentences:
                found[command] = sentences
            ledger.keep(command)
    return found


@pytest.mark.parametrize(("olds", "news"), PAIRS.values(), ids=PAIRS)
def test_chance_is_no_difference(olds: list[str], news: list[str]) -> None:
    """Other clusters of these configurations, one after the other on one page."""
    assert _told(list(map(TABLES.texts, olds)), list(map(TABLES.texts, news))) == {}


@pytest.mark.parametrize("place", SHARED, ids=[f"{value} of {command[:25]}" for command, value in SHARED])
def test_a_shared_value_that_is_no_longer_shared_is(place: tuple[str, str]) -> None:
    """It is told at the first of the other commands that prints it."""
    command, value = place
    old = TABLES.texts("first")
    page = {each: old[each] for each in (command, *sorted(SHARED[place]))}

    told = _told([page], [{**page, command: old[command].replace(value, ANOTHER[value])}])

    assert set(told) <= SHARED[place]
    assert len(told) == 1
    assert f"{value} was one" in "".join(*told.values())
