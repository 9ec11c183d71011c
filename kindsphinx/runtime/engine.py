"""Asks the caller's own engine about itself and about what a scenario has on it, past the proxy."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kindsphinx.core.errors import EngineError
from kindsphinx.runtime.endpoint import Endpoint, Scheme, find_endpoint
from kindsphinx.runtime.proxy.dial import dial
from kindsphinx.runtime.tunnel import Tunnel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docker import APIClient

__all__ = ["Endpoint", "Engine", "EngineAbout", "find_endpoint"]

_SECONDS = 120
_HELP = (
    "start Docker (or Docker Desktop, colima), or say where it is with DOCKER_HOST or “docker context use”; "
    "https://docs.docker.com/engine/install/ tells how to get one"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class EngineAbout:
    """What an engine says of itself."""

    name: str
    version: str
    api: str
    """The newest version of its API."""
    architecture: str
    """E.g. ``linux/amd64``."""

    @property
    def title(self) -> str:
        """Return its name and version."""
        return f"{self.name} {self.version}"


class Engine:
    """A thin wrapper over the ``docker`` package; its methods raise :class:`EngineError` where they fail."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._client: APIClient | None = None
        self._tunnel: Tunnel | None = None

    def about(self) -> EngineAbout:
        """Return what the engine says of itself.

        :raises EngineError: if it does not answer; the text says what to do.
        """
        version = self._ask("does not tell its version", lambda api: api.version())
        return EngineAbout(
            name=(version.get("Platform") or {}).get("Name") or "Docker Engine",
            version=version["Version"],
            api=version["ApiVersion"],
            architecture=f"{version['Os']}/{version['Arch']}",
        )

    def now(self) -> float:
        """Return the seconds since 1970 by the clock of its machine; by this computer's if it has none.

        :raises EngineError: if it does not answer.
        """
        info = self._ask("does not tell about its machine", lambda api: api.info())
        try:
            return datetime.fromisoformat(info["SystemTime"]).timestamp()
        except (KeyError, ValueError):
            return time.time()

    def cgroup_version(self) -> int | None:
        """Return the version of the control groups of its machine, 1 or 2; ``None`` if it does not say.

        :raises EngineError: if it does not answer.
        """
        info = self._ask("does not tell about its machine", lambda api: api.info())
        version = str(info.get("CgroupVersion") or "")
        return int(version) if version.isdecimal() else None

    def image_digest(self, reference: str) -> str:
        """Return the digest that a registry has an image under; empty if there is none, or no image."""
        image = self._ask(
            f"does not describe the image {reference}", lambda api: _inspect(api, reference), absent=True
        )
        digests = (image or {}).get("RepoDigests") or ()
        return next((each.partition("@")[2] for each in digests), "")

    def has_image(self, reference: str) -> bool:
        """Return whether an image is there."""
        failure = f"does not describe the image {reference}"
        return self._ask(failure, lambda api: _inspect(api, reference), absent=True) is not None

    def pull_image(self, reference: str) -> None:
        """Pull an image with the credentials of whoever runs this process.

        :raises EngineError: if that fails, in the engine's or the registry's words.
        """
        for line in self._ask(f"does not pull {reference}", lambda api: list(_pull(api, reference))):
            if "error" in line:
                raise EngineError(str(line["error"]))

    def containers(self, *labels: str) -> list[dict[str, Any]]:
        """Return the containers with all these labels (``KEY`` or ``KEY=VALUE``) as the engine lists them."""
        filters = {"label": list(labels)}
        return (
            self._ask("does not list containers", lambda api: api.containers(all=True, filters=filters)) or []
        )

    def networks(self, *labels: str) -> list[dict[str, Any]]:
        """Return the networks with all these labels as the engine lists them."""
        filters = {"label": list(labels)}
        return self._ask("does not list networks", lambda api: api.networks(filters=filters)) or []

    def volumes(self, *labels: str) -> list[dict[str, Any]]:
        """Return the volumes with all these labels as the engine lists them."""
        filters = {"label": list(labels)}
        answer = self._ask("does not list volumes", lambda api: api.volumes(filters=filters))
        return answer.get("Volumes") or []

    def remove_container(self, reference: str) -> None:
        """Remove a container, running or not, with its anonymous volumes; nothing happens if it is gone."""
        self._remove("container", reference, lambda api: api.remove_container(reference, v=True, force=True))

    def remove_network(self, reference: str) -> None:
        """Remove a network; nothing happens if it is gone."""
        self._remove("network", reference, lambda api: api.remove_network(reference))

    def remove_volume(self, name: str) -> None:
        """Remove a volume; nothing happens if it is gone."""
        self._remove("volume", name, lambda api: api.remove_volume(name, force=True))

    def remove_image(self, reference: str) -> None:
        """Remove an image's tag, and the image if that was its last; nothing happens if it is gone."""
        self._remove("image", reference, lambda api: api.remove_image(reference))

    def close(self) -> None:
        """Close the connections; a later question opens them again."""
        if self._client is not None:
            self._client.close()
        if self._tunnel is not None:
            self._tunnel.close()
        self._client = self._tunnel = None

    @property
    def _api(self) -> APIClient:
        if self._client is None:
            self._client = self._connect()
        return self._client

    def _connect(self) -> APIClient:
        try:
            from docker import APIClient  # noqa: PLC0415 - an extra, which only running a page needs
            from docker.errors import DockerException  # noqa: PLC0415 - the same
        except ImportError as error:
            message = "running a page needs the “docker” package: pip install 'kindsphinx[record]'"
            raise EngineError(message) from error
        try:
            self._knock()
            return APIClient(self._url(), version="auto", timeout=_SECONDS)
        except (DockerException, OSError) as error:
            raise EngineError(self._silent(error)) from error

    def _knock(self) -> None:
        # the docker package leaves open the socket on which nobody answers; ssh is too slow to be tried
        if self.endpoint.scheme is not Scheme.SSH:
            dial(self.endpoint).close()

    def _url(self) -> str:
        if self.endpoint.scheme is Scheme.UNIX:
            return self.endpoint.url
        # the docker package would obey HTTP_PROXY and REQUESTS_CA_BUNDLE, which are not meant for an engine,
        # and would need paramiko for ssh, which does not know the user's ssh configuration
        self._tunnel = self._tunnel or Tunnel(self.endpoint)
        return self._tunnel.url

    def _silent(self, error: Exception) -> str:
        where = f"at {self.endpoint.url} ({self.endpoint.source})"
        if "Permission denied" in str(error):
            return (
                f"you may not use the container engine {where}: “sudo usermod -aG docker $USER” and a new "
                "login let you"
            )
        return f"no container engine answers {where}: {_HELP} [{error}]"

    def _remove(self, what: str, reference: str, request: Callable[[APIClient], object]) -> None:
        self._ask(f"does not remove the {what} {reference}", request, absent=True)

    def _ask(self, failure: str, question: Callable[[APIClient], Any], *, absent: bool = False) -> Any:  # noqa: ANN401 - any JSON document
        """Return the answer; with *absent*, ``None`` where the engine has no such thing."""
        api = self._api
        from docker.errors import APIError, DockerException, NotFound  # noqa: PLC0415 - an extra

        try:
            return question(api)
        except APIError as error:
            if absent and isinstance(error, NotFound):
                return None
            raise EngineError(f"the engine {failure}: {error.explanation or error}") from error
        except (DockerException, OSError) as error:
            raise EngineError(self._silent(error)) from error


def _inspect(api: APIClient, reference: str) -> Any:  # noqa: ANN401 - any JSON document
    return api.inspect_image(reference)  # type: ignore[no-untyped-call]


def _pull(api: APIClient, reference: str) -> Any:  # noqa: ANN401 - any JSON documents
    name, at, digest = reference.partition("@")
    repository, colon, tag = name.rpartition(":")
    if not colon or "/" in tag:
        repository, tag = name, "latest"
    wanted = f"{at[1:]}{digest}" if at else tag
    return api.pull(repository, tag=wanted, stream=True, decode=True)


def names_of(container: Mapping[str, Any]) -> str:
    """Return a container's name as people write it."""
    return str(next(iter(container.get("Names") or ()), container["Id"][:12])).lstrip("/")
