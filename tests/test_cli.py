"""The command line says to sphinx-build what its user means."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from kindsphinx import __version__
from kindsphinx.cli import Outside, main

PAGES = ("index.rst", "guide/nodes.rst", "guide/a,b.rst", "guide/odd[1].md", "v1.2.rst", "_build/made.rst")


class Build:
    """Notes what sphinx-build is told, and ends as a test wants it."""

    def __init__(self, *, status: int = 0) -> None:
        self.status = status
        self.command: list[str] = []

    def __call__(self, command: list[str]) -> int:
        """Note *command*."""
        self.command = command
        return self.status


def project(root: Path, *, source: str, conf: str) -> None:
    """Make a project with its pages in *source* and conf.py in *conf*."""
    for page in PAGES:
        path = root / source / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Title\n=====\n", encoding="utf-8")
    (root / conf).mkdir(parents=True, exist_ok=True)
    (root / conf / "conf.py").write_text("", encoding="utf-8")


@pytest.fixture
def separate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project with conf.py at the top and its pages in ``source``."""
    project(tmp_path, source="source", conf=".")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*argv: str) -> list[str]:
    """Return what sphinx-build is told by a command line that is right."""
    build, stderr = Build(), io.StringIO()
    status = main(argv, Outside(build=build, stderr=stderr))
    assert (status, stderr.getvalue()) == (0, "")
    return build.command


def refused(*argv: str) -> str:
    """Return what is said about a command line that is wrong."""
    build, stderr = Build(), io.StringIO()
    status = main(argv, Outside(build=build, stderr=stderr))
    assert (status, build.command) == (2, [])
    return stderr.getvalue()


def pages(*argv: str) -> str | None:
    """Return the value of ``kind_pages`` that sphinx-build is told."""
    values = [each.removeprefix("kind_pages=") for each in told(*argv) if each.startswith("kind_pages=")]
    assert len(values) <= 1
    return values[0] if values else None


@pytest.mark.parametrize(("verb", "mode"), [("record", "all"), ("verify", "none")])
def test_command_chooses_the_record_mode(verb: str, mode: str, separate: Path) -> None:
    """It is the doctest builder of ``make doctest``, which must run, with a mode of its own."""
    command = told(verb)

    assert command == [
        *("-M", "doctest", "source", "build", "-c", "."),
        *("-D", "kind_execute=on", "-D", f"kind_record={mode}"),
    ]


@pytest.mark.parametrize(
    ("source", "conf", "argv", "folders"),
    [
        ("source", ".", [], ["source", "build", "."]),
        ("source", "source", [], ["source", "build", "source"]),
        ("docs", "docs", [], ["docs", "docs/_build", "docs"]),
        ("docs/source", "docs", [], ["docs/source", "docs/build", "docs"]),
        ("docs/source", "docs/source", ["docs/source"], ["docs/source", "docs/build", "docs/source"]),
        (".", ".", [], [".", "_build", "."]),
        ("book", "book", ["book"], ["book", "book/_build", "book"]),
        ("book", ".", ["book"], ["book", "build", "."]),
        ("book", "conf", ["-c", "conf", "book"], ["book", "build", "conf"]),
        ("conf/source", "conf", ["-c", "conf"], ["conf/source", "conf/build", "conf"]),
        ("docs", "docs", ["-c", "docs"], ["docs", "docs/_build", "docs"]),
        ("source", ".", ["-c", ".", "source"], ["source", "build", "."]),
        ("source", ".", ["--builddir", "out"], ["source", "out", "."]),
        ("source", ".", ["source", "--builddir", "out", "-c", "."], ["source", "out", "."]),
    ],
    ids=[
        *(
            "conf above",
            "conf in source",
            "docs",
            "docs/source",
            "named deep",
            "here",
            "named",
            "named, conf above",
        ),
        *("conf elsewhere", "found from conf", "conf in docs", "both named", "builddir", "options behind"),
    ],
)
def test_folders_of_a_project_are_found(  # noqa: PLR0917
    source: str,
    conf: str,
    argv: list[str],
    folders: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """SRCDIR, the build folder and CONFDIR are those of the usual layouts, unless they are named."""
    project(tmp_path, source=source, conf=conf)
    monkeypatch.chdir(tmp_path)

    command = told("verify", *argv)

    assert [command[2], command[3], command[5]] == folders


def test_folder_above_is_named_from_within(separate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the source folder itself ``.`` is SRCDIR, and conf.py is found above it."""
    monkeypatch.chdir(separate / "source")

    command = told("verify", ".", "guide/nodes")

    assert command[2:6] == [".", str(Path("..", "build")), "-c", ".."]


@pytest.mark.parametrize(
    ("argv", "globs"),
    [
        ([], None),
        (["guide/nodes"], "guide/nodes"),
        (["guide/*"], "guide/*"),
        (["source/guide/nodes.rst"], "guide/nodes"),
        (["guide/nodes.rst"], "guide/nodes"),
        (["source", "guide/nodes"], "guide/nodes"),
        (["guide/nodes", "index"], "guide/nodes,index"),
        (["source", "source/index.rst", "guide/*"], "index,guide/*"),
        (["source/guide"], "guide/**"),
        (["source/guide/"], "guide/**"),
        (["guide/"], "guide/**"),
        (["v1.2"], "v1.2"),
        (["guide/a,b"], "guide/a?b"),
        (["guide/a,*"], "guide/a?*"),
        (["guide/odd[1].md"], "guide/odd[[]1]"),
        (["guide/odd[1]"], "guide/odd[[]1]"),
        (["index", "-c", ".", "v1.2"], "index,v1.2"),
        (["", "guide/nodes", ""], "guide/nodes"),
    ],
    ids=[
        *("all", "name", "glob", "path", "name with suffix", "source and name", "two names", "mixed"),
        *("folder", "folder/", "folder by name", "dotted", "comma", "comma in glob", "brackets in path"),
        *("brackets in name", "options between", "empty words"),
    ],
)
def test_pages_become_globs_of_docnames(argv: list[str], globs: str | None, separate: Path) -> None:
    """A page can be called by its name, by a glob, or by its file or folder."""
    assert pages("verify", *argv) == globs


def test_folder_beside_conf_and_index_holds_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where conf.py lies among the pages, a folder is no source folder of its own."""
    project(tmp_path, source=".", conf=".")
    monkeypatch.chdir(tmp_path)

    assert pages("verify", "guide") == "guide/**"


def test_page_can_be_named_by_an_absolute_path(separate: Path) -> None:
    """Editors give absolute paths; one through a symbolic link is the same page."""
    (separate.parent / "link").symlink_to(separate)

    assert pages("verify", str(separate / "source/guide/nodes.rst")) == "guide/nodes"
    assert pages("verify", str(separate.parent / "link/source/guide/nodes.rst")) == "guide/nodes"


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["verify", "guide/node"], "“guide/node” is no page of “source”: did you mean guide/nodes"),
        (["verify", "nodes"], "did you mean guide/nodes?"),
        (["verify", "gide/*"], "“gide/*” is no page of “source”"),
        (["verify", "xyzzy"], "and no page there is called alike"),
        (["verify", "source", "made"], "and no page there is called alike"),
        (["verify", "conf.py"], "“conf.py” is no page of “source”: it lies outside of that folder"),
        (["verify", "-W"], "unknown option -W: options of sphinx-build follow after --"),
        (["verify", "source", "-j4"], "unknown option -j4: options of sphinx-build follow after --"),
        (["verify", "--build", "x"], "unknown option --build"),
        (["verify", "-c"], "expected one argument"),
        (["verify", "-c", "source"], "there is no conf.py in “source” or beside it"),
        (["publish"], "invalid choice: 'publish'"),
        ([], "required: COMMAND"),
    ],
    ids=[
        *("near", "in a folder", "glob", "nothing near", "a made file", "outside", "option", "option behind"),
        *("abbreviation", "no value", "no conf", "command", "nothing"),
    ],
)
def test_wrong_command_line_is_explained(argv: list[str], words: str, separate: Path) -> None:
    """What is wrong is said with what to write instead; the status is 2 and nothing runs."""
    said = refused(*argv)

    assert words in said
    assert said.endswith("Try “python -m kindsphinx --help”.\n")


def test_folder_without_a_project_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no conf.py, the message says where it was looked for."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()

    assert "no conf.py in source, docs or the current folder: name" in refused("verify")
    assert "“guide/x” is no folder: name the source folder" in refused("verify", "guide/x")
    assert "there is no conf.py in “pages” or beside it" in refused("verify", "pages")


def test_options_of_sphinx_follow_after_two_dashes(separate: Path) -> None:
    """They come last, so that they win."""
    command = told("record", "index", "--", "-W", "-j", "4", "-D", "kind_record=new")

    assert command[-5:] == ["-W", "-j", "4", "-D", "kind_record=new"]


@pytest.mark.parametrize(("sphinx", "own"), [(0, 0), (1, 1), (2, 1)])
def test_status_is_1_if_the_build_fails(sphinx: int, own: int, separate: Path) -> None:
    """2 is kept for a wrong command line, whatever Sphinx means by it."""
    assert main(["verify"], Outside(build=Build(status=sphinx))) == own


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    """The help of each command says what its arguments are and gives examples."""
    with pytest.raises(SystemExit) as ended:
        main(["record", "--help"])

    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert "[SRCDIR] [PAGE ...]" in said
    assert "python -m kindsphinx record source/guide/first.rst" in said


def test_command_line_of_the_process_is_the_default(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without arguments of its own, main takes those that the program was started with."""
    monkeypatch.setattr(sys, "argv", ["kindsphinx", "--version"])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"kindsphinx {__version__}\n"


def test_module_can_be_run() -> None:
    """``python -m kindsphinx`` says its version without Sphinx, docker or anything POSIX in reach."""
    code = (
        "import runpy, sys\n"
        "for name in ('sphinx', 'docker', 'fcntl', 'termios', 'pty', 'resource'): sys.modules[name] = None\n"
        f"sys.path[:] = {sys.path}\n"
        "sys.argv[1:] = ['--version']\n"
        "import kindsphinx.reporting\n"
        "runpy.run_module('kindsphinx', run_name='__main__')\n"
    )

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"kindsphinx {__version__}\n", "")


@pytest.mark.parametrize(("right", "status"), [("2", 0), ("3", 1)], ids=["passes", "fails"])
def test_sphinx_runs_in_this_process(
    right: str, status: int, separate: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The doctest builder of a real project decides the exit status."""
    # said outright, as MyST adds to Sphinx' own default in any other build of this process
    settings = 'extensions = ["sphinx.ext.doctest"]\nsource_suffix = {".rst": "restructuredtext"}\n'
    (separate / "conf.py").write_text(settings, encoding="utf-8")
    (separate / "source/index.rst").write_text(f">>> 1 + 1\n{right}\n", encoding="utf-8")

    ended = main(["verify", "index", "--", "-Q"])

    assert ended == status
    assert "1 test" in (separate / "build/doctest/output.txt").read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""
