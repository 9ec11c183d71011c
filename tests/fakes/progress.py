"""A progress that remembers what it was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kindsphinx.core.blocks import Command, RunBlock, Scenario
    from kindsphinx.core.outcome import Outcome
    from kindsphinx.core.ports import Output
    from kindsphinx.core.recording import Interaction


class FakeProgress:
    """Remembers what it was told, one line for each thing, and breaks at the line that a test says."""

    def __init__(self, *, breaks_at: str = "", error: Exception | None = None) -> None:
        self.lines: list[str] = []
        self._breaks_at = breaks_at
        self._error = error

    def page_started(self, scenario: Scenario, *, expected: float) -> None:
        """Remember the page."""
        self._say(f"page {scenario.docname} ({expected:g} s)")

    def command_started(self, block: RunBlock, command: Command, *, expected: float) -> None:
        """Remember the command."""
        self._say(f"start {block.id}: {command.text} ({expected:g} s)")

    def printed(self, text: str) -> None:
        """Remember the text."""
        self._say(f"print {text!r}")

    def command_finished(self, output: Output) -> None:
        """Remember the exit code."""
        self._say(f"end {output.exit_code}")

    def waiting(self, message: str) -> None:
        """Remember what is waited for."""
        self._say(f"wait: {message}")

    def notice(self, message: str) -> None:
        """Remember what was told."""
        self._say(f"notice: {message}")

    def taken(self, scenario: Scenario, interaction: Interaction) -> None:
        """Remember the interaction."""
        self._say(f"take {scenario.docname} {interaction.id}")

    def retaken(self, scenario: Scenario, interactions: tuple[Interaction, ...]) -> None:
        """Remember what they are now."""
        self._say(f"retake {scenario.docname} {[each.output for each in interactions]}")

    def page_finished(self, scenario: Scenario, outcomes: tuple[Outcome, ...]) -> None:
        """Remember how the page went."""
        self._say(f"finish {scenario.docname}: {' '.join(each.status for each in outcomes)}")

    def _say(self, line: str) -> None:
        self.lines.append(line)
        if self._error and line.startswith(self._breaks_at):
            raise self._error
