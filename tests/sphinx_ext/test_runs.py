"""kind-run: what it shows, recorded and not, and what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kindsphinx.core.ports import Output
from tests.sphinx_ext.project import CLUSTER, Project

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Build

NODES = """\
NAME                STATUS   ROLES           AGE   VERSION
dev-control-plane   Ready    control-plane   61s   v1.34.0
dev-worker          Ready    <none>          42s   v1.34.0
"""
ANSWERS = {
    "kubectl get nodes": NODES,
    "kind version": " • Preparing nodes 📦  ...\n ✓ Preparing nodes 📦\n",
    "for number in 1 2; do\n  echo $number\ndone": "1\n2\n",
    "echo one \\\n    two": "one two\n",
    "cat <<EOF\n$ a line\nEOF": "$ a line\n",
    "bash count.sh": "1\n2\n3\n",
    "sysctl kernel": "kernel.ostype = Linux\n",
    "echo '$ x'": "$ x\n",
    "true": "",
}

SHOWN = {
    "recorded": ("$ kubectl get nodes", f"$ kubectl get nodes\n{NODES}"),
    "recorded-with-an-expectation": (
        "$ kubectl get nodes\n" + NODES.replace("61s", "90s"),
        f"$ kubectl get nodes\n{NODES}",
    ),
    "cut-where-the-expectation-is-cut": (
        "$ kubectl get nodes\nNAME                STATUS   ROLES           AGE   VERSION\n...\n",
        "$ kubectl get nodes\nNAME                STATUS   ROLES           AGE   VERSION\n...\n",
    ),
    "two-commands": (
        "$ kubectl get nodes\n$ true",
        f"$ kubectl get nodes\n{NODES}$ true\n",
    ),
    "steps-of-kind-once": ("$ kind version", "$ kind version\n ✓ Preparing nodes 📦\n"),
    "continued-with-prompts": (
        "$ for number in 1 2; do\n>   echo $number\n> done",
        "$ for number in 1 2; do\n>   echo $number\n> done\n1\n2\n",
    ),
    "continued-with-a-backslash": (
        "$ echo one \\\n    two",
        "$ echo one \\\n    two\none two\n",
    ),
    "here-document": ("$ cat <<EOF\n$ a line\nEOF", "$ cat <<EOF\n$ a line\nEOF\n$ a line\n"),
    "escaped-prompt": ("$ echo '$ x'\n\\$ x", "$ echo '$ x'\n$ x\n"),
    "only-commands": (":show: command\n\n$ kubectl get nodes", "$ kubectl get nodes\n"),
    "only-output": (":show: output\n\n$ kubectl get nodes", NODES),
    "other-prompt": (":prompt: #\n\n# sysctl kernel", "# sysctl kernel\nkernel.ostype = Linux\n"),
    "script": (
        ":file: count.sh",
        "for number in 1 2 3\ndo echo $number\ndone\n\n$ bash count.sh\n1\n2\n3\n",
    ),
    "only-script": (
        ":file: count.sh\n:show: command",
        "for number in 1 2 3\ndo echo $number\ndone\n\n$ bash count.sh\n",
    ),
    "hidden": (":hidden:\n\n$ true", ""),
    "part-of-the-lines": (
        ":lines: 1,3-\n\n$ kubectl get nodes",
        "$ kubectl get nodes\n" + "".join(NODES.splitlines(keepends=True)[1:]),
    ),
}
"""Options and content -> what the page shows, without the indentation."""


def a_run(text: str) -> str:
    """Return a kind-run; *text* is its content, or begins with options."""
    separator = "" if text.startswith(":") else "\n"
    return f".. kind-run::\n{separator}" + "".join(
        f"   {line}\n" if line else "\n" for line in text.split("\n")
    )


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of one recorded page for each case."""
    project = Project(tmp_path_factory.mktemp("shown"))
    project.write("count.sh", "for number in 1 2 3\ndo echo $number\ndone\n")
    for name, (text, _) in SHOWN.items():
        project.write(f"{name}.rst", a_run(text))
    project.record(ANSWERS)
    return project.build()


@pytest.mark.parametrize("case", SHOWN)
def test_a_page_shows_commands_as_written_and_what_they_printed(shown: Build, case: str) -> None:
    """Multi-line commands keep the form that their author gave them."""
    assert _unindented(shown.output(f"{case}.txt")) == SHOWN[case][1]
    assert shown.of_page(case) == ()


UNVERIFIED = {
    "missing-expected": (
        "$ kubectl get nodes\nNAME   STATUS",
        "   $ kubectl get nodes\n   NAME   STATUS\n\n**Not verified**: it has no recording yet.\n",
    ),
    "missing-unexpected": (
        "$ kubectl get nodes",
        "   $ kubectl get nodes\n\n**Not verified**: it has no recording yet.\n",
    ),
    "missing-output-file": (
        ":output: nodes.txt\n\n$ true\n$ kubectl get nodes",
        "   $ true\n   $ kubectl get nodes\n   NAME   STATUS\n\n**Not verified**: it has no recording yet.\n",
    ),
    "missing-but-output-not-shown": (
        ":show: command\n\n$ kubectl get nodes\nNAME",
        "   $ kubectl get nodes\n",
    ),
    "no-run": (
        ":no-run: it needs a cloud account\n\n$ kubectl get nodes\nNAME   STATUS",
        "   $ kubectl get nodes\n   NAME   STATUS\n\n**Not verified**: it needs a cloud account.\n",
    ),
    "no-run-in-chinese": (
        ":no-run: 需要云账户。\n\n$ true",
        "   $ true\n\n**Not verified**: 需要云账户。\n",
    ),
    "no-run-output-file": (
        ":no-run: it takes an hour\n:output: nodes.txt\n\n$ kubectl get nodes",
        "   $ kubectl get nodes\n   NAME   STATUS\n\n**Not verified**: it takes an hour.\n",
    ),
}


@pytest.fixture(scope="module")
def unverified(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return the build of one page without a recording for each case."""
    project = Project(tmp_path_factory.mktemp("unverified"))
    project.write("nodes.txt", "NAME   STATUS\n")
    for name, (text, _) in UNVERIFIED.items():
        project.write(f"{name}.rst", a_run(text))
    return project.build(silent=("kind.missing",))


@pytest.mark.parametrize("case", UNVERIFIED)
def test_what_nobody_has_verified_says_so_with_the_reason(unverified: Build, case: str) -> None:
    """Shown is what the author wrote."""
    assert unverified.output(f"{case}.txt") == UNVERIFIED[case][1]
    assert unverified.of_page(case) == ()


def test_a_stale_output_is_shown_and_marked(project: Project) -> None:
    """The mark names what changed since."""
    project.write("index.rst", f"{CLUSTER}\n{a_run('$ kubectl get nodes')}")
    project.record({"kubectl get nodes": NODES})
    project.write(
        "index.rst", f"{CLUSTER}   nodes:\n   - role: control-plane\n\n{a_run('$ kubectl get nodes')}"
    )

    built = project.build(silent=("kind.stale",))

    assert "dev-worker          Ready" in built.output()
    assert built.output().endswith(
        "**Not verified**: its recording is stale: dev.yaml changed since it\nwas recorded.\n"
    )
    assert built.warnings == ()


def test_the_output_of_another_command_is_not_shown(project: Project) -> None:
    """A named block whose command changed shows what its author expects now."""
    named = ":name: nodes\n\n"
    project.write("index.rst", a_run(f"{named}$ kubectl get nodes"))
    project.record({"kubectl get nodes": NODES})
    project.write("index.rst", a_run(f"{named}$ kubectl get pods\nNo resources found"))

    built = project.build(silent=("kind.stale",))

    assert built.output() == (
        "   $ kubectl get pods\n   No resources found\n\n"
        "**Not verified**: its recording is stale: the command was “kubectl get\n"
        "nodes” when it was recorded.\n"
    )


def test_an_exit_code_is_recorded_and_accepted(project: Project) -> None:
    """A command that fails as it should is shown like any other."""
    project.write("index.rst", a_run(":exit-code: 1 2\n\n$ false"))
    project.record({"false": Output(text="no\n", exit_code=2, duration=1)})

    built = project.build()

    assert built.output() == "   $ false\n   no\n"
    assert built.warnings == ()


ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "nothing": ("$ true", {"timeout": None, "retry": 0.0, "exit_codes": (0,), "cleanup": False}),
    "timeout": (":timeout: 5m\n\n$ true", {"timeout": 300.0}),
    "timeout-in-seconds": (":timeout: 90\n\n$ true", {"timeout": 90.0}),
    "exit-codes": (":exit-code: 126, 127\n\n$ true", {"exit_codes": (126, 127)}),
    "retry": (":retry: 1m30s\n\n$ true", {"retry": 90.0}),
    "cleanup": (":cleanup:\n\n$ true", {"cleanup": True}),
    "platform": (":platform: linux/arm64\n\n$ true", {"platform": "linux/arm64"}),
    "platform-variant": (":platform: linux/arm/v7\n\n$ true", {"platform": "linux/arm/v7"}),
    "name": (":name: ready\n\n$ true", {"id": "ready"}),
    "no-name": ("$ kubectl get nodes", {"id": "kubectl-get-nodes"}),
    "no-cluster": ("$ true", {"cluster": ""}),
}
"""Options and content -> what the block asks for."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return what one page for each case asks for."""
    project = Project(tmp_path_factory.mktemp("asked"))
    for name, (text, _) in ASKED.items():
        project.write(f"{name}.rst", a_run(text))
    return project.read()


@pytest.mark.parametrize("case", ASKED)
def test_options_reach_the_run(asked: Build, case: str) -> None:
    """Durations are seconds then."""
    expected = ASKED[case][1]

    (block,) = asked.runs(case)

    assert {name: getattr(block, name) for name in expected} == expected
    assert asked.of_page(case) == ()


def test_what_is_never_run_is_in_no_run(project: Project) -> None:
    """It needs no recording either."""
    project.write("index.rst", a_run(":no-run: why not\n\n$ true"))

    built = project.build()

    assert built.runs() == ()
    assert built.warnings == ()


def test_expectations_know_their_place(project: Project) -> None:
    """A run reports a difference at the line of the page."""
    project.write(
        "index.rst", "Title\n=====\n\n* an item\n\n  .. kind-run::\n\n     $ true\n     $ echo\n     x\n"
    )

    (block,) = project.read().runs()

    first, second = block.commands
    assert (first.location.line, first.location.column, first.expected) == (8, 6, None)
    assert (second.location.line, second.expected) == (9, "x\n")
    assert second.expected_location is not None
    assert (second.expected_location.line, second.expected_location.column) == (10, 6)


def test_equal_commands_are_told_apart_by_their_occurrence(project: Project) -> None:
    """Each shows its own output."""
    project.write("index.rst", f"{a_run('$ date')}\n{a_run('$ date')}")

    assert [each.id for each in project.read().runs()] == ["date", "date.2"]


def test_the_settings_environment_is_part_of_the_fingerprints(project: Project) -> None:
    """A recording of another environment is stale, and says so."""
    project.write("index.rst", a_run("$ true"))
    project.overrides["kind_set_environment"] = {"COLOUR": "green"}
    project.record()
    fresh = project.build()
    project.overrides["kind_set_environment"] = {"COLOUR": "red"}

    changed = project.build()

    assert fresh.warnings == ()
    (warning,) = changed.warnings
    assert warning.startswith("index.rst:1:1: WARNING: 1 block of this page has a stale recording: ")
    assert "kind_set_environment changed since it was recorded" in warning


def _unindented(text: str) -> str:
    return "".join(line.removeprefix("   ") for line in text.splitlines(keepends=True))
