"""What only the engine of a run can tell of a configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.fake_builder import run

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Project

PATCH = "   kubeadmConfigPatches:\n   - |\n     kind: KubeletConfiguration\n     failCgroupV1: false\n"
WARNING = "index.rst:4:1: WARNING: the kubelet of Kubernetes 1.35 will not start on this engine"


def page(image: str, more: str = "") -> str:
    """Return a page with a cluster of an image."""
    option = f"   :image: {image}\n" if image else ""
    return (
        f"Title\n=====\n\n.. kind-cluster:: dev\n{option}\n   kind: Cluster\n"
        f"   apiVersion: kind.x-k8s.io/v1alpha4\n{more}"
    )


CASES = {
    "new-on-old": (page("kindest/node:v1.35.0"), 1, True),
    "in-the-file": (page("", "   nodes: [{image: 'kindest/node:v1.35.0'}]\n"), 1, True),
    "patched": (page("kindest/node:v1.35.0", PATCH), 1, False),
    "old-on-old": (page("kindest/node:v1.34.0"), 1, False),
    "new-on-new": (page("kindest/node:v1.35.0"), 2, False),
    "unknown": (page("kindest/node:v1.35.0"), None, False),
}


@pytest.mark.parametrize(("text", "version", "told"), CASES.values(), ids=CASES)
def test_a_kubelet_that_will_not_start_is_told_before_the_run(
    project: Project, text: str, version: int | None, *, told: bool
) -> None:
    """And the page is run all the same."""
    project.write("index.rst", text)

    ran = run(project, cgroups=version)

    assert [each.startswith(WARNING) for each in ran.built.warnings] == [True] * told
    assert ran.opened == ["index"]


def test_what_is_not_run_asks_no_engine(project: Project) -> None:
    """A build that only reads knows no engine."""
    project.write("index.rst", page("kindest/node:v1.35.0"))

    assert run(project, cgroups=1, kind_execute="off").built.warnings == ()
