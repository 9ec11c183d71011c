"""A cluster that cannot be created is explained, tried again where that can help, and leaves nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.live.conftest import NODE_IMAGE, cluster

if TYPE_CHECKING:
    from kindsphinx.runtime.engine import Engine
    from tests.live.conftest import Project

pytestmark = pytest.mark.live

# kind, pkg/cluster/internal/providers/common/cgroups.go: one of them has kind wait no longer for a node
UP = re.compile(r"Reached target .*Multi-User System|detected cgroup v1")
REFUSED = """\
   kubeadmConfigPatches:
   - |
     kind: ClusterConfiguration
     networking: {dnsDomain: "-bad-"}
"""
ONCE = """\
#!/bin/sh
if [ "$1" = create ] && mkdir {folder}/failed 2> /dev/null; then
  {kind} "$@" --retain > /dev/null 2>&1
  echo 'docker: Error response from daemon: Bind for 127.0.0.1:34631 failed: port is already allocated'
  exit 1
fi
exec {kind} "$@"
"""
"""A kind whose first creation fails, and leaves its nodes."""

SLOW = """\
#!/bin/sh
if [ "$1 $2" = "logs --tail" ]; then touch {folder}/asked; sleep 300; fi
exec {docker} "$@"
"""
"""A docker that takes its time when a node is looked into."""


def _outcome(project: Project) -> dict[str, Any]:
    """Return the only outcome of the run."""
    [outcome] = json.loads((project.out / "doctest/kind.json").read_text(encoding="utf-8"))["outcomes"]
    return dict(outcome)


def test_a_cluster_that_cannot_be_created(project: Project, engine: Engine, name: str) -> None:
    """What kind printed is whole, and the node has been looked into before kind removed it."""
    project.write(cluster(name, config=REFUSED))

    built = project.run()

    folder = project.out / "doctest/forensics/index.1"
    node = f"{name}-control-plane"
    outcome = _outcome(project)
    printed = (folder / "kind.txt").read_text(encoding="utf-8")
    assert built.status == 1
    assert (outcome["forensics"], outcome["tries"]) == (str(folder), 1)
    assert "kubeadm refuses its configuration: " in outcome["message"]
    assert str(folder) in (project.out / "doctest/kind.md").read_text(encoding="utf-8").replace("\\", "")
    assert f'Deleted nodes: ["{node}"]' in printed
    assert "networking.dnsDomain: Invalid value" in printed
    assert f'"Name": "/{node}"' in (folder / name / "docker" / f"{node}.json").read_text(encoding="utf-8")
    assert UP.search((folder / name / "docker" / f"{node}.log").read_text(encoding="utf-8"))
    assert "containerd" in (folder / name / "logs" / node / "journal.log").read_text(encoding="utf-8")
    assert "Server Version" in (folder / "docker-info.txt").read_text(encoding="utf-8")
    assert "Traceback" not in built.text
    assert project.things(engine) == []


def test_a_failed_creation_that_retains_its_nodes(project: Project, engine: Engine, name: str) -> None:
    """They are looked into where they are, and go with the page; their Secrets are nobody's doubt."""
    page = cluster(name, options=[":no-create:"], config=REFUSED)
    command = f"kind create cluster --name {name} --config {name}.yaml --image {NODE_IMAGE} --retain"
    project.write(f"{page}\n.. kind-run::\n   :timeout: 5m\n\n   $ {command}\n")

    built = project.run()

    folder = project.out / "doctest/forensics/index.1"
    node = f"{name}-control-plane"
    assert built.status == 1
    assert "kubeadm refuses its configuration: " in _outcome(project)["message"]
    assert "Deleted nodes" not in (folder / "kind.txt").read_text(encoding="utf-8")
    assert f'"Name": "/{node}"' in (folder / name / "docker" / f"{node}.json").read_text(encoding="utf-8")
    assert "the values of Secrets" not in built.text
    assert project.things(engine) == []


def test_ctrl_c_while_a_failed_creation_is_looked_into(project: Project, engine: Engine, name: str) -> None:
    """What is being asked is ended, and everything goes."""
    folder = project.root / "programs"
    folder.mkdir()
    docker = folder / "docker"
    text = SLOW.format(folder=project.root, docker=shutil.which("docker"))
    docker.write_text(text, encoding="utf-8")
    docker.chmod(0o755)
    project.write(cluster(name, config=REFUSED))

    with project.start(environ={"PATH": f"{folder}:{os.environ['PATH']}"}) as run:
        while run.poll() is None and not (project.root / "asked").exists():
            time.sleep(0.1)
        run.send_signal(signal.SIGINT)
        printed, _ = run.communicate(timeout=60)

    assert run.returncode != 0
    assert "broken off: clean-ups are run" in " ".join(printed.split())
    assert "Traceback" not in printed
    assert project.things(engine) == []


def test_a_creation_that_fails_once(project: Project, engine: Engine, name: str) -> None:
    """What is left of it is deleted, the second try is recorded, and both are told."""
    program = project.root / "kind-once"
    program.write_text(ONCE.format(folder=project.root, kind=shutil.which("kind")), encoding="utf-8")
    program.chmod(0o755)
    project.write(cluster(name), settings=f'kind_executable = "{program}"\n')

    built = project.run()

    outcome = _outcome(project)
    recording = project.recording.read_text(encoding="utf-8")
    told = " ".join(built.text.split())
    assert built.status == 0, built.text
    assert (outcome["status"], outcome["tries"]) == ("recorded", 2)
    assert "since something else took the port 34631, which kind had found free; it is tried again" in told
    assert "already allocated" not in recording
    assert f'Set kubectl context to "kind-{name}"' in recording
    assert (project.out / "doctest/forensics/index.1" / name / "nodes.yaml").exists()
    assert project.things(engine) == []


def test_a_cluster_that_is_not_ready_in_time(project: Project, engine: Engine, name: str) -> None:
    """What its API tells is kept, and none of its secrets."""
    page = cluster(name, options=[":timeout: 5m"])
    project.write(page, settings='kind_create_timeout = "0.001s"\n')

    built = project.run()

    folder = project.out / "doctest/forensics/index.1"
    texts = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert built.status == 1
    assert f"the cluster {name} is not ready after 0 s: " in built.text
    assert f"what is known of it is in {folder}" in " ".join(built.text.split())
    assert f"name: {name}-control-plane" in (folder / name / "nodes.yaml").read_text(encoding="utf-8")
    assert "kube-system" in (folder / name / "pods.txt").read_text(encoding="utf-8")
    assert (folder / name / "events.txt").exists()
    assert not [text for text in texts if b"PRIVATE KEY" in text or b"client-key-data: L" in text]
    assert "Traceback" not in built.text
    assert project.things(engine) == []
