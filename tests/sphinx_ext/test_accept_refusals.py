"""What cannot be accepted is refused by name, and then neither page nor recording is touched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import RecordingError
from kindsphinx.core.ports import Output
from tests.sphinx_ext.accepting import AFTER, BEFORE, PAGE, accept, changed_lines, differing
from tests.sphinx_ext.fake_builder import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sphinx_ext.project import Project


def page_of(*lines: str) -> str:
    """Return a page with one block."""
    return ".. kind-run::\n" + "".join(f"   {line}\n" if line else "\n" for line in lines)


TABLE = """\
+------------------+
| .. kind-run::    |
|                  |
|    $ cat state   |
|    state: one    |
|    of two        |
+------------------+
"""
REFUSED = {
    "regex": (
        page_of(":compare: regex", "", "$ cat state", "state: one", "of ..."),
        "5: the page is left as it is: it is compared by regular expressions",
    ),
    "contains": (
        page_of(":contains: one", "", "$ cat state"),
        "4: the page is left as it is: it must contain “one”: change the option “contains”",
    ),
    "substitution": (
        ".. |old| replace:: one\n\n" + page_of(":substitutions:", "", "$ cat state", "state: |old|"),
        "7: the page is left as it is: it does not stand there as it was read (a table, a substitution)",
    ),
    "table": (
        TABLE,
        "5: the page is left as it is: it does not stand there as it was read (a table, a substitution)",
    ),
}
OLD = {"substitution": "state: one\n", "regex": "state: one\nof two\n"}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_rewritten_is_refused(name: str, book: Project) -> None:
    """With its place and the reason, and nothing is written."""
    page, why = REFUSED[name]
    path = book.write("page.rst", page.encode())
    run(book, {**BEFORE, "cat state": OLD.get(name, BEFORE["cat state"])}, kind_record="all")
    run(book, AFTER, kind_record="none")
    before = book.store.path("page").read_bytes()

    ended = accept(book)

    assert ended.status == 1
    assert f"source/page.rst:{why}" in ended.err
    assert (path.read_text(encoding="utf-8"), book.store.path("page").read_bytes()) == (page, before)


def test_an_expectation_outside_of_the_source_folder_is_refused(book: Project) -> None:
    """What the page says itself is not taken without it."""
    (book.root / "state.inc").write_text(page_of("", "$ cat state", "state: one", "of ..."))

    path = differing(book, f"{PAGE}\n.. include:: ../../state.inc\n")

    ended = accept(book)
    assert ended.status == 1
    assert "state.inc:4: the page is left as it is: it stands in ../state.inc, which is no text" in ended.err
    assert "state: one" in path.read_text(encoding="utf-8")


def test_a_file_that_the_page_does_not_include_is_not_rewritten(book: Project) -> None:
    """Whatever comes from elsewhere says of it."""
    book.conf += 'exclude_patterns = ["*.inc"]\n'
    text = page_of("", "$ cat state", "state: one", "of ...")
    other = book.write("other.inc", text.encode())
    book.write("state.inc", text)
    differing(book, f"{PAGE}\n.. include:: /state.inc\n")
    left = book.root / "build" / "doctest" / "expected" / "guide" / "pods.json"
    left.write_text(left.read_text().replace("state.inc", "other.inc"))

    ended = accept(book)

    assert ended.status == 1
    assert "it stands in other.inc, which is no text of the source folder" in ended.err
    assert other.read_text() == text


def test_an_included_file_that_is_met_is_no_obstacle(book: Project) -> None:
    """And its places do not move with those of the page."""
    book.conf += 'exclude_patterns = ["*.inc"]\n'
    book.write("state.inc", page_of("", "$ echo same", "same"))
    answers = {"echo same": ("same\n", "same\n")}
    differing(book, f"{PAGE}\n.. include:: /state.inc\n", answers)

    assert accept(book).status == 0
    assert run(book, {**AFTER, "echo same": "same\n"}, kind_record="none").status == 0


EDITED = {
    "page": ("guide/pods.rst", f"{PAGE}\nMore.\n"),
    "included": ("more.inc", "More.\n"),
}


@pytest.mark.parametrize(("name", "text"), EDITED.values(), ids=EDITED)
def test_a_page_that_was_edited_since_is_refused(name: str, text: str, book: Project) -> None:
    """It says what to do."""
    book.conf += 'exclude_patterns = ["*.inc"]\n'
    book.write("more.inc", "Some.\n")
    page = f"{PAGE}\n.. include:: /more.inc\n"
    differing(book, page)
    book.write(name, text.encode())

    ended = accept(book)

    assert ended.status == 1
    assert ended.err == (
        f"guide/pods: left as it is: {name} was edited since that run: "
        "run it again (python -m kindsphinx verify guide/pods), and accept then\n"
    )


def test_other_line_ends_are_no_edit(book: Project) -> None:
    """An artifact of CI fits a checkout on Windows, and the page keeps its line ends."""
    path = differing(book)
    path.write_bytes(PAGE.replace("\n", "\r\n").encode())

    assert accept(book).status == 0
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")


def test_a_recording_that_changed_since_is_refused(book: Project) -> None:
    """It may be newer than the run."""
    differing(book)
    with book.store.path("guide/pods").open("ab") as stream:
        stream.write(b"# newer\n")

    ended = accept(book)

    assert (ended.status, "is another since that run" in ended.err) == (1, True)


def test_values_that_are_no_longer_one_are_refused(book: Project) -> None:
    """No line can be rewritten so that a named place has two values."""
    page = page_of("", "$ cat state", "at <port:api>", "", "$ echo free", "also <port:api>")
    book.write("guide/ports.rst", page)
    run(book, {"cat state": "at 30001\n", "echo free": "also 30001\n"}, kind_record="all")
    run(book, {"cat state": "at 30001\n", "echo free": "also 30002\n"}, kind_record="none")

    ended = accept(book)

    assert (ended.status, "give one of the places another name" in ended.err) == (1, True)


def test_an_output_that_looks_like_a_command_is_escaped(book: Project) -> None:
    """As an author has to do it."""
    path = differing(book, PAGE, {"cat state": ("state: one\nof two\n", "$ echo one\nof three\n")})

    assert accept(book).status == 0
    assert changed_lines(PAGE, path.read_text(encoding="utf-8"))[1:] == [
        "-    state: one",
        "+    \\$ echo one",
    ]


def test_markdown_is_accepted_as_well(book: Project) -> None:
    """In a fence, whose end no output may look like."""
    book.extensions = ("kindsphinx", "myst_parser")
    page = "# Title\n\n```{kind-run}\n$ cat state\none\n```\n"
    path = book.write("page.md", page)
    run(book, {"cat state": "one\n"}, kind_record="all")
    run(book, {"cat state": "two\n"}, kind_record="none")
    assert accept(book).status == 0
    assert path.read_text(encoding="utf-8") == page.replace("one", "two")

    run(book, {"cat state": "```\n"}, kind_record="none")
    ended = accept(book)

    assert (ended.status, "would end the directive" in ended.err) == (1, True)


def test_a_page_is_as_it_was_if_its_recording_cannot_be_written(
    book: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are written, or neither."""
    path = differing(book)

    def refuse(*_args: object) -> None:
        raise RecordingError("the disk is full")

    monkeypatch.setattr("kindsphinx.core.store.RecordingStore.copy", refuse)
    ended = accept(book)

    assert (ended.status, ended.err) == (1, "guide/pods: left as it is: the disk is full\n")
    assert path.read_text(encoding="utf-8") == PAGE


@pytest.fixture
def artifact(book: Project, tmp_path: Path) -> Path:
    """Return what CI has left of a run, while nothing of it is here."""
    differing(book)
    return book.root.joinpath("build", "doctest").rename(tmp_path / "artifact")


def test_what_ci_has_left_is_taken(book: Project, artifact: Path) -> None:
    """From the folder of the artifact."""
    assert accept(book).status == 2
    assert accept(book, "--from", str(artifact)).status == 0
    assert run(book, AFTER, kind_record="none").status == 0


@pytest.mark.parametrize("suffix", [".py", "/../../conf.py", ""])
def test_an_artifact_names_no_file_but_its_page(suffix: str, book: Project, artifact: Path) -> None:
    """It may come from anybody."""
    left = artifact / "expected/guide/pods.json"
    plain = json.loads(left.read_bytes())
    left.write_text(json.dumps({**plain, "source": f"guide/pods{suffix}"}), encoding="utf-8")

    ended = accept(book, "--from", str(artifact))

    assert (ended.status, "is of no page" in ended.err) == (1, True)


DAMAGED = {
    "no JSON": b"{",
    "no object": b"[]",
    "another version": b'{"format": 2}',
    "nothing in it": b'{"format": 1}',
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_an_artifact_that_is_damaged_is_refused(data: bytes, book: Project, artifact: Path) -> None:
    """In words."""
    (artifact / "expected/guide/pods.json").write_bytes(data)

    ended = accept(book, "--from", str(artifact))

    assert (ended.status, ended.err.startswith("guide/pods: left as it is: ")) == (1, True)


USAGE = {
    "no such folder": (("--from", "nowhere"), "name the folder with what CI keeps"),
    "no such page": (("guide/pod",), "is no page"),
    "page of no run": (("index",), "the last run has left nothing of “index”"),
}


@pytest.mark.parametrize(("argv", "why"), USAGE.values(), ids=USAGE)
def test_a_wrong_command_line_is_told(argv: tuple[str, ...], why: str, book: Project) -> None:
    """With the status of wrong command lines."""
    differing(book)

    ended = accept(book, *argv)

    assert (ended.status, why in ended.err) == (2, True)


def test_a_line_without_a_command_is_told(book: Project) -> None:
    """With the lines that there are."""
    differing(book)

    ended = accept(book, "guide/pods:2")

    assert (ended.status, "no command stands at line 2: what differs is expected at 7, 11" in ended.err) == (
        1,
        True,
    )


def test_a_page_that_stopped_leaves_nothing(book: Project) -> None:
    """Also nothing of the run before."""
    differing(book)
    run(book, {**AFTER, "cat state": Output(text="", exit_code=3, duration=1.0)}, kind_record="none")

    ended = accept(book, "guide/pods")

    assert (ended.status, "did not come to its end" in ended.err) == (2, True)
