"""The whole loop on real clusters: run, record, verify, publish."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest
from docker import APIClient

from kindsphinx.runtime.endpoint import find_endpoint
from kindsphinx.runtime.proxy.owner import PROJECT_LABEL
from tests.live.conftest import NODE_IMAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.runtime.engine import Engine
    from tests.live.conftest import Project

pytestmark = pytest.mark.live

CLUSTER = f"""\
.. kind-cluster:: loop
   :image: {NODE_IMAGE}

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4
"""
NODES = """
.. kind-run::
   :name: nodes

   $ kubectl get nodes
   NAME                 STATUS   ROLES           AGE   VERSION
   loop-control-plane   Ready    control-plane   20s   v1.34.0
   $ kind get clusters
   $ docker ps
   $ docker images
   $ docker network ls
"""


@pytest.fixture
def foreign(engine: Engine) -> Iterator[dict[str, Any]]:
    """Return a container of somebody else, which looks like the node of a cluster and must stay as it is."""
    name = f"theirs-{secrets.token_hex(4)}"
    api = APIClient(engine.endpoint.url, version="auto")
    labels = {"io.x-k8s.kind.cluster": name, "io.x-k8s.kind.role": "control-plane"}
    made = api.create_container(
        "busybox:1.36", ["sleep", "3600"], name=f"{name}-control-plane", labels=labels
    )
    api.start(made["Id"])
    yield {"name": name, "api": api, "id": made["Id"]}
    api.remove_container(made["Id"], force=True)
    api.close()


def test_a_page_is_recorded_verified_and_published(project: Project, foreign: dict[str, Any]) -> None:
    """The outputs of a real cluster get into the page, and nobody else's things into either."""
    project.write(CLUSTER + NODES)

    first = project.run()
    recorded = project.recording.read_text(encoding="utf-8")
    second = project.run(environ={"CI": "1"})
    published = project.build("html", "-W")

    assert (first.status, second.status, published.status) == (0, 0, 0), first.text + second.text
    assert project.recording.read_text(encoding="utf-8") == recorded
    assert (project.out / "doctest" / "recordings" / "index.yaml").read_text(encoding="utf-8") == recorded
    page = (project.out / "html" / "index.html").read_text(encoding="utf-8")
    assert "Set kubectl context to" in page
    assert "Not verified" not in page
    assert foreign["name"] not in recorded
    assert foreign["api"].inspect_container(foreign["id"])["State"]["Running"] is True


def test_a_wrong_expectation_fails_at_its_line(project: Project) -> None:
    """A page that promises another version than the cluster's fails, and names file and line."""
    project.write(CLUSTER + NODES)
    project.change("20s   v1.34.0", "20s   v1.33.0")

    built = project.run()

    line = 1 + (project.root / "index.rst").read_text(encoding="utf-8").splitlines().index(
        "   loop-control-plane   Ready    control-plane   20s   v1.33.0"
    )
    assert built.status == 1
    assert f"index.rst:{line}:" in built.text
    assert "v1.33.0" in built.text
    assert not project.recording.exists()
    report = json.loads((project.out / "doctest" / "kind.json").read_text(encoding="utf-8"))
    assert [each["line"] for each in report["outcomes"] if each["status"] == "failed"] == [line]


def test_recording_twice_leaves_no_difference(project: Project) -> None:
    """The file is left as it is where nothing but volatile values changed."""
    project.write(CLUSTER + NODES)

    first = project.run("-D", "kind_record=all")
    recorded = project.recording.read_bytes()
    second = project.run("-D", "kind_record=all")

    assert (first.status, second.status) == (0, 0), first.text + second.text
    assert project.recording.read_bytes() == recorded


def test_a_cluster_of_somebody_else_is_not_touched(project: Project, foreign: dict[str, Any]) -> None:
    """A page whose cluster's name is taken fails before anything is created."""
    project.write(CLUSTER.replace("loop", foreign["name"]))

    built = project.run()

    assert built.status == 1
    assert "this run has not made" in built.text
    assert foreign["api"].inspect_container(foreign["id"])["State"]["Running"] is True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "term"])
def test_a_run_that_is_interrupted_leaves_nothing(
    project: Project, engine: Engine, number: signal.Signals
) -> None:
    """The fixture looks for what is left on the engine."""
    project.write(CLUSTER)
    with subprocess.Popen(
        project.command("doctest", "-D", "kind_execute=on"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            _wait_for_node(engine, project)
            os.kill(running.pid, number)
            status = running.wait(120)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(running.pid, signal.SIGKILL)

    assert status != 0


def test_what_a_page_makes_without_a_cluster_is_removed(project: Project, engine: Engine) -> None:
    """Containers, volumes, networks and tags that commands make are the page's."""
    tag = f"loop-{secrets.token_hex(4)}:1"
    project.write(
        f"""
.. kind-run::

   $ docker volume create loop-data
   loop-data
   $ docker network create loop-net
   $ docker run -d --name loop-box -v loop-data:/data --network loop-net busybox:1.36 sleep 300
   $ docker tag busybox:1.36 {tag}
   $ docker ps --format '{{{{.Names}}}}'
   loop-box
   $ docker images --format '{{{{.Repository}}}}' {tag}
"""
    )

    built = project.run()

    assert built.status == 0, built.text
    with contextlib.closing(APIClient(find_endpoint(os.environ).url, version="auto")) as api:
        assert not [each for each in api.images() if tag in (each["RepoTags"] or [])]
    assert not engine.containers(f"{PROJECT_LABEL}={project.root}")


def _wait_for_node(engine: Engine, project: Project) -> None:
    deadline = time.monotonic() + 120
    while not engine.containers(f"{PROJECT_LABEL}={project.root}"):
        assert time.monotonic() < deadline, "no node was created"
        time.sleep(0.2)
