"""What can be known of clusters that could not be created is kept, before their nodes are gone."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from docker import APIClient

from kindsphinx.core.creations import Failure
from kindsphinx.core.errors import EngineError
from tests.runtime.computer import SECONDS, a_computer, create, said, start

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kindsphinx.core.ports import Runtime
    from tests.runtime.computer import Computer

SECRET = "c3VwZXItc2VjcmV0LXZhbHVl"
FAILURE = Failure(command="kind create cluster", output="ERROR: no\n", message="it failed", creates=True)
OTHER = Failure(command="false", output="", message="it failed", creates=False)


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    """Give a computer, and check that closing leaves nothing on its disk."""
    assert tmp_path.is_dir(), "made before the computer has temporary files of its own"
    with a_computer(monkeypatch) as computer:
        yield computer


def _open(computer: Computer, root: Path, docname: str = "guide/nodes") -> Runtime:
    return computer.open(docname=docname, forensics=root)


def _remove(runtime: Runtime, *names: str) -> None:
    """Remove containers through the page's proxy, all at once, as docker does."""
    url = said(runtime, "echo $DOCKER_HOST")

    def remove(name: str) -> None:
        with closing(APIClient(url, version="1.41")) as api:
            api.remove_container(name, v=True, force=True)

    threads = [threading.Thread(target=remove, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)


def _kept(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }


def test_nodes_that_kind_removes_are_looked_into_before(computer: Computer, tmp_path: Path) -> None:
    """All of a cluster, once; the engine, the API and kind are asked, and the nodes are gone then."""
    computer.programs.answer("wide", "NAME READY\n")
    computer.programs.answer("json", json.dumps({"items": []}))
    runtime = _open(computer, tmp_path)
    with runtime.creations.attended():
        nodes = [start(runtime, f"dev-{each}", cluster="dev") for each in ("control-plane", "worker")]
        _remove(runtime, "dev-control-plane", nodes[1])

    evidence = runtime.creations.examine(FAILURE)

    assert computer.containers() == []
    assert evidence is not None
    assert evidence.folder == str(tmp_path / "guide" / "nodes.1")
    kept = _kept(tmp_path / "guide" / "nodes.1")
    assert kept["kind.txt"] == "ERROR: no\n"
    assert kept["dev/docker/dev-worker.json"] == f"docker inspect {nodes[1]}\n"
    assert kept["dev/docker/dev-control-plane.log"] == f"docker logs --tail 2000 {nodes[0]}\n"
    assert kept["dev/pods.txt"] == "NAME READY\n\n"
    assert kept["docker-info.txt"] == "docker info\n"
    assert {"kubeconfig", "secrets.private"} & {name.rpartition("/")[2] for name in kept} == set()
    assert f"docker logs --tail 2000 {nodes[1]}" in evidence.logs
    assert "could not create a cluster" in kept["README.txt"]
    assert "    kind create cluster\n" in kept["README.txt"]


def test_nodes_that_stay_are_looked_into_afterwards(computer: Computer, tmp_path: Path) -> None:
    """As with “--retain”; they stay until the page ends."""
    runtime = _open(computer, tmp_path)
    with runtime.creations.attended():
        node = start(runtime, "dev-control-plane", cluster="dev")

    evidence = runtime.creations.examine(OTHER)

    assert evidence is not None
    assert computer.containers() == ["dev-control-plane"]
    assert _kept(tmp_path / "guide" / "nodes.1")["dev/docker/dev-control-plane.json"] == (
        f"docker inspect {node}\n"
    )


def test_what_cannot_be_had_is_named(computer: Computer, tmp_path: Path) -> None:
    """The rest is there."""
    runtime = _open(computer, tmp_path)
    start(runtime, "dev-control-plane", cluster="dev")

    runtime.creations.examine(FAILURE)

    kept = _kept(tmp_path / "guide" / "nodes.1")
    assert "Not to be had:\n\n    dev/secrets: it ended with 1\n" in kept["README.txt"]
    assert "dev/nodes.yaml" not in kept


def test_what_the_cluster_knows_of_secrets_is_taken_out(computer: Computer, tmp_path: Path) -> None:
    """Also where it is gone by now, and of what kind itself has printed."""
    secrets = {"items": [{"kind": "Secret", "metadata": {"name": "db"}, "data": {"password": SECRET}}]}
    computer.programs.answer("json", json.dumps(secrets))
    computer.programs.answer("wide", "password super-secret-value\n")
    runtime = _open(computer, tmp_path)
    with runtime.creations.attended():
        start(runtime, "dev-control-plane", cluster="dev")
        _remove(runtime, "dev-control-plane")

    runtime.creations.examine(
        Failure(command="kind", output=f"{SECRET}\n", message="super-secret-value", creates=True)
    )

    kept = _kept(tmp_path / "guide" / "nodes.1")
    assert kept["dev/pods.txt"] == "password <redacted>\n\n"
    assert not [name for name, text in kept.items() if "super-secret-value" in text or SECRET in text]


def test_a_cluster_that_was_created_is_not_looked_into(computer: Computer, tmp_path: Path) -> None:
    """Nor are other containers, nor what goes while nobody attends."""
    computer.be_ready("dev-control-plane")
    runtime = _open(computer, tmp_path)
    create(runtime)
    runtime.settle(timeout=SECONDS)
    with runtime.creations.attended():
        start(runtime, "web")
        _remove(runtime, "dev-control-plane", "web")
    start(runtime, "two-control-plane", cluster="two")
    _remove(runtime, "two-control-plane")

    evidence = runtime.creations.examine(OTHER)

    assert evidence is None
    assert _kept(tmp_path) == {}


def test_a_creation_without_nodes_has_its_output_and_the_engine(computer: Computer, tmp_path: Path) -> None:
    """As where an image is not there."""
    runtime = _open(computer, tmp_path)

    evidence = runtime.creations.examine(FAILURE)

    assert evidence is not None
    assert sorted(_kept(tmp_path / "guide" / "nodes.1")) == [
        "README.txt",
        "docker-containers.txt",
        "docker-info.txt",
        "docker-version.txt",
        "kind.txt",
    ]


def test_each_failure_has_its_folder_until_the_page_s_next_run(computer: Computer, tmp_path: Path) -> None:
    """Those of other pages stay, and whatever else is there."""
    for _ in range(2):
        runtime = _open(computer, tmp_path)
        runtime.creations.examine(FAILURE)
        runtime.creations.examine(FAILURE)
        other = _open(computer, tmp_path, "guide/nodes.1")
        other.creations.examine(FAILURE)
    (tmp_path / "guide" / "nodes.3").mkdir()

    _open(computer, tmp_path)

    assert sorted(each.name for each in (tmp_path / "guide").iterdir()) == ["nodes.1.1", "nodes.3"]


def test_room_is_made_for_another_try(computer: Computer, tmp_path: Path) -> None:
    """What other commands have created stays."""
    computer.be_ready("one-control-plane")
    runtime = _open(computer, tmp_path)
    start(runtime, "one-control-plane", cluster="one")
    said(runtime, "mkdir -p ~/.kube; echo 'clusters: [{cluster: {}, name: kind-one}]' > ~/.kube/config")
    runtime.settle(timeout=SECONDS)
    start(runtime, "two-control-plane", cluster="two")

    runtime.creations.discard()

    assert computer.containers() == ["one-control-plane"]


def test_a_folder_that_cannot_be_written_is_told(computer: Computer, tmp_path: Path) -> None:
    """The failure itself is what counts."""
    runtime = _open(computer, tmp_path / "file")
    (tmp_path / "file").write_text("in the way")

    evidence = runtime.creations.examine(FAILURE)

    assert evidence is not None
    assert "Not a directory" in evidence.problem or "File exists" in evidence.problem


def test_an_engine_that_is_gone_hides_nothing(computer: Computer, tmp_path: Path) -> None:
    """What kind printed is kept; there is no room for another try."""
    runtime = _open(computer, tmp_path)
    socket = computer.folder / "fake.sock"
    away = socket.rename(computer.folder / "away.sock")

    evidence = runtime.creations.examine(FAILURE)
    with pytest.raises(EngineError, match="does not list containers"):
        runtime.creations.discard()

    away.rename(socket)
    assert evidence is not None
    assert _kept(tmp_path / "guide" / "nodes.1")["kind.txt"] == "ERROR: no\n"


def test_nothing_is_kept_where_nobody_says_where(computer: Computer) -> None:
    """And nothing is asked."""
    runtime = computer.open()

    evidence = runtime.creations.examine(FAILURE)

    assert evidence is not None
    assert evidence.folder == ""


def test_a_command_that_is_ended_is_not_held_up(computer: Computer, tmp_path: Path) -> None:
    """What is being asked just then is ended, and the container goes."""
    (computer.programs.folder / "docker").write_text("#!/bin/sh\ntouch $0.asked\nsleep 60\n")
    runtime = _open(computer, tmp_path)
    with runtime.creations.attended():
        start(runtime, "dev-control-plane", cluster="dev")
        thread = threading.Thread(target=_remove, args=(runtime, "dev-control-plane"))
        thread.start()
        while not (computer.programs.folder / "docker.asked").exists():
            threading.Event().wait(0.01)
    thread.join(SECONDS)

    assert computer.containers() == []
