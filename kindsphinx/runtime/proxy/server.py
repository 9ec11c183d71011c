"""Listens on a socket of its own and gives every connection a thread."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kindsphinx.core.errors import EngineError
from kindsphinx.runtime.kind_labels import KIND_NETWORK
from kindsphinx.runtime.proxy.ask import Asker
from kindsphinx.runtime.proxy.call import World
from kindsphinx.runtime.proxy.dial import dial
from kindsphinx.runtime.proxy.exchange import Exchange
from kindsphinx.runtime.proxy.host_access import HostAccess
from kindsphinx.runtime.proxy.image_book import ImageBook
from kindsphinx.runtime.proxy.ownership import Ownership
from kindsphinx.runtime.proxy.pending import Pending
from kindsphinx.runtime.proxy.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kindsphinx.runtime.endpoint import Endpoint
    from kindsphinx.runtime.proxy.owner import Owner

_BACKLOG = 128
_MAKING_SECONDS = 60.0
_log = logging.getLogger(__name__)


class EngineProxy:
    """Stands between one page and the engine; the page's ``DOCKER_HOST`` is :attr:`url`."""

    def __init__(
        self,
        *,
        upstream: Endpoint,
        socket_path: Path,
        owner: Owner,
        shared_networks: frozenset[str] = frozenset({KIND_NETWORK}),
        host: HostAccess | None = None,
    ) -> None:
        self._upstream = upstream
        self._path = socket_path
        asker = Asker(upstream)
        self._images = ImageBook(owner, asker)
        ownership = Ownership(owner=owner, engine=asker, shared_networks=shared_networks)
        self._world = World(
            owner=owner,
            engine=asker,
            ownership=ownership,
            images=self._images,
            host=host or HostAccess(),
        )
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._pending = Pending()
        self._lock = threading.Lock()
        self._wires: set[Wire] = set()
        self._closed = False

    @property
    def url(self) -> str:
        """Return what the page's ``DOCKER_HOST`` is."""
        return f"unix://{self._path}"

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the image tags that the page made and not removed, and the ids of untagged images."""
        return self._images.made

    def containers(self) -> list[dict[str, Any]]:
        """Return the page's containers as the engine lists them, stopped ones too; from any thread.

        :raises OSError: if the engine does not answer.
        """
        return self._world.ownership.containers()

    def start(self, *, removing: Callable[[str], None] = lambda _: None) -> None:
        """Listen, in threads of its own.

        :param removing: is told, in any of them, which container is about to be removed, and may take time.
        :raises EngineError: if that is impossible at this path.
        """
        self._world = replace(self._world, removing=removing)
        try:
            self._listener.bind(str(self._path))
            self._path.chmod(0o600)
            self._listener.listen(_BACKLOG)
        except OSError as error:
            raise EngineError(f"kindsphinx cannot listen at {self._path}: {error}") from error
        threading.Thread(target=self._accept, name="kindsphinx-proxy", daemon=True).start()

    def close(self) -> None:
        """End all connections and remove the socket; may be called again.

        What the engine is making for the page is made then, so that a sweep finds it.
        """
        with self._lock:
            self._closed = True
            wires = tuple(self._wires)
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        if not self._pending.wait(_MAKING_SECONDS):
            _log.warning("the engine is still making something for the page")
        for wire in wires:
            wire.end()
        self._path.unlink(missing_ok=True)

    def _accept(self) -> None:
        while True:
            try:
                end, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(end,), name="kindsphinx-request", daemon=True).start()

    def _serve(self, end: socket.socket) -> None:
        opened: list[Wire] = []

        def open_wire(new: socket.socket) -> Wire:
            wire = Wire(new)
            opened.append(wire)
            self._keep(wire)
            return wire

        try:
            client = open_wire(end)
            Exchange(
                client=client,
                connect=lambda: open_wire(dial(self._upstream)),
                world=self._world,
                pending=self._pending,
            ).run()
        except OSError as error:
            _log.debug("a connection broke: %s", error)
        finally:
            self._release(opened)

    def _keep(self, wire: Wire) -> None:
        with self._lock:
            self._wires.add(wire)
            closed = self._closed
        if closed:
            wire.end()

    def _release(self, wires: list[Wire]) -> None:
        with self._lock:
            self._wires.difference_update(wires)
        for wire in wires:
            wire.close()
