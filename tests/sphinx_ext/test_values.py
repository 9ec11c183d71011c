"""Captured values, and those of a configuration, in commands and in prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.project import CLUSTER, Project

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Build

PAGE = """
Title
=====

Port :kind:value:`PORT (about 40000)` of :kind:value:`dev.nodes` node.

.. kind-cluster:: dev

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4

.. kind-run::
   :name: port
   :capture: PORT = :(\\d+)

   $ docker port dev

.. kind-run::
   :name: use

   $ curl "localhost:${PORT}" '${PORT}' ${OTHER}
"""
CREATE = "kind create cluster --name dev --config dev.yaml"
ANSWERS = {
    CREATE: "created\n",
    "docker port dev": "6443/tcp -> 127.0.0.1:40075\n",
    "curl \"localhost:${PORT}\" '${PORT}' ${OTHER}": "ok\n",
}
HIGH = (
    "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n"
    + "- role: control-plane\n" * 3
    + "- role: worker\n" * 5
)


@pytest.fixture
def recorded(project: Project) -> Project:
    """Return a project with one page and its recording."""
    project.write("index.rst", PAGE)
    project.record(ANSWERS)
    return project


def test_prose_and_commands_have_what_was_recorded(recorded: Project) -> None:
    """So that the text cannot say another port than the listing."""
    built = recorded.build()

    assert built.warnings == ()
    assert "Port 40075 of 1 node." in built.output()
    assert "$ curl \"localhost:40075\" '${PORT}' ${OTHER}" in built.output()


@pytest.mark.parametrize("builder", ["html", "latex", "man", "epub", "xml"])
def test_every_builder_publishes_it(recorded: Project, builder: str) -> None:
    """As text, which needs nothing of any writer."""
    built = recorded.build(builder, silent=("epub.unknown_project_files",))

    texts = [path.read_text("utf-8", "replace") for path in built.outdir.rglob("*") if path.is_file()]
    assert any("Port 40075 of 1 node." in text for text in texts)


def test_without_a_recording_the_fallback_stands_there(project: Project) -> None:
    """And a warning says so, in every build that publishes."""
    project.write("index.rst", PAGE)

    first, second = project.build(silent=("kind.missing",)), project.build(silent=("kind.missing",))

    assert "Port about 40000 of 1 node." in first.output()
    assert 'curl "localhost:${PORT}"' in first.output()
    assert first.warnings == second.warnings
    assert first.of_page("index") == (
        (
            "4:19: WARNING: there is no recorded value for “PORT”, and “about 40000” stands in its place: "
            "record the page with “python -m kindsphinx record index” [kind.value]"
        ),
    )


def test_a_new_recording_reaches_the_prose_of_every_page(recorded: Project) -> None:
    """A page that publishes a value of another page is read again with it."""
    recorded.write(
        "other.rst", "Other\n=====\n\nThe port is :kind:value:`index:PORT`, :kind:value:`/index:dev.nodes`.\n"
    )
    assert "The port is 40075, 1." in recorded.build().output("other.txt")
    recorded.record({**ANSWERS, "docker port dev": "6443/tcp -> 127.0.0.1:44963\n"}, "index")

    second = recorded.build()

    assert "The port is 44963, 1." in second.output("other.txt")
    assert second.read == ("index", "other")


def test_a_block_that_is_shown_again_shows_the_value(recorded: Project) -> None:
    """As it stands on its own page."""
    recorded.write("other.rst", "Other\n=====\n\n.. kind-show:: index:use\n   :show: command\n")

    assert "$ curl \"localhost:40075\" '${PORT}' ${OTHER}" in recorded.build().output("other.txt")


def test_what_follows_from_the_configuration_needs_no_recording(project: Project) -> None:
    """Nodes, control planes, workers, context and load balancer, also before the cluster on the page."""
    indented = "".join(f"   {line}\n" for line in HIGH.splitlines())
    names = ["nodes", "control-planes", "workers", "context", "load-balancer"]
    prose = ", ".join(f":kind:value:`dev.{name}`" for name in names)
    project.write(
        "index.rst", f"Title\n=====\n\n{prose}\n\n.. kind-cluster:: dev\n   :no-create:\n\n{indented}"
    )

    built = project.build(silent=("kind.even-control-planes",))

    assert built.warnings == ()
    assert "8, 3, 5, kind-dev, dev-external-load-" in built.output()


WRONG = {
    "misspelt": (":kind:value:`PROT`", "4:13: WARNING: this page has no value “PROT”; did you mean “PORT”?"),
    "unknown": (":kind:value:`XY`", "4:13: WARNING: this page has no value “XY”: it has dev.nodes"),
    "no-page": (":kind:value:`nowhere:X`", "4:13: WARNING: there is no page “nowhere”"),
    "no-load-balancer": (
        ":kind:value:`dev.load-balancer`",
        "4:13: WARNING: the cluster “dev” has no load balancer, since it has one control plane",
    ),
}


@pytest.mark.parametrize(("role", "message"), WRONG.values(), ids=WRONG)
def test_a_value_that_nobody_has_is_told(recorded: Project, role: str, message: str) -> None:
    """In every build, at the word, with what there is."""
    recorded.write("index.rst", PAGE.replace(":kind:value:`PORT (about 40000)`", role))

    first, second = recorded.build(), recorded.build()

    assert first.warnings == second.warnings
    (found,) = first.of_page("index")
    assert found.replace("4:19", "4:13").startswith(message)


MISTAKES = {
    "no-regex": ("PORT = (", "13:14: WARNING: “capture”: “(” is no regular expression: "),
    "no-name": ("PORT-A = x", "13:14: WARNING: “capture”: “PORT-A” cannot be a name: "),
}


@pytest.mark.parametrize(("capture", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_wrong_capture_is_told_at_its_word(recorded: Project, capture: str, message: str) -> None:
    """And the page is not run."""
    recorded.write("index.rst", PAGE.replace("PORT = :(\\d+)", capture))

    built = recorded.build(silent=("kind.reference", "kind.stale"))

    assert next(each for each in built.of_page("index") if "“capture”" in each).startswith(message)
    assert built.scenario().problems


def test_a_name_is_captured_once_on_a_page(recorded: Project) -> None:
    """Else the prose could mean either."""
    again = PAGE.replace("   :name: use\n", "   :name: use\n   :capture: PORT = x\n")
    recorded.write("index.rst", again)

    built = recorded.build(silent=("kind.stale", "kind.capture"))

    assert built.of_page("index")[0].startswith("19:14: WARNING: “PORT” is captured above already")


def test_a_capture_that_finds_nothing_in_the_recording_is_told(recorded: Project) -> None:
    """Where it is written, whoever uses it."""
    recorded.record({**ANSWERS, "docker port dev": "nothing\n"})

    built = recorded.build(silent=("kind.value",))

    (found,) = built.of_page("index")
    assert found.startswith("13:14: WARNING: “capture” finds nothing for PORT in the recording")


LITERALS = {
    "port": ("It is port 40075 now.", "4:12: WARNING: “40075” is a port of the recorded run"),
    "in-code": ("It is ``localhost:40075`` now.", "4:19: WARNING: “40075” is a port of the recorded run"),
    "in-a-list": ("#. It is 40075.", "4:10: WARNING: “40075” is a port of the recorded run"),
}


@pytest.mark.parametrize(("prose", "message"), LITERALS.values(), ids=LITERALS)
def test_a_value_by_chance_in_the_prose_will_rot(recorded: Project, prose: str, message: str) -> None:
    """It is told with the role that publishes the recorded one."""
    recorded.write(
        "index.rst",
        PAGE.replace("Port :kind:value:`PORT (about 40000)` of :kind:value:`dev.nodes` node.", prose),
    )

    (found,) = recorded.build().of_page("index")

    assert found.startswith(message)
    assert "write :kind:value:`PORT` [kind.literal]" in found


def test_a_value_that_nobody_captures_is_told_with_its_block(recorded: Project) -> None:
    """The author learns where to capture it."""
    recorded.write(
        "index.rst",
        PAGE.replace("   :capture: PORT = :(\\d+)\n", "").replace("PORT (about 40000)", "dev.nodes"),
    )
    recorded.record(ANSWERS)
    recorded.write(
        "index.rst", (recorded.source / "index.rst").read_text("utf-8").replace("Port ", "Port 40075, ")
    )

    (found,) = recorded.build().of_page("index")

    assert "add “:capture: NAME = …” to the block at" in found


@pytest.mark.parametrize("prose", ["It is port 6443.", "Port 80 and 40076.", "After 40075s."])
def test_other_numbers_are_left_alone(recorded: Project, prose: str) -> None:
    """What the author chose, and what was not recorded."""
    recorded.write("index.rst", PAGE.replace("Port :kind:value:`PORT (about 40000)` of", f"{prose} Port"))

    assert recorded.build().warnings == ()


def test_a_capture_makes_only_those_stale_that_use_it(recorded: Project) -> None:
    """One that is added for the prose leaves every recording as fresh as it was."""
    added = PAGE.replace("   :capture: PORT", "   :capture: IP = (127[\\d.]+)\n             PORT")
    recorded.write("index.rst", added)
    unchanged = recorded.build()
    recorded.write("index.rst", PAGE.replace("PORT = :(\\d+)", "PORT = :(\\d\\d+)"))

    changed = recorded.build()

    assert unchanged.warnings == ()
    assert ["kind.stale" in each for each in changed.of_page("index")] == [True]


def test_a_cluster_with_a_value_in_the_title(project: Project) -> None:
    """The table of contents has the text as well."""
    project.write(
        "index.rst",
        f":kind:value:`dev.nodes (some)` nodes\n{'=' * 40}\n\n.. toctree::\n\n   index\n{CLUSTER}",
    )
    built: Build = project.build("html", silent=("kind.missing", "toc.circular"))

    assert "1 nodes" in built.output("index.html")
