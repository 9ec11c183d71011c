"""Shows on the engine that a run goes on, for other computers, which cannot see its process."""

from __future__ import annotations

import logging
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from kindsphinx.runtime.lease import RENEWED_EVERY
from kindsphinx.runtime.proxy.ask import Asker, label_filter
from kindsphinx.runtime.proxy.owner import HOLDER_LABEL

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.runtime.endpoint import Endpoint
    from kindsphinx.runtime.proxy.owner import Owner

_JOIN_SECONDS = 10.0
_log = logging.getLogger(__name__)


class Heartbeat:
    """Makes an empty volume anew every minute: when that was made, the engine tells by its own clock."""

    def __init__(
        self, *, endpoint: Endpoint, owner: Owner, note: Path | None = None, interval: float = RENEWED_EVERY
    ) -> None:
        """Beat for *owner*.

        :param note: a file whose time of change tells the same of the run's folders, if it has any.
        :param interval: the seconds between two beats.
        """
        self._engine = Asker(endpoint)
        self._owner = owner
        self._note = note
        self._interval = interval
        self._beats = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="kindsphinx-lease", daemon=True)

    def start(self) -> None:
        """Beat once, and go on in a thread of its own."""
        self._beat()
        self._thread.start()

    def stop(self) -> None:
        """Beat no more, and remove every note that the run has on the engine; may be called again."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(_JOIN_SECONDS)
        with suppress(OSError):
            reply = self._engine.get("volumes", filters=label_filter(f"{HOLDER_LABEL}={self._owner.run}"))
            for volume in (reply.document or {}).get("Volumes") or () if reply.good else ():
                self._engine.delete("volumes", volume["Name"])

    def _go_on(self) -> None:
        while not self._stopped.wait(self._interval):
            self._beat()

    def _beat(self) -> None:
        # an engine that is gone is told by whoever needs it
        if self._note:
            with suppress(OSError):
                os.utime(self._note)
        try:
            reply = self._engine.post(
                "volumes",
                "create",
                body={"Name": self._name(self._beats), "Labels": self._owner.note_labels},
            )
            if reply.good and self._beats:
                self._engine.delete("volumes", self._name(self._beats - 1))
            self._beats += reply.good
        except OSError as error:
            _log.debug("the lease is not renewed: %s", error)

    def _name(self, beat: int) -> str:
        return f"kindsphinx-lease-{self._owner.run}-{beat % 2}"
