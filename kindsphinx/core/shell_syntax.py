"""As much of bash's grammar as is needed to see where a command of a transcript ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEREDOC = re.compile(
    r"""<<(?P<dash>-?)[ \t]*
    (?P<word> (?: '[^']*' | "[^"]*" | \\. | [^\s;&|<>()'"`\\] )+ )""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"""'(?P<single>[^']*)'|"(?P<double>[^"]*)"|\\(?P<escaped>.)""")


@dataclass(slots=True)
class CommandLines:
    """Reads a command line by line and knows whether more lines must follow."""

    quote: str = ""
    """The quotation mark that is open after the last line: ``'``, ``"`` or ``$'``."""
    continued: bool = False
    """Whether the last line ended with a backslash."""
    heredocs: list[tuple[str, bool]] = field(default_factory=list)
    """The open here-documents: delimiter, and whether tabs before it are ignored."""
    _arithmetic: int = 0

    def feed(self, line: str) -> None:
        """Read the next line of the command."""
        if self.heredocs and not self.continued:
            delimiter, tabs = self.heredocs[0]
            if (line.lstrip("\t") if tabs else line) == delimiter:
                self.heredocs.pop(0)
            return
        self._scan(line)

    @property
    def in_heredoc(self) -> bool:
        """Return whether the next line belongs to a here-document."""
        return bool(self.heredocs) and not self.continued

    @property
    def wants_more(self) -> bool:
        """Return whether the command goes on in the next line, whatever that looks like."""
        return self.continued or bool(self.heredocs)

    def _scan(self, line: str) -> None:
        self.continued = False
        at = 0
        while at < len(line):
            at = self._quoted(line, at) if self.quote else self._plain(line, at)

    def _quoted(self, line: str, at: int) -> int:
        if line[at] == "\\" and self.quote == '"':
            return self._escape(line, at)
        if line[at] == "\\" and self.quote == "$'":
            return at + 2
        if line[at] == self.quote[-1]:
            self.quote = ""
        return at + 1

    def _escape(self, line: str, at: int) -> int:
        self.continued = at + 1 == len(line)
        return at + 2

    def _plain(self, line: str, at: int) -> int:
        character = line[at]
        if character == "\\":
            return self._escape(line, at)
        if line.startswith("$'", at):
            self.quote = "$'"
            return at + 2
        if character in "'\"":
            self.quote = character
        elif character == "#" and (at == 0 or line[at - 1] in " \t;&|("):
            return len(line)
        elif character in "()":
            return self._parenthesis(line, at)
        elif line.startswith("<<", at):
            return self._redirection(line, at)
        return at + 1

    def _parenthesis(self, line: str, at: int) -> int:
        # a shift within (( )) is no here-document
        if line.startswith("((", at):
            self._arithmetic += 1
            return at + 2
        if self._arithmetic and line.startswith("))", at):
            self._arithmetic -= 1
            return at + 2
        return at + 1

    def _redirection(self, line: str, at: int) -> int:
        if line.startswith("<<<", at):
            return at + 3
        match = None if self._arithmetic else _HEREDOC.match(line, at)
        if match is None:
            return at + 2
        delimiter = _QUOTED.sub(lambda quoted: quoted[quoted.lastindex or 0], match["word"])
        self.heredocs.append((delimiter, bool(match["dash"])))
        return match.end()
