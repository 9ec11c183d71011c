"""What every build that publishes says of pages and their recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.project import CLUSTER, Project

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sphinx_ext.project import Build

RUN = "Title\n=====\n\n.. kind-run::\n\n   $ echo one\n\n.. kind-run::\n\n   $ echo two\n"
EXPECTING = "Title\n=====\n\n.. kind-run::\n\n   $ echo one\n   one\n   two\n"
ANSWERS = {"echo one": "one\n", "echo two": "two\n"}
CONFLICT = b"<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs\n"


@pytest.fixture
def recorded(project: Project) -> Project:
    """Return a project with one page and its recording."""
    project.write("index.rst", RUN)
    project.record(ANSWERS)
    return project


def test_a_page_with_its_recording_says_nothing(recorded: Project) -> None:
    """In no build."""
    assert recorded.build().warnings == ()
    assert recorded.build().warnings == ()


def test_a_page_without_a_recording_says_so_once(project: Project) -> None:
    """At its first block, with how to take one."""
    project.write("index.rst", RUN)

    built = project.build()

    assert built.warnings == (
        (
            "index.rst:4:1: WARNING: this page has no recording: take one with "
            "“python -m kindsphinx record index”, and commit it with the page [kind.missing]"
        ),
    )


def test_a_new_block_in_a_recorded_page_has_no_recording(recorded: Project) -> None:
    """At that block; those before it are fine."""
    recorded.write("index.rst", f"{RUN}\n.. kind-run::\n\n   $ echo three\n")

    (warning,) = recorded.build().warnings

    assert warning.startswith("index.rst:12:1: WARNING: 1 block of this page has no recording: take one with")


STALE = {
    "command": (
        ("$ echo one", "$ echo 1"),
        (
            "index.rst:4:1: WARNING: 2 blocks of this page have a stale recording: "
            "the command was “echo one” when it was recorded; "
        ),
    ),
    "file": (
        ("Second.", ".. kind-file:: a\n\n   x"),
        (
            "index.rst:13:1: WARNING: 1 block of this page has a stale recording: "
            "a changed since it was recorded; "
        ),
    ),
    "block-before": (
        ("Second.", ".. kind-run::\n\n   $ echo between"),
        (
            "index.rst:13:1: WARNING: 1 block of this page has a stale recording: "
            "a block before it changed since it was recorded; "
        ),
    ),
}
"""What is replaced by what -> the warning."""


@pytest.mark.parametrize("case", STALE)
def test_a_stale_recording_names_what_changed(project: Project, case: str) -> None:
    """Once for the page, at the first block that it concerns."""
    page = RUN.replace("::\n\n   $ echo one\n", "::\n   :name: one\n\n   $ echo one\n\nSecond.\n")
    (old, new), start = STALE[case]
    project.write("index.rst", page)
    project.record(ANSWERS)
    project.write("index.rst", page.replace(old, new))

    (warning,) = project.build(silent=("kind.missing",)).warnings

    assert warning == (
        f"{start}record the page again with “python -m kindsphinx record index”, "
        "or take back the change [kind.stale]"
    )


def test_prose_captions_expectations_and_layout_make_nothing_stale(project: Project) -> None:
    """Only what reaches the shell counts."""
    project.write("index.rst", f"{CLUSTER}\n{RUN}")
    project.record(ANSWERS)
    project.write(
        "index.rst",
        f"Other prose.\n\n{CLUSTER}\n{RUN}".replace(
            "::\n\n   $ echo one", "::\n   :caption: x\n   :lines: 1\n\n   $ echo one\n   one"
        ),
    )

    built = project.build()

    assert built.warnings == ()


def test_crlf_makes_nothing_stale(recorded: Project) -> None:
    """A clone on Windows is as good."""
    recorded.write("index.rst", RUN.replace("\n", "\r\n").encode())

    assert recorded.build().warnings == ()


FILES: dict[str, tuple[Callable[[bytes], bytes], str, str, str]] = {
    "damaged": (
        lambda _: b"format: 1\ninteractions: 7\n",
        "WARNING: the recording is damaged: “digest” is missing or no text: ",
        "recording",
        "cannot be read",
    ),
    "conflict": (
        lambda data: data.replace(b"interactions:\n", CONFLICT + b"interactions:\n"),
        "WARNING: the recording has conflict markers of a merge: ",
        "recording",
        "cannot be read",
    ),
    "newer": (
        lambda data: data.replace(b"format: 1\n", b"format: 99\n"),
        (
            "WARNING: the recording has format 99, which a newer kindsphinx wrote (this one reads 1): "
            "upgrade kindsphinx, or else: "
        ),
        "recording",
        "cannot be read",
    ),
    "edited": (
        lambda data: data.replace(b"  one\n", b"  won\n"),
        "WARNING: the recording was edited after it was taken (its digest does not fit): ",
        "edited",
        "was changed by hand",
    ),
}
"""What is done to the file -> the warning, its subtype, and the mark in the page."""


@pytest.mark.parametrize("case", FILES)
def test_a_recording_that_is_not_as_it_was_taken_says_so(recorded: Project, case: str) -> None:
    """At a line of the file, with how to mend it; and below each of the page's outputs."""
    spoil, start, subtype, mark = FILES[case]
    path = recorded.store.path("index")
    path.write_bytes(spoil(path.read_bytes()))

    built = recorded.build()

    (warning,) = built.warnings
    assert warning.startswith("_recordings/index.yaml:")
    assert start in warning
    assert warning.endswith(f"[kind.{subtype}]")
    assert "record this page again (python -m kindsphinx record index)" in warning
    assert built.output().count(f"**Not verified**: its recording {mark}.") == 2


def test_an_expectation_that_its_recording_does_not_meet_is_told_with_the_difference(
    project: Project,
) -> None:
    """At the line that differs."""
    project.write("index.rst", EXPECTING)
    project.record({"echo one": "one\nthree\n"})

    built = project.build()

    (warning,) = built.warnings
    assert warning.startswith(
        "index.rst:8:4: WARNING: the recording does not meet this expectation: correct it,"
    )
    assert "\n- two\n+ three" in warning
    assert warning.endswith("[kind.expectation]")


def test_volatile_values_meet_an_expectation(project: Project) -> None:
    """As they do in a run."""
    project.write(
        "index.rst",
        ".. kind-run::\n\n   $ kubectl get ns\n   NAME      STATUS   AGE\n   default   Active   3s\n",
    )
    project.record({"kubectl get ns": "NAME      STATUS   AGE\ndefault   Active   5m\n"})

    built = project.build()

    assert built.warnings == ()
    assert "5m" in built.output()


def test_a_recorded_block_that_is_gone_is_unused(recorded: Project) -> None:
    """The recording is one whole run."""
    recorded.write("index.rst", RUN.partition("echo one\n")[0] + "echo one\n")

    (warning,) = recorded.build().warnings

    assert warning == (
        "_recordings/index.yaml:1: WARNING: the recording has what no block of the page asks for: "
        "“echo-two”; record the page again with “python -m kindsphinx record index” [kind.unused]"
    )


def test_a_recording_without_a_page_is_unused(recorded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the command that removes it."""
    monkeypatch.chdir(recorded.source)
    data = recorded.store.path("index").read_bytes()
    recorded.write("_recordings/gone/page.yaml", data)

    (warning,) = recorded.build().warnings

    assert warning == (
        "_recordings/gone/page.yaml:1: WARNING: no page has commands for this recording: "
        "remove the file _recordings/gone/page.yaml [kind.unused]"
    )


def test_the_recording_of_a_renamed_page_is_named(recorded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that moves it."""
    monkeypatch.chdir(recorded.source)
    recorded.write("guide/new.rst", RUN)
    recorded.write("index.rst", "Index\n=====\n\n.. toctree::\n\n   guide/new\n")

    warnings = recorded.build(silent=("kind.missing",)).warnings

    assert warnings == (
        (
            "_recordings/index.yaml:1: WARNING: this recording fits the page “guide/new”, which has none: "
            "git mv _recordings/index.yaml _recordings/guide/new.yaml [kind.unused]"
        ),
    )


def _subtypes(built: Build) -> list[str]:
    return sorted(each.rpartition("[kind.")[2].rstrip("]") for each in built.warnings)


@pytest.fixture
def troubled(project: Project) -> Project:
    """Return a project with something to say in each way."""
    project.write("edited.rst", RUN)
    project.write("expecting.rst", EXPECTING)
    project.write("stale.rst", RUN)
    project.record({"echo one": "one\nthree\n"})
    project.write(
        "stale.rst",
        RUN.replace("echo two", "echo two\n   $ echo 3").replace(
            "Title", ".. kind-file:: a\n\n   x\n\nTitle"
        ),
    )
    project.write("missing.rst", RUN)
    path = project.store.path("edited")
    path.write_bytes(path.read_bytes().replace(b"three", b"four"))
    project.write("_recordings/gone.yaml", b"damaged")
    project.write("linking.rst", "Title\n=====\n\n:kind:cluster:`nowhere`\n")
    return project


def test_findings_are_said_once_in_every_build(troubled: Project) -> None:
    """Also in one that reads no page, and whichever builder publishes."""
    first = troubled.build("text")
    second = troubled.build("text")
    third = troubled.build("man")

    assert set(_subtypes(first)) == {"edited", "expectation", "stale", "missing", "unused", "reference"}
    assert sorted(second.warnings) == sorted(first.warnings)
    assert sorted(third.warnings) == sorted(first.warnings)
    assert second.read == ()


def test_the_doctest_builder_says_nothing_of_recordings(troubled: Project) -> None:
    """There these are outcomes, so that a run with -W can record; what is wrong in pages it says."""
    built = troubled.build("doctest")

    assert _subtypes(built) == ["reference"]


@pytest.mark.parametrize("subtype", ["edited", "expectation", "stale", "missing", "unused", "reference"])
def test_suppress_warnings_silences_findings(troubled: Project, subtype: str) -> None:
    """One subtype at a time."""
    built = troubled.build("man", silent=(f"kind.{subtype}",))

    assert subtype not in _subtypes(built)
    assert len(set(_subtypes(built))) == 5
