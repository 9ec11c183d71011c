"""Recognizes what is the machine's, or chance in a cluster: processes, nodes of pods, counters, kernels."""

from __future__ import annotations

import re
from typing import Final

from kindsphinx.core.normalize.clues import LineStart, has_any

_NODE = r"[^\s\"/]+"
_PLACEMENTS = (
    re.compile(rf"(Node: +){_NODE}(?=/)"),
    re.compile(rf"([nN]odeName(?:\"?: +|\":)\"?){_NODE}"),
    re.compile(rf"(selected-node\"?: \"?){_NODE}"),
    re.compile(rf"(Successfully assigned \S+ to ){_NODE}"),
    re.compile(rf"(?m)^(\w*NODE_?NAME=){_NODE}"),
    re.compile(r"([vV]olume pvc-\S+ (?:at|has been created on) )[^\s\"/:]+(?=:/)"),  # local-path-provisioner
)
_REVISIONS = (re.compile(r"(resourceVersion\"?: ?\"?)\d+"), re.compile(r"(Resource Version: +)\d+"))
_KERNELS = (
    re.compile(r"(Kernel Version: +)\S+"),
    re.compile(r"(kernelVersion\"?: ?\"?)[^\s\",]+"),
    re.compile(r"(?m)(^Linux \S+ )\d+\.\d+\.\S+ #.*?(?= (?:x86_64|aarch64|<architecture>))"),
)
_KERNEL_ALONE = re.compile(r"(?m)^\d+\.\d+\.\S+$")
_OF_LOGS = (
    LineStart(r"(<timestamp> \S+ [^\s\[]+\[)\d+(?=\]: )"),  # syslog, journalctl
    LineStart(r"(<timestamp> \[\w+\] )\d+#\d+(?=: )"),  # nginx
)
_OF_PROCESSES: Final = ('"Pid":', "worker process ", "[pid ", "pid=", "LISTEN ", "ESTABLISHED ")
_OTHER_PROCESSES = (
    re.compile(r"(\"Pid\": ?)\d+"),
    re.compile(r"(worker process )\d+\b"),
    re.compile(r"(\[pid )\d+(?::tid \d+)?(?=\])"),  # Apache
    re.compile(r"(\bpid=)\d+\b"),  # ss
    re.compile(r"(\b(?:LISTEN|ESTABLISHED) +)\d+(?=/\S)"),  # netstat
)
_FILE = re.compile(r"(,fd=)\d+\b")
_ARCHITECTURES: Final = ("amd64", "arm64", "x86_64", "aarch64", "ppc64le", "s390x", "riscv64")
_ARCHITECTURE = re.compile(
    r"(?<![\w.-])(?:amd64|arm64(?:/v8)?|x86_64|aarch64|ppc64le|s390x|riscv64)(?![\w-]|\.\w)"
)


def placements(text: str) -> str:
    """Replace the node that Kubernetes chose for a pod by ``<node>``."""
    return (
        _substituted(_PLACEMENTS, r"\1<node>", text)
        if "ode" in text or "Succ" in text or "NODE" in text or "olume pvc-" in text
        else text
    )


def revisions(text: str) -> str:
    """Replace the counter of a cluster's changes by ``<revision>``."""
    return _substituted(_REVISIONS, r"\1<revision>", text) if "ersion" in text else text


def kernels(text: str) -> str:
    """Replace the version of the machine's kernel by ``<kernel>``."""
    return _substituted(_KERNELS, r"\1<kernel>", text) if "ersion" in text or "Linux" in text else text


def kernels_alone(text: str) -> str:
    """Replace versions alone on their lines by ``<kernel>``."""
    return _KERNEL_ALONE.sub("<kernel>", text)


def processes(text: str) -> str:
    """Replace the numbers of processes by ``<pid>``."""
    if "<timestamp> " in text:
        for pattern in _OF_LOGS:
            text = pattern.sub(r"\1<pid>", text)
    if has_any(text, _OF_PROCESSES):
        text = _substituted(_OTHER_PROCESSES, r"\1<pid>", text)
    return _FILE.sub(r"\1<number>", text) if ",fd=" in text else text


def architectures(text: str) -> str:
    """Replace the machine's architecture by ``<architecture>``."""
    return _ARCHITECTURE.sub("<architecture>", text) if has_any(text, _ARCHITECTURES) else text


def _substituted(patterns: tuple[re.Pattern[str], ...], by: str, text: str) -> str:
    for pattern in patterns:
        text = pattern.sub(by, text)
    return text
