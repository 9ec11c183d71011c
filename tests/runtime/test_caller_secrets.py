"""The caller's own credentials are known before a page runs."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime.caller_secrets import caller_secrets, text_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("REGISTRY_PASSWORD", "hunter2", "hunter2"),
        ("GITHUB_TOKEN", "abc", "abc"),
        ("AWS_SECRET_ACCESS_KEY", "abc", "abc"),
        ("https_proxy", "http://me:hunt%40er2@proxy:3128", "hunt@er2"),
        ("DB_PWD", "hunter2", "hunter2"),
        ("PWD", "/home/me/book", ""),
        ("OLDPWD", "/home/me/book", ""),
        ("PATH", "/usr/bin", ""),
        ("HTTP_PROXY", "http://proxy:3128", ""),
        ("URL", "http://[broken:", ""),
        ("MINE", "abc", "abc"),
    ],
)
def test_variables_that_are_called_like_secrets_are_secrets(name: str, value: str, secret: str) -> None:
    """And passwords in URLs, and what the project names."""
    found = [each.value.decode() for each in caller_secrets({name: value}, names=("MINE",))]

    assert found == ([secret] if secret else [])


@pytest.mark.parametrize("variable", ["DOCKER_CONFIG", "HOME"])
def test_logins_of_docker_are_secrets(tmp_path: Path, variable: str) -> None:
    """Wherever docker keeps them."""
    auth = base64.b64encode(b"me:hunter2hunter2").decode()
    folder = tmp_path if variable == "DOCKER_CONFIG" else tmp_path / ".docker"
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps({"auths": {"r": {"auth": auth}}}))

    found = [each.value.decode() for each in caller_secrets({variable: str(tmp_path)})]

    assert found == [auth, "hunter2hunter2"]


@pytest.mark.parametrize("variable", ["KUBECONFIG", "HOME"])
def test_keys_in_kubeconfigs_are_secrets(tmp_path: Path, variable: str) -> None:
    """Of each file that ``KUBECONFIG`` names, or of the usual one; a page may still find it by its path."""
    file = tmp_path / ".kube" / "config"
    file.parent.mkdir()
    key = base64.b64encode(b"the key of production").decode()
    file.write_text(
        "clusters:\n- cluster: {server: 'https://production:6443'}\n"
        f"users:\n- user:\n    client-key-data: {key}\n    token: hunter2hunter2\n"
    )
    value = f"{tmp_path}/none:{file}" if variable == "KUBECONFIG" else str(tmp_path)

    found = [each.value for each in caller_secrets({variable: value})]

    assert found == [b"the key of production", b"hunter2hunter2"]


def test_logins_in_a_variable_are_secrets() -> None:
    """As some CI has them."""
    found = [
        each.value
        for each in caller_secrets({"DOCKER_AUTH_CONFIG": '{"auths": {"r": {"password": "hunter2!!"}}}'})
    ]

    assert b"hunter2!!" in found


def test_what_cannot_be_read_has_no_text(tmp_path: Path) -> None:
    """A folder, a file that is not there, and one that is too large for a configuration."""
    large = tmp_path / "large"
    large.write_bytes(bytes((1 << 20) + 1))

    assert [text_of(path) for path in (tmp_path, tmp_path / "none", large)] == ["", "", ""]
