"""A terminal that knows as much of the escape sequences as kindsphinx uses, and a clock to go with it."""

from __future__ import annotations

import io
import re

from kindsphinx.reporting.columns import width

_TOKEN = re.compile(r"\x1b\[[0-9;]*(?P<final>[Km])|(?P<control>[\r\n])|(?P<text>[^\x1b\r\n]+)")


class FakeClock:
    """Shows the time that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time, seconds."""
        return self.now

    def pass_by(self, seconds: float) -> None:
        """Let *seconds* pass."""
        self.now += seconds


class Screen(io.StringIO):
    """Shows what a terminal would show after all that was written to it; refuses what it does not know."""

    def __init__(self, *, columns: int = 80) -> None:
        super().__init__()
        self.columns = columns
        self.rows = [""]
        self._cursor = 0
        self.writes: list[str] = []

    def isatty(self) -> bool:
        """Return that this is a terminal."""
        return True

    def write(self, text: str) -> int:
        """Show *text*."""
        self.writes.append(text)
        at = 0
        while at < len(text):
            token = _TOKEN.match(text, at)
            assert token, f"a sequence that this terminal does not know: {text[at:]!r}"
            self._take(token)
            at = token.end()
        return super().write(text)

    def _take(self, token: re.Match[str]) -> None:
        if token["final"]:
            if token["final"] == "K":
                self.rows[-1] = self.rows[-1][: self._cursor]
        elif token["control"] == "\n":
            self.rows.append("")
            self._cursor = 0
        elif token["control"] == "\r":
            self._cursor = 0
        else:
            row = self.rows[-1]
            text = token["text"]
            self.rows[-1] = row[: self._cursor] + text + row[self._cursor + len(text) :]
            self._cursor += len(text)
            assert width(self.rows[-1][: self._cursor]) < max(self.columns, 1), "the line would wrap"

    @property
    def kept(self) -> list[str]:
        """Return the lines above the one that the cursor stands in."""
        return self.rows[:-1]

    @property
    def status(self) -> str:
        """Return the line that the cursor stands in."""
        return self.rows[-1]
