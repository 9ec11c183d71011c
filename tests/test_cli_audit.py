"""``audit`` looks through recordings and built pages."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from kindsphinx.cli import Outside, main
from tests.fakes.command_line import run

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "abcdef.0123456789abcdef"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in a folder with a token in one of its files."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "public").mkdir()
    (tmp_path / "public/page.html").write_text(f"<p>\n<b>it is {TOKEN}</b>")
    (tmp_path / "public/page.js").write_text(f"it is {TOKEN}")
    (tmp_path / "fine.txt").write_text("it is fine")
    return tmp_path


@pytest.fixture
def project(folder: Path) -> Path:
    """Be in the folder of a project that has something to hide."""
    (folder / "source/_recordings").mkdir(parents=True)
    (folder / "source/conf.py").write_text('kind_secrets = [r"id-\\d+", "$LICENSE"]\n')
    (folder / "source/_recordings/index.yaml").write_text("a\nb id-42\n")
    (folder / "build").mkdir()
    (folder / "build/page.txt").write_text("it is lots-of-letters")
    return folder


def test_a_place_is_told_and_a_secret_is_not(folder: Path) -> None:
    """Below every folder that is named; what is no text for readers is passed over."""
    ended = run("audit", "public", "fine.txt")

    assert (ended.status, ended.out) == (1, "public/page.html:2:10: a bootstrap token\n")


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (("fine.txt",), 0),
        (("fine.txt", "--pattern", "f.ne"), 1),
        (("fine.txt", "--pattern", "$WORD"), 1),
        (("fine.txt", "--pattern", "$NO_WORD"), 0),
        (("public", "--allow", r"^abcdef\."), 0),
    ],
    ids=["nothing", "pattern", "variable", "unset variable", "allowed"],
)
def test_more_may_be_secret_or_less(folder: Path, options: tuple[str, ...], status: int) -> None:
    """As the command line says."""
    (folder / "fine.txt").write_text("it is fine-and-long-4711")

    assert run("audit", *options, environ={"WORD": "fine-and-long-4711"}).status == status


def test_a_program_gets_a_list(folder: Path) -> None:
    """An empty one where nothing is found."""
    assert json.loads(run("audit", "--format", "json", "fine.txt").out) == []
    assert json.loads(run("audit", "--format", "json", "public").out) == [
        {"file": "public/page.html", "line": 2, "column": 10, "what": "a bootstrap token"}
    ]


def test_a_project_is_looked_through_by_itself(project: Path) -> None:
    """Its recordings and its build folder, with what its ``conf.py`` says is secret."""
    ended = run("audit", environ={"LICENSE": "lots-of-letters"})

    assert ended.status == 1
    assert ended.out.splitlines() == [
        "build/page.txt:1:7: the variable LICENSE",
        "source/_recordings/index.yaml:2:3: what “id-\\d+” finds",
    ]


def test_a_conf_counts_for_files_that_are_named(project: Path) -> None:
    """If it is named, too."""
    (project / "fine.txt").write_text("id-42")

    assert run("audit", "fine.txt").status == 0
    assert run("audit", "-c", "source", "fine.txt").out == "fine.txt:1:1: what “id-\\d+” finds\n"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["audit"], "there is no conf.py"),
        (["audit", "--pattern", "("], "'(' is no regular expression"),
        (["audit", "--allow", "(", "fine.txt"], "missing ), unterminated subpattern"),
    ],
    ids=["no project", "pattern", "allowed"],
)
def test_a_wrong_command_line_is_told(folder: Path, argv: list[str], said: str) -> None:
    """With what is wrong."""
    ended = run(*argv, *(["fine.txt"] if "--pattern" in argv else []))

    assert ended.status == 2
    assert said in ended.err


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ("kind_secrets = 4", "kind_secrets in source/conf.py: a list of names"),
        ("1 +", "conf.py cannot be read: "),
    ],
    ids=["setting", "syntax"],
)
def test_a_conf_that_is_wrong_is_told(project: Path, conf: str, said: str) -> None:
    """With its place."""
    (project / "source/conf.py").write_text(conf)

    ended = run("audit")

    assert ended.status == 2
    assert said in ended.err


def test_a_project_without_anything_written_is_told(folder: Path) -> None:
    """As nothing could be found there."""
    (folder / "docs").mkdir()
    (folder / "docs/conf.py").write_text("")

    ended = run("audit")

    assert ended.status == 2
    assert "there is neither docs/_recordings nor docs/_build: name a file or a folder" in ended.err


def test_what_cannot_be_read_is_told_and_the_rest_is_looked_through(folder: Path) -> None:
    """The status says so."""
    ended = run("audit", "none", "public")

    assert (ended.status, ended.err) == (2, "kindsphinx: there is no file “none”\n")
    assert ended.out == "public/page.html:2:10: a bootstrap token\n"


def test_a_recording_folder_of_another_name_is_found(project: Path) -> None:
    """The one that ``conf.py`` names."""
    (project / "source/other").mkdir()
    (project / "source/other/index.yaml").write_text("id-42")
    settings = {"kind_recordings_path": "other", "kind_secrets": [r"id-\d+"]}
    out = io.StringIO()

    status = main(["audit"], Outside(stdout=out, environ={}, settings=lambda _: settings))

    assert (status, out.getvalue()) == (1, "source/other/index.yaml:1:1: what “id-\\d+” finds\n")
