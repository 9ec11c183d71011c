"""Pages that share a cluster, on a real one: it is created once, and again after a page that leaks."""

from __future__ import annotations

import json
import secrets
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.store import RecordingStore
from kindsphinx.runtime.proxy.owner import PROJECT_LABEL
from tests.live.conftest import NODE_IMAGE, Project

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.runtime.engine import Engine

pytestmark = pytest.mark.live

PAGE = """\
{title}
=

.. kind-cluster:: {cluster}
   :image: {image}

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4

.. kind-run::
   :name: node

   $ docker inspect --format '{{{{.Id}}}}' {cluster}-control-plane

.. kind-run::

   $ kubectl get events --output=name --field-selector=involvedObject.name=web
   $ kubectl create deployment web --image=busybox:1.36
   $ kubectl wait deployment web --for=create && sleep 1
   $ kubectl create namespace shop
{more}
"""
CLEAN = """
.. kind-run::
   :cleanup:

   $ kubectl delete namespace shop --wait=false
   $ kubectl delete deployment web
"""
SETTINGS = 'kind_scope = "project"\nkind_execute = "on"\n'


def _write(project: Project, **pages: str) -> str:
    """Write pages, each with what stands below its commands, and return the cluster's name."""
    cluster = f"share-{secrets.token_hex(3)}"
    toctree = "".join(f"   {page}\n" for page in pages)
    project.write(f".. toctree::\n\n{toctree}", settings=SETTINGS)
    for page, more in pages.items():
        text = PAGE.format(title=page, cluster=cluster, image=NODE_IMAGE, more=more)
        (project.root / f"{page}.rst").write_text(text, encoding="utf-8")
    return cluster


def _outcomes(project: Project) -> dict[str, list[str]]:
    """Return page -> how each of its blocks went."""
    report = json.loads((project.out / "doctest" / "kind.json").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for each in report["outcomes"]:
        found.setdefault(each["page"], []).append(each["status"])
    return found


def _node(root: Path, page: str) -> str:
    """Return the id of the node that a page has seen."""
    text = (root / "_build" / "doctest" / "recordings" / f"{page}.yaml").read_text(encoding="utf-8")
    return next(line.strip() for line in text.splitlines() if len(line.strip()) == len("f" * 64))


def _printed(root: Path, page: str) -> str:
    """Return the events that a page has listed before it made anything."""
    recording = RecordingStore(root / "_recordings").load(page).recording
    assert recording
    return next(each.output for each in recording.interactions if "get events" in each.command)


def test_pages_share_a_cluster_until_one_leaks(project: Project) -> None:
    """Three pages: the first leaves nothing, the second a namespace, the third has a new cluster."""
    _write(project, a=CLEAN, b="", c=CLEAN)

    ran = project.run()

    nodes = {page: _node(project.root, page) for page in "abc"}
    assert nodes["a"] == nodes["b"] != nodes["c"]
    outcomes = _outcomes(project)
    assert {page: outcomes[page].count("failed") for page in outcomes} == {"a": 0, "b": 1, "c": 0}
    assert "left behind: Deployment default/web, Namespace shop. Undo it" in ran.text
    assert ran.status == 1


def test_a_recording_of_a_shared_cluster_compares_with_one_of_its_own(project: Project) -> None:
    """The creation has printed what each page would see; no event of the page before is listed."""
    _write(project, a=CLEAN, b=CLEAN)
    shared = project.run()
    events = [_printed(project.root, page) for page in "ab"]

    alone = project.run("-D", "kind_scope=document", "-D", "kind_record=none")

    assert (shared.status, alone.status) == (0, 0)
    assert set(_outcomes(project)["b"]) == {"passed"}
    assert events == ["", ""]


def test_a_killed_run_leaves_its_shared_cluster_to_gc(project: Project, engine: Engine) -> None:
    """It has a run of its own, with the lease of the process."""
    cluster = _write(project, a=CLEAN, b="\n.. kind-run::\n\n   $ docker volume create at-b; sleep 100\n")
    label = f"{PROJECT_LABEL}={project.root}"

    with subprocess.Popen(project.command("doctest"), stdout=subprocess.DEVNULL) as run:
        deadline = time.monotonic() + 300
        while "at-b" not in {each["Name"] for each in engine.volumes(label)}:
            assert run.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.2)
        run.send_signal(signal.SIGKILL)
    gc = subprocess.run(
        [sys.executable, "-m", "kindsphinx", "clusters", "gc"], capture_output=True, text=True, check=True
    )

    assert f"of the page “a and 1 more” of {project.root}: the cluster {cluster} (1 node)" in gc.stdout
    assert [*engine.containers(label), *engine.networks(label), *engine.volumes(label)] == []
