"""Reads what a command line names: files, and standard input as ``-``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kindsphinx.core.errors import KindSphinxError

if TYPE_CHECKING:
    from kindsphinx.cli.outside import Outside

STANDARD_INPUT: Final = "-"


class UnreadableError(KindSphinxError):
    """A file cannot be read; the text says which, and why."""


def read_source(name: str, outside: Outside) -> bytes:
    """Return what the file *name* has, or standard input if it is ``-``.

    :raises UnreadableError: if it cannot be read.
    """
    if not name:
        raise UnreadableError("one of the names is empty: name a file, or “-” for standard input")
    try:
        return _standard_input(outside) if name == STANDARD_INPUT else Path(name).read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError(f"there is no file “{name}”") from error
    except IsADirectoryError as error:
        raise UnreadableError(f"“{name}” is a folder: name the files in it") from error
    except (OSError, ValueError) as error:
        # a ValueError says that the stream is closed
        reason = getattr(error, "strerror", None) or error
        raise UnreadableError(f"“{name}” cannot be read: {reason}") from error


def _standard_input(outside: Outside) -> bytes:
    if outside.stdin.isatty():
        # what seems to hang waits for its user
        outside.stderr.write("kindsphinx: reading what you type; Ctrl-D in a line of its own ends it\n")
        outside.stderr.flush()
    return outside.stdin.read()
