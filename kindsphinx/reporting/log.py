"""Shows a run where output is kept, in a file or by a CI: one whole line for each step."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

from kindsphinx.core.durations import in_words
from kindsphinx.reporting.pace import Pace
from kindsphinx.reporting.status_line import write_text
from kindsphinx.reporting.words import counts, first_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from kindsphinx.core.blocks import Command, RunBlock, Scenario
    from kindsphinx.core.outcome import Outcome
    from kindsphinx.core.ports import Output
    from kindsphinx.core.recording import Interaction
    from kindsphinx.reporting.pace import Step


class LogProgress:
    """Writes a line when a page begins, when a command has ended, and when the page has."""

    def __init__(self, stream: TextIO, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._pace = Pace(clock=clock, on_step=self._write_step)

    def page_started(self, scenario: Scenario, *, expected: float) -> None:
        """Say which page begins, and how long it took when it was recorded."""
        self._pace.page_started(scenario, expected=expected)
        self._write(opening(scenario, expected=expected))

    def command_started(self, block: RunBlock, command: Command, *, expected: float) -> None:
        """Note when the command began."""
        self._pace.command_started(block, command, expected=expected)

    def printed(self, text: str) -> None:
        """Do nothing: a log has what was printed only if something goes wrong, in the report."""

    def command_finished(self, output: Output) -> None:
        """Say how long the command took, unless it may be tried again."""
        self._pace.command_finished(output)

    def waiting(self, message: str) -> None:
        """Do nothing: the line of the step tells how long it took, and the page's last line the rest."""

    def notice(self, message: str) -> None:
        """Write it."""
        self._write(f"{self._pace.docname}: {message}")

    def taken(self, scenario: Scenario, interaction: Interaction) -> None:
        """Do nothing: the recording shows it."""

    def retaken(self, scenario: Scenario, interactions: tuple[Interaction, ...]) -> None:
        """Do nothing, for the same reason."""

    def page_finished(self, scenario: Scenario, outcomes: tuple[Outcome, ...]) -> None:
        """Say how the page went."""
        self._pace.settle()
        self._write(closing(scenario, outcomes, seconds=self._pace.page_seconds))

    def _write_step(self, step: Step) -> None:
        self._write(f"{step.docname}: [{step.place}] {step.block}: {first_line(step.command)} ({step.facts})")

    def _write(self, line: str) -> None:
        write_text(self._stream, f"{line}\n")


def opening(scenario: Scenario, *, expected: float) -> str:
    """Return the line that begins a page: ``guide/nodes: 14 commands, 4 min 10 s when recorded``.

    What it goes on from is named: ``guide/scale: 4 commands, after 14 of guide/nodes``.
    """
    number = _commands(scenario)
    noun = "command" if number == 1 else "commands"
    before = "".join(f", after {_commands(each)} of {each.docname}" for each in scenario.foregoing)
    recorded = f", {in_words(expected)} when recorded" if expected else ""
    return f"{scenario.docname}: {number} {noun}{before}{recorded}"


def closing(scenario: Scenario, outcomes: tuple[Outcome, ...], *, seconds: float) -> str:
    """Return the line that ends a page: ``guide/nodes: 1 failed, 13 passed in 4 min 2 s``."""
    return f"{scenario.docname}: {counts(outcomes)} in {in_words(seconds)}"


def _commands(scenario: Scenario) -> int:
    return sum(len(block.commands) for block in scenario.runs)
