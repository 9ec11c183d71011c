"""The domain: read in any order and in parallel, page by page, and asked for links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from kindsphinx.sphinx_ext.domain import split_reference
from kindsphinx.sphinx_ext.project import scenarios_to_run, unmatched
from tests.sphinx_ext.project import CLUSTER, Project

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from tests.sphinx_ext.project import Build

RUN = "\n.. kind-run::\n   :name: hello\n\n   $ echo {}\n"
PAGES = 12


def _book(root: Path) -> Project:
    """Return a project of many pages that show one another."""
    project = Project(root)
    for number in range(PAGES):
        other = (number * 5 + 3) % PAGES
        project.write(
            f"p{number}.rst",
            f"P{number}\n===\n\n:kind:cluster:`p{other}:dev`\n{CLUSTER}{RUN.format(number)}\n"
            f".. kind-show:: p{other}:hello\n   :caption: Again\n",
        )
    project.record({f"echo {number}": f"{number}\n" for number in range(PAGES)})
    return project


def _files(built: Build) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(built.outdir.glob("*.html"))}


def test_parallel_builds_are_identical(tmp_path: Path) -> None:
    """The same pages, the same domain data, and no warning."""
    serial = _book(tmp_path / "serial").build("html")
    parallel = _book(tmp_path / "parallel").build("html", parallel=4)

    assert (serial.warnings, parallel.warnings) == ((), ())
    assert _files(parallel) == _files(serial)
    assert sorted(parallel.pages) == sorted(serial.pages)
    for name, page in serial.pages.items():
        other = parallel.pages[name]
        assert (other.named.keys(), other.clusters.keys()) == (page.named.keys(), page.clusters.keys())
        assert (other.before, other.used, other.recording_digest) == (
            page.before,
            page.used,
            page.recording_digest,
        )
        assert [each.id for each in other.blocks] == [each.id for each in page.blocks]


def test_the_order_of_reading_does_not_matter(tmp_path: Path) -> None:
    """Pages that are read again one by one come out as they were."""
    project = _book(tmp_path)
    before = _files(project.build("html"))
    for number in (7, 2, 11):
        path = project.source / f"p{number}.rst"
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        project.build("html")

    after = project.build("html")

    assert _files(after) == before
    assert after.warnings == ()


def test_a_new_recording_reads_its_page_and_those_that_show_it(project: Project) -> None:
    """And no other."""
    project.write("one.rst", f"{RUN.format(1)}")
    project.write("two.rst", f"{RUN.format(2)}")
    project.write("shows.rst", ".. kind-show:: one:hello\n")
    project.write("links.rst", f"{CLUSTER}\n:kind:cluster:`dev`\n")
    project.record({"echo 1": "old\n"})
    project.build()
    project.record({"echo 1": "new\n"}, "one")

    built = project.build()

    assert built.read == ("one", "shows")
    assert "new" in built.output("one.txt")
    assert "new" in built.output("shows.txt")
    assert built.warnings == ()


def test_a_recording_that_is_removed_reads_its_page_again(project: Project) -> None:
    """What it showed is gone."""
    project.write("index.rst", RUN.format(1))
    project.record({"echo 1": "old\n"})
    project.build()
    project.store.remove("index")

    built = project.build()

    assert built.read == ("index",)
    assert [each.rpartition("[")[2] for each in built.warnings] == ["kind.missing]"]
    assert "Not verified" in built.output()


def test_nothing_is_read_where_nothing_changed(project: Project) -> None:
    """A second build reads nothing."""
    project.write("index.rst", f"{CLUSTER}{RUN.format(1)}")
    project.record()
    project.build()

    assert project.build().read == ()


def test_a_page_that_is_gone_is_forgotten(project: Project) -> None:
    """Its scenario, its clusters and its names; what leads there is told."""
    project.write("one.rst", CLUSTER.replace("dev\n", "dev\n   :no-create:\n"))
    project.write("two.rst", ":kind:cluster:`one:dev`\n")
    first = project.build()
    (project.source / "one.rst").unlink()

    second = project.build()

    assert first.warnings == ()
    assert "one" not in second.pages
    (warning,) = (each for each in second.warnings if "[kind." in each)
    assert warning.startswith("two.rst:1:16: WARNING: there is no page “one”: write its name from the source")


def test_a_cluster_role_leads_to_the_configuration(project: Project) -> None:
    """Of the own page first, of another page with its name, with a title where one is written."""
    cluster = CLUSTER.replace("dev\n", "dev\n   :no-create:\n")
    project.write("guide/one.rst", cluster)
    project.write(
        "index.rst",
        f"{cluster}\n:kind:cluster:`dev`\n\n:kind:cluster:`guide/one:dev`\n\n"
        ":kind:cluster:`another </guide/one:dev>`\n",
    )

    built = project.build("html")

    links = re.findall(r'href="([^"]*)"[^>]*><code [^>]*><span class="pre">(\w+)', built.output("index.html"))
    assert built.warnings == ()
    assert links == [
        ("#kind-cluster-dev", "dev"),
        ("guide/one.html#kind-cluster-dev", "dev"),
        ("guide/one.html#kind-cluster-dev", "another"),
    ]
    assert 'id="kind-cluster-dev"' in built.output("guide/one.html")


def test_a_link_that_leads_nowhere_is_told_once(project: Project) -> None:
    """Also where Sphinx is told to be nitpicky, and its text stays."""
    project.write("index.rst", ":kind:cluster:`nowhere`\n")

    built = project.build("html", nitpicky=True)

    assert [each.rpartition("[")[2] for each in built.warnings] == ["kind.reference]"]
    assert "nowhere" in built.output("index.html")


def test_the_any_role_knows_the_clusters_of_its_page(project: Project) -> None:
    """Others may have the same name."""
    project.write("index.rst", CLUSTER.replace("dev\n", "dev\n   :no-create:\n") + "\n:any:`dev`\n")
    project.write("other.rst", ":any:`dev`\n")

    built = project.build("html")

    assert 'href="#kind-cluster-dev"' in built.output("index.html")
    assert [each.rpartition("[")[2] for each in built.warnings] == ["ref.any]"]


def test_clusters_are_objects_of_the_inventory(project: Project) -> None:
    """The search finds them, and other projects can link to them."""
    project.write("guide/one.rst", CLUSTER.replace("dev\n", "dev\n   :no-create:\n"))
    found: list[object] = []

    def collect(app: SphinxTestApp) -> None:
        app.connect("env-updated", lambda _, env: found.extend(env.domains["kind"].get_objects()))

    project.build("dummy", prepare=collect)

    assert found == [("guide/one:dev", "dev", "cluster", "guide/one", "kind-cluster-dev", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("dev", ("here", "dev"), id="own-page"),
        pytest.param("guide/one:dev", ("guide/one", "dev"), id="other-page"),
        pytest.param("/guide/one:dev", ("guide/one", "dev"), id="with-a-slash"),
        pytest.param(":dev", ("here", "dev"), id="no-page"),
    ],
)
def test_a_reference_has_a_page_and_a_name(text: str, expected: tuple[str, str]) -> None:
    """Without a page it is the page's own."""
    assert split_reference(text, "here") == expected


def test_patterns_choose_pages(project: Project) -> None:
    """By their names; those without anything to run are never chosen."""
    project.write("guide/one.rst", RUN.format(1))
    project.write("guide/two.rst", RUN.format(2))
    project.write("shown.rst", ".. kind-run::\n   :no-run: no\n\n   $ true\n")
    project.write("wrong.rst", ".. kind-run:: nowhere\n\n   $ true\n")
    chosen: dict[str, list[str]] = {}
    missing: list[str] = []

    def choose(app: SphinxTestApp) -> None:
        def ask(_app: object, env: object) -> None:
            for pattern in ("", "guide/*", "*/t?o", "shown"):
                patterns = [pattern] if pattern else []
                chosen[pattern] = [each.docname for each in scenarios_to_run(app.env, patterns)]
            missing.extend(unmatched(app.env, ["guide/*", "guid/*", "shown"]))

        app.connect("env-updated", ask)

    project.build("dummy", prepare=choose, silent=("kind",))

    assert chosen == {
        "": ["guide/one", "guide/two", "wrong"],
        "guide/*": ["guide/one", "guide/two"],
        "*/t?o": ["guide/two"],
        "shown": [],
    }
    assert missing == ["guid/*"]


def test_nodes_are_plain(project: Project) -> None:
    """Any builder can write them: there are no nodes of kindsphinx in a page that is written."""
    project.write("index.rst", f"{CLUSTER}\n.. kind-show:: x\n\n.. kind-file:: a\n   :name: x\n\n   a\n")
    kinds: set[str] = set()

    def collect(app: SphinxTestApp) -> None:
        app.connect(
            "doctree-resolved",
            lambda _app, doctree, _name: kinds.update(
                type(each).__name__ for each in doctree.findall(nodes.Element)
            ),
        )

    project.build("dummy", prepare=collect, silent=("kind.missing",))

    assert kinds <= {each for each in dir(nodes) if not each.startswith("_")}
