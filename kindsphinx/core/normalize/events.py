"""Knows the events that some clusters have and others have not, though nothing is wrong with any of them."""

from __future__ import annotations

import re
from typing import Final

_BY_CHANCE: Final = (
    # controllers that are overtaken by another, and try again
    ("FailedToCreateEndpoint", r"already exists"),
    ("FailedToUpdateEndpoint", r"the object has been modified"),
    ("FailedToUpdateEndpointSlices", r""),
    ("FailedMount", r"not registered|failed to sync \w+ cache"),
    # before the nodes of a new cluster are ready
    ("FailedScheduling", r"untolerated taint {node\.kubernetes\.io/not-ready|no nodes available"),
    ("NetworkNotReady", r""),
    ("TaintManagerEviction", r"^Cancelling deletion of Pod"),
    # before a new container answers
    ("Unhealthy", r"^(?:Startup|Readiness) probe failed: .*(?:refused|deadline exceeded|statuscode: 5\d\d)"),
)
_OF_NEW_NODES: Final = frozenset(
    """
    CgroupV1 InvalidDiskCapacity NodeAllocatableEnforced NodeHasNoDiskPressure NodeHasSufficientMemory
    NodeHasSufficientPID NodeReady PossibleMemoryBackedVolumesOnDisk RegisteredNode Starting
    """.split()  # noqa: SIM905 - a list of words is read as one
)
"""Reasons of what a node tells of its start, of which some gets lost; what is wrong with it has others."""
_OF_STATIC_PODS: Final = frozenset({"Pulled", "Created", "Started", "NodeNotReady", "Unhealthy"})
_STATIC_POD: Final = re.compile(r"(?i)pod/(?:etcd|kube-(?:apiserver|controller-manager|scheduler))-")
"""Started by a node before there is anybody whom to tell."""
_PATTERNS: Final = tuple((reason, re.compile(message)) for reason, message in _BY_CHANCE)


def is_chance(reason: str, message: str, *, about: str = "") -> bool:
    """Return whether it is chance that there is such an event.

    :param about: what it is about, with its kind: ``pod/etcd-dev-control-plane``.
    """
    if reason in _OF_NEW_NODES or (reason in _OF_STATIC_PODS and _STATIC_POD.match(about)):
        return True
    return any(reason == known and pattern.search(message) for known, pattern in _PATTERNS)
