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
    # before a new container answers
    ("Unhealthy", r"^(?:Startup|Readiness) probe failed: .*(?:connection refused|deadline exceeded)"),
)
_PATTERNS: Final = tuple((reason, re.compile(message)) for reason, message in _BY_CHANCE)


def is_chance(reason: str, message: str) -> bool:
    """Return whether it is chance that there is such an event."""
    return any(reason == known and pattern.search(message) for known, pattern in _PATTERNS)
