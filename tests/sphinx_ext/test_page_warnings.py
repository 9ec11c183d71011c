"""What is wrong in a page is a warning that says what to write instead, and the build goes on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kindsphinx.sphinx_ext.warnings import WarningSubtype
from tests.sphinx_ext.project import CLUSTER, CONFIG, Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sphinx_ext.project import Build

_SECTION = re.compile(
    r"^=== (?P<case>[\w-]+)\n(?P<page>.*?)^---\n(?P<warnings>.*?)(?=^===|\Z)", re.MULTILINE | re.DOTALL
)
FILES: dict[str, str | bytes] = {
    "two.yaml": CONFIG,
    "f.txt": "x\n",
    "s.sh": "true\n",
    "b.bin": b"\xff\xfe\0",
    "folder/a": "x\n",
}
"""What lies beside the pages, besides the folder ``empty``."""


def _mistakes() -> Iterator[tuple[str, tuple[str, tuple[str, ...]]]]:
    """Yield what the file says: subtype and mistake, the page, and its warnings: place, subtype, message."""
    text = Path(__file__).with_name("page_mistakes.txt").read_text(encoding="utf-8")
    for found in _SECTION.finditer(text):
        yield found["case"], (found["page"], tuple(found["warnings"].strip().splitlines()))


MISTAKES = dict(_mistakes())
HARMLESS = ("context", "reference", "verdict")
"""What does not keep a page from being run."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of a project with one page for each mistake."""
    project = Project(tmp_path_factory.mktemp("mistakes"))
    for name, data in FILES.items():
        project.write(name, data)
    (project.source / "empty").mkdir()
    for case, (text, _) in MISTAKES.items():
        project.write(f"{case}.rst", text.encode())
    return project.build(silent=("kind.missing",))


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_with_what_to_write_instead(built: Build, case: str) -> None:
    """All those of a page, each at its place."""
    expected = MISTAKES[case][1]

    assert built.of_page(case) == tuple(_warning(each) for each in expected)


@pytest.mark.parametrize("case", [name for name in MISTAKES if not name.startswith(HARMLESS)])
def test_a_page_with_a_mistake_is_not_run(built: Build, case: str) -> None:
    """The page's scenario says why, with the places."""
    problems = built.scenario(case).problems

    assert len(problems) == len(MISTAKES[case][1])
    assert all(f"/{case}.rst:" in each for each in problems)


def test_every_subtype_about_pages_is_provoked() -> None:
    """Each has a case above; those about recordings and settings have tests of their own."""
    about_recordings = {
        "missing",
        "stale",
        "edited",
        "recording",
        "unused",
        "expectation",
        "value",
        "literal",
    }
    elsewhere = {*about_recordings, "setting", "secret", "build"}

    provoked = {each.split(" ")[1].strip("[]") for _, expected in MISTAKES.values() for each in expected}

    assert provoked == {each.value for each in WarningSubtype} - elsewhere


@pytest.mark.parametrize("subtype", sorted({case.partition("-")[0] for case in MISTAKES}))
def test_suppress_warnings_silences_a_subtype(project: Project, subtype: str) -> None:
    """The page is not run all the same."""
    case = next(name for name in MISTAKES if name.startswith(subtype))
    project.write("index.rst", MISTAKES[case][0].encode())

    built = project.build("dummy", silent=("kind.missing", f"kind.{subtype}"))

    assert built.warnings == ()


def test_the_build_goes_on(project: Project) -> None:
    """Whatever is wrong, what can be shown is shown."""
    project.write("index.rst", ".. kind-run:: nowhere\n   :bogus: 1\n\n   $ echo done\n   done\n")

    built = project.build()

    assert built.output().startswith("   $ echo done\n   done\n")
    assert built.statuscode == 0


def test_a_page_that_cannot_be_run_needs_no_recording(project: Project) -> None:
    """First it is corrected, then it is recorded."""
    project.write("index.rst", f"{CLUSTER}\n.. kind-run::\n   :bogus:\n\n   $ true\n")

    built = project.build()

    assert [each.rpartition("[")[2] for each in built.warnings] == ["kind.option]"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(".. kind-run::\n   :timeout: 1s\n   :timeout: 2s\n\n   $ true\n", id="option-twice"),
        pytest.param(".. kind-run::\n   :timeout 1s\n   :retry: 1\n\n   $ true\n", id="option-without-colon"),
    ],
)
def test_what_docutils_refuses_is_not_run_either(project: Project, page: str) -> None:
    """Docutils tells it in its own words, before a directive of kindsphinx comes into play."""
    project.write("index.rst", page)

    built = project.build("dummy")

    assert len(built.warnings) == 1
    assert len(built.scenario().problems) == 1


def test_an_unknown_directive_of_kindsphinx_is_told_by_docutils(project: Project) -> None:
    """The page is not run then."""
    project.write("index.rst", ".. kind-rum::\n\n   $ true\n")

    built = project.build("dummy")

    assert "Unknown directive type" in built.warnings[0]
    assert len(built.scenario().problems) == 1


SURPRISING = """
.. kind-cluster:: dev
   :wait: 5m

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4
   networking:
     disableDefaultCNI: true
   nodes:
   - role: control-plane
   - role: control-plane
"""


def test_what_kind_accepts_is_run_whatever_is_said_about_it(project: Project) -> None:
    """The options of the directive count, too: here it waits for nodes without a network."""
    project.write("index.rst", SURPRISING)

    built = project.read()

    assert [each.rpartition("[")[2] for each in built.warnings] == [
        "kind.cni-wait]",
        "kind.even-control-planes]",
    ]
    assert built.scenario().problems == ()


def test_suppress_warnings_silences_a_rule_of_configurations(project: Project) -> None:
    """By the name of the rule."""
    project.write("index.rst", SURPRISING)

    built = project.build("dummy", silent=("kind.missing", "kind.cni-wait"))

    assert [each.rpartition("[")[2] for each in built.warnings] == ["kind.even-control-planes]"]


def _warning(expected: str) -> str:
    """Return the warning of a line of the table."""
    place, subtype, message = expected.split(" ", 2)
    return f"{place}: WARNING: {message} [kind.{subtype.strip('[]')}]"


def test_a_mistake_is_told_in_every_build(project: Project) -> None:
    """Also in the one that does not read the page again, and in the one that runs pages."""
    project.write("index.rst", ".. kind-run:: nowhere\n\n   $ true\n")

    builds = [project.build("text"), project.build("text"), project.build("doctest")]

    assert [len(each.warnings) for each in builds] == [1, 1, 1]
    assert all("nowhere" in each.warnings[0] for each in builds)
