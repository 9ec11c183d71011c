"""``kind_scope``: which pages use a cluster together, and in which order they run then."""

from __future__ import annotations

import pytest

from tests.sphinx_ext.fake_builder import run
from tests.sphinx_ext.project import CLUSTER, Project

RUN = "\n.. kind-run::\n\n   $ echo one\n"
OTHER = CLUSTER.replace("kind: Cluster", "kind: Cluster\n   networking: {ipFamily: ipv6}")


@pytest.fixture
def book(project: Project) -> Project:
    """Return a project with three pages with a cluster, two of which have the same."""
    project.write("a.rst", f"{CLUSTER}{RUN}")
    project.write("b.rst", f"{OTHER}{RUN}")
    project.write("c.rst", f"{CLUSTER}{RUN}")
    return project


def test_each_page_has_its_own_cluster_by_default(book: Project) -> None:
    """In the order of the project."""
    ran = run(book)

    assert ran.opened == ["a", "b", "c"]
    assert not any(ran.sharing.values())


def test_pages_with_the_same_cluster_follow_one_another(book: Project) -> None:
    """The reports have them where they are in the project."""
    ran = run(book, kind_scope="project")

    assert ran.opened == ["a", "c", "b"]
    assert {page: each.pages if each else None for page, each in ran.sharing.items()} == {
        "a": ("a", "c"),
        "c": ("a", "c"),
        "b": None,
    }
    pages = [page for page, _, _ in ran.outcomes]
    assert pages == sorted(pages)
    assert set(pages) == {"a", "b", "c"}


def test_a_page_that_is_chosen_alone_is_judged_as_in_a_run_of_all(book: Project) -> None:
    """What it leaves behind is told in both."""
    ran = run(book, kind_scope="project", kind_pages=["c"])

    assert ran.opened == ["c"]
    assert ran.sharing["c"]
    assert ran.sharing["c"].pages == ("c",)


ALONE = (
    'b.rst:1: the page has a cluster of its own in spite of kind_scope = "project": '
    "the “dev” of “a” has another configuration"
)


def test_a_page_that_does_not_share_says_why_where_that_is_asked_for(
    book: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ``-v``, before anything is run; the others share."""
    monkeypatch.chdir(book.source)
    book.verbosity = 1

    ran = run(book, kind_scope="project")

    assert [line for line in ran.text.splitlines() if "of its own" in line] == [ALONE]


@pytest.mark.parametrize(("verbosity", "scope"), [(0, "project"), (1, "document")])
def test_a_page_with_a_cluster_of_its_own_is_silent_else(book: Project, verbosity: int, scope: str) -> None:
    """It is nothing wrong."""
    book.verbosity = verbosity

    assert "of its own" not in run(book, kind_scope=scope).text


def test_what_cannot_be_removed_at_the_end_is_told(book: Project) -> None:
    """And the run has not gone well."""
    ran = run(book, kind_scope="project", left=("dev-control-plane: the engine is gone",))

    assert "not everything could be removed: dev-control-plane: the engine is gone" in ran.text
    assert ran.status == 1


def test_a_scope_that_there_is_not_is_told(book: Project) -> None:
    """And each page has its own."""
    ran = run(book, kind_scope="page")

    assert [each for each in ran.built.warnings if "kind_scope" in each] == [
        (
            "WARNING: kind_scope: 'page' is not used, 'document' is: "
            "one of 'document', 'project' is needed [kind.setting]"
        )
    ]
    assert ran.opened == ["a", "b", "c"]
