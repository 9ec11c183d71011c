"""Columns that awk prints are those of the table that it reads."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import compare

PODS = "kubectl get pods -A -o wide | awk '{print $1, $2, $4, $8}'"
PLACED = "NAMESPACE NAME STATUS NODE\ndefault web-574cb87bd6-97qs7 Running dev-worker\n"
ELSEWHERE = "NAMESPACE NAME STATUS NODE\ndefault web-574cb87bd6-bx8kq Running dev-worker2\n"
NODES = "kubectl get nodes --no-headers | awk '{ print $1,$2,$4 }' | sort"
SAME = {
    "where a pod runs": (PODS, PLACED, ELSEWHERE),
    "how often it was started last": (PODS, PLACED, ELSEWHERE.replace("dev-worker2", "(44s")),
    "the age of a node": (NODES, "dev-worker Ready 5m\n", "dev-worker Ready 31s\n"),
    "what a CronJob is about to do": (
        "kubectl get pods | awk 'NR>1 {print $1, $3}'",
        "bell-29928686-stlpx Completed\n",
        "bell-29928687-tmfkf Running\n",
    ),
}
OTHER = {
    "the state of a pod": (PODS, PLACED, PLACED.replace("Running", "Pending")),
    "a pod without a node": (PODS, PLACED, PLACED.replace("dev-worker", "<none>")),
    "another namespace": (PODS, PLACED, PLACED.replace("default", "other")),
    "the name of a node": (NODES, "dev-worker Ready 5m\n", "dev-worker2 Ready 5m\n"),
    "the state of a node": (NODES, "dev-worker Ready 5m\n", "dev-worker NotReady 5m\n"),
    "a column that the table does not have": (
        "kubectl get namespaces | awk '{print $1, $9}'",
        "default one\n",
        "default other\n",
    ),
}


@pytest.mark.parametrize(("command", "one", "other"), SAME.values(), ids=SAME)
def test_a_printed_column_may_differ_as_in_its_table(command: str, one: str, other: str) -> None:
    """Whatever stands between the columns, and however few there are."""
    assert compare(one, other, command=command, ellipsis=False).equal


@pytest.mark.parametrize(("command", "one", "other"), OTHER.values(), ids=OTHER)
def test_a_printed_column_is_as_strict_as_in_its_table(command: str, one: str, other: str) -> None:
    """Names and states are what the page is about."""
    assert not compare(one, other, command=command, ellipsis=False).equal
