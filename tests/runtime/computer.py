"""A computer on which pages are run, with a fake engine, a fake kind and a fake kubectl."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docker import APIClient

from kindsphinx.runtime.opening import Opener
from tests.fakes.engine import FakeEngine
from tests.fakes.engine_state import image
from tests.fakes.pages import a_block, a_page
from tests.fakes.programs import Programs, write_programs
from tests.fakes.settings import FakeSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from kindsphinx.core.ports import Runtime

SECONDS = 60.0
NODE_IMAGE = "kindest/node:v1.34.0"
DIGEST = f"sha256:{'7' * 64}"
OBJECTS, ACCOUNTS = "nodes,pods,daemonsets,deployments", "serviceaccounts"
READY = {"conditions": [{"type": "Ready", "status": "True"}]}
KUBECONFIG = "clusters:\n- cluster: {}\n  name: kind-dev\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Computer:
    """A computer with a fake engine, kind and kubectl, on which pages are run."""

    folder: Path
    fake: FakeEngine
    programs: Programs
    opened: list[Runtime] = field(default_factory=list)

    def open(
        self,
        settings: FakeSettings | None = None,
        *,
        docname: str = "guide/nodes",
        path: str = "",
        forensics: Path | None = None,
    ) -> Runtime:
        """Open the runtime of a page."""
        environ = {
            "PATH": path or f"{self.programs.folder}:{os.environ['PATH']}",
            "HOME": "/home/somebody",
            "XDG_STATE_HOME": str(self.folder / "state"),
            "DOCKER_HOST": self.fake.endpoint.url,
        }
        open_runtime = Opener(
            settings or FakeSettings(), project="guide", environ=environ, forensics=forensics
        )
        self.opened.append(open_runtime(a_page(a_block("run"), docname=docname)))
        return self.opened[-1]

    def scratches(self) -> list[str]:
        """Return the folders of pages that are there."""
        return [each.name for each in self.folder.glob("kindsphinx-*")]

    def containers(self) -> list[str]:
        """Return the names of the engine's containers, in order."""
        return [each["Name"].strip("/") for each in self.fake.state.containers.values()]

    def add_foreign(self, name: str) -> None:
        """Let somebody else have a container."""
        self.fake.state.add_container(name, {"Image": "busybox:1.36"})

    def be_ready(self, *nodes: str) -> None:
        """Let every cluster have these nodes, and all that it needs."""
        objects = [{"kind": "Node", "metadata": {"name": each}, "status": READY} for each in nodes]
        self.programs.answer(OBJECTS, json.dumps({"items": objects}))
        self.programs.answer(ACCOUNTS, json.dumps({"items": [{"metadata": {"name": "default"}}]}))
        self.programs.answer("-o=json", '{"serverVersion": {"gitVersion": "v1.34.0"}}')

    def be_silent(self) -> None:
        """Let no API server answer any more."""
        for each in self.programs.folder.glob("*.json"):
            each.unlink()


@contextmanager
def a_computer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    """Give a computer, and check that closing leaves nothing on its disk."""
    # that of pytest is too long for the socket of an engine
    folder = Path(tempfile.mkdtemp(prefix="k-", dir="/tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    (folder / "bin").mkdir()
    with FakeEngine(folder / "fake.sock") as fake:
        fake.state.images.append(image(NODE_IMAGE, digests=[f"kindest/node@{DIGEST}"]))
        computer = Computer(folder=folder, fake=fake, programs=write_programs(folder / "bin"))
        yield computer
        for runtime in computer.opened:
            runtime.close()
    left = computer.scratches()
    shutil.rmtree(folder)
    assert left == []


def said(runtime: Runtime, command: str) -> str:
    """Return what the page's shell prints, without line ends around it."""
    return runtime.runner.run(command, timeout=SECONDS).text.strip()


def start(runtime: Runtime, name: str, *, cluster: str = "", role: str = "worker") -> str:
    """Let the page start a container, a node where *cluster* is given; return its id."""
    labels = {"io.x-k8s.kind.cluster": cluster, "io.x-k8s.kind.role": role} if cluster else {}
    with closing(APIClient(said(runtime, "echo $DOCKER_HOST"), version="1.41")) as api:
        created = api.create_container(NODE_IMAGE, name=name, labels=labels)
        api.start(created["Id"])
    return str(created["Id"])


def create(runtime: Runtime, name: str = "dev-control-plane", *, place: str = "~/.kube/config") -> str:
    """Let the page create the cluster ``dev``; return the id of its node."""
    node = start(runtime, name, cluster="dev")
    said(runtime, f"mkdir -p $(dirname {place}); echo '{KUBECONFIG}' > {place}")
    return node
