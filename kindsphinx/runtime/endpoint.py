"""Finds the engine that the caller's own ``docker`` would talk to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from kindsphinx.core.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_URL = "unix:///var/run/docker.sock"
_PORTS = {False: 2375, True: 2376}


class Scheme(StrEnum):
    """How an engine is reached."""

    UNIX = "unix"
    TCP = "tcp"
    SSH = "ssh"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tls:
    """The certificates with which an engine is reached; a file that is ``None`` does not exist."""

    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    verify: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """Where an engine listens, and who says so."""

    url: str
    """As docker writes it: ``unix:///PATH``, ``tcp://HOST:PORT`` or ``ssh://[USER@]HOST[:PORT]``."""
    source: str
    """Where the address was found, in words."""
    tls: Tls | None = None

    @property
    def scheme(self) -> Scheme:
        """Return how the engine is reached."""
        return Scheme(self._parts.scheme)

    @property
    def path(self) -> str:
        """Return the socket's path; with ``ssh``, that on the other machine, empty for the usual one."""
        return self._parts.path

    @property
    def host(self) -> str:
        """Return the engine's host; empty for a local socket."""
        return self._parts.hostname or ""

    @property
    def port(self) -> int | None:
        """Return the port; with ``ssh``, ``None`` for what the user's ssh configuration says."""
        if self.scheme is Scheme.TCP:
            return self._parts.port or _PORTS[self.tls is not None]
        return self._parts.port

    @property
    def user(self) -> str:
        """Return the user for ``ssh``; empty for what the user's ssh configuration says."""
        return self._parts.username or ""

    @property
    def _parts(self) -> SplitResult:
        return urlsplit(self.url)


def find_endpoint(environ: Mapping[str, str]) -> Endpoint:
    """Return where the ``docker`` program would find its engine in this environment.

    The order is docker's: ``DOCKER_HOST``, ``DOCKER_CONTEXT``, its configuration's context, the default.

    :raises EngineError: if the context does not exist, or the address is one that kindsphinx cannot use.
    """
    config = _config_folder(environ)
    if host := environ.get("DOCKER_HOST", ""):
        return _checked(Endpoint(url=_with_scheme(host), source="DOCKER_HOST", tls=_tls(environ, config)))
    context, source = _context(environ, config)
    if context in {"", "default"}:
        return Endpoint(url=DEFAULT_URL, source="docker's default")
    return _checked(_of_context(context, config, source))


def _config_folder(environ: Mapping[str, str]) -> Path:
    if folder := environ.get("DOCKER_CONFIG", ""):
        return Path(folder)
    home = environ.get("HOME", "") or environ.get("USERPROFILE", "")
    return (Path(home) if home else Path.home()) / ".docker"


def _context(environ: Mapping[str, str], config: Path) -> tuple[str, str]:
    if context := environ.get("DOCKER_CONTEXT", ""):
        return context, f"the docker context “{context}” (DOCKER_CONTEXT)"
    file = config / "config.json"
    if not file.is_file():
        return "", ""
    context = _read_json(file).get("currentContext", "")
    return context, f"the docker context “{context}” ({file})"


def _of_context(name: str, config: Path, source: str) -> Endpoint:
    folder = hashlib.sha256(name.encode()).hexdigest()
    file = config / "contexts" / "meta" / folder / "meta.json"
    if not file.is_file():
        raise EngineError(f"{source} does not exist: “docker context ls” shows those that do")
    engine = _read_json(file).get("Endpoints", {}).get("docker", {})
    tls = config / "contexts" / "tls" / folder / "docker"
    verify = not engine.get("SkipTLSVerify", False)
    certificates = _certificates(tls, verify=verify) if tls.is_dir() or not verify else None
    return Endpoint(url=_with_scheme(engine.get("Host", "") or DEFAULT_URL), source=source, tls=certificates)


def _tls(environ: Mapping[str, str], config: Path) -> Tls | None:
    verify = bool(environ.get("DOCKER_TLS_VERIFY", ""))
    if not (verify or environ.get("DOCKER_TLS", "")):
        return None
    return _certificates(Path(environ.get("DOCKER_CERT_PATH", "") or config), verify=verify)


def _certificates(folder: Path, *, verify: bool) -> Tls:
    ca, cert, key = (folder / f"{name}.pem" for name in ("ca", "cert", "key"))
    return Tls(
        ca=ca if ca.is_file() else None,
        cert=cert if cert.is_file() else None,
        key=key if key.is_file() else None,
        verify=verify,
    )


def _with_scheme(host: str) -> str:
    return host if "://" in host else f"tcp://{host}"


def _checked(endpoint: Endpoint) -> Endpoint:
    parts = urlsplit(endpoint.url)
    if parts.scheme not in set(Scheme):
        known = ", ".join(f"{scheme}://" for scheme in Scheme)
        raise EngineError(
            f"kindsphinx cannot reach an engine at “{endpoint.url}” ({endpoint.source}): it knows {known}"
        )
    if not (parts.path if parts.scheme == Scheme.UNIX else parts.hostname):
        raise EngineError(f"the engine's address “{endpoint.url}” ({endpoint.source}) names no host")
    if parts.scheme == Scheme.TCP and parts.path not in {"", "/"}:
        raise EngineError(
            f"kindsphinx knows no path in the engine's address “{endpoint.url}” ({endpoint.source})"
        )
    return endpoint


def _read_json(file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineError(f"docker's configuration {file} cannot be read: {error}") from error
    return document if isinstance(document, dict) else {}
