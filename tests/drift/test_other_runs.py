"""Real runs as they might have been as well, with other generated names: the verdicts stay the same."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.diff import compare
from tests.drift.corpora import SHOP
from tests.drift.real_tables import real_table

if TYPE_CHECKING:
    from collections.abc import Mapping

SAFE = "bcdfghjklmnpqrstvwxz2456789"
"""What Kubernetes draws the letters of suffixes from."""
DIGITS = "456789bcdf"
"""The same for the digits of the hash of a template."""
POD = re.compile(r"(?m)^pod/[a-z0-9-]+?(?:-(?P<hash>[456789bcdf]{8,10}))?-(?P<suffix>[a-z0-9]{5})$")
SLICE = re.compile(r"(?m)^(?:front|web)-(?P<suffix>[a-z0-9]{5}) ")
RUNS = [*SHOP.faults, "second", "again"]


def _drawn(run: str) -> dict[str, str]:
    """Return what Kubernetes drew in a run -> what it might have drawn."""
    chance = random.Random(run)  # noqa: S311 - chance that repeats itself is what a test wants
    texts = SHOP.texts(run)
    pods = [*POD.finditer(texts["kubectl get pods -o name"])]
    slices = [*SLICE.finditer(texts["kubectl get endpointslices"])]
    hashes = {pod["hash"] for pod in pods if pod["hash"]}
    suffixes = {each["suffix"] for each in [*pods, *slices]}
    assert hashes
    assert len(suffixes) >= len(slices) + len(hashes)
    return {
        **{each: "".join(chance.choices(DIGITS, k=len(each))) for each in sorted(hashes)},
        **{each: "".join(chance.choices(SAFE, k=len(each))) for each in sorted(suffixes)},
    }


def _renamed(text: str, names: Mapping[str, str]) -> str:
    pattern = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(names)})(?![a-z0-9])")
    return pattern.sub(lambda match: names[match[0]], text)


def _told(old: str, new: str, command: str) -> list[tuple[str, str]]:
    diff = compare(old, new, command=command, ellipsis=False)
    return sorted((each.drift, each.sentence) for each in diff.differences)


@pytest.mark.parametrize("run", RUNS)
def test_other_generated_names_are_no_difference(run: str) -> None:
    """Pods of ReplicaSets, Jobs and DaemonSets, their ReplicaSets, and slices of Services are called anew."""
    names = _drawn(run)

    told = {
        command: found
        for command, text in SHOP.texts(run).items()
        if (found := _told(text, _renamed(text, names), command))
    }

    assert told == {}


@pytest.mark.parametrize("fault", SHOP.faults)
def test_a_fault_is_told_the_same_with_other_generated_names(fault: str) -> None:
    """What is told of a spoilt run does not hang on what was drawn."""
    names, good = _drawn(fault), SHOP.texts(SHOP.faults[fault].before)
    bad = SHOP.texts(fault)

    for command in SHOP.faults[fault].told:
        before, now = (
            _told(good[command], text, command) for text in (bad[command], _renamed(bad[command], names))
        )
        assert now == before, command


@pytest.mark.parametrize("fault", SHOP.faults)
def test_a_fault_is_told_the_same_in_another_order_and_width(fault: str) -> None:
    """A spoilt table with its rows shuffled, its columns stretched and other ages says the same."""
    chance = random.Random(fault)  # noqa: S311 - chance that repeats itself is what a test wants
    good, bad = SHOP.texts(SHOP.faults[fault].before), SHOP.texts(fault)

    for command in SHOP.faults[fault].told:
        if table := real_table(bad[command], command=command):
            before, now = (
                _told(good[command], text, command) for text in (table.text(), table.shuffled(chance))
            )
            assert now == before, command


@pytest.mark.parametrize(
    ("owner", "name"),
    {
        "ReplicaSet": "web-{hash}-{suffix}",
        "ReplicaSet of a long name": "web-2-front-v10-{hash}-{suffix}",
        "DaemonSet": "node-agent-{suffix}",
        "Job": "greet-{suffix}",
        "indexed Job": "greet-3-{suffix}",
        "CronJob": "tick-{minute}-{suffix}",
    }.items(),
)
def test_only_what_was_drawn_may_differ_in_a_name(owner: str, name: str) -> None:
    """Whatever is drawn, the name is the same; with another letter in front, it is another."""
    chance = random.Random(owner)  # noqa: S311 - chance that repeats itself is what a test wants
    command = "kubectl get pods -o name"
    for _ in range(200):
        one, other = (
            "pod/"
            + name.format(
                hash="".join(chance.choices(DIGITS, k=chance.randint(8, 10))),
                suffix="".join(chance.choices(SAFE, k=5)),
                minute=chance.randint(29_000_000, 32_000_000),
            )
            for _ in range(2)
        )

        assert not _told(one, other, command), (one, other)
        assert _told(one, other.replace("pod/", "pod/x"), command), (one, other)


def test_numbers_that_mean_something_stay() -> None:
    """The ordinal of a StatefulSet's pod and the number of a node are no suffixes."""
    assert _told("pod/db-0", "pod/db-1", "kubectl get pods -o name")
    assert _told("node/dev-worker", "node/dev-worker2", "kubectl get nodes -o name")
