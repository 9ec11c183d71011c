"""What pre-commit runs in other repositories is there, and does what it says."""

from __future__ import annotations

import shlex
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kindsphinx.cli import main

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
NEEDED = {"id", "name", "entry", "language"}
KNOWN = NEEDED | {"description", "types", "args", "files", "exclude", "require_serial", "pass_filenames"}
CONFIG = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
FILES = {
    "good.yaml": CONFIG,
    "bad.yaml": f"{CONFIG}nome: x\n",
    "deployment.yaml": "kind: Deployment\napiVersion: apps/v1\n",
    "broken.yaml": "a: [\n",
}


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository that has other YAML, too."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(hook: dict[str, Any], files: Sequence[str]) -> int:
    """Return the exit status of a hook, as pre-commit calls it."""
    program, *arguments = shlex.split(hook["entry"])
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert scripts[program] == "kindsphinx.__main__:main"
    return main([*arguments, *hook.get("args", []), *files])


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_has_what_pre_commit_asks_for(hook: dict[str, Any]) -> None:
    """And nothing that it would warn about."""
    assert hook.keys() >= NEEDED
    assert hook.keys() <= KNOWN
    assert (hook["language"], hook["types"]) == ("python", ["yaml"])


@pytest.mark.parametrize(
    ("files", "status", "last_line"),
    [
        (["good.yaml"], 0, "no problem in 1 file"),
        (["deployment.yaml", "broken.yaml"], 0, "no kind configuration; 2 other files passed over"),
        (["bad.yaml", "deployment.yaml"], 1, "1 error in 1 file; 1 other file passed over"),
        (list(FILES), 1, "1 error in 1 of 2 files; 2 other files passed over"),
    ],
    ids=["good", "others", "bad", "all"],
)
def test_the_hook_judges_configurations_and_nothing_else(
    files: list[str], status: int, last_line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a repository with hundreds of manifests it is about those of kind, and says little."""
    (hook,) = (each for each in HOOKS if each["id"] == "kind-config-validate")

    assert run(hook, files) == status
    said = capsys.readouterr()
    assert (said.out.splitlines()[-1], said.err) == (last_line, "")
    assert status or len(said.out.splitlines()) == 1
