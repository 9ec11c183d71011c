"""The creation command of kind-cluster, in all combinations, and the file that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import ClusterBlock
from tests.sphinx_ext.project import CONFIG, Project

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Build

PLAIN = "kind create cluster --name dev --config dev.yaml"
NAMED = f"{CONFIG}name: web\n"
WITH_IMAGE = f"{CONFIG}nodes:\n- role: control-plane\n  image: kindest/node:v1.33.0\n"

COMMANDS = {
    "name-in-the-argument": (".. kind-cluster:: dev", CONFIG, PLAIN),
    "name-in-the-configuration": (".. kind-cluster::", NAMED, "kind create cluster --config web.yaml"),
    "name-in-both-and-equal": (".. kind-cluster:: web", NAMED, "kind create cluster --config web.yaml"),
    "name-in-both-and-another": (
        ".. kind-cluster:: dev",
        NAMED,
        "kind create cluster --name dev --config dev.yaml",
    ),
    "no-name-at-all": (".. kind-cluster::", CONFIG, "kind create cluster --config kind.yaml"),
    "config-file": (
        ".. kind-cluster:: dev\n   :config: files/two.yaml",
        "",
        "kind create cluster --name dev --config two.yaml",
    ),
    "config-file-from-the-source-folder": (
        ".. kind-cluster:: dev\n   :config: /files/two.yaml",
        "",
        "kind create cluster --name dev --config two.yaml",
    ),
    "config-file-that-says-the-name": (
        ".. kind-cluster::\n   :config: files/named.yaml",
        "",
        "kind create cluster --config named.yaml",
    ),
    "config-name": (
        ".. kind-cluster:: dev\n   :config-name: kind-config.yaml",
        CONFIG,
        "kind create cluster --name dev --config kind-config.yaml",
    ),
    "config-name-with-a-blank": (
        ".. kind-cluster:: dev\n   :config-name: my config.yaml",
        CONFIG,
        "kind create cluster --name dev --config 'my config.yaml'",
    ),
    "image": (
        ".. kind-cluster:: dev\n   :image: kindest/node:v1.34.0",
        CONFIG,
        f"{PLAIN} --image kindest/node:v1.34.0",
    ),
    "image-beats-the-configuration": (
        ".. kind-cluster:: dev\n   :image: kindest/node:v1.34.0",
        WITH_IMAGE,
        f"{PLAIN} --image kindest/node:v1.34.0",
    ),
    "wait-with-a-unit": (".. kind-cluster:: dev\n   :wait: 2m", CONFIG, f"{PLAIN} --wait 2m"),
    "wait-in-seconds": (".. kind-cluster:: dev\n   :wait: 90", CONFIG, f"{PLAIN} --wait 90s"),
    "retain": (".. kind-cluster:: dev\n   :retain:", CONFIG, f"{PLAIN} --retain"),
    "everything": (
        ".. kind-cluster:: dev\n   :retain:\n   :wait: 1h30m\n   :config-name: a.yaml\n   :image: n:1",
        CONFIG,
        "kind create cluster --name dev --config a.yaml --image n:1 --wait 1h30m --retain",
    ),
}


def _page(directive: str, content: str) -> str:
    indented = "".join(f"   {line}\n" for line in content.splitlines())
    return f"{directive}\n\n{indented}" if content else f"{directive}\n"


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of one page for each way to say what is created."""
    project = Project(tmp_path_factory.mktemp("commands"))
    project.write("files/two.yaml", CONFIG)
    project.write("files/named.yaml", NAMED)
    for name, (directive, content, _) in COMMANDS.items():
        project.write(f"{name}.rst", _page(directive, content))
    project.record()
    return project.build()


@pytest.mark.parametrize("case", COMMANDS)
def test_the_command_is_run_exactly_as_shown(commands: Build, case: str) -> None:
    """It says what the directive says, and what the configuration does not."""
    expected = COMMANDS[case][2]

    (block,) = commands.runs(case)

    assert [command.text for command in block.commands] == [expected]
    assert f"$ {expected}\n" in commands.output(f"{case}.txt")
    assert commands.of_page(case) == ()


def test_the_configuration_lies_where_the_command_looks(commands: Build) -> None:
    """Inline it has the name that the directive gives it, in a file its own."""
    found = {name: _cluster(commands, name) for name in ("config-name", "config-file", "no-name-at-all")}

    assert {name: (each.file.name, each.file.data) for name, each in found.items()} == {
        "config-name": ("kind-config.yaml", CONFIG.encode()),
        "config-file": ("two.yaml", CONFIG.encode()),
        "no-name-at-all": ("kind.yaml", CONFIG.encode()),
    }
    assert {name: each.name for name, each in found.items()} == {
        "config-name": "dev",
        "config-file": "dev",
        "no-name-at-all": "kind",
    }


def _cluster(built: Build, docname: str = "index") -> ClusterBlock:
    (found,) = [each for each in built.scenario(docname).blocks if isinstance(each, ClusterBlock)]
    return found


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(".. kind-cluster:: dev", f"{PLAIN} --image n:2", id="used"),
        pytest.param(".. kind-cluster:: dev\n   :image: n:1", f"{PLAIN} --image n:1", id="directive-wins"),
    ],
)
def test_kind_image_is_for_clusters_that_name_none(project: Project, page: str, expected: str) -> None:
    """The setting gives the image of all clusters of a guide."""
    project.write("index.rst", _page(page, CONFIG))

    built = project.read(kind_image="n:2")

    assert built.runs()[0].commands[0].text == expected
    assert built.warnings == ()


def test_kind_image_leaves_a_configuration_with_images_alone(project: Project) -> None:
    """What a configuration says itself is not replaced by a default."""
    project.write("index.rst", _page(".. kind-cluster:: dev", WITH_IMAGE))

    built = project.read(kind_image="n:2")

    assert built.runs()[0].commands[0].text == PLAIN
