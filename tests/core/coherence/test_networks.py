"""Addresses of networks that a page configures are followed like the usual ones."""

from __future__ import annotations

import pytest

from kindsphinx.core.coherence import Ledger
from kindsphinx.core.coherence.networks import networks_in
from kindsphinx.core.diff import compare

CONFIG = """\
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
networking:
  podSubnet: "10.10.0.0/16"
  serviceSubnet: 10.11.0.0/16
"""
FOUND = {
    "both": (CONFIG, ["10.10.0.0/16"], ["10.11.0.0/16"]),
    "none": ("kind: Cluster\n", [], []),
    "two families": ("podSubnet: 10.10.0.0/16,fd00:10::/56\n", ["10.10.0.0/16", "fd00:10::/56"], []),
    "in braces": ('{"networking": {"serviceSubnet": "10.11.0.0/16"}}', [], ["10.11.0.0/16"]),
    "two clusters": (
        "podSubnet: 10.1.0.0/16\n---\npodSubnet: 10.2.0.0/16\n",
        ["10.1.0.0/16", "10.2.0.0/16"],
        [],
    ),
    "no network": ("podSubnet: 10.10.0.0/160\n", [], []),
    "a variable": ("podSubnet: ${NET}\n", [], []),
}


@pytest.mark.parametrize(("sources", "pods", "services"), FOUND.values(), ids=FOUND)
def test_networks_are_found_in_configurations(sources: str, pods: list[str], services: list[str]) -> None:
    """As they are written; what is none is kind's to refuse."""
    found = networks_in(sources)

    assert [str(each) for each in found.pods] == pods
    assert [str(each) for each in found.services] == services


@pytest.mark.parametrize(
    ("address", "of_pod", "of_service"),
    [
        ("10.244.1.7", True, False),
        ("10.96.0.1", False, True),
        ("10.10.3.4", True, False),
        ("10.11.0.1", False, True),
        ("172.18.0.2", False, False),
        ("<ip>", False, False),
    ],
)
def test_an_address_is_known_by_its_network(address: str, *, of_pod: bool, of_service: bool) -> None:
    """The usual networks are there as well: a page may have several clusters."""
    networks = networks_in(CONFIG)

    assert networks.have_pods([address]) is of_pod
    assert networks.have_services([address]) is of_service


SERVICES = """\
NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE
web    ClusterIP   {:<13}<none>        80/TCP    5m
"""
PODS = """\
NAME   READY   STATUS    RESTARTS   AGE   IP           NODE
web-0  1/1     Running   0          5m    {:<13}dev
"""
TORN = {
    "a service": (SERVICES, "kubectl get services", "10.11.0.7", "10.11.0.8", "10.11.0.9"),
    "a pod": (PODS, "kubectl get pods -o wide", "10.10.0.7", "10.10.0.8", "10.10.0.9"),
}


@pytest.mark.parametrize(("table", "command", "old", "new", "other"), TORN.values(), ids=TORN)
@pytest.mark.parametrize("configured", [True, False])
def test_one_address_must_stay_one(
    table: str, command: str, old: str, new: str, other: str, *, configured: bool
) -> None:
    """Where the configuration says that such are those of pods and services, and else not."""
    ledger = Ledger(CONFIG if configured else "")

    compare(table.format(old), table.format(new), command=command, ellipsis=False, ledger=ledger)
    ledger.keep(command)
    diff = compare(table.format(old), table.format(other), command=command, ellipsis=False, ledger=ledger)

    assert diff.equal is not configured
    told = [each.sentence.startswith(f"address {old} was one address") for each in diff.torn]
    assert told == [True] * configured
