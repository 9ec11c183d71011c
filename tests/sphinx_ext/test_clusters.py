"""kind-cluster, kind-create and kind-delete: what they show, and what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import Action, ClusterBlock, RunBlock
from tests.sphinx_ext.project import CLUSTER, Project

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Build

PLAIN = "kind create cluster --name dev --config dev.yaml"
PRINTED = """\
Creating cluster "dev" ...
 • Ensuring node image (kindest/node:v1.34.0) 🖼  ...
 ✓ Ensuring node image (kindest/node:v1.34.0) 🖼
 • Starting control-plane 🕹️  ...
 ✓ Starting control-plane 🕹️
Set kubectl context to "kind-dev"
"""
SHOWN_CONFIG = "   kind: Cluster\n   apiVersion: kind.x-k8s.io/v1alpha4\n"
SHOWN_COMMAND = f"   $ {PLAIN}\n"
SHOWN_OUTPUT = """\
   Creating cluster "dev" ...
    ✓ Ensuring node image (kindest/node:v1.34.0) 🖼
    ✓ Starting control-plane 🕹️
   Set kubectl context to "kind-dev"
"""

SHOWN = {
    "all": ("", f"{SHOWN_CONFIG}\n{SHOWN_COMMAND}{SHOWN_OUTPUT}"),
    "config": ("   :show: config\n", SHOWN_CONFIG),
    "command": ("   :show: command\n", SHOWN_COMMAND),
    "output": ("   :show: output\n", SHOWN_OUTPUT),
    "config-and-output": ("   :show: output, config\n", f"{SHOWN_CONFIG}\n{SHOWN_OUTPUT}"),
    "config-and-command": ("   :show: config command\n", f"{SHOWN_CONFIG}\n{SHOWN_COMMAND}"),
    "no-create": ("   :no-create:\n", SHOWN_CONFIG),
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of one page for each selection of parts."""
    project = Project(tmp_path_factory.mktemp("shown"))
    for name, (option, _) in SHOWN.items():
        project.write(f"{name}.rst", CLUSTER.replace("dev\n", f"dev\n{option}"))
    project.record({PLAIN: PRINTED})
    return project.build()


@pytest.mark.parametrize("case", SHOWN)
def test_the_page_shows_the_parts_that_the_author_wants(shown: Build, case: str) -> None:
    """By default these are all; kind's transcript has each step once, as on a terminal."""
    assert shown.output(f"{case}.txt") == SHOWN[case][1]
    assert shown.of_page(case) == ()


def test_a_recording_keeps_both_lines_of_a_step(project: Project) -> None:
    """Only what is shown is what a terminal would show."""
    project.write("index.rst", CLUSTER)

    project.record({PLAIN: PRINTED})

    assert "• Starting control-plane" in project.store.path("index").read_text(encoding="utf-8")


LATER = """
.. kind-cluster:: dev
   :no-create:
   :show: config
   :timeout: 20m

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4

.. kind-run::

   $ kind get clusters

.. kind-create::

.. kind-delete:: dev
   :timeout: 5m
   :name: gone
"""


def test_creation_and_deletion_are_steps_of_their_own(project: Project) -> None:
    """Both are shown with their transcript, at their place."""
    project.write("index.rst", LATER)
    deletion = "kind delete cluster --name dev"
    project.record({PLAIN: "created\n", deletion: "Deleted\n", "kind get clusters": "none\n"})

    built = project.build()

    assert built.warnings == ()
    assert built.output() == (
        f"{SHOWN_CONFIG}\n   $ kind get clusters\n   none\n\n{SHOWN_COMMAND}   created\n\n"
        f"   $ {deletion}\n   Deleted\n"
    )


def test_steps_say_what_they_are_for(project: Project) -> None:
    """The creation brings the configuration with it, and takes the cluster's timeout."""
    project.write("index.rst", LATER)

    _, create, delete = project.read().runs()

    assert [create.action, delete.action] == [Action.CREATE, Action.DELETE]
    assert [create.cluster, delete.cluster] == ["dev", "dev"]
    assert [create.timeout, delete.timeout] == [1200.0, 300.0]
    assert [file.name for file in create.files] == ["dev.yaml"]
    assert delete.id == "gone"


def test_after_a_deletion_the_cluster_before_is_the_nearest(project: Project) -> None:
    """Blocks without a cluster are about the nearest one that is there."""
    project.write(
        "index.rst",
        f"""{CLUSTER}
.. kind-cluster:: other

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4

.. kind-run::

   $ echo first

.. kind-delete::

.. kind-run::

   $ echo second
""",
    )

    built = project.read()

    assert [each.cluster for each in built.runs()] == ["dev", "other", "other", "other", "dev"]
    assert built.warnings == ()


def test_two_pages_may_have_a_cluster_of_the_same_name(project: Project) -> None:
    """A cluster belongs to its page."""
    project.write("first.rst", CLUSTER)
    project.write("second.rst", CLUSTER)

    built = project.read()

    assert built.warnings == ()
    assert [_cluster(built, name).name for name in ("first", "second")] == ["dev", "dev"]


def test_a_timeout_is_the_creations(project: Project) -> None:
    """Without one the setting counts."""
    project.write("index.rst", CLUSTER.replace("dev\n", "dev\n   :timeout: 90\n"))

    (block,) = project.read().runs()

    assert isinstance(block, RunBlock)
    assert (block.timeout, block.action) == (90.0, Action.CREATE)


def test_substitutions_reach_the_configuration_and_the_command(project: Project) -> None:
    """What is shown is what is checked and written."""
    project.write(
        "index.rst",
        """
        .. |node| replace:: kindest/node:v1.34.0

        .. kind-cluster:: dev
           :substitutions:
           :no-create:

           kind: Cluster
           apiVersion: kind.x-k8s.io/v1alpha4
           nodes:
           - role: control-plane
             image: |node|
        """,
    )

    built = project.build()

    assert b"image: kindest/node:v1.34.0\n" in _cluster(built).file.data
    assert "image: kindest/node:v1.34.0\n" in built.output()
    assert built.warnings == ()


def _cluster(built: Build, docname: str = "index") -> ClusterBlock:
    (found,) = [each for each in built.scenario(docname).blocks if isinstance(each, ClusterBlock)]
    return found
