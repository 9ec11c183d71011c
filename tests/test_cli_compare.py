"""``compare`` tells what differs between two files, and ends with a status that says how bad it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes.command_line import Ended, run

if TYPE_CHECKING:
    from pathlib import Path

NODES = """\
NAME                STATUS   ROLES           AGE   VERSION
dev-control-plane   Ready    control-plane   46s   v1.34.0
dev-worker          Ready    <none>          31s   v1.34.0
"""
FILES = {
    "nodes": NODES,
    "older": NODES.replace("46s", "7m").replace("31s", "6m"),
    "upgraded": NODES.replace("v1.34.0", "v1.35.0"),
    "lost": NODES.replace("worker          Ready   ", "worker          NotReady"),
    "fewer": NODES[: NODES.index("dev-worker")],
    "dots": "NAME ...\n...\ndev-worker          Ready    <none>          ...\n",
    "regexes": "NAME.*\n...\ndev-worker +Ready +<none> +\\d+s +v1.34.0\n",
    "manifest": "ports:\n- port: 80\n  nodePort: 30080\n",
    "service": "NAME   TYPE       PORT(S)        AGE\nweb    NodePort   80:30080/TCP   5m\n",
    "service too": "NAME   TYPE       PORT(S)        AGE\nweb    NodePort   80:30090/TCP   5m\n",
    "json": '{"a": 1, "b": 2}',
    "json too": '{"b":2,\n"a":1}\n',
    "expected": "NAME   STATUS   ROLES   AGE   VERSION\ndev-worker   Ready   <none>   1s   v1.34.0\n...\n",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder with some outputs."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "latin").write_bytes(b"caf\xe9\n")
    monkeypatch.chdir(tmp_path)


def compare(*argv: str, stdin: bytes = b"") -> Ended:
    """Run ``compare`` on outputs of ``kubectl get nodes``."""
    return run("compare", "--command", "kubectl get nodes", *argv, stdin=stdin)


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (["nodes", "nodes"], 0),
        (["nodes", "older"], 0),
        (["nodes", "upgraded"], 9),
        (["nodes", "lost"], 10),
        (["nodes", "fewer"], 11),
        (["expected", "nodes"], 11),
        (["--expected", "expected", "nodes"], 0),
        (["nodes", "missing"], 2),
        (["-", "-"], 2),
        (["nodes"], 2),
        (["latin", "latin"], 0),
    ],
    ids=[
        *("identical", "volatile", "version", "changed", "structure", "dots as dots", "expectation"),
        *("unreadable", "standard input twice", "one file", "not UTF-8"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_status_is_that_of_the_worst_difference(argv: list[str], status: int, form: str) -> None:
    """As the reports of a run have it; the form makes no difference."""
    assert compare("--format", form, *argv).status == status


PAGE_OPTIONS = {
    "ignored columns": (["--ignore-columns", "STATUS", "nodes", "lost"], 0),
    "several of them": (["--ignore-columns", "age, status", "nodes", "lost"], 0),
    "another column": (["--ignore-columns", "AGE", "nodes", "lost"], 10),
    "strict columns": (["--strict-columns", "AGE", "nodes", "older"], 10),
    "ignored lines": (["--ignore", "^dev-worker", "--ignore", "x", "nodes", "fewer"], 0),
    "exact": (["--compare", "exact", "nodes", "older"], 10),
    "exact and identical": (["--compare", "exact", "nodes", "nodes"], 0),
    "ellipsis makes OLD an expectation": (["--compare", "ellipsis", "dots", "nodes"], 0),
    "regex makes OLD an expectation": (["--compare", "regex", "regexes", "nodes"], 0),
    "json": (["--compare", "json", "json", "json too"], 0),
    "no json": (["--compare", "json", "json", "nodes"], 11),
    "a port that nobody names": (["service", "service too"], 0),
    "a port that a source names": (
        ["--source", "dots", "--source", "manifest", "service", "service too"],
        10,
    ),
    "no source": (["--source", "missing", "nodes", "nodes"], 2),
    "a source that is an output as well": (["--source", "-", "-", "nodes"], 2),
    "no regex": (["--ignore", "(", "nodes", "nodes"], 2),
    "no mode": (["--compare", "exakt", "nodes", "nodes"], 2),
}


@pytest.mark.parametrize(("argv", "status"), PAGE_OPTIONS.values(), ids=PAGE_OPTIONS)
def test_outputs_are_compared_as_a_page_may_ask_for_it(argv: list[str], status: int) -> None:
    """The words are those of the directive's options."""
    assert compare(*argv).status == status


def test_sentences_come_before_the_lines() -> None:
    """The worst first; then what a reader wants to see of both."""
    assert compare("nodes", "lost").out == (
        "changed: worker dev-worker: STATUS is NotReady, it was Ready\n"
        "\n"
        "  NAME                STATUS     ROLES           AGE     VERSION\n"
        "  dev-control-plane   Ready      control-plane   <age>   v1.34.0\n"
        "- dev-worker          Ready      <none>          <age>   v1.34.0\n"
        "+ dev-worker          NotReady   <none>          <age>   v1.34.0\n"
    )


def test_versions_are_told_once() -> None:
    """A new Kubernetes is one line, and each of its lines for who asks."""
    assert compare("nodes", "upgraded").out.splitlines()[0] == "version: v1.34.0 -> v1.35.0: 2 lines"
    assert compare("-v", "nodes", "upgraded").out.splitlines()[1] == (
        "version: worker dev-worker: VERSION is v1.35.0, it was v1.34.0"
    )


@pytest.mark.parametrize(
    ("argv", "lines"),
    [
        (["nodes", "nodes"], ["no difference"]),
        (["nodes", "older"], ["no difference but in volatile values"]),
        (
            ["-v", "nodes", "older"],
            [
                "no difference but in volatile values",
                "cosmetic: control plane dev-control-plane: AGE is 7m, it was 46s",
                "cosmetic: worker dev-worker: AGE is 6m, it was 31s",
            ],
        ),
    ],
    ids=["identical", "volatile", "volatile, told"],
)
def test_what_is_equal_is_said_to_be(argv: list[str], lines: list[str]) -> None:
    """Volatile values are shown to who asks for them."""
    assert compare(*argv).out.splitlines() == lines


def test_the_same_sentence_is_said_once(tmp_path: Path) -> None:
    """Two pods that crash in the same way are twice one sentence."""
    pods = "NAME                   READY\nweb-574cb87bd6-97qs7   1/1\nweb-574cb87bd6-ljxvd   1/1\n"
    (tmp_path / "crashed").write_text(pods.replace("1/1", "0/1"), encoding="utf-8")

    ended = run("compare", "--command", "kubectl get pods", "-", "crashed", stdin=pods.encode())

    assert ended.out.splitlines()[0] == "changed: pod web-*: READY is 0/1, it was 1/1 (2 times)"


def test_standard_input_is_one_of_them() -> None:
    """What a command prints now is compared through a pipe."""
    assert compare("nodes", "-", stdin=FILES["lost"].encode()).status == 10
    assert compare("-", "nodes", stdin=FILES["lost"].encode()).status == 10


def test_programs_get_json() -> None:
    """With the lines counted as people count them, and versions in pairs."""
    found: dict[str, Any] = json.loads(compare("--format", "json", "nodes", "upgraded").out)

    assert found["drift"] == "version"
    assert found["equal"] is False
    assert found["differences"][1] == {
        "drift": "version",
        "sentence": "worker dev-worker: VERSION is v1.35.0, it was v1.34.0",
        "old_line": 3,
        "new_line": 3,
        "versions": [["v1.34.0", "v1.35.0"]],
    }
    assert json.loads(compare("--format", "json", "nodes", "nodes").out) == {
        "drift": None,
        "equal": True,
        "differences": [],
        "diff": "",
    }


def test_a_file_that_cannot_be_read_is_named() -> None:
    """On standard error, in a sentence."""
    assert compare("nodes", "missing").err == "kindsphinx: there is no file “missing”\n"
    assert "only one of them" in compare("-", "-").err


LEASES = """\
NAME   HOLDER             RENEWED
web    0123456789abcdef   twice
"""
LATER_LEASES = LEASES.replace("0123456789abcdef", "fedcba9876543210").replace("twice", "often")
OWN = {
    "nothing": ([], 10),
    "types alone": (["--volatile", "lease-id=[0-9a-f]{16}"], 10),
    "type and column": (["--volatile", "lease-id=[0-9a-f]{16}", "--column", "RENEWED=any"], 0),
    "a column of a kind": (["--column", "leases/HOLDER=any", "--column", "leases/renewed=any"], 0),
    "a column of another kind": (["--column", "pods/HOLDER=any", "--column", "RENEWED=any"], 10),
    "conf.py": (["-c", "."], 10),
    "conf.py and a column": (["-c", ".", "--column", "RENEWED=any"], 0),
    "an option before conf.py": (["-c", ".", "--volatile", "lease-id=x", "--column", "RENEWED=any"], 10),
}


@pytest.mark.parametrize(("options", "status"), OWN.values(), ids=OWN)
def test_what_a_project_says_of_its_values_counts(options: list[str], status: int, tmp_path: Path) -> None:
    """By options, or by the conf.py that one names; no other is looked for."""
    (tmp_path / "leases").write_text(LEASES)
    (tmp_path / "later").write_text(LATER_LEASES)
    (tmp_path / "conf.py").write_text('kind_volatile = {"types": {"lease-id": "[0-9a-f]{16}"}}\n')

    ended = run("compare", "leases", "later", "--command", "kubectl get leases", *options)

    assert (ended.status, ended.err) == (status, "")


WRONG = {
    "no value": (["--volatile", "lease-id"], "--volatile lease-id: write it as NAME=REGEX"),
    "no regex": (["--volatile", "lease-id=["], "the type 'lease-id': "),
    "no type": (["--column", "AGE=agee"], "the column 'AGE': there is no type 'agee'; did you mean “age”?"),
    "conf.py": (["-c", "."], "conf.py: kind_volatile: 'typs' is no part of it; did you mean “types”?"),
    "no conf.py": (["-c", "nowhere"], "nowhere/conf.py"),
}


@pytest.mark.parametrize(("options", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_it_is_told(options: list[str], sentence: str, tmp_path: Path) -> None:
    """With what to write instead."""
    (tmp_path / "conf.py").write_text('kind_volatile = {"typs": {}}\n')

    ended = run("compare", "nodes", "older", *options)

    assert ended.status == 2
    assert sentence in ended.err
