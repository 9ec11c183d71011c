"""Each fault of the manual's table is a clear outcome: no hang, no traceback, and nothing left."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docker import APIClient

from kindsphinx.runtime.endpoint import find_endpoint
from tests.live.conftest import cluster
from tests.live.engine_that_stops import engine_that_stops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.runtime.engine import Engine
    from tests.live.conftest import Project

pytestmark = pytest.mark.live

BOX = """
.. kind-run::

   $ docker run -d --name {name} busybox:1.36 sleep 300
   $ touch {folder}/started; sleep 60
"""
CLEAN_UP = """
.. kind-run::
   :cleanup:

   $ touch {folder}/cleaned; sleep {seconds}
"""


@contextmanager
def _running(project: Project, **environ: str) -> Iterator[subprocess.Popen[str]]:
    """Run the page until its command has started, and wait for its end."""
    with project.start(environ=environ) as run:
        try:
            deadline = time.monotonic() + 120
            while not (project.root / "started").exists():
                assert run.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield run
        finally:
            run.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda each: each.name)
def test_a_signal_ends_a_run_in_order(
    project: Project, engine: Engine, name: str, number: signal.Signals
) -> None:
    """The clean-ups of the page run, and everything goes."""
    project.write((BOX + CLEAN_UP).format(name=name, folder=project.root, seconds=0))

    with _running(project) as run:
        run.send_signal(number)
        text, _ = run.communicate(timeout=60)

    assert run.returncode != 0
    assert "Traceback" not in text
    assert (project.root / "cleaned").exists()
    assert project.things(engine) == []


def test_another_ctrl_c_leaves_at_once(project: Project, engine: Engine, name: str) -> None:
    """It says what is left, and the command that it names removes that."""
    project.write((BOX + CLEAN_UP).format(name=name, folder=project.root, seconds=60))

    with _running(project) as run:
        run.send_signal(signal.SIGINT)
        while not (project.root / "cleaned").exists():
            time.sleep(0.1)
        time.sleep(0.6)
        run.send_signal(signal.SIGINT)
        text, _ = run.communicate(timeout=20)
    before = project.things(engine)
    gc = subprocess.run(
        [sys.executable, "-m", "kindsphinx", "clusters", "gc"], capture_output=True, check=False
    )

    assert run.returncode == 130
    assert "left at once. There stays: 1 container of the run " in text
    assert "python -m kindsphinx clusters gc" in text
    assert before
    assert gc.returncode == 0
    assert project.things(engine) == []


def test_an_engine_that_stops_in_the_middle(project: Project, engine: Engine, name: str) -> None:
    """The page says so and what is left; when the engine is back, the next run removes it."""
    project.write(BOX.format(name=name, folder=project.root).replace("sleep 60", "sleep 3; docker ps"))
    with engine_that_stops() as (url, stop), _running(project, DOCKER_HOST=url) as run:
        stop()
        text, _ = run.communicate(timeout=120)
    before = project.things(engine)
    project.write("\n.. kind-run::\n\n   $ true\n")
    again = project.run()

    assert run.returncode == 1
    assert "Traceback" not in text
    assert "not everything could be removed: no container engine answers at" in text
    assert before
    assert "removed what is left of the run" in again.text
    assert project.things(engine) == []


def test_an_image_that_cannot_be_pulled(project: Project, engine: Engine, name: str) -> None:
    """It is told with its name and the engine's reason, and nothing is made."""
    project.write(cluster(name, image=f"kindest/{name}:none"))

    built = project.run()

    assert built.status == 1
    assert f"kindest/{name}:none" in built.text
    assert "Traceback" not in built.text
    assert project.things(engine) == []


def test_a_port_in_use(project: Project, engine: Engine, name: str) -> None:
    """The process that has it is named, and nothing is made."""
    with closing(socket.socket()) as end:
        end.bind(("127.0.0.1", 0))
        end.listen()
        port = end.getsockname()[1]
        ports = f"extraPortMappings: [{{containerPort: 80, hostPort: {port}}}]"
        project.write(cluster(name, config=f"   nodes:\n   - role: control-plane\n     {ports}\n"))
        built = project.run()

    assert built.status == 1
    assert (
        f"the host port {port}, which the cluster {name} needs, is in use by the process {os.getpid()} ("
        in (" ".join(built.text.split()))
    )
    assert "Traceback" not in built.text
    assert project.things(engine) == []


def test_a_cluster_of_that_name_that_is_somebody_else_s(project: Project, engine: Engine, name: str) -> None:
    """It is told before anything is made, with what to do, and is not touched."""
    project.write(cluster(name))
    node = f"{name}-control-plane"
    labels = {"io.x-k8s.kind.cluster": name, "io.x-k8s.kind.role": "control-plane"}
    with closing(APIClient(find_endpoint(os.environ).url, version="auto")) as api:
        api.create_container("busybox:1.36", ["sleep", "300"], name=node, labels=labels)
        try:
            before = api.inspect_container(node)
            built = project.run()
            after = api.inspect_container(node)
        finally:
            api.remove_container(node, force=True)

    told = " ".join(built.text.split())
    assert built.status == 1
    assert f"the engine has a cluster “{name}” that this run has not made, and leaves alone: " in told
    assert f"kind delete cluster --name {name}" in told
    assert "Traceback" not in built.text
    assert after == before
    assert project.things(engine) == []


def test_a_node_container_that_is_killed(project: Project, engine: Engine, name: str) -> None:
    """The command that needs it fails with what kubectl says; the rest of the page is skipped."""
    commands = f"   $ docker kill {name}-control-plane\n   $ kubectl get nodes\n   $ echo after\n"
    project.write(cluster(name) + f"\n.. kind-run::\n\n{commands}")

    built = project.run()

    assert built.status == 1
    assert "exit code 1" in built.text
    assert "Traceback" not in built.text
    assert project.things(engine) == []


def test_kubectl_that_is_missing(project: Project, engine: Engine, name: str) -> None:
    """It is told before anything is made, and how to get it."""
    project.write(cluster(name))
    with tempfile.TemporaryDirectory() as folder:
        for program in ("kind", "docker", "bash"):
            Path(folder, program).symlink_to(str(shutil.which(program)))
        built = project.run(environ={"PATH": folder})

    assert built.status == 1
    assert "“kubectl” is not installed: see https://kubernetes.io/docs/tasks/tools/" in built.text
    assert "Traceback" not in built.text
    assert project.things(engine) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")
def test_a_disk_that_is_full(project: Project, engine: Engine) -> None:
    """The recording that cannot be written is told, and the old one stays as it was."""
    disk = project.root / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=True)
    try:
        page = "\n.. kind-run::\n\n   $ echo one\n"
        project.write(page, settings=f'kind_recordings_path = "{disk}"\n')
        first = project.run()
        recorded = (disk / "index.yaml").read_bytes()
        with suppress(OSError):
            (disk / "full").write_bytes(b"x" * 65536)
        project.change("echo one", "echo two; seq 3000")
        second = project.run()
        left = (disk / "index.yaml").read_bytes()
    finally:
        subprocess.run(["umount", str(disk)], check=True)

    assert (first.status, second.status) == (0, 1)
    assert "cannot be written: No space left on device" in " ".join(second.text.split())
    assert "Traceback" not in second.text
    assert left == recorded
    assert project.things(engine) == []
