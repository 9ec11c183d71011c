"""Tells which commands within a node leave it as it is, as far as their words tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_READERS = frozenset({"cat", "date", "df", "head", "hostname", "id", "ls", "ps", "stat", "tail", "uname"})
_CRICTL = frozenset({"images", "info", "inspect", "inspecti", "inspectp", "logs", "pods", "ps", "version"})


def only_reads(command: Sequence[str]) -> bool:
    """Return whether *command* changes nothing for whoever uses the node next.

    kind itself looks into a node so for the kubeconfig of its cluster.
    """
    program = command[0].rpartition("/")[2] if command else ""
    verb = next((word for word in command[1:] if not word.startswith("-")), "")
    return program in _READERS or (program == "crictl" and verb in _CRICTL)
