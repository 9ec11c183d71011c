"""The clusters of one scenario without kind or an engine, for tests of what uses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.errors import BusyError, EngineError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kindsphinx.core.claiming import Wanted


class FakeClusters:
    """A :class:`~kindsphinx.core.ports.ClusterProvider`; ``create`` stands for what a page's commands do."""

    def __init__(self, *own: str) -> None:
        self.own = set(own)
        self.others: dict[str, str] = {}
        """Clusters of somebody else's, by name, and whose they are."""
        self.unready: dict[str, str] = {}
        """What is not ready of a cluster, by its name."""
        self.waited: list[str] = []
        self.deleted: list[str] = []

    def create(self, name: str, *, unready: str = "") -> None:
        """Let the page create a cluster, which never becomes ready if *unready* says why."""
        self.own.add(name)
        if unready:
            self.unready[name] = unready

    def create_foreign(self, name: str) -> None:
        """Let somebody else create a cluster."""
        self.others[name] = f"somebody without kindsphinx ({name}-control-plane)"

    def list(self) -> tuple[str, ...]:
        """Return the names of the scenario's clusters, sorted."""
        return tuple(sorted(self.own))

    def claim(self, wanted: Wanted, *, notice: Callable[[str], None]) -> None:
        """Take a name that nobody else has."""
        if wanted.cluster in self.others:
            raise BusyError(f"the cluster name “{wanted.cluster}” is in use")

    def foreign(self, name: str) -> str:
        """Return whose the cluster called *name* is; empty if nobody else has one."""
        return self.others.get(name, "")

    def wait_until_ready(self, name: str, *, timeout: float) -> None:
        """Return at once, or fail at once, as *timeout* had passed."""
        self.waited.append(name)
        if name not in self.own:
            raise EngineError(f"there is no cluster {name}")
        if name in self.unready:
            raise EngineError(f"the cluster {name} is not ready after {timeout:.0f} s: {self.unready[name]}")

    def delete(self, name: str) -> None:
        """Delete a cluster of the page; nothing happens if there is none."""
        if name in self.own:
            self.own.remove(name)
            self.deleted.append(name)
