"""``record``: run pages, and keep what they print."""

from __future__ import annotations

from typing import Final

from kindsphinx.cli.run_pages import pages_command
from kindsphinx.core.outcome import RecordMode

COMMAND: Final = pages_command(
    "record", "run pages on real clusters and record what they print", RecordMode.ALL
)
