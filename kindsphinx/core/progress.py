"""What an entrance sees of a scenario while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kindsphinx.core.blocks import Command, RunBlock, Scenario
    from kindsphinx.core.outcome import Outcome
    from kindsphinx.core.ports import Output
    from kindsphinx.core.recording import Interaction


class Progress(Protocol):
    """Is told what happens, in order."""

    def page_started(self, scenario: Scenario, *, expected: float) -> None:
        """Note that a page begins; *expected* is how many seconds it took when recorded, 0 if unknown."""
        ...

    def command_started(self, block: RunBlock, command: Command, *, expected: float) -> None:
        """Note that a command begins, or is tried again; *expected* as above."""
        ...

    def printed(self, text: str) -> None:
        """Note what the command has just printed."""
        ...

    def command_finished(self, output: Output) -> None:
        """Note that the command has ended."""
        ...

    def waiting(self, message: str) -> None:
        """Note that kindsphinx waits for something, or cleans up."""
        ...

    def notice(self, message: str) -> None:
        """Note what whoever started the run should know, such as another run that is waited for."""
        ...

    def taken(self, scenario: Scenario, interaction: Interaction) -> None:
        """Note an interaction as it would be recorded."""
        ...

    def retaken(self, scenario: Scenario, interactions: tuple[Interaction, ...]) -> None:
        """Note that all interactions so far are these now: in one of them a secret was found later."""
        ...

    def page_finished(self, scenario: Scenario, outcomes: tuple[Outcome, ...]) -> None:
        """Note that a page has ended and its clusters are gone."""
        ...
