from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.isolation import Sudo
from kindsphinx.runtime.sudo import add_sudo

if TYPE_CHECKING:
    from pathlib import Path


def ran(folder: Path, sudo: Sudo, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command for which *sudo* is the only one."""
    add_sudo(folder, sudo)
    return subprocess.run(
        ["/bin/bash", "-c", command],
        env={"PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command", ["sudo echo done", "x=sudo; $x echo done", "echo 'sudo echo done' > script; sh script"]
)
def test_nobody_becomes_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """However a page has written it; the advice says what to do instead."""
    monkeypatch.chdir(tmp_path)

    done = ran(tmp_path, Sudo.REFUSE, command)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("kindsphinx: a page is not given root's rights on your machine: leave")
    assert 'kind_sudo = "strip"' in done.stderr


@pytest.mark.parametrize(
    "options",
    [
        *("", "-E", "-n", "-u root", "-uroot", "-nu root", "-nE -H", "--user root", "--user=root", "--"),
        *("--preserve-env=A,B -g wheel --", "-D /tmp", "-iu root"),
    ],
)
def test_a_command_runs_without(tmp_path: Path, options: str) -> None:
    """With its words as they were, whatever options sudo had."""
    done = ran(
        tmp_path, Sudo.STRIP, f"echo in | sudo {options} name=value sh -c 'cat; echo \"$name|$1\"' x 'a  b'"
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "in\nvalue|a  b\n", "")


@pytest.mark.parametrize(("command", "status"), [("sudo sh -c 'exit 7'", 7), ("sudo -v", 0), ("sudo", 0)])
def test_a_command_ends_as_it_ends(tmp_path: Path, command: str, status: int) -> None:
    """Sudo without one does nothing."""
    assert ran(tmp_path, Sudo.STRIP, command).returncode == status
