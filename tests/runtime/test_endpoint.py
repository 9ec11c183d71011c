from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import EngineError
from kindsphinx.runtime.endpoint import DEFAULT_URL, Endpoint, Scheme, find_endpoint

if TYPE_CHECKING:
    from pathlib import Path


def context(config: Path, name: str, engine: dict[str, object]) -> Path:
    """Lay down a docker context, and return where its certificates go."""
    folder = hashlib.sha256(name.encode()).hexdigest()
    meta = config / "contexts" / "meta" / folder
    meta.mkdir(parents=True)
    (meta / "meta.json").write_text(json.dumps({"Name": name, "Endpoints": {"docker": engine}}))
    return config / "contexts" / "tls" / folder / "docker"


def choose(config: Path, name: str) -> None:
    """Do what “docker context use” does."""
    config.mkdir(exist_ok=True)
    (config / "config.json").write_text(json.dumps({"currentContext": name}))


@pytest.mark.parametrize(
    ("host", "url", "scheme", "where"),
    [
        ("unix:///run/engine.sock", "unix:///run/engine.sock", Scheme.UNIX, ("", None, "/run/engine.sock")),
        ("tcp://there", "tcp://there", Scheme.TCP, ("there", 2375, "")),
        ("tcp://there:99", "tcp://there:99", Scheme.TCP, ("there", 99, "")),
        ("there:99", "tcp://there:99", Scheme.TCP, ("there", 99, "")),
        ("ssh://there", "ssh://there", Scheme.SSH, ("there", None, "")),
        (
            "ssh://me@there:22/run/e.sock",
            "ssh://me@there:22/run/e.sock",
            Scheme.SSH,
            ("there", 22, "/run/e.sock"),
        ),
    ],
    ids=["socket", "tcp", "tcp with port", "no scheme", "ssh", "ssh with all"],
)
def test_docker_host_comes_first(
    tmp_path: Path, host: str, url: str, scheme: Scheme, where: tuple[str, int | None, str]
) -> None:
    """As with docker itself, which then looks at no context."""
    choose(tmp_path, "absent")

    found = find_endpoint({"DOCKER_HOST": host, "DOCKER_CONFIG": str(tmp_path)})

    assert (found.url, found.source, found.scheme) == (url, "DOCKER_HOST", scheme)
    assert (found.host, found.port, found.path) == where


def test_the_default_is_docker_s(tmp_path: Path) -> None:
    """Without any configuration."""
    found = find_endpoint({"HOME": str(tmp_path)})

    assert found == Endpoint(url=DEFAULT_URL, source="docker's default")


@pytest.mark.parametrize("variable", [True, False], ids=["DOCKER_CONTEXT", "config.json"])
def test_a_context_says_where_the_engine_is(tmp_path: Path, *, variable: bool) -> None:
    """The variable's is chosen before that of the configuration."""
    config = tmp_path / ".docker"
    context(config, "desktop", {"Host": "unix:///home/me/desktop.sock"})
    choose(config, "absent" if variable else "desktop")
    environ = {"HOME": str(tmp_path)} | ({"DOCKER_CONTEXT": "desktop"} if variable else {})

    found = find_endpoint(environ)

    assert found.url == "unix:///home/me/desktop.sock"
    assert found.source.startswith("the docker context “desktop” (")


@pytest.mark.parametrize("name", ["", "default"])
def test_the_default_context_is_no_context(tmp_path: Path, name: str) -> None:
    """Docker keeps no description of it."""
    choose(tmp_path, name)

    found = find_endpoint({"DOCKER_CONFIG": str(tmp_path)})

    assert found.url == DEFAULT_URL


def test_a_context_s_certificates_are_those_that_are_there(tmp_path: Path) -> None:
    """Any of the three may be missing."""
    tls = context(tmp_path, "far", {"Host": "tcp://there:2376", "SkipTLSVerify": False})
    tls.mkdir(parents=True)
    (tls / "ca.pem").touch()

    found = find_endpoint({"DOCKER_CONFIG": str(tmp_path), "DOCKER_CONTEXT": "far"})

    assert found.tls is not None
    assert (found.tls.ca, found.tls.cert, found.tls.key) == (tls / "ca.pem", None, None)
    assert found.tls.verify


def test_a_context_may_skip_verification(tmp_path: Path) -> None:
    """TLS is spoken then although there are no certificates."""
    context(tmp_path, "far", {"Host": "tcp://there", "SkipTLSVerify": True})

    found = find_endpoint({"DOCKER_CONFIG": str(tmp_path), "DOCKER_CONTEXT": "far"})

    assert found.tls is not None
    assert not found.tls.verify
    assert found.port == 2376


@pytest.mark.parametrize(
    ("variables", "verify"),
    [({}, None), ({"DOCKER_TLS": "1"}, False), ({"DOCKER_TLS_VERIFY": "1"}, True)],
    ids=["no TLS", "unverified", "verified"],
)
def test_variables_say_whether_tls_is_spoken(
    tmp_path: Path,
    variables: dict[str, str],
    verify: bool | None,  # noqa: FBT001 - a value of the table
) -> None:
    """With the certificates of ``DOCKER_CERT_PATH``."""
    for name in ("ca", "cert", "key"):
        (tmp_path / f"{name}.pem").touch()

    found = find_endpoint({"DOCKER_HOST": "tcp://there", "DOCKER_CERT_PATH": str(tmp_path), **variables})

    assert (found.tls.verify if found.tls else None) is verify
    assert found.tls is None or found.tls.key == tmp_path / "key.pem"


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("npipe:////./pipe/docker_engine", "it knows unix://, tcp://, ssh://"),
        ("fd://", "it knows unix://"),
        ("tcp://", "names no host"),
        ("unix://", "names no host"),
        ("tcp://there/path", "knows no path"),
    ],
)
def test_an_address_that_cannot_be_used_is_said(host: str, message: str) -> None:
    """With the address and who says so."""
    with pytest.raises(EngineError, match=message) as failure:
        find_endpoint({"DOCKER_HOST": host})

    assert f"“{host}” (DOCKER_HOST)" in str(failure.value)


def test_a_context_that_does_not_exist_is_said(tmp_path: Path) -> None:
    """With what shows those that do."""
    with pytest.raises(EngineError, match=r"“far” .DOCKER_CONTEXT. does not exist: “docker context ls”"):
        find_endpoint({"DOCKER_CONFIG": str(tmp_path), "DOCKER_CONTEXT": "far"})


def test_a_configuration_that_is_no_json_is_said(tmp_path: Path) -> None:
    """With its path."""
    (tmp_path / "config.json").write_text("{")

    with pytest.raises(EngineError, match=r"config\.json cannot be read"):
        find_endpoint({"DOCKER_CONFIG": str(tmp_path)})


def test_a_user_for_ssh_is_told() -> None:
    """Empty where the user's own ssh configuration is to say."""
    with_user = find_endpoint({"DOCKER_HOST": "ssh://me@there"})
    without = find_endpoint({"DOCKER_HOST": "ssh://there"})

    assert (with_user.user, without.user) == ("me", "")
