"""A page has programs of its own where those on the computer would lead to what is not its own."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.permissions import Permissions
from kindsphinx.runtime.page_programs import add_programs
from tests.fakes.settings import FakeSettings

if TYPE_CHECKING:
    from pathlib import Path

ENGINES = ["podman", "nerdctl", "finch"]


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Return a ``PATH`` on which the programs of all engines are."""
    folder = tmp_path / "computer"
    folder.mkdir()
    for name in ENGINES:
        (folder / name).write_text("#!/bin/sh\necho theirs\n")
        (folder / name).chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def _ran(folder: Path, path: str, name: str, *allowed: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": path}
    folder.mkdir()
    add_programs(folder, environment, FakeSettings(allow=Permissions.parse(allowed)), kind=None)
    return subprocess.run(
        ["/bin/sh", "-c", f"{name} ps"], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ENGINES)
def test_another_engine_is_refused(tmp_path: Path, path: str, name: str) -> None:
    """Nobody could tell whose containers it reaches; the advice says what to do instead."""
    done = _ran(tmp_path / "bin", path, name)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"kindsphinx: {name} would reach your own containers and clusters, since ")
    assert done.stderr.endswith('use docker, or allow it with kind_allow = ["other-engines"]\n')
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ENGINES)
def test_another_engine_can_be_allowed(tmp_path: Path, path: str, name: str) -> None:
    """By the project, for all its pages."""
    done = _ran(tmp_path / "bin", path, name, "other-engines")

    assert (done.returncode, done.stdout) == (0, "theirs\n")
