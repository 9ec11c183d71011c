"""Verdicts for programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from kindsphinx.core.problems import Problem
    from kindsphinx.reporting.verdicts import Judged

_CONTROL: Final = re.compile("[\x7f-\x9f]")


class VerdictJson:
    """Writes one JSON document in the end: a list with an object for each file.

    ``file``
        As it was named on the command line, ``-`` for standard input.
    ``accepted``
        Whether kind takes it.
    ``kind_message``
        What kind prints after ``ERROR: failed to create cluster:``; ``""`` if it accepts.
    ``problems``
        In the order of the file, each with

        ``line``, ``column``
            Where it stands, counted from 1, the column in characters.
        ``path``
            Where in the structure, such as ``nodes[1].image``; ``""`` for the whole.
        ``severity``
            ``error`` or ``warning``.
        ``code``, ``message``
            The name of the rule, and what is wrong.
        ``kind_message``
            What kind says of it, word for word; ``""`` where it says nothing.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._files: list[dict[str, Any]] = []

    def add(self, judged: Judged) -> None:
        """Keep the verdict."""
        self._files.append(
            {
                "file": judged.file,
                "accepted": judged.accepted,
                "kind_message": judged.kind_message,
                "problems": list(map(_problem, judged.problems)),
            }
        )

    def pass_over(self) -> None:
        """Do nothing: such a file is not in the list."""

    def end(self) -> None:
        """Write the list."""
        write_json(self._stream, self._files)


def write_json(stream: TextIO, data: object) -> None:
    """Write *data* and a line end: readable where *stream* has all characters, in ASCII elsewhere."""
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower()
    text = json.dumps(data, ensure_ascii=not encoding.startswith("utf"), indent=2)
    text = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    # what is no Unicode becomes \udcXX, which is what JSON calls it too
    stream.write(f"{text}\n".encode(errors="backslashreplace").decode())
    stream.flush()


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "path": problem.path,
        "severity": str(problem.severity),
        "code": str(problem.code),
        "message": problem.message,
        "kind_message": problem.kind_message,
    }
