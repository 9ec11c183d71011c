"""An engine from both sides: as a page sees it through the proxy, and as everybody else sees it."""

from __future__ import annotations

import http.client
import io
import json
import socket
import tarfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from docker import APIClient

from kindsphinx.runtime.engine import Engine
from kindsphinx.runtime.kind_labels import KIND_NETWORK
from kindsphinx.runtime.proxy import EngineProxy, Owner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kindsphinx.runtime.endpoint import Endpoint

Api: TypeAlias = Any
"""An :class:`docker.APIClient`, half of whose methods have no types."""

IMAGE = "busybox:1.36"
FOREVER = ["tail", "-f", "/dev/null"]


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoSides:
    """One page's proxy in front of an engine, a client on each side, and names that nobody else uses."""

    engine: Engine
    owner: Owner
    proxy: EngineProxy
    page: Api
    host: Api
    prefix: str

    def name(self, stem: str) -> str:
        """Return a name for one of the test's things."""
        return f"{self.prefix}{stem}"

    def start(self, api: Api, stem: str, **options: Any) -> str:  # noqa: ANN401 - the package's options
        """Start a container that does nothing, and return its id."""
        created: dict[str, str] = api.create_container(
            IMAGE, command=options.pop("command", FOREVER), name=self.name(stem), **options
        )
        api.start(created["Id"])
        return created["Id"]

    def names(self, api: Api) -> set[str]:
        """Return the names, without the prefix, of the test's containers that one side lists."""
        listed = api.containers(all=True)
        names = {each["Names"][0].strip("/") for each in listed}
        return {name.removeprefix(self.prefix) for name in names if name.startswith(self.prefix)}

    def tags(self, api: Api) -> set[str]:
        """Return the image tags that one side lists."""
        return {tag for each in api.images() for tag in each["RepoTags"] or ()}

    def build(self, api: Api, dockerfile: str, **options: str) -> list[dict[str, Any]]:
        """Build an image with the engine's classic builder and return what it reports."""
        context = archive("Dockerfile", dockerfile.encode())
        report = api.build(fileobj=io.BytesIO(context), custom_context=True, decode=True, rm=True, **options)
        return list(report)


@contextmanager
def two_sides(
    endpoint: Endpoint,
    folder: Path,
    prefix: str,
    *,
    keep: bool = False,
    host: Endpoint | None = None,
    version: str = "1.41",
) -> Iterator[TwoSides]:
    """Put a proxy in front of the engine at *endpoint*; the network ``PREFIXshared`` is everybody's.

    :param host: where everybody else reaches that engine, if not there.
    :param version: of the API that both clients speak; ``auto`` for one that the engine does.
    """
    direct = host or endpoint
    owner = Owner(project="guide", page="multi-node", run=f"{prefix}{folder.name}", keep=keep)
    proxy = EngineProxy(
        upstream=endpoint,
        socket_path=folder / "engine.sock",
        owner=owner,
        shared_networks=frozenset({f"{prefix}shared", KIND_NETWORK}),
    )
    proxy.start()
    with (
        closing(proxy),
        closing(Engine(direct)) as engine,
        closing(APIClient(proxy.url, version=version)) as page,
        closing(APIClient(direct.url, version=version)) as outside,
    ):
        yield TwoSides(engine=engine, owner=owner, proxy=proxy, page=page, host=outside, prefix=prefix)


def archive(name: str, content: bytes) -> bytes:
    """Return a tar archive with one file."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    return data.getvalue()


def send(sides: TwoSides, request: bytes) -> bytes:
    """Send bytes to the proxy, end, and return all that it answers."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as end:
        end.settimeout(20)
        end.connect(sides.proxy.url.removeprefix("unix://"))
        end.sendall(request)
        return b"".join(iter(lambda: end.recv(65536), b""))


def ask(sides: TwoSides, method: str, target: str, body: object = None) -> tuple[int, Any]:
    """Send one request to the proxy and return status and document of its answer."""
    connection = http.client.HTTPConnection("engine", timeout=20)
    connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.sock.connect(sides.proxy.url.removeprefix("unix://"))
    with closing(connection):
        data = None if body is None else json.dumps(body).encode()
        connection.request(method, target, data, {"Content-Type": "application/json"})
        with connection.getresponse() as answer:
            text = answer.read()
    try:
        return answer.status, json.loads(text)
    except ValueError:
        return answer.status, text.decode(errors="replace")
