"""A console transcript as people paste it: commands after prompts, output below them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kindsphinx.core.problems import Problem
from kindsphinx.core.shell_syntax import CommandLines

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = "transcript"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One command of a transcript with the output written under it; lines count from 0."""

    command: str
    line: int
    expected: str | None = None
    expected_line: int = 0
    """Where the expected output begins."""
    written: tuple[str, ...] = ()
    """The lines of the command as they stand there, prompts included."""


@dataclass(slots=True)
class _Open:
    """The command that is being read."""

    line: int
    lines: list[str]
    state: CommandLines
    written: list[str]
    output: list[str] = field(default_factory=list)
    output_line: int = 0
    prompted: bool | None = None
    """Whether the lines of its here-document carry continuation prompts."""

    def entry(self) -> Entry:
        while self.output and not self.output[-1].strip():
            self.output.pop()
        expected = "\n".join(self.output) + "\n" if self.output else None
        return Entry(
            command="\n".join(self.lines),
            line=self.line,
            expected=expected,
            expected_line=self.output_line,
            written=tuple(self.written),
        )


class _Reader:
    """Reads the lines of one transcript in order."""

    def __init__(self, prompt: str) -> None:
        self.prompt = prompt
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.open: _Open | None = None

    def read(self, lines: Sequence[str]) -> None:
        for number, line in enumerate(lines):
            self._line(number, line)
        self._close(len(lines))

    def _line(self, number: int, line: str) -> None:
        if self.open and not self.open.output and self._continues(self.open, line):
            return
        if line.startswith(f"{self.prompt} ") or line.rstrip() == self.prompt:
            self._command(number, line[len(self.prompt) :].strip())
        elif self.open:
            self._output(self.open, number, line)
        elif line.strip():
            self._problem(number, f"output stands before any command: begin with “{self.prompt} COMMAND”")

    def _continues(self, command: _Open, line: str) -> bool:
        """Return whether *line* belongs to *command*, and add it then."""
        state = command.state
        prompted = line.startswith("> ") or line.rstrip() == ">"
        if state.in_heredoc:
            if command.prompted is None:
                command.prompted = prompted
            prompted = prompted and command.prompted
        if not (prompted or state.wants_more):
            return False
        text = line[2:] if prompted else line
        if not prompted and text.startswith("\\> "):
            text = text[1:]
        state.feed(text)
        command.lines.append(text)
        command.written.append((line if prompted else text).rstrip())
        return True

    def _command(self, number: int, text: str) -> None:
        self._close(number)
        if not text:
            self._problem(
                number,
                f"the prompt “{self.prompt}” has no command: "
                f"remove it, or write “\\{self.prompt} ” for output",
            )
            return
        state = CommandLines()
        state.feed(text)
        self.open = _Open(line=number, lines=[text], state=state, written=[f"{self.prompt} {text}"])

    def _output(self, command: _Open, number: int, line: str) -> None:
        if not command.output:
            command.output_line = number
        escaped = line.startswith((f"\\{self.prompt} ", "\\> "))
        command.output.append(line[1:] if escaped else line)

    def _close(self, number: int) -> None:
        command, self.open = self.open, None
        if command is None:
            return
        self.entries.append(command.entry())
        if command.state.heredocs:
            delimiter = command.state.heredocs[0][0]
            self._problem(
                command.line, f"the here-document is not closed: write the line “{delimiter}” below it"
            )
        elif command.state.quote:
            self._problem(
                command.line,
                f"the quotation mark {command.state.quote} is not closed: "
                "write the lines that belong to the command with “> ” before them",
            )
        elif command.state.continued:
            self._problem(
                number - 1,
                "nothing follows the “\\” at the end of the command: remove it, or write the rest below",
            )

    def _problem(self, number: int, message: str) -> None:
        self.problems.append(Problem(message=message, code=CODE, line=number + 1))


def parse_transcript(
    lines: Sequence[str], *, prompt: str = "$"
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    r"""Return the commands of a transcript, and what is wrong in it.

    A command opens with *prompt* and a blank. ``>`` and a blank continue it directly below; after a
    backslash at the line's end, or within a here-document, raw lines belong to it too. ``\$`` and ``\>``
    at the start of a line of output stand for the characters themselves.
    """
    reader = _Reader(prompt)
    reader.read(lines)
    return tuple(reader.entries), tuple(reader.problems)
