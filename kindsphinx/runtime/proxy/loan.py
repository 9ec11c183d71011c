"""A cluster that pages use one after the other, as it is in the hand of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.runtime.kind_labels import CLUSTER_LABEL

if TYPE_CHECKING:
    from collections.abc import Mapping

SHARED_LABEL = "io.kindsphinx.shared"
"""The run of a shared cluster, on its nodes and on all that a page makes which uses it."""


class Loan:
    """Knows whether the page has the cluster already, and in which of its nodes it has worked."""

    def __init__(self, *, cluster: str, run: str, labels: Mapping[str, str]) -> None:
        """Lend the cluster called *cluster*.

        :param run: the one to which its nodes belong, which is no page's.
        :param labels: those of all that belongs to that run.
        """
        self.cluster = cluster
        self.run = run
        self.labels = {**labels, SHARED_LABEL: run}
        self.in_hand = False
        """Whether the page sees the cluster: not before it comes to its creation."""
        self._entered: dict[str, None] = {}

    @property
    def mark(self) -> dict[str, str]:
        """Return the label by which the page's own things are found together with the cluster's nodes."""
        return {SHARED_LABEL: self.run}

    @property
    def filter(self) -> str:
        """Return what the engine's ``label`` filter finds both by."""
        return f"{SHARED_LABEL}={self.run}"

    @property
    def entered(self) -> tuple[str, ...]:
        """Return the nodes in which the page has done what nobody can check."""
        return tuple(self._entered)

    def is_for(self, labels: Mapping[str, str]) -> bool:
        """Return whether a container that is made with these labels is to be a node of the cluster."""
        return labels.get(CLUSTER_LABEL) == self.cluster

    def take(self) -> None:
        """Let the page see the cluster; what was done in its nodes until now was its creation."""
        self.in_hand = True
        self._entered.clear()

    def enter(self, node: str) -> None:
        """Note that the page does in a node what nobody can check."""
        self._entered[node] = None
