"""What a run saw is accepted, and the next run passes without a warning."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.sphinx_ext.accepting import AFTER, PAGE, accept, changed_lines, differing
from tests.sphinx_ext.fake_builder import run

if TYPE_CHECKING:
    from tests.sphinx_ext.project import Project

SOURCES = {
    "plain": (PAGE, {}),
    "crlf": (PAGE.replace("\n", "\r\n"), {}),
    "no line end": (PAGE.rstrip("\n"), {}),
    "tab": (PAGE.replace("\n   $", "\n\t$").replace("\n   ", "\n\t"), {}),
    "byte order mark": (f"\ufeff{PAGE}", {}),
    "Chinese": (
        PAGE.replace("Pods\n====", "容器组\n======").replace("state: one", "状态: 一"),
        {"cat state": ("状态: 一\nof two\n", "状态: 二\nof three\n")},
    ),
}


@pytest.mark.parametrize(("page", "answers"), SOURCES.values(), ids=SOURCES)
def test_what_was_accepted_passes(book: Project, page: str, answers: dict[str, tuple[str, str]]) -> None:
    """Only lines that differ are rewritten; the recording is that of the run."""
    path = differing(book, page, answers)

    ended = accept(book, "guide/pods")

    again = run(book, {**AFTER, **{name: new for name, (_, new) in answers.items()}}, kind_record="none")
    assert ended.err == ""
    assert ended.status == 0
    assert (again.status, again.built.warnings) == (0, ())
    assert [each for each in again.outcomes if each[2] != "passed"] == []
    after = path.read_bytes().decode()
    assert after.count("\r\n") in {0, after.count("\n")}
    assert [each[2:].strip() for each in changed_lines(page, after)] == [
        "web-574cb87bd6-tz5dn   0/1     Pending   0          3s",
        *(("状态: 一", "状态: 二") if answers else ("state: one", "state: other")),
    ]


def test_a_page_is_accepted_once(book: Project) -> None:
    """What a run has left is taken, and then there is nothing more of it."""
    differing(book)

    first, second = accept(book), accept(book)

    assert first.out == (
        "source/guide/pods.rst: what is expected at lines 7, 11 is rewritten, the recording is taken\n"
        "1 page accepted\n"
    )
    assert (second.status, second.out, second.err) == (0, "nothing differs\n", "")


def test_a_line_chooses_what_is_rewritten(book: Project) -> None:
    """The recording is taken whole all the same; the rest of the page goes on to differ, and can follow."""
    path = differing(book)

    ended = accept(book, "source/guide/pods.rst:11")

    assert changed_lines(PAGE, path.read_text(encoding="utf-8")) == ["-    state: one", "+    state: other"]
    assert ended.status == 0
    assert "source/guide/pods.rst:7: not taken, structure: there is a pod more: web-*" in ended.out
    assert run(book, AFTER, kind_record="none").outcomes[0] == ("guide/pods", "kubectl-get-pods", "failed")
    assert accept(book, "guide/pods:7").status == 0
    assert run(book, AFTER, kind_record="none").status == 0


def test_more_of_a_run_can_be_accepted_later(book: Project) -> None:
    """Where the first lines have moved the others."""
    differing(book)

    first, second = accept(book, "guide/pods:7"), accept(book, "guide/pods:12")

    assert (first.status, second.status) == (0, 0)
    assert run(book, AFTER, kind_record="none").status == 0


def test_a_dry_run_is_a_patch_that_git_applies(book: Project) -> None:
    """Page and recording, and nothing is written before."""
    path = differing(book, PAGE.replace("\n", "\r\n"))
    before = path.read_bytes(), book.store.path("guide/pods").read_bytes()

    shown = accept(book, "--dry-run")

    assert (path.read_bytes(), book.store.path("guide/pods").read_bytes()) == before
    subprocess.run(["git", "apply", "-"], cwd=book.root, input=shown.out.encode(), check=True)
    patched = path.read_bytes(), book.store.path("guide/pods").read_bytes()
    path.write_bytes(before[0])
    book.store.path("guide/pods").write_bytes(before[1])
    accept(book)
    assert (path.read_bytes(), book.store.path("guide/pods").read_bytes()) == patched


ANSWERS = {
    "all": (b"y\n" * 3, ["-    state: one", "+    state: other"], "freed\n", 0),
    "none": (b"n\n" * 3, [], "free\n", 0),
    "no more": (b"q\n", [], "free\n", 0),
    "nobody answers": (b"", [], "free\n", 0),
    "some": (b"n\nx\ny\ny\n", ["-    state: one", "+    state: other"], "freed\n", 0),
    "not the recording": (b"y\ny\nn\n", [], "free\n", 0),
}


@pytest.mark.parametrize(("stdin", "lines", "recorded", "status"), ANSWERS.values(), ids=ANSWERS)
def test_answers_choose_what_is_taken(
    stdin: bytes, lines: list[str], recorded: str, status: int, book: Project
) -> None:
    """Difference by difference; of a recording all is taken, or nothing."""
    path = differing(book)

    ended = accept(book, "-i", stdin=stdin)

    changed = [each for each in changed_lines(PAGE, path.read_text(encoding="utf-8")) if "web-" not in each]
    recording = book.store.load("guide/pods").recording
    found = recording.find("echo-free") if recording else None
    assert (changed, found and found.output, ended.status) == (lines, recorded, status)


def test_a_question_shows_what_differs(book: Project) -> None:
    """The place, the sentence, the command, and both lines."""
    differing(book)

    ended = accept(book, "-i", stdin=b"n\ny\nq\n")

    assert (
        "source/guide/pods.rst:11: changed: state is other, the page says one\n"
        "    $ cat state\n"
        "    - state: one\n"
        "    + state: other\n"
        "Take it? [y,n,q,?] "
    ) in ended.out


VERSIONED = """\
.. kind-run::

   $ kubectl get nodes
   NAME                STATUS   ROLES           AGE   VERSION
   dev-control-plane   Ready    control-plane   5m    v1.34.0

   $ cat state
   one
"""
NODES = "NAME                STATUS   ROLES           AGE   VERSION\n{}\n"
NODE = "dev-control-plane   Ready    control-plane   3m    {}"


def test_one_class_is_taken(book: Project) -> None:
    """The other differences stay, as the page goes on to tell them."""
    path = book.write("guide/nodes.rst", VERSIONED)
    old, new = ({"kubectl get nodes": NODES.format(NODE.format(each))} for each in ("v1.34.0", "v1.35.0"))
    run(book, {**old, "cat state": "one\n"}, kind_record="all")
    run(book, {**new, "cat state": "two\n"}, kind_record="none")

    ended = accept(book, "--only", "version")

    assert ended.status == 0
    assert changed_lines(VERSIONED, path.read_text(encoding="utf-8")) == [
        "-    dev-control-plane   Ready    control-plane   5m    v1.34.0",
        "+    dev-control-plane   Ready    control-plane   5m    v1.35.0",
    ]
    assert "source/guide/nodes.rst:8: not taken, changed: “two”, the page says “one”" in ended.out


def test_one_class_takes_no_recording_that_has_another(book: Project) -> None:
    """What only the recording tells would be told no more."""
    path = differing(book)

    ended = accept(book, "--only", "structure")

    assert path.read_text(encoding="utf-8") == PAGE
    assert ended.status == 1
    assert ended.err == (
        "source/guide/pods.rst:18: the page is left as it is: its recording is of one run, "
        "and is taken whole or not at all: “freed”, the recording says “free”\n"
    )


def test_a_page_that_is_a_link_stays_one(book: Project) -> None:
    """The file that it leads to is rewritten, wherever that is."""
    path = differing(book)
    elsewhere = path.rename(book.root / "pods.txt")
    path.symlink_to(elsewhere)
    assert run(book, AFTER, kind_record="none").status == 1

    assert accept(book).status == 0

    assert path.is_symlink()
    assert "state: other" in elsewhere.read_text(encoding="utf-8")
    assert run(book, AFTER, kind_record="none").status == 0
