"""Tells of a run: to people as it goes, and in files when it has ended."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.util import logging

from kindsphinx.core.drift import Drift
from kindsphinx.core.typed_path import as_typed
from kindsphinx.reporting import (
    annotation,
    annotation_of_versions,
    changes_of,
    describe,
    markdown_summary,
    painted_report,
    since_recordings,
    summary,
    version_places,
    version_summary,
    write_machine_report,
    write_report,
)
from kindsphinx.reporting.paint import paint_for
from kindsphinx.sphinx_ext.remarks import tell_remarks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from sphinx.application import Sphinx

    from kindsphinx.core.outcome import Outcome
    from kindsphinx.reporting.since import Changes

REPORT: Final = "kind.json"
SUMMARY: Final = "kind.md"
_HOW: Final = "where the page is out of date, “python -m kindsphinx accept” takes over what differs"
_logger = logging.getLogger(__name__)


class RunReport:
    """What has come of a run so far.

    A terminal and a log have seen what went well; *log*, the file of Sphinx' own report, gets all of it.
    """

    def __init__(self, app: Sphinx, log: TextIO, outdir: Path) -> None:
        self._app = app
        self._log = log
        self._outdir = outdir
        self._began = time.monotonic()
        self._changes: dict[str, Sequence[str]] = {}
        """What has been told of the pages: what has changed since they were recorded."""
        self.outcomes: list[Outcome] = []
        self.pages: Sequence[str] = ()
        """The pages that are run, in the order of the project: some may be run earlier than their place."""

    @property
    def is_bad(self) -> bool:
        """Return whether anything failed or could not be run."""
        return any(each.is_bad for each in self.outcomes)

    def tell_changes(self, changes: Changes) -> None:
        """Tell what has changed since the pages were recorded, as far as that was not told before."""
        news = {
            page: [each for each in found if each not in self._changes.get(page, ())]
            for page, found in changes.items()
        }
        self._changes |= changes
        for sentence in since_recordings(news):
            self._log.write(f"{sentence}\n")
            self._tell(f"{sentence}\n", is_bad=False)

    def add_page(self, outcomes: Sequence[Outcome]) -> None:
        """Tell of a page: first of what may explain all that follows."""
        self.tell_changes(changes_of(outcomes))
        for outcome in outcomes:
            self.add(outcome)

    def add(self, outcome: Outcome) -> None:
        """Tell of an outcome, and keep it."""
        tell_remarks(outcome)
        outcome = _from_here(outcome)
        self.outcomes.append(outcome)
        text = f"{describe(outcome)}\n"
        self._log.write(text)
        if self._is_told(outcome):
            self._tell(text, is_bad=outcome.is_bad)
        if outcome.is_bad and not _is_of_versions(outcome):
            self._annotate(annotation(outcome))

    def write(self, *, complete: bool = True) -> None:
        """Write the reports, and sum up."""
        seconds = time.monotonic() - self._began
        self.outcomes.sort(key=self._place)
        write_machine_report(Path(self._outdir, REPORT), self.outcomes, duration=seconds, complete=complete)
        if not self.outcomes:
            return
        self._write_summary()
        of_versions = version_summary(self.outcomes)
        for line in of_versions:
            self._annotate(annotation_of_versions(line))
        places = version_places(filter(_is_of_versions, self.outcomes))
        lines = [*of_versions, *(f"  {place}" for place in places), summary(self.outcomes, seconds)]
        if any(each.diff and each.is_bad for each in self.outcomes):
            lines.append(_HOW)
        text = "\n".join(["", *(f"kind: {line}" for line in lines), ""])
        self._log.write(text)
        self._tell(text, is_bad=False)

    def _place(self, outcome: Outcome) -> int:
        return self.pages.index(outcome.docname) if outcome.docname in self.pages else len(self.pages)

    def _is_told(self, outcome: Outcome) -> bool:
        is_verbose = self._app.verbosity > 0
        if outcome.is_bad:
            # one line for all of them stands at the end
            return is_verbose or not _is_of_versions(outcome)
        return is_verbose and bool(outcome.cosmetic)

    def _tell(self, text: str, *, is_bad: bool) -> None:
        if is_bad and self._app.quiet:
            _logger.warning(text)
        else:
            _logger.info(painted_report(text, paint_for(sys.stdout)), nonl=True)

    def _annotate(self, line: str) -> None:
        if os.environ.get("GITHUB_ACTIONS"):
            # the log is where GitHub reads them
            sys.stdout.write(f"{line}\n")

    def _write_summary(self) -> None:
        data = markdown_summary(self.outcomes).encode(errors="backslashreplace")
        write_report(Path(self._outdir, SUMMARY), data)
        if path := os.environ.get("GITHUB_STEP_SUMMARY"):
            with suppress(OSError), Path(path).open("ab") as stream:
                stream.write(data)


def _is_of_versions(outcome: Outcome) -> bool:
    """Return whether nothing but versions that are summed up differs."""
    if outcome.drift is not Drift.VERSION or outcome.diff is None:
        return False
    return any(each.versions for each in outcome.diff.differences)


def _from_here(outcome: Outcome) -> Outcome:
    """Return *outcome* with a location as people type it: from the current folder, where it is below."""
    if outcome.location is None:
        return outcome
    return replace(outcome, location=replace(outcome.location, source=as_typed(outcome.location.source)))
