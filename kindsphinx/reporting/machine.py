"""What a run found, for machines: ``kind.json``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kindsphinx import __version__
from kindsphinx.core.errors import KindSphinxError
from kindsphinx.core.outcome import Status
from kindsphinx.core.store import write_atomically
from kindsphinx.reporting.since import changes_of, pages_by_change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kindsphinx.core.diff import Diff
    from kindsphinx.core.outcome import Outcome

FORMAT = 1
"""Rises when a key changes its meaning or goes; a new key leaves it as it is."""


def machine_report(
    outcomes: Iterable[Outcome], *, duration: float, complete: bool = True, version: str = __version__
) -> dict[str, Any]:
    """Return the report of a run as JSON can hold it.

    ``format``
        The version of this format, ``1``.
    ``kindsphinx``
        The *version* of kindsphinx.
    ``ok``
        Whether nothing failed, all could be run, and the run came to its end.
    ``complete``
        Whether the run came to its end; ``false`` where it was broken off.
    ``duration``
        Seconds, the whole run.
    ``pages``
        How many pages have an outcome.
    ``counts``
        Each status -> how many outcomes have it; all five are there.
    ``since``
        What has changed since recordings, each with ``changes``, a text for each program, and the ``pages``
        that it is about; ``[]`` where nothing has.
    ``outcomes``
        In the order in which they came, each with

        ``page``, ``block``
            The docname, and the block's id; ``""`` for the page as a whole.
        ``status``
            ``passed``, ``failed``, ``error``, ``skipped`` or ``recorded``.
        ``drift``
            The class of what failed: ``version``, ``changed``, ``structure`` or ``status``; ``null`` where
            nothing did.
        ``file``, ``line``, ``column``
            Where it stands, counted from 1; ``null`` where unknown.
        ``since``
            What has changed since the recording: ``kind v0.30.0 → v0.33.0``; ``""`` for nothing.
        ``command``, ``message``, ``output``
            Texts, ``""`` where there is nothing to say.
        ``exit_code``
            ``null`` where no command ended.
        ``cosmetic``
            What differs in volatile values only, in sentences; ``[]`` unless that was asked for.
        ``duration``, ``tries``
            Seconds, and how often the last command was run.
        ``forensics``
            The folder that tells why no cluster was created, maybe in a try before; ``""`` for none.
        ``diff``
            ``null``, or ``sentences``, what a person would say of each difference, ``text`` for a reader, and
            all ``lines``, each with its ``kind`` (``equal``,
            ``missing``, ``unexpected``), its ``text``, and ``expected``, its index in the expected text, from
            0, ``null`` for an unexpected line.
    """
    outcomes = tuple(outcomes)
    return {
        "format": FORMAT,
        "kindsphinx": version,
        "ok": complete and not any(each.is_bad for each in outcomes),
        "complete": complete,
        "duration": round(duration, 3),
        "pages": len({each.docname for each in outcomes}),
        "counts": {str(status): sum(each.status is status for each in outcomes) for status in Status},
        "since": [
            {"changes": list(changes), "pages": pages}
            for changes, pages in pages_by_change(changes_of(outcomes)).items()
        ],
        "outcomes": [_outcome(each) for each in outcomes],
    }


def write_machine_report(
    path: Path, outcomes: Iterable[Outcome], *, duration: float, complete: bool = True
) -> None:
    """Write :func:`machine_report` to *path*, whole and at once, as UTF-8.

    :raises KindSphinxError: if it cannot be written.
    """
    text = json.dumps(
        machine_report(outcomes, duration=duration, complete=complete), ensure_ascii=False, indent=2
    )
    # what is no Unicode becomes \udcXX, which is what JSON calls it too
    write_report(path, f"{text}\n".encode(errors="backslashreplace"))


def write_report(path: Path, data: bytes) -> None:
    """Write a report to *path*, whole and at once.

    :raises KindSphinxError: if it cannot be written.
    """
    try:
        write_atomically(path, data)
    except OSError as error:
        raise KindSphinxError(f"{path} cannot be written: {error.strerror}") from error


def _outcome(outcome: Outcome) -> dict[str, Any]:
    location = outcome.location
    return {
        "page": outcome.docname,
        "block": outcome.block,
        "status": str(outcome.status),
        "drift": str(outcome.drift) if outcome.drift else None,
        "file": location.source if location else None,
        "line": location.line if location else None,
        "column": location.column if location else None,
        "since": ", ".join(outcome.since),
        "command": outcome.command,
        "message": outcome.message,
        "exit_code": outcome.exit_code,
        "duration": round(outcome.duration, 3),
        "tries": outcome.tries,
        "cosmetic": list(outcome.cosmetic),
        "output": outcome.output,
        "forensics": outcome.forensics,
        "diff": _diff(outcome.diff) if outcome.diff else None,
    }


def _diff(diff: Diff) -> dict[str, Any]:
    lines = [{"kind": str(each.kind), "text": each.text, "expected": each.expected} for each in diff.lines]
    sentences = [each.sentence for each in diff.differences]
    return {"sentences": sentences, "text": diff.text(), "lines": lines}
