"""A page's shell begins with the same variables for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from kindsphinx.runtime.environment import shared_networks, shell_environment, withheld
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


NETWORK = "KIND_EXPERIMENTAL_DOCKER_NETWORK"


@pytest.mark.parametrize(
    ("environ", "extra", "inherit", "shared"),
    [
        ({}, {}, [], {"kind"}),
        ({NETWORK: "mine"}, {}, [], {"kind"}),
        ({NETWORK: "mine"}, {}, ["KIND_*"], {"kind", "mine"}),
        ({NETWORK: "mine"}, {NETWORK: "ours"}, ["KIND_*"], {"kind", "ours"}),
        ({NETWORK: ""}, {}, ["KIND_*"], {"kind"}),
    ],
    ids=["none", "not passed", "inherited", "set", "empty"],
)
def test_a_network_that_the_project_lets_kind_use_is_everybody_s(
    environ: dict[str, str], extra: dict[str, str], inherit: list[str], shared: set[str]
) -> None:
    """As that of kind itself."""
    assert shared_networks(environ, extra=extra, inherit=inherit) == shared


@pytest.mark.parametrize(
    ("environ", "extra", "inherit", "told"),
    [
        ({NETWORK: "mine"}, {}, [], "kind_inherit_environment, or set it for everybody"),
        ({"KIND_EXPERIMENTAL_PROVIDER": "podman"}, {}, [], "DOCKER_HOST or docker's context names their"),
        ({NETWORK: "mine"}, {NETWORK: ""}, [], ""),
        ({NETWORK: "mine"}, {}, ["KIND_EXPERIMENTAL_DOCKER_*"], ""),
        ({NETWORK: "", "KIND_CLUSTER_NAME": "mine"}, {}, [], ""),
    ],
    ids=["network", "provider", "set", "inherited", "nothing of it"],
)
def test_what_the_caller_s_kind_does_otherwise_is_told(
    environ: dict[str, str], extra: dict[str, str], inherit: list[str], told: str
) -> None:
    """Or whoever has set it would wonder."""
    sentences = tuple(withheld(environ, extra=extra, inherit=inherit))

    assert len(sentences) == bool(told)
    assert told in "".join(sentences)
