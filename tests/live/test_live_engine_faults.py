"""An engine that goes while a run needs it is a clear outcome, and what it brings back is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime.endpoint import Endpoint
from kindsphinx.runtime.engine import Engine, names_of
from kindsphinx.runtime.proxy.owner import PROJECT_LABEL
from tests.live.conftest import cluster
from tests.live.engine_that_stops import engine_that_stops
from tests.live.second_engine import second_engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.live.conftest import Project
    from tests.live.second_engine import SecondEngine

pytestmark = pytest.mark.live

BOXES = """\
.. kind-run::

   $ docker volume create {name}-data
   $ docker run -d --name {name}-box --network none --restart always busybox:1.36 sleep 300
   $ touch {folder}/started; until test -e {folder}/again; do sleep 0.1; done; docker ps
   $ echo after
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Restarted:
    """An engine of the test's own, on which the page has begun to run."""

    own: SecondEngine
    run: subprocess.Popen[str]
    environ: Mapping[str, str]
    engine: Engine

    def restart(self) -> list[str]:
        """Start the engine anew, and return what it has started again."""
        self.own.stop()
        self.own.start()
        return [
            names_of(each) for each in self.engine.containers(PROJECT_LABEL) if each["State"] == "running"
        ]

    def collect(self) -> subprocess.CompletedProcess[str]:
        """Remove what runs have left, as a user does."""
        command = [sys.executable, "-m", "kindsphinx", "clusters", "gc"]
        environ = {**os.environ, **self.environ}
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


@pytest.fixture
def begun(project: Project, name: str) -> Iterator[_Restarted]:
    """Return an engine of the test's own, and a run that waits in its third command."""
    if os.geteuid() != 0 or not shutil.which("dockerd"):
        pytest.skip("only root can start an engine")
    project.write(BOXES.format(name=name, folder=project.root))
    with second_engine("busybox:1.36") as own:
        environ = {"DOCKER_HOST": own.url}
        with project.start(environ=environ) as run:
            while run.poll() is None and not (project.root / "started").exists():
                time.sleep(0.1)
            engine = Engine(Endpoint(url=own.url, source="the test"))
            try:
                yield _Restarted(own=own, run=run, environ=environ, engine=engine)
            finally:
                engine.close()
                run.kill()


def test_an_engine_that_is_started_anew_in_the_middle(project: Project, begun: _Restarted, name: str) -> None:
    """A run that did not need it meanwhile goes on with it, and removes what it has started again."""
    running = begun.restart()
    (project.root / "again").touch()
    text, _ = begun.run.communicate(timeout=120)
    gc = begun.collect()
    left = project.things(begun.engine)

    assert running == [f"{name}-box"]
    assert "Traceback" not in text
    assert (begun.run.returncode, gc.returncode, left) == (0, 0, []), text
    assert f" {name}-box\n" in project.recording.read_text(encoding="utf-8")


def test_a_run_that_is_killed_before_the_engine_is_started_anew(
    project: Project, begun: _Restarted, name: str
) -> None:
    """What the engine has started again, since its restart policy says so, is found and removed."""
    begun.run.kill()
    begun.run.wait()
    before = begun.restart()
    gc = begun.collect()
    left = project.things(begun.engine)

    assert before == [f"{name}-box"]
    assert (gc.returncode, gc.stderr, left) == (0, "", [])
    assert f"of {project.root}: 1 container, 1 volume" in gc.stdout


def test_an_engine_that_stops_during_a_creation(project: Project, engine: Engine, name: str) -> None:
    """The page's error says that no engine answers, soon; the next run removes what is half made."""
    project.write(cluster(name))
    with engine_that_stops() as (url, stop), project.start(environ={"DOCKER_HOST": url}) as run:
        while run.poll() is None and f"{name}-control-plane" not in project.things(engine):
            time.sleep(0.1)
        stop()
        text, _ = run.communicate(timeout=120)
    before = project.things(engine)
    project.write("\n.. kind-run::\n\n   $ true\n")
    again = project.run()

    assert run.returncode == 1
    assert "Traceback" not in text
    assert "no container engine answers at" in text
    assert f'Creating cluster "{name}" ...' in text
    assert f"{name}-control-plane" in before
    assert f"the cluster {name} (1 node)" in " ".join(again.text.split())
    assert project.things(engine) == []


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
