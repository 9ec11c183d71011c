"""What is wrong with ``:after:`` is told at its place, in every build, and keeps the page from being run."""

from __future__ import annotations

import pytest

from tests.sphinx_ext.going_on_pages import AFTER, INSTALL, RUN
from tests.sphinx_ext.project import CLUSTER, Project

WRONG = {
    "no-page": ("instal", 2, 12, "there is no page “instal”; did you mean “install”? [kind.after]"),
    "far": (
        "x/y",
        2,
        12,
        (
            "there is no page “x/y”: write its name relative to this page, or from the source folder with "
            "a leading "
            "“/” [kind.after]"
        ),
    ),
    "suffix": (
        "install.rst",
        2,
        12,
        "there is no page “install.rst”: write its name without “.rst” [kind.after]",
    ),
    "outside": (
        "../install",
        2,
        12,
        (
            "“../install” leads out of the source folder: name a page of this project, relative to this "
            "page, or from "
            "the source folder with a leading “/” [kind.after]"
        ),
    ),
    "excluded": (
        "old",
        2,
        12,
        ("the page “old” is left out of this build (exclude_patterns): nothing goes on from it [kind.after]"),
    ),
    "nothing": (
        "index",
        2,
        12,
        "there is nothing to go on from: the page “index” runs nothing [kind.after]",
    ),
    "itself": ("itself", 2, 12, "a page cannot go on from itself: name another [kind.after]"),
    "no-name": ("", 2, 5, "“after” needs a value [kind.option]"),
}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with one page for each mistake."""
    project = Project(tmp_path_factory.mktemp("wrong"))
    project.conf = "exclude_patterns = ['old.rst']"
    project.write("install.rst", INSTALL)
    project.write("old.rst", INSTALL)
    for name, (page, *_) in WRONG.items():
        project.write(f"{name}.rst", f"{AFTER.format(page)}{RUN}")
    return project


@pytest.mark.parametrize("case", WRONG)
def test_a_page_that_cannot_be_gone_on_from_is_told(wrong: Project, case: str) -> None:
    """At the word, in every build, whatever is read in it; and the page is not run."""
    _, line, column, message = WRONG[case]

    for built in (wrong.read(), wrong.read()):
        assert built.of_page(case) == (f"{line}:{column}: WARNING: {message}",)
        assert [message.rpartition(" [")[0] in each for each in built.scenarios[case].problems] == [True]


def test_a_circle_is_told_with_its_way(project: Project) -> None:
    """At each page of it; a page that leads into it is not run either."""
    for page, before in {"a": "b", "b": "c", "c": "a", "d": "a"}.items():
        project.write(f"{page}.rst", f"{AFTER.format(before)}{RUN}")

    built = project.read()

    assert built.of_page("b") == (
        (
            "2:12: WARNING: pages go on from each other in a circle, b → c → a → b: one of them has to begin "
            "[kind.after]"
        ),
    )
    assert built.of_page("d") == ()
    assert (
        built.scenarios["d"]
        .problems[0]
        .startswith("the page “a”, which this page goes on from, has mistakes: ")
    )


CLUSTERS = {
    "unknown": (
        AFTER.format("install").replace("dev", "dv"),
        "1:19: WARNING: the page “install” has no cluster “dv”; did you mean “dev”? [kind.after]",
    ),
    "far": (
        AFTER.format("install").replace("dev", "prod"),
        "1:19: WARNING: the page “install” has no cluster “prod”: it has “dev”, “gone” [kind.after]",
    ),
    "deleted": (
        AFTER.format("install").replace("dev", "gone"),
        (
            "1:19: WARNING: the page “install” deletes its cluster “gone”: leave out its “kind-delete”, as "
            "all "
            "clusters of a page are deleted when it has ended [kind.after]"
        ),
    ),
    "without name": (
        AFTER.format("install").replace(" dev", ""),
        (
            "1:1: WARNING: which cluster the page goes on with is missing: write its name behind "
            "“kind-cluster::” "
            "[kind.argument]"
        ),
    ),
    "twice": (
        f"{AFTER.format('install')}\n{AFTER.format('install')}",
        (
            "4:19: WARNING: this page has a cluster “dev” already (index.rst:1:19): leave out one of them "
            "[kind.clash]"
        ),
    ),
    "defined again": (
        f"{AFTER.format('install')}{CLUSTER}",
        (
            "4:19: WARNING: this page has a cluster “dev” already (index.rst:1:19): give this one another "
            "name "
            "[kind.clash]"
        ),
    ),
    "one of the other's names": (
        f"{AFTER.format('third')}{CLUSTER.replace('dev', 'two')}",
        (
            "4:1: WARNING: the page “install”, which this page goes on from, makes a cluster “two”, too: "
            "give this "
            "one another name [kind.clash]"
        ),
    ),
    "two pages": (
        f"{AFTER.format('install')}\n{AFTER.format('other').replace('dev', 'x')}",
        (
            "5:12: WARNING: this page goes on from “install” already (index.rst:2:12), and from one only: "
            "let that "
            "one go on from the other [kind.clash]"
        ),
    ),
    "after something": (
        f"{RUN.replace(' dev', '')}\n{AFTER.format('install')}",
        (
            "6:12: WARNING: a page goes on from another before it does anything itself: move this above "
            "index.rst:1:1 [kind.option]"
        ),
    ),
    "content": (
        f"{AFTER.format('install')}\n   kind: Cluster\n",
        (
            "4:4: WARNING: the configuration of this cluster is on the page “install”: leave out the "
            "content, or "
            "“after” [kind.content]"
        ),
    ),
    "option": (
        f"{AFTER.format('install')}   :image: node:a\n",
        (
            "3:5: WARNING: “image” cannot be used here: the page “install” says how the cluster is made; "
            "write it "
            "there, or leave out “after” [kind.option]"
        ),
    ),
    "created": (
        f"{AFTER.format('install')}\n.. kind-create:: dev\n",
        (
            "4:1: WARNING: the cluster “dev” is one of the page “install”: define one of this page with "
            "“kind-cluster” [kind.clash]"
        ),
    ),
}


@pytest.mark.parametrize("case", CLUSTERS)
def test_what_is_wrong_with_a_cluster_is_told(project: Project, case: str) -> None:
    """At the line that is to be corrected."""
    written, message = CLUSTERS[case]
    gone = CLUSTER.replace("dev", "gone")
    project.write("install.rst", f"{INSTALL}{gone}\n.. kind-delete:: gone\n")
    if "third" in written:
        project.write("install.rst", f"{INSTALL}{CLUSTER.replace('dev', 'two')}")
        project.write("third.rst", f"{AFTER.format('install')}{RUN}")
    project.write("index.rst", written)

    built = project.read()

    assert [each.replace(f"{project.source}/", "") for each in built.of_page("index")] == [message]
    assert built.scenarios["index"].problems
