"""Keeps what a page has printed so far, so that a run that is broken off leaves it behind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kindsphinx.core.errors import RecordingError
from kindsphinx.core.store import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.blocks import Command, RunBlock, Scenario
    from kindsphinx.core.outcome import Outcome
    from kindsphinx.core.ports import Output
    from kindsphinx.core.recording import Interaction

SUFFIX = ".jsonl"


class JournalProgress:
    """Appends each interaction to the journal of its page, one JSON object a line.

    :raises RecordingError: from any method, if a journal cannot be written.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, docname: str) -> Path:
        """Return the file of a page's journal."""
        *folders, name = docname.split("/")
        return self._root.joinpath(*folders, name + SUFFIX)

    def page_started(self, scenario: Scenario, *, expected: float) -> None:  # noqa: ARG002 - Progress
        """Begin the page's journal anew."""
        path = self.path(scenario.docname)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
        except OSError as error:
            raise _refused(path, error) from error

    def taken(self, scenario: Scenario, interaction: Interaction) -> None:
        """Append *interaction*; it is on disk when this returns."""
        path = self.path(scenario.docname)
        try:
            with path.open("ab") as stream:
                stream.write(_line(interaction))
        except OSError as error:
            raise _refused(path, error) from error

    def retaken(self, scenario: Scenario, interactions: tuple[Interaction, ...]) -> None:
        """Write the page's journal anew, whole and at once."""
        path = self.path(scenario.docname)
        try:
            write_atomically(path, b"".join(map(_line, interactions)))
        except OSError as error:
            raise _refused(path, error) from error

    def command_started(self, block: RunBlock, command: Command, *, expected: float) -> None:
        """Do nothing: what has not ended is not journalled."""

    def printed(self, text: str) -> None:
        """Do nothing: the interaction has all that was printed."""

    def command_finished(self, output: Output) -> None:
        """Do nothing: another try may follow."""

    def waiting(self, message: str) -> None:
        """Do nothing: waiting prints nothing that is recorded."""

    def notice(self, message: str) -> None:
        """Do nothing, for the same reason."""

    def page_finished(self, scenario: Scenario, outcomes: tuple[Outcome, ...]) -> None:
        """Do nothing: the journal stays until the page runs again."""


def _line(interaction: Interaction) -> bytes:
    names = ("id", "fingerprint", "command", "exit_code", "output", "duration")
    text = json.dumps({name: getattr(interaction, name) for name in names}, ensure_ascii=False)
    # what is no Unicode becomes \udcXX, which is what JSON calls it too
    return f"{text}\n".encode(errors="backslashreplace")


def _refused(path: Path, error: OSError) -> RecordingError:
    return RecordingError(f"the journal {path} cannot be written: {error.strerror}")
