"""What holds for every provider of clusters, the fake one and that of real kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from kindsphinx.core.errors import EngineError

if TYPE_CHECKING:
    from kindsphinx.core.ports import ClusterProvider


class ClusterWorld(Protocol):
    """A provider and the people around it."""

    @property
    def clusters(self) -> ClusterProvider:
        """Return the provider."""
        ...

    def name(self, stem: str) -> str:
        """Return a cluster's name that nobody else uses."""
        ...

    def create(self, name: str) -> None:
        """Let the scenario create a cluster that becomes ready."""
        ...

    def create_foreign(self, name: str) -> None:
        """Let somebody else create a cluster."""
        ...


class ClustersContract:
    """The contract of :class:`~kindsphinx.core.ports.ClusterProvider`."""

    def test_there_is_none_at_first(self, world: ClusterWorld) -> None:
        """Whatever else is on the engine."""
        world.create_foreign(world.name("theirs"))

        assert world.clusters.list() == ()

    def test_a_cluster_is_listed_from_its_creation_to_its_deletion(self, world: ClusterWorld) -> None:
        """And becomes ready in between."""
        name = world.name("own")

        world.create(name)
        listed = world.clusters.list()
        world.clusters.wait_until_ready(name, timeout=120)
        world.clusters.delete(name)

        assert listed == (name,)
        assert world.clusters.list() == ()
        assert world.clusters.foreign(name) == ""

    def test_a_cluster_of_somebody_else_s_is_told_and_not_deleted(self, world: ClusterWorld) -> None:
        """So that the page can be refused before kind fails half-way."""
        name = world.name("theirs")
        world.create_foreign(name)

        world.clusters.delete(name)

        assert "somebody without kindsphinx" in world.clusters.foreign(name)
        assert f"{name}-control-plane" in world.clusters.foreign(name)
        assert world.clusters.foreign(world.name("nobody")) == ""

    def test_deleting_a_cluster_that_is_not_there_does_nothing(self, world: ClusterWorld) -> None:
        """As with kind itself."""
        world.clusters.delete(world.name("nobody"))

        assert world.clusters.list() == ()

    def test_a_cluster_that_is_not_there_does_not_become_ready(self, world: ClusterWorld) -> None:
        """It is said at once."""
        with pytest.raises(EngineError):
            world.clusters.wait_until_ready(world.name("nobody"), timeout=120)
