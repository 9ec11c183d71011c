"""Tells with ``-v`` what the runtime notes while pages are run."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HIDING = "kindsphinx.runtime.hiding"
"""Says what of the caller's own pages could find; what others note may quote pages, secrets included."""


@contextmanager
def notes_told(tell: Callable[[str], None], *, is_verbose: bool) -> Iterator[None]:
    """Pass to *tell* what is noted meanwhile, each sentence once; nothing unless *is_verbose*."""
    logger, handler = logging.getLogger(_HIDING), _Once(tell)
    level = logger.level
    if is_verbose:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


class _Once(logging.Handler):
    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self._tell = tell
        self._told: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Tell what was not told before: it holds for every page."""
        if (sentence := record.getMessage()) not in self._told:
            self._told.add(sentence)
            self._tell(f"{sentence}\n")
