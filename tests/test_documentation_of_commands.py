"""The manual has all commands, and what it shows is what they print."""

from __future__ import annotations

import argparse
import json
import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from kindsphinx.cli.commands import COMMANDS
from kindsphinx.core.cluster_config import NEWEST_KIND
from tests.fakes.command_line import run

if TYPE_CHECKING:
    from kindsphinx.cli.command import Command

ROOT = Path(__file__).parents[1]
MANUAL = ROOT / "source/manual"
PAGE = (MANUAL / "command-line.rst").read_text(encoding="utf-8")
RUNNING = (MANUAL / "running.rst").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the code blocks of the page in a language."""
    found = re.findall(rf"^ *\.\. code-block:: {language}\n\n((?: +.*\n|\n)+)", PAGE, re.MULTILINE)
    return [textwrap.dedent(block).strip() + "\n" for block in found]


def options(command: Command) -> set[str]:
    """Return the options of a command, without its help."""
    parser = argparse.ArgumentParser(add_help=False)
    command.add_arguments(parser)
    return {name for action in parser._actions for name in action.option_strings}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_every_command_is_documented(command: Command) -> None:
    """With all its options, here or where a page is run."""
    section = PAGE.partition(f".. program:: kindsphinx {command.name}\n")[2]
    text = section.partition("\n.. program::")[0] or RUNNING.partition(".. _record-and-verify:")[2]

    assert f"``{command.name}``" in PAGE
    assert f"python -m kindsphinx {command.name} [" in text
    assert {name for name in options(command) if not re.search(rf"(?<![\w-]){name}\b", text)} == set()


def test_the_manual_has_no_option_that_is_none() -> None:
    """What was taken away is taken away there, too."""
    documented = re.findall(r"^\.\. option:: (--[a-z-]+)", PAGE, re.MULTILINE)

    assert set(documented) <= set().union(*map(options, COMMANDS))


def test_what_is_shown_of_validate_is_what_it_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example is judged, and its text stands in the manual word for word."""
    monkeypatch.chdir(tmp_path)
    config = next(block for block in blocks("yaml") if "extraPortMapping:" in block)
    (tmp_path / "kind-config.yaml").write_text(config, encoding="utf-8")

    assert run("validate", "kind-config.yaml").out in blocks("text")


def test_what_is_shown_of_compare_is_what_it_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two outputs of the example differ in what the manual says."""
    monkeypatch.chdir(tmp_path)
    old, new = (block for block in blocks("text") if block.startswith("NAME"))
    (tmp_path / "old.txt").write_text(old, encoding="utf-8")
    (tmp_path / "new.txt").write_text(new, encoding="utf-8")

    ended = run("compare", "old.txt", "new.txt", "--command", "kubectl get pods")

    assert ended.out in blocks("text")
    assert ended.status == 11


def test_every_key_of_the_comparison_is_documented() -> None:
    """Those of the whole, and those of each difference."""
    section = PAGE.partition("\nJSON of compare\n")[2]
    found = json.loads(run("compare", "--format", "json", __file__, "-", stdin=b"").out)

    assert {*found, *found["differences"][0]} <= set(re.findall(r"``(\w+)``", section))


def test_every_key_of_the_json_is_documented() -> None:
    """And the version that judges where none is named."""
    section = PAGE.partition("\nJSON\n----\n")[2].partition("\n----")[0]
    (verdict,) = json.loads(run("validate", "--format", "json", stdin=b"nodes: []\n").out)

    named = set(re.findall(r"``(\w+)``", section))
    assert {*verdict, *verdict["problems"][0]} <= named
    assert f"By default it is {NEWEST_KIND}." in PAGE


def test_the_hook_of_the_manual_exists() -> None:
    """Its id is one of those that there are, and its arguments are taken."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    config = next(yaml.safe_load(block) for block in blocks("yaml") if block.startswith("repos:"))
    (used,) = config["repos"][0]["hooks"]

    assert used["id"] in {each["id"] for each in hooks}
    assert run("validate", *used["args"], stdin=b"kind: Cluster\n").status == 1
