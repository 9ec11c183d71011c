"""Makes what commands print fit to be shown and stored: as every reader would see it, without secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kindsphinx.core.transcript_text import printable

if TYPE_CHECKING:
    from kindsphinx.core.ports import Runtime
    from kindsphinx.core.progress import Progress

_LONGEST_LINE: Final = 4096
"""Characters of a line that are looked at as a whole while it is being printed."""


class Outputs:
    """What the commands of one page print."""

    def __init__(self, runtime: Runtime, progress: Progress) -> None:
        self._runtime = runtime
        self._progress = progress
        self._line = ""

    def shown(self, text: str) -> None:
        """Pass on what a command is printing: its lines so far, without the secrets that are known by now."""
        lines, newline, rest = (self._line + text).rpartition("\n")
        if len(rest) > _LONGEST_LINE:
            lines, newline, rest = lines + newline + rest, "", ""
        self._line = rest
        if lines or newline:
            self._progress.printed(self._runtime.secrets.redact(lines + newline))

    def stored(self, text: str, *, is_revealed: bool) -> str:
        """Return what is kept of the *text* that a command has printed.

        :param is_revealed: whether its secrets are published on purpose.
        """
        self._line = ""
        secrets = self._runtime.secrets
        secrets.learn()
        if is_revealed:
            kept = printable(self._runtime.clean(text))
            secrets.reveal(kept)
            return kept
        # before, as a path or a name may be part of one; and behind, as colours may stand within one
        return secrets.redact(printable(self._runtime.clean(secrets.redact(text))))
