"""Runs a command line, and ends the program as other programs end."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

from kindsphinx.cli.arguments import parse
from kindsphinx.cli.command import PROGRAM
from kindsphinx.cli.errors import UsageError
from kindsphinx.cli.outside import Outside

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = 2
IMPOSSIBLE = 2
INTERRUPTED = 130
"""What a shell says of a program that Ctrl-C has ended."""
CLOSED = 141
"""What a shell says of a program whose reader has gone."""


def main(argv: Sequence[str] | None = None, outside: Outside | None = None) -> int:
    """Run the command line *argv*, by default that of this process, and return the exit status.

    2 is a command line that is wrong, or an output that cannot be written; 130 and 141 are Ctrl-C and an
    output that nobody reads; all others are the command's.
    """
    outside = outside or Outside()
    try:
        return _run(sys.argv[1:] if argv is None else argv, outside)
    except UsageError as error:
        outside.stderr.write(f"kindsphinx: {error}\nTry “{PROGRAM} --help”.\n")
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _write_nowhere(outside.stdout)
        return CLOSED
    except OSError as error:
        _write_nowhere(outside.stdout)
        outside.stderr.write(f"kindsphinx: {error.strerror or error}\n")
        return IMPOSSIBLE


def _run(argv: Sequence[str], outside: Outside) -> int:
    try:
        command, found = parse(argv)
        return command.run(found, outside)
    finally:
        # at the end of the process nobody could catch what goes wrong
        outside.stdout.flush()


def _write_nowhere(stream: TextIO) -> None:
    """Let what *stream* still holds be written without an error."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
