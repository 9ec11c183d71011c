"""Real kind behind the proxy: its clusters, what it loads, and what is left of it."""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from docker import APIClient

from kindsphinx.runtime.cleanup import remove_kept, remove_scenario
from kindsphinx.runtime.clusters import KindClusters
from kindsphinx.runtime.endpoint import find_endpoint
from tests.runtime.contract_clusters import ClustersContract
from tests.runtime.two_sides import TwoSides, two_sides

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.live

NODE_IMAGE = "kindest/node:v1.34.0"
NGINX = "nginx:1.26"


@dataclass(frozen=True, slots=True)
class KindWorld:
    """Real kind, as a page runs it, and a foreign container beside it."""

    sides: TwoSides
    folder: Path
    foreign: str

    @property
    def environment(self) -> dict[str, str]:
        """Return a page's environment."""
        home = {"HOME": str(self.folder), "DOCKER_HOST": self.sides.proxy.url}
        return {"PATH": os.environ["PATH"], **home}

    @property
    def clusters(self) -> KindClusters:
        """Return the provider."""
        return KindClusters(engine=self.sides.engine, owner=self.sides.owner, environment=self.environment)

    def name(self, stem: str) -> str:
        """Return a cluster's name that nobody else uses."""
        return self.sides.name(stem)

    def create(self, name: str) -> None:
        """Let the page create a cluster."""
        self.run("kind", "create", "cluster", "--name", name, "--image", NODE_IMAGE)

    def create_foreign(self, name: str) -> None:
        """Let somebody else have a container that is a node to kind."""
        labels = {"io.x-k8s.kind.cluster": name, "io.x-k8s.kind.role": "control-plane"}
        stem = name.removeprefix(self.sides.prefix)
        self.sides.start(self.sides.host, f"{stem}-control-plane", labels=labels)

    def run(self, *command: str, direct: bool = False) -> str:
        """Run a program as the page does, or past the proxy, and return what it prints."""
        environment = self.environment
        if direct:
            del environment["DOCKER_HOST"]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def world(tmp_path: Path) -> Iterator[KindWorld]:
    """Give a page's kind, with a foreign container beside it, and check that this is what is left."""
    endpoint = find_endpoint(os.environ)
    with (
        two_sides(endpoint, tmp_path, f"px-{secrets.token_hex(3)}-", version="auto") as sides,
        closing(APIClient(endpoint.url, version="auto")) as host,
    ):
        try:
            yield KindWorld(sides, tmp_path, sides.start(host, "foreign", labels={"app": "theirs"}))
        finally:
            left = remove_scenario(sides.engine, sides.owner, sides.proxy.tags)
            for each in host.containers(all=True, filters={"name": sides.prefix}):
                host.remove_container(each["Id"], force=True, v=True)
    assert left == []


class TestKindClusters(ClustersContract):
    """Against real kind."""


def test_a_page_works_with_its_cluster_beside_others(world: KindWorld) -> None:
    """Docker and kind show the page's own, load an image, and the end leaves nothing of it."""
    name = world.name("own")
    world.create_foreign(world.name("theirs"))
    world.create(name)
    world.clusters.wait_until_ready(name, timeout=120)

    world.run("kind", "load", "docker-image", NGINX, "--name", name)
    images = world.run("docker", "exec", f"{name}-control-plane", "ctr", "-n", "k8s.io", "images", "ls")
    containers = world.run("docker", "ps", "-a", "--format", "{{.Names}}").split()
    clusters = world.run("kind", "get", "clusters").split()
    version, used = world.clusters.kubernetes(name), world.clusters.node_images(name)
    node = world.sides.host.inspect_container(f"{name}-control-plane")
    left = remove_scenario(world.sides.engine, world.sides.owner, world.sides.proxy.tags)

    volumes = {each["Name"] for each in node["Mounts"] if each["Type"] == "volume"}
    assert volumes
    assert f"/library/{NGINX} " in images
    assert containers == [f"{name}-control-plane"]
    assert clusters == [name]
    assert (version, used) == ("v1.34.0", frozenset({NODE_IMAGE}))
    assert left == []
    assert world.sides.names(world.sides.host) == {"foreign", "theirs-control-plane"}
    assert world.sides.host.inspect_container(world.foreign)["State"]["Running"]
    assert not volumes & {each["Name"] for each in world.sides.engine.volumes()}
    assert "kind" in {each["Name"] for each in world.sides.engine.networks()}


def test_a_kept_cluster_goes_with_the_page_s_next_run(tmp_path: Path) -> None:
    """And is left alone by the end of its own."""
    endpoint = find_endpoint(os.environ)
    with two_sides(endpoint, tmp_path, f"px-{secrets.token_hex(3)}-", keep=True) as sides:
        sides.start(sides.page, "kept", labels={"io.x-k8s.kind.cluster": sides.name("dev")})
        sides.page.tag("busybox:1.36", sides.name("kept"), tag="1")

        at_the_end = remove_scenario(sides.engine, sides.owner, sides.proxy.tags)
        kept = sides.names(sides.host)
        later = remove_kept(sides.engine, replace(sides.owner, run="later"))

        assert at_the_end == later == []
        assert kept == {"kept"}
        assert sides.names(sides.host) == set()
        assert f"{sides.name('kept')}:1" not in sides.tags(sides.host)


def test_loading_an_image_through_the_proxy_costs_little_more(
    world: KindWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is the largest stream that pages send; both ways are measured in turn on one cluster."""
    name = world.name("own")
    world.create(name)
    node = f"{name}-control-plane"

    seconds: dict[bool, list[float]] = {False: [], True: []}
    for direct in (True, False) * 3:
        started = time.perf_counter()
        world.run("kind", "load", "docker-image", NGINX, "--name", name, direct=direct)
        seconds[direct].append(time.perf_counter() - started)
        listed = world.run("docker", "exec", node, "ctr", "-n", "k8s.io", "images", "ls", "-q").split()
        (loaded,) = (each for each in listed if each.endswith(f"/library/{NGINX}"))
        world.run("docker", "exec", node, "ctr", "-n", "k8s.io", "images", "rm", loaded)

    through, past = min(seconds[False]), min(seconds[True])
    with capsys.disabled():
        print(f"kind load: {through:.2f} s through the proxy, {past:.2f} s past it")  # noqa: T201 - a measurement
    assert through > 0
