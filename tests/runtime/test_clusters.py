from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import EngineError, MissingProgramError
from kindsphinx.runtime.clusters import KindClusters
from tests.fakes.clusters import FakeClusters
from tests.fakes.engine import FakeEngine
from tests.fakes.programs import Programs, write_programs
from tests.runtime.contract_clusters import ClustersContract
from tests.runtime.two_sides import TwoSides, two_sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.runtime.contract_clusters import ClusterWorld
    from tests.runtime.two_sides import Api

NODES = "nodes,pods,daemonsets,deployments"
ACCOUNTS = "serviceaccounts"
READY = {"conditions": [{"type": "Ready", "status": "True"}]}
NODE = {"kind": "Node", "metadata": {"name": "one"}, "status": READY}
ACCOUNT = {"kind": "ServiceAccount", "metadata": {"name": "default"}}


@dataclass(frozen=True, slots=True)
class PlainWorld:
    """Fake clusters, and nothing else."""

    clusters: FakeClusters

    def name(self, stem: str) -> str:
        """Return the name as it is."""
        return stem

    def create(self, name: str) -> None:
        """Create one of the scenario's."""
        self.clusters.create(name)

    def create_foreign(self, name: str) -> None:
        """Create one of somebody else's."""
        self.clusters.create_foreign(name)


@dataclass(frozen=True, slots=True)
class EngineWorld:
    """The provider of kind's clusters, with a fake kind in front of a fake engine."""

    sides: TwoSides
    programs: Programs

    @property
    def clusters(self) -> KindClusters:
        """Return the provider."""
        return self.waiting(time.sleep)

    def waiting(self, sleep: Callable[[float], object]) -> KindClusters:
        """Return a provider that calls *sleep* between its questions."""
        return KindClusters(
            engine=self.sides.engine,
            owner=self.sides.owner,
            environment={"DOCKER_HOST": self.sides.proxy.url},
            kind=self.programs.kind,
            kubectl=self.programs.kubectl,
            sleep=sleep,
        )

    def name(self, stem: str) -> str:
        """Return the name as a container's will begin."""
        return self.sides.name(stem)

    def create(self, name: str) -> None:
        """Create one of the scenario's, which is ready."""
        start_node(self.sides, self.sides.page, name)
        self.list_objects(NODE)
        self.programs.answer(ACCOUNTS, json.dumps({"items": [ACCOUNT]}))

    def create_foreign(self, name: str) -> None:
        """Create one of somebody else's."""
        start_node(self.sides, self.sides.host, name)

    def list_objects(self, *objects: object) -> None:
        """Let the cluster hold these objects in ``kube-system``."""
        self.programs.answer(NODES, json.dumps({"items": objects}))


def start_node(sides: TwoSides, api: Api, cluster: str, role: str = "control-plane") -> str:
    """Start a container that looks like a node of kind's."""
    labels = {"io.x-k8s.kind.cluster": cluster, "io.x-k8s.kind.role": role}
    return sides.start(api, f"{cluster.removeprefix(sides.prefix)}-{role}", labels=labels)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[EngineWorld]:
    """Put a provider of kind's clusters into a world of fakes."""
    with FakeEngine(tmp_path / "fake.sock") as fake, two_sides(fake.endpoint, tmp_path, "t-") as sides:
        yield EngineWorld(sides, write_programs(tmp_path))


class TestFakeClusters(ClustersContract):
    """The fake that the core's tests use."""

    @pytest.fixture
    def world(self) -> ClusterWorld:
        """Return a world without an engine."""
        return PlainWorld(FakeClusters())


class TestKindClusters(ClustersContract):
    """The provider of kind's clusters."""

    @pytest.fixture
    def world(self, real: EngineWorld) -> ClusterWorld:
        """Return a world with a fake engine."""
        return real


@pytest.mark.parametrize(
    ("role", "whose"),
    [("control-plane", "own-control-plane"), ("worker2", "own-worker2"), ("registry", "")],
)
def test_a_container_called_like_a_node_is_in_the_way(real: EngineWorld, role: str, whose: str) -> None:
    """Kind would fail to create its own of that name, whether it is a node or not."""
    real.sides.start(real.sides.host, f"own-{role}")

    foreign = real.clusters.foreign(real.name("own"))

    assert whose in foreign
    assert bool(foreign) is bool(whose)


def test_another_page_s_cluster_is_told_as_such(real: EngineWorld, tmp_path: Path) -> None:
    """With the page, its project and its run, since that is where to look."""
    (tmp_path / "other").mkdir()
    with two_sides(real.sides.engine.endpoint, tmp_path / "other", "t-") as others:
        start_node(others, others.page, others.name("dev"))

        foreign = real.clusters.foreign(real.name("dev"))

    assert foreign == (
        "the page “multi-node” of guide, in its run t-other (t-dev-control-plane, made 2025-11-24 16:00 UTC)"
    )


def test_the_scenario_s_own_cluster_is_not_in_its_way(real: EngineWorld) -> None:
    """A page may create a cluster again after having deleted it."""
    real.create(real.name("own"))

    assert real.clusters.foreign(real.name("own")) == ""


@pytest.mark.parametrize(
    ("objects", "message"),
    [
        pytest.param([], "0 of 1 nodes have joined", id="no node"),
        pytest.param(
            [{**NODE, "status": {}}],
            "the node one is not Ready .it has not reported yet",
            id="node not ready",
        ),
    ],
)
def test_what_is_not_ready_is_said(real: EngineWorld, objects: list[object], message: str) -> None:
    """When the time is over."""
    real.create(real.name("own"))
    real.list_objects(*objects)

    with pytest.raises(EngineError, match=f"t-own is not ready after 0 s: {message}"):
        real.clusters.wait_until_ready(real.name("own"), timeout=0)


def test_a_load_balancer_is_no_node_to_wait_for(real: EngineWorld) -> None:
    """It carries the cluster's label and never joins."""
    real.create(real.name("own"))
    start_node(real.sides, real.sides.page, real.name("own"), role="external-load-balancer")

    real.clusters.wait_until_ready(real.name("own"), timeout=0)

    assert real.clusters.list() == (real.name("own"),)


@pytest.mark.parametrize(
    ("answer", "message"),
    [("no json", "prints no list"), ("{}", "prints no list")],
    ids=["no json", "no items"],
)
def test_an_answer_that_is_no_list_is_not_ready(real: EngineWorld, answer: str, message: str) -> None:
    """Whatever kubectl has printed."""
    real.create(real.name("own"))
    real.programs.answer(NODES, answer)

    with pytest.raises(EngineError, match=message):
        real.clusters.wait_until_ready(real.name("own"), timeout=0)


def test_an_api_server_that_does_not_answer_is_not_ready(real: EngineWorld) -> None:
    """The message holds kubectl's own."""
    start_node(real.sides, real.sides.page, real.name("own"))

    with pytest.raises(EngineError, match="The connection to the server was refused"):
        real.clusters.wait_until_ready(real.name("own"), timeout=0)


def test_a_cluster_is_waited_for(real: EngineWorld) -> None:
    """It is asked again until all is there."""
    real.create(real.name("own"))
    real.list_objects()
    joining = iter([[], [NODE]])
    clusters = real.waiting(lambda _: real.list_objects(*next(joining)))

    clusters.wait_until_ready(real.name("own"), timeout=60)

    assert next(joining, None) is None


def test_versions_and_images_of_a_cluster_are_told(real: EngineWorld) -> None:
    """They are what its recording says it was taken with."""
    real.create(real.name("own"))
    start_node(real.sides, real.sides.page, real.name("own"), role="external-load-balancer")
    real.programs.answer("-o=json", '{"serverVersion": {"gitVersion": "v1.34.0"}}')

    version, images = real.clusters.kubernetes(real.name("own")), real.clusters.node_images(real.name("own"))

    assert version == "v1.34.0"
    assert images == {"busybox:1.36"}


@pytest.mark.parametrize("answer", ["no json", "[]", '{"clientVersion": {}}'])
def test_a_cluster_that_does_not_tell_its_version_is_an_error(real: EngineWorld, answer: str) -> None:
    """As every answer that cannot be read."""
    real.create(real.name("own"))
    real.programs.answer("-o=json", answer)

    with pytest.raises(EngineError, match="tells no version of the cluster t-own"):
        real.clusters.kubernetes(real.name("own"))


def test_a_program_that_does_not_end_is_said(real: EngineWorld) -> None:
    """After the seconds that it may take."""
    with pytest.raises(EngineError, match="“sleep 5” did not end within 0 s"):
        real.clusters._run(["sleep", "5"], timeout=0.05)


def test_a_missing_program_is_said_with_where_to_get_it(real: EngineWorld) -> None:
    """Of kind and kubectl the address is known."""
    clusters = KindClusters(
        engine=real.sides.engine, owner=real.sides.owner, environment={"PATH": ""}, kind="absent/kind"
    )

    with pytest.raises(MissingProgramError, match=r"absent/kind” is not installed: see https://kind.sigs"):
        clusters.delete("own")
