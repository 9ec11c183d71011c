"""Whatever a run is at when it is killed, one command removes what it has left, and nothing else."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docker import APIClient

from kindsphinx.core.store import RecordingStore
from kindsphinx.runtime.endpoint import find_endpoint
from kindsphinx.runtime.proxy.owner import PROJECT_LABEL
from tests.live.conftest import NODE_IMAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kindsphinx.runtime.engine import Engine
    from tests.live.conftest import Project

pytestmark = pytest.mark.live

KILLS = int(os.environ.get("KINDSPHINX_KILLS", "3"))
"""How many runs are killed: pages of each kind in turn, while they create, run and delete."""
MOMENTS = ("create", "run", "delete")
CLUSTER = """\
.. kind-cluster:: {name}
   :image: {image}

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4
"""
RUN = """
.. kind-run::

   $ docker volume create {name}-data
   $ docker network create {name}-net
   $ docker run -d --name {name}-box -v {name}-data:/data --network {name}-net busybox:1.36 sleep 300
   $ docker tag busybox:1.36 {name}:1
   $ docker volume create {name}-run
   $ sleep 4
   $ kubectl get nodes
"""
DELETE = """
.. kind-run::

   $ docker volume create {name}-delete

.. kind-delete:: {name}

.. kind-run::

   $ sleep 3
"""
AFTER = """\
.. kind-cluster:: {name}
   :after: index
"""
LAST_USE = """
.. kind-run::

   $ docker volume create {name}-delete
   $ sleep 3
"""
RECORDED = "\n.. kind-run::\n\n   $ echo recorded\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """What is run and killed."""

    pages: Mapping[str, str]
    settings: str = ""
    run: str = ""
    """The only page that is asked for; empty for all."""

    def write(self, project: Project, **words: str) -> None:
        """Write the pages; without *words*, what was recorded of them before."""
        for docname, text in self.pages.items():
            page = (text.format(**words) if words else "") + RECORDED
            if docname == "index":
                project.write(page, settings=self.settings)
            else:
                (project.root / f"{docname}.rst").write_text(f"More\n====\n\n{page}", encoding="utf-8")

    @property
    def options(self) -> tuple[str, ...]:
        """Return how the pages are asked for."""
        asked = ("-D", f"kind_pages={self.run}") if self.run else ()
        return ("-D", "kind_execute=on", *asked)


KINDS = {
    "its own cluster": Kind(pages={"index": CLUSTER + RUN + DELETE}),
    "goes on from a page": Kind(pages={"index": CLUSTER + RUN, "more": AFTER + DELETE}, run="more"),
    "shared cluster": Kind(
        pages={"index": CLUSTER + RUN, "more": CLUSTER + LAST_USE}, settings='kind_scope = "project"\n'
    ),
}
CASES = [
    pytest.param(KINDS[kind], moment, id=f"{number}: {kind}, {moment}")
    for number in range(KILLS)
    for kind in [list(KINDS)[number % len(KINDS)]]
    for moment in [MOMENTS[(number + number // len(KINDS)) % len(MOMENTS)]]
]


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """What others have on the engine, and where pages have their files."""

    api: Any
    cluster: str
    """A real cluster that somebody has made without kindsphinx."""
    folder: Path

    @property
    def environ(self) -> dict[str, str]:
        """Return the caller's environment."""
        return {**os.environ, "CI": "", "TMPDIR": str(self.folder)}

    def things(self) -> dict[str, list[str]]:
        """Return the names of all that is on the engine."""
        return {
            "containers": sorted(each["Names"][0] for each in self.api.containers(all=True)),
            "networks": sorted(each["Name"] for each in self.api.networks()),
            "volumes": sorted(each["Name"] for each in self.api.volumes()["Volumes"] or ()),
            "tags": sorted(tag for each in self.api.images() for tag in each["RepoTags"] or ()),
        }

    def theirs(self) -> dict[str, Any]:
        """Return what the engine says of the foreign cluster and container, every bit of it."""
        names = f"{self.cluster}-control-plane", f"{self.cluster}-box"
        found = {name: self.api.inspect_container(name) for name in names}
        # which the engine lists in an order by chance
        return {
            name: {**each, "Mounts": sorted(each["Mounts"], key=lambda mount: str(mount["Destination"]))}
            for name, each in found.items()
        }

    def processes(self) -> list[str]:
        """Return the processes that work in the folder of a page."""
        found = []
        for each in Path("/proc").glob("[0-9]*/cwd"):
            with suppress(OSError):
                if each.readlink().is_relative_to(self.folder):
                    found.append(each.parent.name)
        return found


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """Let somebody else have a cluster and a container, which have to stay as they are."""
    name = f"theirs-{os.urandom(3).hex()}"
    folder = Path(tempfile.mkdtemp(prefix="k-", dir="/tmp"))
    config = folder / "kubeconfig"
    create = ["kind", "create", "cluster", "--name", name, "--image", NODE_IMAGE, "--kubeconfig", str(config)]
    with closing(APIClient(find_endpoint(os.environ).url, version="auto")) as api:
        subprocess.run(create, check=True, capture_output=True)
        labels = {"io.x-k8s.kind.cluster": name, "io.x-k8s.kind.role": "worker"}
        box = api.create_container("busybox:1.36", ["sleep", "3600"], name=f"{name}-box", labels=labels)
        api.start(box["Id"])
        yield World(api=api, cluster=name, folder=folder)
        subprocess.run(["kind", "delete", "cluster", "--name", name], check=True, capture_output=True)
    shutil.rmtree(folder)


@pytest.mark.parametrize(("kind", "moment"), CASES)
def test_a_killed_run_leaves_nothing_after_gc(
    world: World, project: Project, engine: Engine, kind: Kind, moment: str
) -> None:
    """No container, network, volume, tag, folder or process of it; a recording that is whole."""
    name = f"kill-{os.urandom(3).hex()}"
    kind.write(project)
    assert project.run(*kind.options, environ=world.environ).status == 0
    theirs, before = world.theirs(), world.things()
    kind.write(project, name=name, image=NODE_IMAGE)

    command = project.command("doctest", "-D", "kind_record=all", *kind.options)
    mounted = _kill(world, command, engine, name=name, moment=moment)
    gc = subprocess.run(
        [sys.executable, "-m", "kindsphinx", "clusters", "gc"],
        env=world.environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (gc.returncode, gc.stderr) == (0, ""), gc.stdout
    assert str(project.root) in gc.stdout
    assert _without_others(world.things(), before, name) == {}
    assert mounted.isdisjoint(world.things()["volumes"])
    assert world.theirs() == theirs
    assert list(world.folder.glob("kindsphinx-*")) == []
    assert _soon(lambda: not world.processes())
    store = RecordingStore(project.root / "_recordings")
    assert [store.load(docname).problem for docname in kind.pages] == [None for _ in kind.pages]


def _kill(world: World, command: list[str], engine: Engine, *, name: str, moment: str) -> set[str]:
    """Kill a run at a moment by chance; return the volumes that its containers had, which have no labels."""
    label = f"{PROJECT_LABEL}={command[-2]}"

    def volumes() -> set[str]:
        return {each["Name"] for each in engine.volumes(label)}

    with subprocess.Popen(
        command, env=world.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        if moment == "create":
            _soon(lambda: bool(volumes()) or run.poll() is not None)
            wait = random.uniform(0, 20)  # noqa: S311 - chance is what is wanted
        else:
            _soon(lambda: f"{name}-{moment}" in volumes() or run.poll() is not None)
            # less than the page still sleeps: a run that has ended has nothing left to be killed in
            wait = random.uniform(0, 5 if moment == "run" else 3)  # noqa: S311 - the same
        time.sleep(wait)
        assert volumes(), "nothing was there to be removed"
        containers = world.api.containers(all=True, filters={"label": label})
        run.send_signal(signal.SIGKILL)
        run.wait()
    print(f"killed {wait:.1f} s into {moment}")  # noqa: T201 - what is to be known of a failure
    return {each["Name"] for one in containers for each in one["Mounts"] if each["Type"] == "volume"}


def _without_others(
    now: dict[str, list[str]], before: dict[str, list[str]], name: str
) -> dict[str, list[str]]:
    """Return what is new and this run's; others work on the engine meanwhile."""
    new = {what: [each for each in now[what] if each not in before[what]] for what in now}
    mine = {what: [each for each in found if name in each] for what, found in new.items()}
    return {what: found for what, found in mine.items() if found}


def _soon(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 120
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
