"""Tells several reporters the same, and chooses them for a stream."""

from __future__ import annotations

import os
import time
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING, Self, TextIO

from kindsphinx.reporting.journal import JournalProgress
from kindsphinx.reporting.log import LogProgress
from kindsphinx.reporting.status_line import is_terminal, wants_color
from kindsphinx.reporting.terminal import TerminalProgress

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import TracebackType

    from kindsphinx.core.blocks import Command, RunBlock, Scenario
    from kindsphinx.core.outcome import Outcome
    from kindsphinx.core.ports import Output
    from kindsphinx.core.progress import Progress
    from kindsphinx.core.recording import Interaction


class Several:
    """Passes every event on, in the order of the reporters.

    A context manager, which ends those of them that are one.
    """

    def __init__(self, *progress: Progress) -> None:
        self._all = progress
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        for each in self._all:
            if isinstance(each, AbstractContextManager):
                self._stack.enter_context(each)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stack.close()

    def page_started(self, scenario: Scenario, *, expected: float) -> None:
        """Pass it on."""
        for each in self._all:
            each.page_started(scenario, expected=expected)

    def command_started(self, block: RunBlock, command: Command, *, expected: float) -> None:
        """Pass it on."""
        for each in self._all:
            each.command_started(block, command, expected=expected)

    def printed(self, text: str) -> None:
        """Pass it on."""
        for each in self._all:
            each.printed(text)

    def command_finished(self, output: Output) -> None:
        """Pass it on."""
        for each in self._all:
            each.command_finished(output)

    def waiting(self, message: str) -> None:
        """Pass it on."""
        for each in self._all:
            each.waiting(message)

    def notice(self, message: str) -> None:
        """Pass it on."""
        for each in self._all:
            each.notice(message)

    def taken(self, scenario: Scenario, interaction: Interaction) -> None:
        """Pass it on."""
        for each in self._all:
            each.taken(scenario, interaction)

    def retaken(self, scenario: Scenario, interactions: tuple[Interaction, ...]) -> None:
        """Pass it on."""
        for each in self._all:
            each.retaken(scenario, interactions)

    def page_finished(self, scenario: Scenario, outcomes: tuple[Outcome, ...]) -> None:
        """Pass it on."""
        for each in self._all:
            each.page_finished(scenario, outcomes)


def progress_for(
    stream: TextIO,
    *,
    journal: Path | None,
    environ: Mapping[str, str] = os.environ,
    clock: Callable[[], float] = time.monotonic,
) -> Several:
    """Return what fits *stream*, a terminal or a log, and keeps journals in the folder *journal*.

    Use it in a ``with`` statement, so that a terminal is left as it was, whatever happens::

        with progress_for(sys.stdout, journal=outdir / "journal") as progress:
            run_scenario(..., progress=progress)

    Colours are left out where ``NO_COLOR`` is set to something (https://no-color.org). A ``dumb`` terminal
    gets a log.
    """
    shown: Progress = LogProgress(stream, clock=clock)
    if is_terminal(stream, environ):
        shown = TerminalProgress(stream, color=wants_color(environ), clock=clock)
    return Several(shown) if journal is None else Several(JournalProgress(journal), shown)
