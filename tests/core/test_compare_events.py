"""Events are a set, in which some are chance."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import compare

HEADER = "LAST SEEN   TYPE      REASON                   OBJECT          MESSAGE\n"
STARTED = "34s         Normal    Started                  pod/db-0        Started container db\n"

BY_CHANCE = {
    "FailedToCreateEndpoint": 'Failed to create endpoint for service x/web: endpoints "web" already exists',
    "FailedMount": 'MountVolume.SetUp failed for volume "x" : object "x"/"kube-root-ca.crt" not registered',
    "FailedScheduling": "1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }.",
    "NodeReady": "Node dev-worker status is now: NodeReady",
    "Starting": "Starting kubelet.",
    "Unhealthy": 'Readiness probe failed: Get "http://10.244.0.5:80/": dial tcp: connect: connection refused',
}
TOLD = {
    "FailedMount": 'MountVolume.SetUp failed for volume "x" : configmap "x" not found',
    "FailedScheduling": "0/2 nodes are available: 2 Insufficient memory.",
    "Unhealthy": "Readiness probe failed: HTTP probe failed with statuscode: 404",
    "NodeNotReady": "Node dev-worker status is now: NodeNotReady",
    "BackOff": "Back-off restarting failed container db in pod db-0",
}


def with_event(reason: str, message: str) -> str:
    """Return a listing of two events."""
    return f"{HEADER}{STARTED}33s         Warning   {reason:<24} pod/db-0        {message}\n"


@pytest.mark.parametrize(("reason", "message"), BY_CHANCE.items(), ids=BY_CHANCE)
def test_what_a_start_may_bring_is_no_difference(reason: str, message: str) -> None:
    """One cluster has such an event and another has not, and nothing is wrong with either."""
    some, none = with_event(reason, message), HEADER + STARTED

    assert compare(none, some, command="kubectl get events", ellipsis=False).equal
    assert compare(some, none, command="kubectl get events", ellipsis=False).equal


@pytest.mark.parametrize(("reason", "message"), TOLD.items(), ids=TOLD)
def test_what_is_wrong_is_told(reason: str, message: str) -> None:
    """An event of the same reason that says that something is wrong is told."""
    diff = compare(
        HEADER + STARTED, with_event(reason, message), command="kubectl get events", ellipsis=False
    )

    (difference,) = diff.differences
    assert difference.sentence.startswith(f"there is an event more: {reason} of pod db-0")


def test_an_event_of_another_reason_is_another() -> None:
    """It is not told as the same one with all its cells changed, and what went wrong is not cut off."""
    failed = "Readiness probe failed: HTTP probe failed with statuscode: 404"

    diff = compare(
        with_event("Started", "Started container proxy"),
        with_event("Unhealthy", failed),
        command="kubectl get events",
        ellipsis=False,
    )

    assert [each.sentence for each in diff.differences] == [
        "event Started of pod db-0 (Started container proxy) is missing",
        f"there is an event more: Unhealthy of pod db-0 ({failed})",
    ]


def test_what_a_node_starts_before_there_is_an_api_is_no_difference() -> None:
    """Whether the kubelet could tell of the control plane's own pods is chance."""
    early = [
        "kube-system",
        "34s",
        "Normal",
        "Started",
        "pod/etcd-dev-control-plane",
        "Started container etcd",
    ]
    header = "NAMESPACE     LAST SEEN   TYPE     REASON    OBJECT                       MESSAGE\n"
    one = "default       34s         Normal   Started   pod/db-0                     Started container db\n"
    other = "{:<13} {:<11} {:<8} {:<9} {:<28} {}\n".format(*early)

    assert compare(header + one, header + one + other, command="kubectl get events -A", ellipsis=False).equal
    assert not compare(
        header + one,
        header + one + other.replace("etcd-dev-control-plane", "web-1                 "),
        command="kubectl get events -A",
        ellipsis=False,
    ).equal
