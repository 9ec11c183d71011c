"""``validate`` tells programs what kind makes of a configuration, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.command_line import Ended, run

ROOT = Path(__file__).parents[1]
PROBES: list[dict[str, Any]] = json.loads((ROOT / "tests/core/cluster_config/probes.json").read_text("utf-8"))
HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
FILES = {
    "good.yaml": HEAD,
    "bad.yaml": f"{HEAD}nome: x\n",
    "doubtful.yaml": f"{HEAD}nodes: [{{}}, {{}}]\nnetworking: {{apiServerAddress: 0.0.0.0}}\n",
    "other.yaml": "kind: Deployment\napiVersion: apps/v1\n",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with some files."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def validate(*argv: str, stdin: bytes = b"") -> Ended:
    """Run ``validate``."""
    return run("validate", *argv, stdin=stdin)


def judged(*argv: str, stdin: bytes = b"") -> list[dict[str, Any]]:
    """Return the JSON of ``validate``."""
    found: list[dict[str, Any]] = json.loads(validate("--format", "json", *argv, stdin=stdin).out)
    return found


@pytest.mark.parametrize("probe", PROBES, ids=[probe["id"] for probe in PROBES])
def test_every_probe_gets_the_answer_of_kind(probe: dict[str, Any]) -> None:
    """Its verdict and message with ``--format json``, its configuration with ``--dump``."""
    data = probe["yaml"].encode()

    (verdict,) = judged("-", stdin=data)
    dumped = validate("--dump", "-", stdin=data)

    assert (verdict["accepted"], verdict["kind_message"]) == (probe["verdict"] == "ok", probe["error"])
    assert json.loads(dumped.out) == probe["decoded"]
    assert dumped.status == (0 if verdict["accepted"] else 1)


def test_json_has_every_file_and_every_problem() -> None:
    """Files in the order in which they are named, problems in that of their places."""
    good, bad = judged("good.yaml", "bad.yaml")

    assert good == {"file": "good.yaml", "accepted": True, "kind_message": "", "problems": []}
    assert bad.pop("problems") == [
        {
            "line": 3,
            "column": 1,
            "path": "nome",
            "severity": "error",
            "code": "config-field",
            "message": "there is no field “nome” here: did you mean “name”?",
            "kind_message": "field nome not found in type v1alpha4.Cluster",
        }
    ]
    assert bad == {
        "file": "bad.yaml",
        "accepted": False,
        "kind_message": "unable to decode config: yaml: unmarshal errors:\n"
        "  line 3: field nome not found in type v1alpha4.Cluster",
    }


def test_json_names_a_file_as_its_user_does() -> None:
    """Standard input is a dash, and a file that cannot be read or is passed over has no verdict."""
    named = judged("./good.yaml", "-", "missing.yaml", "other.yaml", "--only-kind", stdin=HEAD.encode())

    assert [each["file"] for each in named] == ["./good.yaml", "-"]
    assert judged("--only-kind", "other.yaml") == []


def test_a_warning_has_no_words_of_kind() -> None:
    """A configuration that is accepted is accepted without a word."""
    (verdict,) = judged("doubtful.yaml")

    assert verdict["accepted"]
    assert {each["severity"] for each in verdict["problems"]} == {"warning"}
    assert {each["kind_message"] for each in verdict["problems"]} == {""}


def test_a_dump_has_a_document_for_each_configuration() -> None:
    """One after the other, ``null`` where kind gets none; what is wrong goes elsewhere."""
    ended = validate("--dump", "good.yaml", "missing.yaml", "bad.yaml", "doubtful.yaml")

    first, rest = json.JSONDecoder().raw_decode(ended.out)
    assert first["Networking"]["APIServerAddress"] == "127.0.0.1"
    assert ended.out[rest:].startswith("\nnull\n{")
    assert (
        json.loads(ended.out[rest:].removeprefix("\nnull\n"))["Networking"]["APIServerAddress"] == "0.0.0.0"
    )
    assert "bad.yaml:3:1: error: " in ended.err
    assert ended.status == 2


def test_a_dump_of_a_valid_configuration_says_nothing_else() -> None:
    """Whoever pipes it on sees no line that counts."""
    assert validate("--dump", "good.yaml").err == ""
    assert json.loads(validate("--dump", "--format", "json", "bad.yaml").err)[0]["file"] == "bad.yaml"
