"""``validate`` judges files as kind does, and ends with a status that says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kindsphinx.core.cluster_config import ProblemCode
from tests.fakes.command_line import Ended, Typing, run

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
FILES = {
    "good.yaml": HEAD,
    "bad.yaml": f"{HEAD}nome: x\n",
    "doubtful.yaml": f"{HEAD}nodes: [{{}}, {{}}]\nnetworking: {{apiServerAddress: 0.0.0.0}}\n",
    "-odd.yaml": HEAD,
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with some files."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "configs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def validate(*argv: str, stdin: bytes | Typing = b"") -> Ended:
    """Run ``validate``."""
    return run("validate", *argv, stdin=stdin)


def judged(*argv: str, stdin: bytes = b"") -> list[dict[str, Any]]:
    """Return the JSON of ``validate``."""
    found: list[dict[str, Any]] = json.loads(validate("--format", "json", *argv, stdin=stdin).out)
    return found


def codes(*argv: str) -> list[str]:
    """Return the codes of the problems of all files."""
    return [problem["code"] for each in judged(*argv) for problem in each["problems"]]


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (["good.yaml"], 0),
        (["doubtful.yaml"], 0),
        (["--strict", "doubtful.yaml"], 1),
        (["--strict", "good.yaml"], 0),
        (["bad.yaml"], 1),
        (["good.yaml", "bad.yaml", "good.yaml"], 1),
        (["missing.yaml"], 2),
        (["configs"], 2),
        (["good.yaml/x"], 2),
        (["missing.yaml", "bad.yaml"], 2),
        (["bad.yaml", "configs", "good.yaml"], 2),
        (["--", "-odd.yaml"], 0),
        (["bad.yaml", "--", "-odd.yaml"], 1),
        (["--format", "xml", "good.yaml"], 2),
    ],
    ids=[
        *("valid", "warnings", "strict", "strict, valid", "invalid", "one of three", "missing", "folder"),
        *("no folder", "missing, invalid", "invalid, folder", "dash", "dash and another", "usage"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_status_is_that_of_the_worst_file(argv: list[str], status: int, form: str) -> None:
    """0 valid, 1 problems, 2 could not be read; the form makes no difference."""
    assert validate("--format", form, *argv).status == status


def test_every_file_is_judged_though_another_cannot_be_read() -> None:
    """Each that cannot is told of, with the reason, apart from the verdicts."""
    ended = validate("missing.yaml", "bad.yaml", "configs", "good.yaml/x", "good.yaml")

    assert ended.err.splitlines() == [
        "kindsphinx: there is no file “missing.yaml”",
        "kindsphinx: “configs” is a folder: name the files in it",
        "kindsphinx: “good.yaml/x” cannot be read: Not a directory",
    ]
    assert ended.out.startswith("bad.yaml:3:1: error: ")
    assert ended.out.endswith("\n1 error in 1 of 2 files\n")


@pytest.mark.parametrize("argv", [["-"], [], ["--strict"]], ids=["dash", "nothing", "only an option"])
def test_standard_input_is_a_file_like_others(argv: list[str]) -> None:
    """A dash names it, and it is meant where nothing is named."""
    ended = validate(*argv, stdin=f"{HEAD}nome: x\n".encode())

    assert ended.out.startswith("<stdin>:3:1: error: there is no field “nome” here")
    assert ended.err == ""


def test_standard_input_is_read_once() -> None:
    """Named twice, it would be empty the second time, and seem to be wrong."""
    ended = validate("-", "good.yaml", "-", stdin=HEAD.encode())

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("kindsphinx: “-” is named twice: standard input can be read only once\n")


def test_an_empty_name_is_no_file() -> None:
    """A shell leaves one where a variable is empty."""
    ended = validate("", "good.yaml")

    assert (ended.status, ended.out) == (2, "no problem in 1 file\n")
    assert ended.err == "kindsphinx: one of the names is empty: name a file, or “-” for standard input\n"


def test_a_closed_standard_input_cannot_be_read() -> None:
    """That is no empty configuration."""
    command = f'"{sys.executable}" -m kindsphinx validate <&-'

    ended = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "kindsphinx: “-” cannot be read: I/O operation on closed file.\n"


def test_somebody_who_types_is_told_what_is_waited_for() -> None:
    """Without a file the program would seem to hang."""
    ended = validate(stdin=Typing(HEAD.encode()))

    assert ended.err == "kindsphinx: reading what you type; Ctrl-D in a line of its own ends it\n"
    assert ended.out == "no problem in 1 file\n"


@pytest.mark.parametrize(
    ("argv", "left"),
    [
        ([], ["even-control-planes", "open-api-server"]),
        (["--ignore", "open-api-server"], ["even-control-planes"]),
        (["--ignore=even-control-planes,open-api-server"], []),
        (["--ignore", "even-control-planes", "--ignore", "open-api-server"], []),
        (["--ignore", "kind.open-api-server, kind.cni-wait"], ["even-control-planes"]),
        (["--ignore", ""], ["even-control-planes", "open-api-server"]),
    ],
    ids=["none", "one", "list", "two", "as Sphinx calls it", "empty"],
)
def test_a_warning_can_be_ignored(argv: list[str], left: list[str]) -> None:
    """It is not told, and does not count."""
    assert codes(*argv, "doubtful.yaml") == left
    assert validate("--strict", *argv, "doubtful.yaml").status == (1 if left else 0)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (
            ["--ignore", "port-clsh"],
            "argument --ignore: “port-clsh” is no warning: did you mean “port-clash”?",
        ),
        (
            ["--ignore", "zzz"],
            "argument --ignore: “zzz” is no warning: there are newer-field, patch-ignored, ",
        ),
        (
            ["--ignore", "cni-wait,config-field"],
            "“config-field” is an error, and only warnings can be ignored: correct the configuration",
        ),
        (
            ["--kind-version", "newest"],
            "“newest” is no version of kind: write it as v0.33.0, or shorter as 0.33",
        ),
        (["--kind-version", ""], "“” is no version of kind: write it as v0.33.0, or shorter as 0.33"),
        (
            ["--kind-version", "0.5.0"],
            "kind 0.5.0 is older than what can be judged: write v0.6.0, the first that reads",
        ),
        (["--format", "xml"], "argument --format: invalid choice: 'xml'"),
        (["--stirct"], "unknown option --stirct: did you mean --strict?"),
        (["-x"], "unknown option -x: files whose names begin with a dash follow after --"),
    ],
    ids=[
        "misspelt code",
        "no code",
        "error",
        "version",
        "no version",
        "old version",
        "form",
        "misspelt option",
        "dash",
    ],
)
def test_a_wrong_option_is_refused_before_anything_is_read(argv: list[str], said: str) -> None:
    """The message says what to write; no file is judged."""
    ended = validate(*argv, "bad.yaml", "missing.yaml")

    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err
    assert "missing.yaml" not in ended.err


@pytest.mark.parametrize(
    ("version", "accepted"), [("v0.30.0", True), ("0.30", True), ("v0.33.0", False), ("", False)]
)
def test_the_kind_of_a_version_judges(version: str, accepted: bool) -> None:  # noqa: FBT001 - an expected value
    """Newer ones refuse a listening address that is no IP address; the newest is the default."""
    text = f"{HEAD}nodes: [{{extraPortMappings: [{{hostPort: 80, containerPort: 80, listenAddress: x}}]}}]\n"
    option = ["--kind-version", version] if version else []

    (verdict,) = judged(*option, stdin=text.encode())

    assert verdict["accepted"] == accepted


@pytest.mark.parametrize("form", ["text", "json"])
def test_who_asks_for_a_kind_that_is_not_known_yet_is_told_who_judges(form: str) -> None:
    """It is no reason to refuse: most of what the newest takes a later one takes as well."""
    ended = validate("--format", form, "--kind-version", "v0.99", "good.yaml")
    known = validate("--format", form, "--kind-version", "v0.33.7", "good.yaml")

    assert (
        ended.err
        == "kindsphinx: v0.99 is newer than v0.33.0, the newest kind that is known: that one judges\n"
    )
    assert (ended.status, ended.out) == (known.status, known.out) == (0, known.out)
    assert known.err == ""


def test_what_is_loaded_is_needed() -> None:
    """A hook starts for every commit: neither Sphinx nor docker nor the runtime is imported for it."""
    unwanted = (
        "sphinx",
        "docutils",
        "jinja2",
        "pygments",
        "docker",
        "requests",
        "ruamel",
        "kindsphinx.runtime",
    )
    code = (
        "import sys; from kindsphinx.cli import main; status = main(['validate', 'bad.yaml']); "
        f"print(status, [name for name in sys.modules if name.startswith({unwanted})])"
    )

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ended.stdout.splitlines()[-2:] == ["1 error in 1 file", "1 []"]


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    """``| head`` ends it without a traceback, while much is still to be told."""
    Path("many.yaml").write_text(f"{HEAD}nodes:\n" + "- rol: worker\n" * 1000, encoding="utf-8")
    command = f'"{sys.executable}" -m kindsphinx validate {"many.yaml " * 20} | head -n 1'

    environ = {**os.environ, "PYTHONUNBUFFERED": ""}
    ended = subprocess.run(["sh", "-c", command], env=environ, capture_output=True, text=True, check=True)

    assert ended.stdout.startswith("many.yaml:4:3: error: ")
    assert ended.stderr == ""


def test_every_warning_can_be_ignored_and_no_error() -> None:
    """The codes of errors begin alike, so that a new one is sorted by its name."""
    errors = [each for each in ProblemCode if each.startswith("config-")]
    warnings = [each for each in ProblemCode if each not in errors]

    assert validate("--ignore", ",".join(warnings), "good.yaml").status == 0
    assert [validate("--ignore", each, "good.yaml").status for each in errors] == [2] * len(errors)
