"""A run for the reviewers of a pull request: annotations at its lines, and a summary of its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.outcome import Status
from kindsphinx.reporting.since import changes_of, since_recordings
from kindsphinx.reporting.version_summary import version_summary
from kindsphinx.reporting.words import counts, first_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kindsphinx.core.outcome import Outcome

_MOST: Final = 5
"""So many failures of a page are told; the log has all of them."""
_LONGEST: Final = 300


def annotation(outcome: Outcome) -> str:
    """Return a failure as GitHub reads it in a log (its workflow commands)."""
    location = outcome.location
    place = {"file": location.source, "line": location.line, "col": location.column} if location else {}
    told = {**place, "title": f"kind: {outcome.block or outcome.docname}"}
    properties = ",".join(
        f"{key}={_property(str(value))}" for key, value in told.items() if value is not None
    )
    return f"::error {properties}::{_data(_sentence(outcome))}"


def annotation_of_versions(sentence: str) -> str:
    """Return what has become of a version, which is told once for all places."""
    return f"::error title=kind%3A versions::{_data(sentence)}"


def markdown_summary(outcomes: Iterable[Outcome]) -> str:
    """Return a table of the pages in Markdown, with what is wrong on each, the pages with failures first."""
    pages: dict[str, list[Outcome]] = {}
    told = tuple(outcomes)
    for outcome in told:
        pages.setdefault(outcome.docname, []).append(outcome)
    ordered = sorted(pages.items(), key=lambda item: not any(each.is_bad for each in item[1]))
    rows = [f"| {_cell(docname)} | {counts(found)} | {_wrong(found)} |" for docname, found in ordered]
    since = [f"{_cell(each[0].upper() + each[1:])}\n" for each in since_recordings(changes_of(told))]
    since += [f"{_cell(each)}\n" for each in version_summary(told)]
    return "\n".join([*since, "| page | blocks | what is wrong |", "|---|---|---|", *rows, ""])


def _wrong(outcomes: Sequence[Outcome]) -> str:
    bad = [each for each in outcomes if each.is_bad]
    told = list(_told(bad[:_MOST]))
    if len(bad) > _MOST:
        told.append(f"and {len(bad) - _MOST} more")
    return "<br>".join(told)


def _told(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for each in outcomes:
        line = f"line {each.location.line}: " if each.location else ""
        kind = f" ({each.drift})" if each.drift else " (error)" if each.status is Status.ERROR else ""
        more = f"; see {each.forensics}" if each.forensics else ""
        yield _cell(f"{line}{_sentence(each)}{kind}{more}")


def _sentence(outcome: Outcome) -> str:
    said = first_sentence(outcome) or outcome.message or "no reason is known"
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _cell(text: str) -> str:
    """Return *text* as it is, for a cell of a table in Markdown: no markup, no line break."""
    safe = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\`*_|\[\]~])", r"\\\1", safe)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
