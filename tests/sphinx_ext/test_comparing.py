"""The options and settings that say how output is compared, from the page to the run and the recording."""

from __future__ import annotations

from dataclasses import replace
from textwrap import indent
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.fingerprint import block_fingerprints
from kindsphinx.core.recording import Provenance
from tests.sphinx_ext.fake_builder import run
from tests.sphinx_ext.project import CLUSTER, Project

if TYPE_CHECKING:
    from tests.sphinx_ext.fake_builder import Run

GET = "kubectl get pods"
PODS = """\
NAME    READY   STATUS    RESTARTS   AGE
web-1   1/1     Running   0          5m
web-2   1/1     Running   0          5m
"""
FAILED = PODS.replace("1/1     Running   0  ", "0/1     Running   0  ", 1)
LATER = PODS.replace("5m", "61m")
TURNED = "NAME    READY   STATUS    RESTARTS   AGE\n" + "\n".join(PODS.splitlines()[:0:-1])


def page(options: str, expected: str = "", *, command: str = GET) -> str:
    """Return a page with one block."""
    block = f"$ {command}\n{expected}"
    return f"Title\n=====\n\n.. kind-run::\n{indent(options, '   ')}\n\n{indent(block, '   ')}\n"


def ran(project: Project, text: str, *, recorded: str, printed: str, command: str = GET) -> Run:
    """Run a page that is recorded already."""
    project.write("index.rst", text)
    project.record({command: recorded})
    return run(project, {command: printed}, kind_record="none")


OPTIONS = {
    # the options, the expectation, what was recorded, what is printed now, and how that goes
    "auto": (":compare: auto", PODS, PODS, LATER, "passed"),
    "exact, the same": (":compare: exact", PODS, PODS, PODS, "passed"),
    "exact": (":compare: exact", "", PODS, LATER, "failed"),
    "exact with an expectation": (":compare: exact", PODS, PODS, LATER, "failed"),
    "ellipsis": (":compare: ellipsis", f"{PODS.replace('5m', '...')}", PODS, LATER, "passed"),
    "ellipsis, a word": (":compare: ellipsis", f"{PODS.replace('5m', '...')}", PODS, FAILED, "failed"),
    "regex": (":compare: regex", r"took \d++ms\n...", "took 5ms\na\n", "took 78ms\nb\nc\n", "passed"),
    "regex, another line": (":compare: regex", r"took \d++ms", "took 5ms\n", "took long\n", "failed"),
    "lines": (":compare: lines", "", PODS, LATER, "passed"),
    "lines, another order": (":compare: lines", "", PODS, TURNED, "failed"),
    "unordered": (":compare: unordered", "", "a\nb 5m\n", "b 7m\na\n", "passed"),
    "unordered, a line more": (":compare: unordered", "", "a\nb\n", "b\na\nc\n", "failed"),
    "json": (":compare: json", '{"a": [1], "b": 2}', '{"b":2,"a":[1]}\n', '{"a":[1],"b":2}', "passed"),
    "json, a value": (":compare: json", "", '{"b":2,"a":[1]}\n', '{"a":[1],"b":3}', "failed"),
    "json, none": (":compare: json", "", "{}", "error\n", "failed"),
    "ignore-columns": (":ignore-columns: READY, AGE", PODS, PODS, FAILED, "passed"),
    "ignore-columns, another": (":ignore-columns: STATUS", PODS, PODS, FAILED, "failed"),
    "strict-columns": (":strict-columns: AGE", "", PODS, LATER, "failed"),
    "strict-columns, another": (":strict-columns: RESTARTS", "", PODS, LATER, "passed"),
    "ignore": (":ignore: ^web-1\n         ^time: ", "", PODS, f"time: 1\n{FAILED}", "passed"),
    "ignore, another": (":ignore: ^web-2", "", PODS, FAILED, "failed"),
    "contains": (":contains: web-2 1/1\n           NAME", "", PODS, FAILED, "passed"),
    "contains, gone": (":contains: web-1 1/1\n           NAME", "", PODS, FAILED, "failed"),
}


@pytest.mark.parametrize(
    ("options", "expected", "recorded", "printed", "status"), OPTIONS.values(), ids=OPTIONS
)
def test_an_option_of_a_block(  # noqa: PLR0917 - a page, two outputs, and how it goes
    project: Project, options: str, expected: str, recorded: str, printed: str, status: str
) -> None:
    """It holds against the expectation and the recording, in a run and in a build that publishes."""
    found = ran(project, page(options, expected.replace("\\n", "\n")), recorded=recorded, printed=printed)

    assert [each[2] for each in found.outcomes] == [status]
    assert found.built.warnings == ()
    assert project.build().warnings == ()


def test_without_an_option_the_same_output_fails(project: Project) -> None:
    """So that the options above are what makes the difference."""
    found = ran(project, page("", PODS), recorded=PODS, printed=FAILED)

    assert [each[2] for each in found.outcomes] == ["failed"]
    assert "pod web-1: READY is 0/1, the page says 1/1" in found.text


UNMET = {
    "exact": (":compare: exact", PODS, LATER, "9:4", "not meet this expectation"),
    "regex": (":compare: regex", "a\nb+", "a\nc\n", "9:4", "not meet this expectation"),
    "json": (":compare: json", '{"a":\n1}', '{"a": 2}', "9:4", "not meet this expectation"),
    "no json": (":compare: json", "1", "x", "8:4", "not meet this expectation"),
    "contains": (":contains: web-3", "", PODS, "4:1", "not contain “web-3”"),
}


@pytest.mark.parametrize(("options", "expected", "recorded", "place", "what"), UNMET.values(), ids=UNMET)
def test_a_recording_that_does_not_meet_the_page(  # noqa: PLR0917 - a page, an output, and the warning
    project: Project, options: str, expected: str, recorded: str, place: str, what: str
) -> None:
    """Every build says so, and needs no engine."""
    project.write("index.rst", page(options, expected))
    project.record({GET: recorded})

    (warning,) = project.build().of_page("index")

    assert warning.startswith(f"{place}: WARNING: the recording does {what}")
    assert warning.endswith("[kind.expectation]")


def test_a_column_that_no_table_of_the_recording_has(project: Project) -> None:
    """Each at its word, with what may be meant; the page is run all the same."""
    found = ran(
        project,
        page(":ignore-columns: NODE, STATSU\n:strict-columns: Restarts, RESTART"),
        recorded=PODS,
        printed=PODS,
    )

    assert found.opened == ["index"]
    assert project.build().of_page("index") == (
        (
            "5:21: WARNING: “ignore-columns”: no table of the recording has a column “NODE”: "
            "there are NAME, READY, STATUS, RESTARTS, AGE [kind.option]"
        ),
        (
            "5:27: WARNING: “ignore-columns”: no table of the recording has a column “STATSU”; "
            "did you mean “STATUS”? [kind.option]"
        ),
        (
            "6:31: WARNING: “strict-columns”: no table of the recording has a column “RESTART”; "
            "did you mean “RESTARTS”? [kind.option]"
        ),
    )


def test_an_output_without_a_table_has_no_columns(project: Project) -> None:
    """Of a stale recording nothing is said."""
    project.write("index.rst", page(":name: a\n:ignore-columns: NODE"))
    project.record({GET: "No resources found\n"})

    (warning,) = project.build().of_page("index")
    project.write("index.rst", page(":name: a\n:ignore-columns: NODE", command="kubectl get nodes"))
    (other,) = project.build().of_page("index")

    assert "has a column “NODE”: it has no table" in warning
    assert "[kind.stale]" in other


def test_what_says_how_to_compare_makes_nothing_stale(project: Project) -> None:
    """The same commands were run."""
    project.write("index.rst", page(""))
    plain = project.read().runs()[0]

    project.write("index.rst", page(":compare: exact\n:ignore: x"))
    block = project.read(kind_volatile={"types": {"id": "x+"}}).runs()[0]

    assert block.commands[0].comparison != plain.commands[0].comparison
    assert block_fingerprints(block, "") == block_fingerprints(plain, "")


def test_contains_is_about_the_last_command(project: Project) -> None:
    """The other options are about all of them."""
    text = ".. kind-run::\n   :contains: b\n   :compare: exact\n\n   $ one\n   $ two\n"
    project.write("index.rst", text)

    first, second = project.read().runs()[0].commands

    assert (first.comparison.contained, second.comparison.contained) == ((), ("b",))
    assert first.comparison.mode == second.comparison.mode == "exact"


CERTIFICATES = "NAME   READY   LEASE    RENEWED\nweb    True    L-1234   5m\n"
CHANGED = "NAME   READY   LEASE      RENEWED\nweb    True    L-987654   3d\n"
VOLATILE = 'kind_volatile = {"types": {"lease-id": "L-[0-9]+"}, "columns": {"RENEWED": "age"}}\n'


def test_a_project_s_own_types_and_columns(project: Project) -> None:
    """They hold for the run, and for what every build says; another setting reads the pages again."""
    command = "kubectl get certificates"
    text = page("", CERTIFICATES, command=command)
    before = ran(project, text, recorded=CERTIFICATES, printed=CHANGED, command=command).outcomes
    project.conf += VOLATILE

    after = run(project, {command: CHANGED}, kind_record="none")
    project.record({command: CHANGED})

    assert [each[2] for each in before + after.outcomes] == ["failed", "passed"]
    assert project.build(parallel=2).warnings == ()


def test_a_value_of_an_own_type_that_stands_in_the_prose(project: Project) -> None:
    """It will rot, as a port does."""
    project.conf += VOLATILE
    text = f"{page('', command='lease')}\nThe lease is L-1234 or L-1.\n"
    project.write("index.rst", text)
    project.record({"lease": "got L-1234 and L-1\n"})

    (warning,) = project.build().of_page("index")

    assert warning.startswith("10:14: WARNING: “L-1234” is a lease-id of the recorded run")


def test_a_project_s_own_function(project: Project) -> None:
    """It lies beside conf.py, and works where pages are read by several processes."""
    functions = (
        "def without_bar(text, command):\n    return text.replace('#', '') if command == 'pull' else text\n"
    )
    project.write("own_functions_of_a_test.py", functions)
    project.conf += (
        "import os, sys; sys.path.insert(0, os.path.dirname(__file__))\n"
        "kind_volatile = {'normalizers': ['own_functions_of_a_test:without_bar']}\n"
    )
    for number in range(8):
        project.write(f"page{number}.rst", page(":compare: lines", "##", command="pull"))
    project.record({"pull": "####\n"})

    found = run(project, {"pull": "#####\n"}, kind_record="none")

    assert {each[2] for each in found.outcomes} == {"passed"}
    assert project.build(parallel=2, folder="parallel").warnings == ()


def test_the_creation_of_a_cluster_knows_them_too(project: Project) -> None:
    """What a project says holds for every output of its pages."""
    create = "kind create cluster --name dev --config dev.yaml"
    project.conf += VOLATILE
    found = ran(project, CLUSTER, recorded="made L-1\n", printed="made L-22\n", command=create)

    assert [each[2] for each in found.outcomes] == ["passed"]


@pytest.mark.parametrize("execute", ["on", "auto"])
def test_a_run_with_other_versions_than_required_is_an_error(project: Project, execute: str) -> None:
    """Before anything is created."""
    project.write("index.rst", page(""))

    found = run(project, {}, unmet="kind_requires is not met: …", kind_execute=execute)

    assert found.opened == []
    assert [(each["status"], each["message"]) for each in found.report["outcomes"]] == [
        ("error", "kind_requires is not met: …")
    ]
    assert found.status == 1


def _record(project: Project, page: str, provenance: Provenance) -> None:
    recording = project.store.load(page).recording
    assert recording is not None
    project.store.save(page, replace(recording, provenance=provenance))


def test_what_has_changed_since_the_recordings_is_told_first(project: Project) -> None:
    """Once for all pages, also where nothing else differs."""
    project.write("index.rst", page(""))
    project.write("other.rst", page("").replace("index", "other"))
    project.record({GET: PODS})
    for name in ("index", "other"):
        _record(project, name, Provenance(kind="v0.29.0"))

    found = run(project, {GET: PODS}, kind_record="none")

    assert {each[2] for each in found.outcomes} == {"passed"}
    sentence = "since the recordings of index and other: kind v0.29.0 → v0.30.0"
    told = [line for line in found.text.splitlines() if line.startswith(("since", "index", "other"))]
    assert told[0] == sentence
    assert found.text.count("since the recording") == 1
    assert found.report["since"] == [
        {"changes": ["kind v0.29.0 → v0.30.0"], "pages": ["index", "other"]},
    ]
    assert found.built.output("kind.md").startswith(f"S{sentence[1:]}\n\n| page |")


def test_what_only_the_clusters_tell_is_told_with_the_page(project: Project) -> None:
    """The version of Kubernetes, which no program knows before."""
    project.write("index.rst", page(""))
    project.record({GET: PODS})
    _record(project, "index", Provenance(kind="v0.29.0", kubernetes="v1.33.0"))

    found = run(project, {GET: PODS}, kubernetes="v1.34.0", kind_record="none")

    told = [line for line in found.text.splitlines() if line.startswith("since")]
    assert told == [
        "since the recording of index: kind v0.29.0 → v0.30.0",
        "since the recording of index: kubernetes v1.33.0 → v1.34.0",
    ]
