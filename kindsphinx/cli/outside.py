"""What a command reaches outside of itself."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, TextIO

from kindsphinx.cli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def _standard_input() -> BinaryIO:
    if sys.stdin:
        return sys.stdin.buffer
    closed = io.BytesIO()
    closed.close()
    return closed


def _standard_output() -> TextIO:
    return sys.stdout or io.StringIO()


def _standard_error() -> TextIO:
    return sys.stderr or io.StringIO()


def _sphinx_build(command: list[str]) -> int:
    from sphinx.cmd.build import main as sphinx_main  # noqa: PLC0415 - what runs no page needs no Sphinx

    return sphinx_main(command)


def _settings_of(confdir: Path) -> Mapping[str, object]:
    from sphinx.config import Config  # noqa: PLC0415 - as above
    from sphinx.errors import SphinxError  # noqa: PLC0415 - as above
    from sphinx.util.tags import Tags  # noqa: PLC0415 - as above

    try:
        config = Config.read(confdir.resolve(), overrides={}, tags=Tags())
    except SphinxError as error:
        # the traceback between the first line and the last is that of Sphinx
        lines = str(error).strip().splitlines()
        reason = " ".join(dict.fromkeys((lines[0], lines[-1])))
        raise UsageError(f"{confdir / 'conf.py'} cannot be read: {reason}") from None
    return dict(config._raw_config)  # noqa: SLF001 - what no extension has declared yet


@dataclass(frozen=True, kw_only=True, slots=True)
class Outside:
    """The streams, the environment and the programs of this process, unless others are given.

    An output that was closed when the process began swallows what is written.
    """

    stdin: BinaryIO = field(default_factory=_standard_input)
    stdout: TextIO = field(default_factory=_standard_output)
    stderr: TextIO = field(default_factory=_standard_error)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    build: Callable[[list[str]], int] = _sphinx_build
    """Takes the arguments of sphinx-build and returns its exit status."""
    settings: Callable[[Path], Mapping[str, object]] = _settings_of
    """Takes the folder of a conf.py and returns the names that it defines."""
