"""A page's shell begins with the same variables for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from kindsphinx.runtime.environment import shell_environment
from kindsphinx.runtime.scratch import Scratch

SOCKET = "unix:///tmp/engine.sock"


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    """Return the folders of a page."""
    return Scratch(tmp_path)


def test_what_everybody_has(scratch: Scratch) -> None:
    """An English shell without a terminal, with its own home and engine."""
    environment = shell_environment({"PATH": "/bin"}, scratch, docker_host=SOCKET, extra={})

    assert environment == {
        "PATH": "/bin",
        "USER": "user",
        "LOGNAME": "user",
        "SHELL": "/bin/bash",
        "TERM": "dumb",
        "NO_COLOR": "1",
        "COLUMNS": "80",
        "LINES": "24",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": str(scratch.home),
        "PWD": str(scratch.work),
        "TMPDIR": str(scratch.temporary),
        "DOCKER_HOST": SOCKET,
    }


@pytest.mark.parametrize("name", ["https_proxy", "NO_PROXY", "SSL_CERT_FILE", "LD_LIBRARY_PATH"])
def test_the_way_to_the_network_is_the_caller_s(scratch: Scratch, name: str) -> None:
    """And to the libraries of programs in unusual places."""
    environment = shell_environment({name: "mine"}, scratch, docker_host=SOCKET, extra={})

    assert environment[name] == "mine"


@pytest.mark.parametrize(
    "name",
    [
        *("KUBECONFIG", "DOCKER_CONTEXT", "DOCKER_CONFIG", "KIND_CLUSTER_NAME", "BASH_ENV", "ENV", "LANG"),
        *("AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "SSH_AUTH_SOCK", "PS4", "CDPATH", "BASH_FUNC_ls%%"),
    ],
)
def test_nothing_else_of_the_caller_s_is_there(scratch: Scratch, name: str) -> None:
    """No secrets, and nothing that changes what the page's commands do."""
    environment = shell_environment({name: "mine"}, scratch, docker_host=SOCKET, extra={})

    assert name not in environment


def test_the_project_names_what_else_a_page_has(scratch: Scratch) -> None:
    """Its home and its engine stay the page's own, whatever a pattern reaches."""
    caller = {"CI": "1", "APP_A": "2", "APP_B": "3", "HOME": "/mine", "DOCKER_HOST": "mine", "OTHER": "4"}

    environment = shell_environment(
        caller, scratch, docker_host=SOCKET, extra={"APP_B": "5"}, inherit=["CI", "APP_*", "DOCKER_*", "HO*"]
    )

    assert (environment["CI"], environment["APP_A"], environment["APP_B"]) == ("1", "2", "5")
    assert (environment["HOME"], environment["DOCKER_HOST"]) == (str(scratch.home), SOCKET)
    assert "OTHER" not in environment


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("/a:/b", "/a:/b"),
        ("tools:/b", "{here}/tools:/b"),
        (":/b:", "/b"),
    ],
)
def test_programs_are_found_from_another_folder(scratch: Scratch, path: str, seen: str) -> None:
    """A relative folder on PATH is relative to where the caller is."""
    environment = shell_environment({"PATH": path}, scratch, docker_host=SOCKET, extra={})

    assert environment["PATH"] == seen.format(here=Path.cwd())


def test_there_is_a_path_in_any_case(scratch: Scratch) -> None:
    """The system's usual one."""
    assert "/bin" in shell_environment({}, scratch, docker_host=SOCKET, extra={})["PATH"]


def test_the_project_has_the_last_word(scratch: Scratch) -> None:
    """What conf.py sets replaces everything else."""
    extra = {"TZ": "Europe/Berlin", "KUBECONFIG": "mine", "PATH": "/only"}

    environment = shell_environment({"PATH": "/bin"}, scratch, docker_host=SOCKET, extra=extra)

    assert {name: environment[name] for name in extra} == extra
