"""The Makefile says to Python what its user means, with any make since 3.81."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAKEFILE = ROOT / "Makefile"
MAKE = shutil.which("make")
TOOLS = ("cp", "echo", "mkdir", "rm", "sed", "sh", "touch")
"""What a machine has besides make and Python."""
PYTHON = r"""#!/bin/sh
# Stands for Python: notes its arguments, and makes a .venv that holds itself.
case "$1" in -c) exit "${STUB_TOO_OLD:-0}" ;; esac
{ for word in "$@"; do printf '%s|' "$word"; done; echo; } >> "$STUB_LOG"
[ "$1 $2" = "-m pip" ] && [ -n "$STUB_PIP_FAILS" ] && exit 1
if [ "$1 $2" = "-m venv" ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi
exit 0
"""
SPHINX = "-m|sphinx|-M|{}|source|build|-c|.|"

pytestmark = pytest.mark.skipif(MAKE is None, reason="there is no make")


class Clone:
    """A fresh clone, on a machine with make and a stub of Python, which notes what it is told."""

    def __init__(self, root: Path, *, python: str = "python3.12") -> None:
        self.root = root / "a clone"
        self.root.mkdir()
        self.log = root / "log"
        self.programs = root / "bin"
        self.programs.mkdir()
        for name in ("Makefile", "pyproject.toml"):
            shutil.copy(ROOT / name, self.root)
        for tool in TOOLS:
            (self.programs / tool).symlink_to(shutil.which(tool) or tool)
        if python:
            self.add_program(python, PYTHON)

    def add_program(self, name: str, text: str) -> Path:
        """Put an executable on ``PATH``."""
        program = self.programs / name
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)
        return program

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run make as a user does."""
        self.log.write_text("", encoding="utf-8")
        fixed = {"PATH": str(self.programs), "STUB_LOG": str(self.log), "HOME": "/nonexistent"}
        return subprocess.run(
            [str(MAKE), *arguments],
            cwd=self.root,
            env={**fixed, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def told(self, *arguments: str, **environment: str) -> list[str]:
        """Run make, which has to succeed, and return what Python was told, a line for each call."""
        run = self.run(*arguments, **environment)
        assert (run.returncode, run.stderr) == (0, "")
        return self.log.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """Return a fresh clone, in a folder with a blank in its name."""
    return Clone(tmp_path)


@pytest.fixture
def installed(clone: Clone) -> Clone:
    """Return a clone in which something was made already."""
    clone.told("html")
    return clone


@pytest.mark.parametrize(
    ("target", "last"),
    [("html", SPHINX.format("html")), ("test", "-m|pytest|-n|auto|"), ("xml", SPHINX.format("xml"))],
)
def test_the_first_command_in_a_fresh_clone_installs(clone: Clone, target: str, last: str) -> None:
    """Nothing has to be prepared: the first target makes .venv and installs into it."""
    told = clone.told(target)

    assert told[0] == "-m|venv|.venv|"
    assert [line.split("|")[2] for line in told[1:-1]] == ["install", "install"]
    assert "|--editable|.[record]|" in told[-2]
    assert told[-1] == last


def test_it_is_installed_once(installed: Clone) -> None:
    """The second command only does what it is there for."""
    assert installed.told("html") == [SPHINX.format("html")]


def test_it_is_installed_again_when_the_dependencies_change(installed: Clone) -> None:
    """A new ``pyproject.toml`` may need other packages."""
    os.utime(installed.root / ".venv/installed", (1, 1))

    assert len(installed.told("html")) == 4


def test_a_failed_installation_is_tried_again(clone: Clone) -> None:
    """What was not installed is not taken for installed."""
    failed = clone.run("html", STUB_PIP_FAILS="1")

    assert failed.returncode == 2
    assert "-m|sphinx" not in clone.log.read_text(encoding="utf-8")
    assert clone.told("html")[-1] == SPHINX.format("html")


@pytest.mark.parametrize("python", ["", "python3"], ids=["none", "too old"])
def test_a_missing_python_is_named(tmp_path: Path, python: str) -> None:
    """Without a Python that is new enough the message says what to install."""
    run = Clone(tmp_path, python=python).run("html", STUB_TOO_OLD="1")

    assert run.returncode == 2
    assert "Python 3.11 or later is needed and was not found" in run.stderr


def test_another_python_can_be_chosen(tmp_path: Path) -> None:
    """``PYTHON`` is a path, which may have blanks."""
    clone = Clone(tmp_path, python="")
    python = clone.add_program("my python", PYTHON)

    told = clone.told("html", f"PYTHON={python}")

    assert told[-1] == SPHINX.format("html")


ON = SPHINX.format("doctest") + "-D|kind_execute=on|"
NEW = ON + "-D|kind_record=all|"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["doctest"], ON),
        (["record"], NEW),
        (["doctest", "PAGES=guide/*"], ON + "-D|kind_pages=guide/*|"),
        (["record", "PAGES=guide/*"], NEW + "-D|kind_pages=guide/*|"),
        (["doctest", "PAGES= a  b "], ON + "-D|kind_pages=a,b|"),
        (["doctest", "PAGES=a,b"], ON + "-D|kind_pages=a,b|"),
        (["doctest", """PAGES=it's"b";rm"""], ON + """-D|kind_pages=it's"b";rm|"""),
        (["html", "SPHINXOPTS=-W -n"], SPHINX.format("html") + "-W|-n|"),
        (["html", "SPHINXOPTS=-D 'project=my docs'"], SPHINX.format("html") + "-D|project=my docs|"),
        (["html", 'SPHINXOPTS=-D "project=it\'s"'], SPHINX.format("html") + "-D|project=it's|"),
        (["html", "O=-q", "SPHINXOPTS=-W"], SPHINX.format("html") + "-W|-q|"),
        (["doctest", "SPHINXOPTS=-D kind_execute=off"], ON + "-D|kind_execute=off|"),
        (["dirhtml", "SPHINXOPTS=-q"], SPHINX.format("dirhtml") + "-q|"),
        (["latexpdf"], SPHINX.format("latexpdf")),
        (["test", "TESTOPTS=-k 'a or b' -x"], "-m|pytest|-n|auto|-k|a or b|-x|"),
        (["live"], "-m|pytest|-m|live|"),
        (["bench"], "-m|pytest|-m|bench|-s|"),
    ],
    ids=" ".join,
)
def test_a_command_line_reaches_python_as_it_is_meant(
    installed: Clone, arguments: list[str], expected: str
) -> None:
    """Blanks, quotes and wildcards arrive as they were typed, whatever the shell makes of them."""
    assert installed.told(*arguments) == [expected]


def test_options_may_come_from_the_environment(installed: Clone) -> None:
    """A CI sets variables once for all commands."""
    told = installed.told("doctest", SPHINXOPTS="-W", PAGES="a b")

    assert told == [ON + "-D|kind_pages=a,b|-W|"]


def test_check_is_the_whole_gate(installed: Clone) -> None:
    """Format, lint, types, tests with coverage, and the documentation without a warning."""
    told = installed.told("check")

    assert [line.split("|")[1] for line in told] == ["ruff", "ruff", "mypy", "pytest", "sphinx"]
    assert "|--cov|" in told[3]
    assert told[4].endswith("|-E|-W|-n|")


def test_targets_may_be_made_at_once(clone: Clone) -> None:
    """``make -j`` installs once, and nobody runs before that."""
    told = clone.told("-j4", "html", "text", "test")

    assert [line.split("|")[1] for line in told] == ["venv", "pip", "pip", "sphinx", "sphinx", "pytest"]


def test_a_dry_run_does_nothing(clone: Clone) -> None:
    """``make -n`` shows the commands."""
    run = clone.run("-n", "html")

    assert run.stdout.splitlines()[-1].startswith(".venv/bin/python -m sphinx -M html")
    assert clone.log.read_text(encoding="utf-8") == ""
    assert not (clone.root / ".venv").exists()


def test_cleaning_keeps_what_is_installed(installed: Clone) -> None:
    """Only what was built goes, and nothing is installed for that."""
    (installed.root / "build").mkdir()

    told = installed.told("clean")

    assert told == []
    assert sorted(path.name for path in installed.root.iterdir()) == [".venv", "Makefile", "pyproject.toml"]


def test_help_is_what_make_alone_gives_and_has_every_target(clone: Clone) -> None:
    """Help installs nothing."""
    phony = re.search(r"^\.PHONY: (help .*)$", MAKEFILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert phony

    run = clone.run()

    listed = re.findall(r"^  ([a-z]+) +\S", run.stdout, re.MULTILINE)
    assert sorted(listed) == sorted(phony[1].split())
    assert not (clone.root / ".venv").exists()


def test_it_is_written_for_the_make_of_macos() -> None:
    """GNU make 3.81 does not know what later ones added."""
    text = MAKEFILE.read_text(encoding="utf-8")

    assert re.findall(r"^\.ONESHELL|^\.EXTRA_PREREQS|!=|::=|\$\((?:file|guile|let|intcmp) |&:", text) == []
