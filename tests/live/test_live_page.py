"""A page's whole world on a real engine: bash, kind, kubectl and docker, and what is left of it."""

from __future__ import annotations

import os
import secrets
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import PageFile
from kindsphinx.runtime.opening import Opener
from tests.fakes.pages import a_page
from tests.fakes.settings import FakeSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.ports import Output, Runtime

pytestmark = pytest.mark.live

NODE_IMAGE = "kindest/node:v1.34.0"
BROKEN = b"""\
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
kubeadmConfigPatches:
- |
  kind: ClusterConfiguration
  networking:
    podSubnet: nonsense
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that runs, and a name of its own for its cluster."""

    runtime: Runtime
    cluster: str

    def run(self, command: str) -> Output:
        """Run a command as a page's block does."""
        return self.runtime.runner.run(command, timeout=300)


@pytest.fixture
def page() -> Iterator[Page]:
    """Open a page, and check that nothing of it is left."""
    open_runtime = Opener(FakeSettings(), project="tests", environ=os.environ)
    runtime = open_runtime(a_page(docname=secrets.token_hex(4)))
    name = f"t-{secrets.token_hex(3)}"
    with ExitStack() as closing:
        closing.callback(runtime.close)
        yield Page(runtime, name)
        left = runtime.close()
    assert left == ()
    listed = subprocess.run(
        ["docker", "ps", "-aq", "--filter", f"name={name}"], capture_output=True, check=True
    )
    assert listed.stdout == b""


def test_a_page_has_a_cluster_that_is_ready(page: Page) -> None:
    """Kubectl works after the creation without another word, in the context that kind has chosen."""
    created = page.run(f"kind create cluster --name {page.cluster} --image {NODE_IMAGE}")
    page.runtime.settle(timeout=120)
    nodes = page.run("kubectl get nodes --no-headers")
    pods = page.run("kubectl get pods -A --no-headers | grep -vc Running")
    containers = page.run("docker ps --format '{{.Names}}'")
    mounts = page.run(f"docker inspect {page.cluster}-control-plane | grep -c kindsphinx")
    provenance = page.runtime.provenance()

    assert created.exit_code == 0
    assert f'Set kubectl context to "kind-{page.cluster}"' in created.text
    assert nodes.text.split()[:2] == [f"{page.cluster}-control-plane", "Ready"]
    assert pods.text == mounts.text == "0\n"
    assert containers.text == f"{page.cluster}-control-plane\n"
    assert (provenance.kind, provenance.kubernetes) == ("v0.30.0", "v1.34.0")
    assert [*provenance.node_images] == [NODE_IMAGE]


def test_nobody_waits_for_a_cluster_that_was_not_made(page: Page) -> None:
    """The nodes that ``--retain`` leaves are the page's, to be looked at and removed."""
    page.runtime.place(PageFile(name="broken.yaml", data=BROKEN))
    created = page.run(
        f"kind create cluster --name {page.cluster} --image {NODE_IMAGE} --config broken.yaml --retain"
    )
    begin = time.monotonic()
    page.runtime.settle(timeout=120)
    seconds = time.monotonic() - begin

    assert created.exit_code == 1
    assert page.runtime.clusters.list() == (page.cluster,)
    assert seconds < 10
