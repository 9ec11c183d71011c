"""What a running command is doing, told from what it prints."""

from __future__ import annotations

import re

from kindsphinx.reporting.columns import plain

_LINE_END = re.compile(r"[\r\n]+")
_KIND_STEP = re.compile(r"[•✓]\s+(?P<step>.*?)\s*(?:\.\.\.)?")
_LONGEST = 2000


class LastLine:
    """Follows the output of one command, in pieces of any size."""

    def __init__(self) -> None:
        self._open = ""
        self.text = ""
        """The last line with something in it, without kind's marks; empty before there is one."""

    def feed(self, text: str) -> None:
        """Note what was printed."""
        *lines, rest = _LINE_END.split(self._open + text)
        self._open = rest[-_LONGEST:]
        for line in (rest, *reversed(lines)):
            shown = _shown(line[:_LONGEST])
            if shown:
                self.text = shown
                return


def _shown(line: str) -> str:
    text = plain(line).strip()
    step = _KIND_STEP.fullmatch(text)
    return step["step"] if step else text
