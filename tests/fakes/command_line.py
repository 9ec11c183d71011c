"""A command line without a process: what it is given, and what it leaves."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kindsphinx.cli import Outside, main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.fakes.screen import Screen


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


class Typing(io.BytesIO):
    """Standard input at a terminal."""

    def isatty(self) -> bool:
        """Return that somebody types."""
        return True


def run(
    *argv: str,
    stdin: bytes | io.BytesIO = b"",
    environ: Mapping[str, str] | None = None,
    stdout: Callable[[], io.StringIO | Screen] = io.StringIO,
) -> Ended:
    """Run a command line in this process."""
    out, err = stdout(), io.StringIO()
    stream = stdin if isinstance(stdin, io.BytesIO) else io.BytesIO(stdin)
    status = main(argv, Outside(stdin=stream, stdout=out, stderr=err, environ=environ or {}))
    return Ended(status=status, out=out.getvalue(), err=err.getvalue())


def encoded(encoding: str, **outside: Any) -> tuple[io.TextIOWrapper, Outside]:  # noqa: ANN401 - fields of Outside
    """Return a standard output with *encoding*, and an outside that has it."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    return stream, Outside(stdout=stream, **outside)
