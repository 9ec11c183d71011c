"""An engine that goes while a run needs it is a clear outcome, and what it brings back is found."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime.endpoint import Endpoint
from kindsphinx.runtime.engine import Engine, names_of
from kindsphinx.runtime.proxy.owner import PROJECT_LABEL
from tests.live.conftest import NODE_IMAGE
from tests.live.engine_that_stops import engine_that_stops
from tests.live.second_engine import second_engine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.live.conftest import Project

pytestmark = pytest.mark.live

CLUSTER = """\
.. kind-cluster:: {name}
   :image: {image}

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4
"""
BOXES = """\
.. kind-run::

   $ docker volume create {name}-data
   $ docker run -d --name {name}-box --network none --restart always busybox:1.36 sleep 300
   $ touch {folder}/started; until test -e {folder}/again; do sleep 0.1; done; docker ps
   $ echo after
"""


def _things(engine: Engine, project: Project) -> list[str]:
    label = f"{PROJECT_LABEL}={project.root}"
    return [
        *map(names_of, engine.containers(label)),
        *(each["Name"] for each in (*engine.networks(label), *engine.volumes(label))),
    ]


def _wait(run: subprocess.Popen[str] | subprocess.Popen[bytes], file: Path) -> None:
    while run.poll() is None and not file.exists():
        time.sleep(0.1)


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("dockerd"), reason="only root can start an engine")
def test_an_engine_that_is_started_anew_in_the_middle(project: Project) -> None:
    """A run that did not need it meanwhile goes on with it, and removes what it has started again."""
    name = f"anew-{secrets.token_hex(3)}"
    project.write(BOXES.format(name=name, folder=project.root))
    with second_engine("busybox:1.36") as own:
        environ = {**os.environ, "CI": "", "DOCKER_HOST": own.url}
        command = project.command("doctest", "-D", "kind_execute=on")
        with subprocess.Popen(
            command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as run:
            _wait(run, project.root / "started")
            own.stop()
            own.start()
            engine = Engine(Endpoint(url=own.url, source="the test"))
            running = [
                names_of(each) for each in engine.containers(PROJECT_LABEL) if each["State"] == "running"
            ]
            (project.root / "again").touch()
            text, _ = run.communicate(timeout=120)
        gc = subprocess.run(
            [sys.executable, "-m", "kindsphinx", "clusters", "gc"],
            env=environ,
            capture_output=True,
            check=False,
        )
        left = _things(engine, project)
        engine.close()

    assert running == [f"{name}-box"]
    assert "Traceback" not in text
    assert (run.returncode, gc.returncode, left) == (0, 0, []), text
    assert f" {name}-box\n" in project.recording.read_text(encoding="utf-8")


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("dockerd"), reason="only root can start an engine")
def test_a_run_that_is_killed_before_the_engine_is_started_anew(project: Project) -> None:
    """What the engine has started again, since its restart policy says so, is found and removed."""
    name = f"anew-{secrets.token_hex(3)}"
    project.write(BOXES.format(name=name, folder=project.root))
    with second_engine("busybox:1.36") as own:
        environ = {**os.environ, "CI": "", "DOCKER_HOST": own.url}
        command = project.command("doctest", "-D", "kind_execute=on")
        with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL) as run:
            _wait(run, project.root / "started")
            run.kill()
        own.stop()
        own.start()
        engine = Engine(Endpoint(url=own.url, source="the test"))
        before = [names_of(each) for each in engine.containers(PROJECT_LABEL) if each["State"] == "running"]
        gc = subprocess.run(
            [sys.executable, "-m", "kindsphinx", "clusters", "gc"],
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        left = _things(engine, project)
        engine.close()

    assert before == [f"{name}-box"]
    assert (gc.returncode, gc.stderr, left) == (0, "", [])
    assert f"of {project.root}: 1 container, 1 volume" in gc.stdout


def test_an_engine_that_stops_during_a_creation(project: Project, engine: Engine) -> None:
    """The page's error says that no engine answers, soon; the next run removes what is half made."""
    name = f"half-{secrets.token_hex(3)}"
    project.write(CLUSTER.format(name=name, image=NODE_IMAGE))
    with engine_that_stops() as (url, stop):
        command = project.command("doctest", "-D", "kind_execute=on")
        with subprocess.Popen(
            command,
            env={**os.environ, "CI": "", "DOCKER_HOST": url},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as run:
            while run.poll() is None and f"{name}-control-plane" not in _things(engine, project):
                time.sleep(0.1)
            stop()
            text, _ = run.communicate(timeout=120)
    before = _things(engine, project)
    project.write("\n.. kind-run::\n\n   $ true\n")
    again = project.run()

    assert run.returncode == 1
    assert "Traceback" not in text
    assert "no container engine answers at" in text
    assert f'Creating cluster "{name}" ...' in text
    assert f"{name}-control-plane" in before
    assert f"the cluster {name} (1 node)" in " ".join(again.text.split())
    assert _things(engine, project) == []


def test_another_engine_s_program_is_refused(project: Project) -> None:
    """Before anything is made, at its line, where a page names it; while it runs, where a script does."""
    project.write("\n.. kind-run::\n\n   $ podman ps\n")
    named = project.run()
    project.write("\n.. kind-run::\n   :exit-code: 1\n\n   $ p=pod; ${p}man ps\n")
    hidden = project.run()

    assert named.status == 1
    assert "index.rst:7:4" in named.text
    assert "podman would reach your own containers and clusters" in " ".join(named.text.split())
    assert hidden.status == 0, hidden.text
    assert "kindsphinx: podman would reach your own" in project.recording.read_text(encoding="utf-8")
