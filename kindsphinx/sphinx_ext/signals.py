"""How a run ends when somebody asks it to."""

from __future__ import annotations

import signal
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_AGAIN_SECONDS = 0.5
"""What comes sooner is the same wish: a terminal and a program around this one both pass Ctrl-C on."""


@contextmanager
def ended_by_signals(leave: Callable[[], object]) -> Iterator[None]:
    """Let SIGINT, SIGTERM and SIGHUP raise KeyboardInterrupt, once, so that what a page made is removed.

    Signals that this process was started to ignore, as with ``nohup``, stay ignored.

    :param leave: called at another SIGINT.
    """
    asked: list[float] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if not asked:
            asked.append(now)
            raise KeyboardInterrupt(signal.Signals(number).name)
        # a CI sends one signal after the other, and wants what the first one has begun
        if number == signal.SIGINT and now - asked[0] > _AGAIN_SECONDS:
            leave()

    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    obeyed = [number for number in numbers if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, interrupt) for number in obeyed}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
