"""``verify``: run pages, and compare."""

from __future__ import annotations

from typing import Final

from kindsphinx.cli.run_pages import pages_command
from kindsphinx.core.outcome import RecordMode

COMMAND: Final = pages_command(
    "verify", "run pages on real clusters and compare with what is recorded", RecordMode.NONE
)
