"""kind-show: the same again, on any page, in its own looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.project import Project

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Build

SOURCE = """
.. kind-cluster:: dev
   :name: the-cluster

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4

.. kind-run::
   :name: nodes

   $ kubectl get nodes

.. kind-file:: a.yaml
   :name: manifest
   :hidden:

   colour: green

.. kind-run::
   :name: script
   :file: count.sh

.. kind-run::
   :name: never
   :no-run: too slow

   $ sleep 100

.. kind-delete::
   :name: gone

.. kind-create:: dev
   :name: back
"""
CREATE = "kind create cluster --name dev --config dev.yaml"
DELETE = "kind delete cluster --name dev"
ANSWERS = {
    CREATE: " • Writing configuration 📜  ...\n ✓ Writing configuration 📜\n",
    DELETE: "Deleted\n",
    "kubectl get nodes": "NAME\ndev\n",
    "bash count.sh": "1\n",
}
CONFIG = "   kind: Cluster\n   apiVersion: kind.x-k8s.io/v1alpha4\n"
CREATION = f"   $ {CREATE}\n    ✓ Writing configuration 📜\n"

CASES = {
    "a-cluster": ("the-cluster", "", f"{CONFIG}\n{CREATION}"),
    "a-configuration": ("the-cluster", ":show: config", CONFIG),
    "a-command": ("the-cluster", ":show: command", f"   $ {CREATE}\n"),
    "commands": ("nodes", "", "   $ kubectl get nodes\n   NAME\n   dev\n"),
    "output": ("nodes", ":show: output", "   NAME\n   dev\n"),
    "selected-output": ("nodes", ":show: output\n:lines: 2", "   dev\n"),
    "file": ("manifest", "", "   colour: green\n"),
    "script": ("script", "", "   echo 1\n\n   $ bash count.sh\n   1\n"),
    "not-verified": ("never", "", "   $ sleep 100\n\n**Not verified**: too slow.\n"),
    "deletion": ("gone", "", f"   $ {DELETE}\n   Deleted\n"),
    "creation": ("back", "", CREATION),
}
"""Name, options -> what is shown."""


def _show(name: str, options: str) -> str:
    return "\n".join([f".. kind-show:: {name}", *(f"   {each}" for each in options.splitlines()), ""])


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of a page with blocks, and of pages read before and after it that show them."""
    project = Project(tmp_path_factory.mktemp("again"))
    project.write("guide/count.sh", "echo 1\n")
    project.write("guide/m.rst", SOURCE)
    for case, (name, options, _) in CASES.items():
        project.write(f"before/{case}.rst", _show(f"guide/m:{name}", options))
        project.write(f"guide/n/{case}.rst", _show(f"/guide/m:{name}", options))
    project.record(ANSWERS)
    return project.build()


@pytest.mark.parametrize("page", ["before", "guide/n"], ids=["read-before", "read-after"])
@pytest.mark.parametrize("case", CASES)
def test_a_block_of_another_page_is_shown_again(shown: Build, page: str, case: str) -> None:
    """It does not matter which of the two pages is read first."""
    assert shown.output(f"{page}/{case}.txt") == CASES[case][2]
    assert shown.of_page(f"{page}/{case}") == ()


def test_showing_again_runs_nothing(shown: Build) -> None:
    """The page that shows has nothing to run."""
    assert shown.runs("before/commands") == ()
    assert shown.warnings == ()


def test_a_block_below_is_shown_too(project: Project) -> None:
    """On its own page a name needs no page."""
    project.write("index.rst", ".. kind-show:: x\n\n.. kind-file:: a.txt\n   :name: x\n\n   hello\n")

    built = project.build()

    assert built.output() == "   hello\n\n   hello\n"
    assert built.warnings == ()


def test_it_looks_as_its_own_options_say(project: Project) -> None:
    """The caption holds the first listing, and the others follow."""
    project.write(
        "index.rst",
        """
        .. kind-cluster:: dev
           :name: it
           :caption: First

           kind: Cluster
           apiVersion: kind.x-k8s.io/v1alpha4

        .. kind-show:: it
           :caption: *Second*
           :emphasize: Cluster
           :linenos:
           :class: again
        """,
    )
    project.record({CREATE: "Cluster\n"})

    built = project.build("html")

    page = built.output("index.html").partition("Second")[2]
    assert built.warnings == ()
    assert page.count('<span class="hll">') == 2
    assert 'class="again highlight-yaml' in page
    assert page.index("</div>") < page.index("highlight-console")


WRONG = {
    "unknown-name": (
        ".. kind-show:: nope",
        (
            "1:16: WARNING: this page has no named block with something to show “nope”: it has “x”; "
            "write PAGE:NAME for one of another page [kind.reference]"
        ),
    ),
    "unknown-page": (
        ".. kind-show:: nope:x",
        (
            "1:16: WARNING: there is no page “nope”: write its name from the source folder, without suffix "
            "[kind.reference]"
        ),
    ),
    "unknown-name-of-another-page": (
        ".. kind-show:: named:y",
        (
            "1:16: WARNING: the page “named” has no named block with something to show “y”: it has “x” "
            "[kind.reference]"
        ),
    ),
    "no-name": (
        ".. kind-show::",
        "1:1: WARNING: the name of a block is missing: write it behind “kind-show::” [kind.argument]",
    ),
    "two-words": (
        ".. kind-show:: x y",
        (
            "1:16: WARNING: “x y” cannot be a block's name: a blank line is missing below “kind-show::” "
            "[kind.argument]"
        ),
    ),
    "selection": (
        ".. kind-show:: named:x\n   :start-at: nowhere",
        "1:16: WARNING: “start-at”: no line has the text “nowhere” [kind.option]",
    ),
}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of one page for each mistake."""
    project = Project(tmp_path_factory.mktemp("wrong"))
    named = ".. kind-file:: a.txt\n   :name: x\n\n   hello\n"
    project.write("named.rst", named)
    for case, (text, _) in WRONG.items():
        project.write(f"{case}.rst", f"{text}\n\n{named}" if case == "unknown-name" else f"{text}\n")
    return project.build()


@pytest.mark.parametrize("case", WRONG)
def test_what_leads_nowhere_is_said(wrong: Build, case: str) -> None:
    """With the names that there are."""
    assert wrong.of_page(case) == (WRONG[case][1],)


def test_a_name_is_a_target_once(project: Project) -> None:
    """Whatever is shown: of several listings it is the first, and it is there where nothing is."""
    project.write(
        "index.rst",
        """
        .. kind-run::
           :no-run: no
           :file: run.sh
           :name: it

        .. kind-show:: it
           :name: both

        .. kind-show:: it
           :show: output
           :name: nothing

        .. kind-show:: nowhere
           :name: lost
        """,
    )
    project.write("run.sh", "true\n")

    built = project.build("html", silent=("kind.reference",))

    assert [built.output("index.html").count(f'id="{name}"') for name in ("both", "nothing", "lost")] == [
        1,
        1,
        1,
    ]
    assert built.warnings == ()


def test_a_page_that_is_read_again_is_shown_as_it_is_now(project: Project) -> None:
    """The pages that show a block are read again with the page that has it."""
    project.write("source.rst", ".. kind-file:: a.txt\n   :name: x\n\n   old\n")
    project.write("shows.rst", ".. kind-show:: source:x\n")
    project.build()
    project.write("source.rst", ".. kind-file:: a.txt\n   :name: x\n\n   new\n")

    built = project.build()

    assert built.output("shows.txt") == "   new\n"
    assert built.read == ("shows", "source")
    assert built.warnings == ()
