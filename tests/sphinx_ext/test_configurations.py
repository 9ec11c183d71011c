"""kind-config: a configuration that is shown and checked, and creates nothing."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.project import CLUSTER, CONFIG, Project

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Build

SHOWN = indent(CONFIG, "   ")
RUN = "\n.. kind-run::\n\n   $ echo {}\n"


def _config(*options: str, config: str = CONFIG, name: str = "") -> str:
    """Return the directive."""
    lines = [f".. kind-config:: {name}".rstrip(), *(f"   {each}" for each in options), ""]
    return "\n".join([*lines, indent(config, "   ")])


SHOWING = {
    "content": (_config(), SHOWN),
    "file": (".. kind-config:: dev\n   :config: two.yaml\n", f"{SHOWN}   nodes: []\n"),
    "file-from-the-source-folder": (".. kind-config::\n   :config: /two.yaml\n", f"{SHOWN}   nodes: []\n"),
    "lines": (_config(":lines: 2"), "   apiVersion: kind.x-k8s.io/v1alpha4\n"),
    "substitutions": (
        f".. |n| replace:: small\n\n{_config(':substitutions:', config=f'{CONFIG}name: |n|{chr(10)}')}",
        f"{SHOWN}   name: small\n",
    ),
}
"""Source -> what the page shows."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of one page for each case."""
    project = Project(tmp_path_factory.mktemp("configurations"))
    project.write("two.yaml", f"{CONFIG}nodes: []\n")
    for case, (text, _) in SHOWING.items():
        project.write(f"{case}.rst", text)
    return project.build()


@pytest.mark.parametrize("case", SHOWING)
def test_a_configuration_is_shown(shown: Build, case: str) -> None:
    """Without a command and a transcript."""
    assert shown.output(f"{case}.txt") == SHOWING[case][1]
    assert shown.of_page(case) == ()


def test_it_is_no_cluster_and_no_block(project: Project) -> None:
    """Nothing is written, created or linked, and nothing that is recorded depends on it."""
    page = f"{CLUSTER.replace('dev', 'dev', 1)}{RUN.format('one')}"
    named = _config(":name: echo-one", name="web", config=f"{CONFIG}name: other\n")
    project.write("with.rst", f"{named}\n{page}")
    project.write("without.rst", page)

    built = project.read()

    with_it, without = built.pages["with"], built.pages["without"]
    assert built.warnings == ()
    assert [each.id for each in with_it.blocks] == [each.id for each in without.blocks]
    assert (with_it.before, with_it.clusters.keys()) == (without.before, without.clusters.keys())
    assert with_it.config_values == without.config_values


def test_a_page_with_nothing_else_has_nothing_to_run(project: Project) -> None:
    """Nor does it need a recording."""
    project.write("index.rst", _config())

    built = project.build()

    assert built.pages == {}
    assert built.warnings == ()


WRONG = {
    "content": (
        {"index.rst": _config(config=f"{CONFIG}nods: []\n")},
        "index.rst:5:4: WARNING: there is no field “nods” here: did you mean “nodes”? [kind.config-field]",
    ),
    "file": (
        {"index.rst": ".. kind-config::\n   :config: a.yaml\n", "a.yaml": f"{CONFIG}nodes: 5\n"},
        (
            "a.yaml:3:8: WARNING: “nodes” wants a list, but this is the number “5”: "
            "write “- ” before each item [kind.config-type]"
        ),
    ),
    "included": (
        {
            "index.rst": "Title\n=====\n\n.. include:: part.txt\n",
            "part.txt": f"Text.\n\n* x\n\n{indent(_config(config=f'{CONFIG}nods: []'), '  ')}",
        },
        "part.txt:9:6: WARNING: there is no field “nods” here: did you mean “nodes”? [kind.config-field]",
    ),
    "name": (
        {"index.rst": _config(name="Dev")},
        "index.rst:1:18: WARNING: “Dev” cannot be",
    ),
    "warning": (
        {"index.rst": _config(config=f"{CONFIG}nodes:\n- image: kindest/node\n")},
        "index.rst:6:13: WARNING: “kindest/node” will be whatever",
    ),
}
"""Files -> the warning."""


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_in_it_is_told_as_of_a_cluster(project: Project, case: str) -> None:
    """At the word: in the directive, in the file, in an included page; the argument is what ``--name`` is."""
    files, expected = WRONG[case]
    for name, text in files.items():
        project.write(name, text.encode())

    first, second = project.build(), project.build()

    (warning,) = first.warnings
    assert warning.startswith(expected)
    assert second.warnings == first.warnings


def test_the_image_of_the_project_counts(project: Project) -> None:
    """What is shown is what the project's clusters are made of."""
    project.write("index.rst", _config(config=f"{CONFIG}networking:\n  kubeProxyMode: nftables\n"))

    newer, older = project.build(), project.build(kind_image="kindest/node:v1.30.0")

    assert newer.warnings == ()
    assert [each.rpartition("[")[2] for each in older.warnings] == ["kind.proxy-mode]"]


def test_it_can_be_shown_again_and_linked(project: Project) -> None:
    """By its name."""
    project.write("a.rst", f"{_config(':name: it', ':caption: First')}\n:ref:`it`\n")
    project.write("b.rst", ".. kind-show:: a:it\n   :lines: 1\n")

    built = project.build()

    assert built.warnings == ()
    assert built.output("b.txt") == "   kind: Cluster\n"
    assert "First" in built.output("a.txt").partition("v1alpha4")[2]


def test_a_misspelled_colon_keeps_the_page_from_being_run(project: Project) -> None:
    """As with any directive that vanishes."""
    project.write("index.rst", f"{CLUSTER}\n.. kind-config: x\n\n{SHOWN}")

    built = project.build(silent=("kind.missing",))

    assert [each.rpartition("[")[2] for each in built.warnings] == ["kind.markup]"]
    assert built.scenario().problems
