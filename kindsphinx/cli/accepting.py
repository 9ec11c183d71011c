"""Takes what a run saw of one page into its source and its recording: both, or neither."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.cli.left_by_run import LeftError
from kindsphinx.core.accepting import accept_page
from kindsphinx.core.store import write_atomically
from kindsphinx.reporting.patch import patch_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kindsphinx.cli.left_by_run import LeftByRun, LeftPage
    from kindsphinx.core.accepting import Acceptance, Place
    from kindsphinx.core.drift import Difference


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What becomes of one page and its recording."""

    page: LeftPage
    acceptance: Acceptance
    text: str
    """The page's source as it is."""
    recording: tuple[str | None, str]
    """The recording's file as it is, and as it is to be."""

    @property
    def changes_page(self) -> bool:
        """Return whether the source is rewritten."""
        return self.acceptance.text != self.text

    @property
    def changes_recording(self) -> bool:
        """Return whether the recording's file is replaced."""
        return self.recording[0] != self.recording[1]

    def patch(self) -> str:
        """Return both as a patch."""
        beside = self.page.committed.path(self.page.seen.docname)
        return patch_text(_named(self.page.source), self.text, self.acceptance.text) + patch_text(
            _named(beside), *self.recording
        )


def change_of(
    left: LeftByRun,
    docname: str,
    *,
    is_chosen: Callable[[Place], bool],
    wanted: Callable[[LeftPage, Place, Difference], bool],
) -> Change:
    """Return what is to become of a page.

    :raises LeftError: if nothing can be taken of it.
    """
    page = left.page(docname)
    try:
        text = page.data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LeftError(f"it is no UTF-8 text (byte {error.start}): save it as UTF-8") from error
    acceptance = accept_page(
        page.seen,
        text,
        new=page.new,
        old=page.old,
        is_chosen=is_chosen,
        wanted=lambda place, difference: wanted(page, place, difference),
    )
    beside, taken = page.committed.path(docname), left.taken.path(docname)
    files = (_text(beside) if beside.is_file() else None), _text(taken)
    return Change(page=page, acceptance=acceptance, text=text, recording=files)


def write_change(left: LeftByRun, change: Change) -> None:
    """Write a page and its recording; if one of them cannot be written, both are as they were.

    :raises LeftError: if the page is another by now.
    :raises RecordingError: if the recording cannot be written.
    :raises OSError: if the page cannot be written.
    """
    # who keeps pages elsewhere keeps them there
    source = change.page.source.resolve()
    if source.read_bytes() != change.page.data:
        raise LeftError("it was edited while it was accepted: accept it again")
    if change.changes_page:
        write_atomically(source, change.acceptance.text.encode())
    try:
        if change.changes_recording:
            change.page.committed.copy(change.page.seen.docname, left.taken)
    except BaseException:
        if change.changes_page:
            write_atomically(source, change.page.data)
        raise
    with contextlib.suppress(OSError):
        # an artifact may be read-only: no more is taken from it then
        left.note(change.page, change.acceptance.seen)


def _text(path: Path) -> str:
    return path.read_bytes().decode(errors="backslashreplace")


def _named(path: Path) -> str:
    """Return *path* as people type it, from the current folder."""
    return os.path.relpath(path).replace(os.sep, "/")
