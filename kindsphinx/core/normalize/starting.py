"""Removes what programs of a cluster write, or not, while they wait for each other."""

from __future__ import annotations

import re

from kindsphinx.core.normalize.clues import LineStart
from kindsphinx.core.normalize.programs import NOT_COMPARED

_WAITING = re.compile(
    r"(?m)^.*(?:\[INFO\] plugin/ready: (?:Still waiting on|Plugins not ready): "
    r"|\[INFO\] plugin/kubernetes: waiting for Kubernetes API before starting server"
    r"|\[WARNING\] plugin/kubernetes: starting server with unsynced Kubernetes API"
    r"|\[INFO\] plugin/kubernetes: k8s\.io/client-go\S* failed to list "
    r"|\[ERROR\] plugin/kubernetes: Unhandled Error$"
    r"|\[(?:INFO|ERROR)\] \S+ \d+ \d+\.\d+\. HINFO: |\"HINFO IN \d+\.\d+\. ).*$"
)
_BOOTING = LineStart(
    r"(?:\[  OK  \] .*"
    r"| {9}(?:Starting|Mounting|Activating|Stopping|Unmounting|Expecting) .*"
    r"|\S+: Deactivated successfully\."
    r"|Failed to create symlink /sys/fs/cgroup/\S+: File exists)$"
)


def starts(text: str) -> str:
    """Drop the lines in which CoreDNS says that it waits, and in which systemd says what it starts in a node.

    All of it begins at once, so that order and number are chance; what fails stays.
    """
    if "plugin/" in text or "HINFO" in text:
        text = _WAITING.sub(NOT_COMPARED, text)
    return _BOOTING.sub(NOT_COMPARED, text) if "[  OK  ]" in text or "File exists" in text else text
