"""Explains a creation of a cluster that fails, and tries it again where that can help."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kindsphinx.core.blocks import Action
from kindsphinx.core.creation_failures import cause_of
from kindsphinx.core.creations import Evidence, Failure
from kindsphinx.core.errors import KindSphinxError
from kindsphinx.core.outcome import Status
from kindsphinx.core.programs import programs_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from kindsphinx.core.creation_failures import Cause
    from kindsphinx.core.ports import Runtime
    from kindsphinx.core.progress import Progress
    from kindsphinx.core.tries import Step, Tried

_CREATION: Final = re.compile(r"(?<![\w./-])kind\s[^|;&\n]*?\bcreate\s+cluster\b")


class CreationRunner:
    """Runs the commands of one page, any of which may create clusters."""

    def __init__(self, runtime: Runtime, progress: Progress, *, retries: int, sources: str) -> None:
        """Know where to ask.

        :param retries: how often a creation is tried again.
        :param sources: what the page's commands and files say.
        """
        self._runtime = runtime
        self._progress = progress
        self._retries = retries
        self._sources = sources

    def run(self, step: Step, run: Callable[[Step], Tried]) -> Tried:
        """Run a command, once more for each failure that another try can mend, and return how it went."""
        left = self._retries if _may_be_repeated(step) else 0
        count, folder = 0, ""
        while True:
            with self._runtime.creations.attended():
                tried = run(step)
            count += tried.count
            # the folder of the first try is there, also where the second one succeeds
            tried = replace(tried, count=count, forensics=folder)
            if not _has_failed(tried):
                return tried
            evidence = self._evidence(tried)
            if evidence is None:
                return tried
            cause = cause_of(tried.text, logs=evidence.logs, sources=self._sources)
            left -= 1
            if left < 0 or not self._makes_room(tried, cause):
                return _explained(tried, cause, evidence)
            folder = evidence.folder
            self._tell(cause, evidence)

    def _evidence(self, tried: Tried) -> Evidence | None:
        step = tried.step
        creates = step.block.action is Action.CREATE or bool(_CREATION.search(step.command.text))
        failure = Failure(
            command=step.command.text, output=tried.text, message=tried.verdict.message, creates=creates
        )
        if creates:
            self._progress.waiting("looking into why no cluster was created")
        return self._runtime.creations.examine(failure)

    def _makes_room(self, tried: Tried, cause: Cause | None) -> bool:
        """Delete what the failed creation has left, and return whether it can be tried again."""
        if cause is None or not cause.is_transient or not tried.may_be_repeated:
            return False
        with suppress(KindSphinxError):
            self._runtime.creations.discard()
            return True
        return False

    def _tell(self, cause: Cause | None, evidence: Evidence) -> None:
        where = f"; what is known of it is in {evidence.folder}" if evidence.folder else ""
        self._progress.notice(f"no cluster was created, since {cause}; it is tried again{where}")


def _has_failed(tried: Tried) -> bool:
    """Return whether a command itself has failed, or what it has created has not become ready."""
    if tried.verdict.is_right:
        return False
    return tried.verdict.status is Status.ERROR or tried.exit_code not in tried.step.exit_codes


def _may_be_repeated(step: Step) -> bool:
    """Return whether a command only creates a cluster, and its author has said nothing of tries."""
    if step.retry:
        return False
    if step.block.action is Action.CREATE:
        return True
    return [each.name for each in programs_in(step.command.text)] == ["kind"] and bool(
        _CREATION.match(step.command.text)
    )


def _explained(tried: Tried, cause: Cause | None, evidence: Evidence) -> Tried:
    message = "; ".join(
        filter(
            None,
            (
                tried.verdict.message,
                str(cause or ""),
                f"what is known of it is in {evidence.folder}" if evidence.folder else "",
                f"what is known of it cannot be kept: {evidence.problem}" if evidence.problem else "",
            ),
        )
    )
    return replace(tried, verdict=replace(tried.verdict, message=message), forensics=evidence.folder)
