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


OWN = "unix:///tmp/page/engine.sock"


def _docker(folder: Path, command: str, *allowed: str) -> subprocess.CompletedProcess[str]:
    """Run *command* where ``docker`` tells its engine and its words."""
    computer, page = folder / "computer", folder / "page"
    computer.mkdir()
    page.mkdir()
    (computer / "docker").write_text("#!/bin/sh\necho $DOCKER_HOST $*\n")
    (computer / "docker").chmod(0o755)
    environment = {"PATH": f"{computer}:{os.environ['PATH']}", "DOCKER_HOST": OWN}
    add_programs(page, environment, FakeSettings(allow=Permissions.parse(allowed)), kind=None)
    return subprocess.run(
        ["/bin/sh", "-c", command], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "command",
    [
        "docker ps -H x",
        "unset DOCKER_HOST; docker ps -H x",
        "DOCKER_HOST= docker ps -H x",
        "env -u DOCKER_HOST docker ps -H x",
        'env -i PATH="$PATH" docker ps -H x',
        f"DOCKER_HOST={OWN} docker ps -H x",
    ],
)
def test_docker_is_the_page_s_also_without_its_address(tmp_path: Path, command: str) -> None:
    """Words after its command are that one's."""
    done = _docker(tmp_path, command)

    assert (done.returncode, done.stdout) == (0, f"{OWN} ps -H x\n")


def test_docker_with_the_page_s_address_in_words(tmp_path: Path) -> None:
    """It is no other engine."""
    done = _docker(tmp_path, f"docker --debug --config /c -H {OWN} ps")

    assert done.stdout == f"{OWN} --debug --config /c -H {OWN} ps\n"


ELSEWHERE = [
    "DOCKER_HOST=unix:///var/run/docker.sock docker ps",
    "export DOCKER_HOST=tcp://localhost:2375; docker ps",
    *("docker -H unix:///run/d.sock ps", "docker -Hunix:///run/d.sock ps", "docker --host=ssh://a ps"),
    "docker --debug --host unix:///run/d.sock ps",
    "docker --log-level debug -H unix:///run/d.sock ps",
]


@pytest.mark.parametrize("command", ELSEWHERE)
def test_another_address_is_refused(tmp_path: Path, command: str) -> None:
    """It may be the engine of whoever runs the page."""
    done = _docker(tmp_path, command)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("kindsphinx: this is another engine than the page's own")
    assert done.stderr.endswith('or allow it with kind_allow = ["other-engines"]\n')


@pytest.mark.parametrize("command", ELSEWHERE)
def test_another_address_can_be_allowed(tmp_path: Path, command: str) -> None:
    """By the project, for all its pages."""
    done = _docker(tmp_path, command, "other-engines")

    assert done.returncode == 0
    assert done.stdout.endswith(" ps\n")


@pytest.mark.parametrize("name", ["su", "runuser"])
def test_another_user_s_shell_is_refused(tmp_path: Path, path: str, name: str) -> None:
    """It would have nothing that is the page's."""
    done = _ran(tmp_path / "bin", path, name)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("kindsphinx: a shell of another user has nothing that is the page's own")
