"""What a filter has left of a description is compared as that part of it, not as any lines."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import compare

NODE = """\
Non-terminated Pods:          (2 in total)
  Namespace    Name             CPU Requests  CPU Limits  Age
  ---------    ----             ------------  ----------  ---
  kube-system  kindnet-x5k2f    100m (5%)     100m (5%)   99s
  shop         db-0             10m (0%)      500m (25%)  77s
Allocated resources:
  Resource           Requests     Limits
  --------           --------     ------
  cpu                110m (5%)    600m (30%)
  hugepages-1Gi      0 (0%)       0 (0%)
Events:              <none>
"""
OTHER_NODE = """\
Non-terminated Pods:          (1 in total)
  Namespace    Name             CPU Requests  CPU Limits  Age
  ---------    ----             ------------  ----------  ---
  kube-system  kindnet-9dk2p    100m (5%)     100m (5%)   2m
Allocated resources:
  Resource           Requests     Limits
  --------           --------     ------
  cpu                100m (5%)    100m (5%)
  hugepages-1Gi      0 (0%)       0 (0%)
Events:
  Type    Reason                   Age  From     Message
  ----    ------                   ---  ----     -------
  Normal  NodeAllocatableEnforced  9s   kubelet  Updated Node Allocatable limit across pods
"""
POD = "Name:         web-76588cc55c-jfjwz\nNode:         dev-worker/172.18.0.3\nEvents:       <none>\n"


@pytest.mark.parametrize("rest", ["sed -n '60,$p'", "grep -A 30 Non-terminated", "tail -n +60", "less"])
def test_what_is_on_a_node_may_differ_in_a_part_of_its_description(rest: str) -> None:
    """Kubernetes has put the pods there, and what they ask for goes with them."""
    command = f"kubectl describe node dev-worker | {rest}"

    assert compare(NODE, OTHER_NODE, command=command, ellipsis=False).equal
    assert compare(OTHER_NODE, NODE, command=command, ellipsis=False).equal


@pytest.mark.parametrize("gone", ["hugepages-1Gi", "cpu  ", "Allocated resources"])
def test_what_must_be_on_a_node_is_told_where_it_is_missing(gone: str) -> None:
    """What a node has is no chance."""
    lines = [line for line in NODE.splitlines() if gone not in line]

    diff = compare(
        NODE, "\n".join(lines), command="kubectl describe node dev-worker | tail -n +60", ellipsis=False
    )

    assert diff.drift == "structure"


def test_a_pager_leaves_a_description_as_it_is() -> None:
    """What is read at a terminal is no less a description."""
    other = "Name:     web-5c849d7c8-mjprv\nNode:     dev-worker2/172.18.0.4\nEvents:   <none>\n"
    more = f"Name:     web-5c849d7c8-mjprv\nQoS:      x\n{other.partition(chr(10))[2]}"

    diff = compare(POD, other, command="kubectl describe pod web | less", ellipsis=False)
    told = compare(POD, more, command="kubectl describe pod web | less", ellipsis=False)

    assert diff.equal
    assert [each.sentence for each in told.differences] == ["pod web-*: there is QoS more: x"]


def test_conditions_are_no_events() -> None:
    """They have reasons and messages as well, and each of them counts."""
    conditions = (
        "Conditions:\n"
        "  Type             Status  Reason                       Message\n"
        "  ----             ------  ------                       -------\n"
        "  MemoryPressure   False   KubeletHasSufficientMemory   kubelet has sufficient memory available\n"
        "  Ready            True    KubeletReady                 kubelet is posting ready status\n"
    )
    command = "kubectl describe node dev-worker | sed -n '/Conditions/,/Addresses/p'"

    for old, new in (("Reason ", "Cause  "), ("True ", "False"), ("KubeletReady ", "NodeReady    ")):
        assert not compare(conditions, conditions.replace(old, new), command=command, ellipsis=False).equal
