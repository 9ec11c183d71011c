"""Counts the requests whose effect on the engine comes even if nobody waits for it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Pending:
    """Lets a clean-up wait until the engine has made what it was asked for.

    An engine goes on making a container when its client is gone, and a sweep meanwhile would miss it.
    """

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count a request for as long as the block runs."""
        with self._changed:
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Return whether there is none, after *seconds* at the latest."""
        with self._changed:
            return self._changed.wait_for(lambda: self._count == 0, seconds)
