"""Which files and sockets of the caller pages do not find."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.permissions import Permissions
from kindsphinx.runtime.caller_files import Place, homes
from kindsphinx.runtime.hiding import hidden_from_pages, places_to_cover

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.runtime.hiding import Hiding


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with credentials, a plugin, and what is nobody's secret."""
    home = tmp_path / "caller"
    for name in (
        *(".kube/config", ".kube/prod.yaml", ".kube/plugins/kubectl-x", ".docker/config.json"),
        *(".aws/credentials", ".aws/config", ".config/gcloud/credentials.db", ".config/nvim/init.lua"),
        *(".ssh/id_ed25519", ".netrc", ".bashrc", "project/source/index.rst", "keys/key.json"),
    ):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("x")
    return home


def _hidden(
    home: Path,
    environ: Mapping[str, str] | None = None,
    *,
    page: Mapping[str, str] | None = None,
    allow: tuple[str, ...] = (),
) -> Hiding:
    return hidden_from_pages(
        {"HOME": str(home), **(environ or {})},
        environment={"PATH": os.environ["PATH"], **(page or {})},
        allow=Permissions.parse(allow),
        engine="",
        folder=home / "empty",
        needed=(home / "project" / "source",),
    )


def _below(home: Path, hiding: Hiding) -> set[str]:
    found = map(Path, hiding.places)
    return {str(each.relative_to(home)) for each in found if each.is_relative_to(home)}


USUAL = {".kube", ".docker", ".aws", ".config/gcloud", ".ssh", ".netrc"}


@pytest.mark.parametrize(
    ("environ", "page", "places"),
    [
        ({}, {}, USUAL),
        ({"GOOGLE_APPLICATION_CREDENTIALS": "{home}/keys/key.json"}, {}, USUAL | {"keys/key.json"}),
        ({"KUBECONFIG": "{home}/.kube/config:{home}/keys/key.json"}, {}, USUAL | {"keys/key.json"}),
        ({"DEPLOY_TOKEN_FILE": "{home}/keys/key.json"}, {}, USUAL | {"keys/key.json"}),
        ({"XDG_CONFIG_HOME": "{home}/.config"}, {}, USUAL),
        ({"AWS_CONFIG_FILE": "/dev/null", "GNUPGHOME": "/etc", "DOCKER_CONFIG": "/"}, {}, USUAL),
        ({"DOCKER_CONFIG": "{home}"}, {}, USUAL),
        ({"DOCKER_CONFIG": "{home}/project"}, {}, USUAL),
        ({}, {"PATH": "/bin:{home}/.kube/plugins"}, USUAL - {".kube"} | {".kube/config", ".kube/prod.yaml"}),
        ({}, {"KUBECONFIG": "{home}/.kube/prod.yaml"}, USUAL - {".kube"} | {".kube/config", ".kube/plugins"}),
        ({}, {"AWS_SHARED_CREDENTIALS_FILE": "{home}/.aws/credentials"}, USUAL - {".aws"} | {".aws/config"}),
        ({}, {"GIVEN": "{home}/.aws"}, USUAL - {".aws"}),
    ],
    ids=[
        *("usual", "named by a variable", "of several", "called like one", "each once", "system", "home"),
        *("sources in it", "programs in it", "given kubeconfig", "given file", "given folder"),
    ],
)
def test_credentials_are_hidden(
    home: Path, environ: dict[str, str], page: dict[str, str], places: set[str]
) -> None:
    """In the home and where variables name them, but not what the page needs or was given."""
    said, own = ({k: v.format(home=home) for k, v in each.items()} for each in (environ, page))

    hiding = _hidden(home, said, page=own)

    assert _below(home, hiding) == places
    assert not {"/", "/etc", "/dev/null"} & set(hiding.places)


def test_what_is_allowed_is_not_hidden(home: Path) -> None:
    """Each permission for its own."""
    (home / ".docker" / "run").mkdir()

    files, engines = _hidden(home, allow=("credentials",)), _hidden(home, allow=("other-engines",))
    both = _hidden(home, allow=("credentials", "other-engines"))

    assert _below(home, files) == {".docker/run"}
    assert _below(home, engines) == USUAL - {".docker"} | {".docker/config.json"}
    assert "root's rights" in engines.no_users
    assert (both.places, both.message) == ((), b"")


def test_links_are_followed(home: Path, tmp_path: Path) -> None:
    """To the real place, and from a folder to the files that are usual in it."""
    real = tmp_path / "vault"
    (home / ".kube").rename(real)
    (home / ".kube").symlink_to(real)
    (home / ".aws" / "credentials").unlink()
    (home / ".aws" / "credentials").symlink_to(home / "keys" / "key.json")

    hiding = _hidden(home)

    assert str(real) in hiding.places
    assert _below(home, hiding) == USUAL - {".kube"} | {"keys/key.json"}


def test_the_engine_s_socket_is_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it is; other engines' as well."""
    monkeypatch.chdir(tmp_path)
    for name in ("e.sock", "p.sock"):
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(name)

    hiding = hidden_from_pages(
        {"HOME": "/nowhere", "CONTAINER_HOST": f"unix://{tmp_path}/p.sock"},
        environment={},
        allow=Permissions(),
        engine=str(tmp_path / "e.sock"),
        folder=tmp_path / "empty",
        needed=(),
    )

    assert _below(tmp_path, hiding) == {"e.sock", "p.sock"}


def test_a_place_with_this_python_in_it_is_not_covered() -> None:
    """The page has programs of it."""
    prefix = Path(sys.prefix).resolve()

    assert places_to_cover([Place(path=prefix.parent, is_of_a_tool=False)], [prefix]) == ()


def test_a_snap_needs_what_a_user_namespace_takes(tmp_path: Path) -> None:
    """It starts with the rights of root."""
    (tmp_path / "snap").write_text("#!/bin/sh\n")
    (tmp_path / "snap").chmod(0o755)
    (tmp_path / "kubectl").symlink_to("snap")

    hiding = _hidden(tmp_path / "caller", page={"PATH": str(tmp_path)})

    assert "snap" in hiding.no_users


@pytest.mark.parametrize("sudo", ["0", "not a number", "4294967290", str(1 << 70)])
def test_homes_are_those_of_all_who_may_be_meant(sudo: str) -> None:
    """Whatever the environment says."""
    found = homes({"HOME": "/home/caller", "SUDO_UID": sudo})

    assert found[0] == Path("/home/caller")
    assert Path.home() in homes({}) or os.environ.get("HOME") != str(homes({})[:1])
    assert (Path("/root") in found) >= (sudo == "0")
