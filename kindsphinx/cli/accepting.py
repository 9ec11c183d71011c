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
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kindsphinx.cli.left_by_run import LeftByRun, LeftPage
    from kindsphinx.core.accepting import Acceptance, Place
    from kindsphinx.core.drift import Difference


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What becomes of one page and its recording."""

    page: LeftPage
    acceptance: Acceptance
    texts: Mapping[str, str]
    """The page's source and the files that it includes, as they are."""
    recording: tuple[str | None, str]
    """The recording's file as it is, and as it is to be."""

    @property
    def changed(self) -> tuple[str, ...]:
        """Return the files that are rewritten: those that the page includes, and then its own."""
        names = [name for name, text in self.acceptance.texts.items() if text != self.texts[name]]
        return tuple(sorted(names, key=lambda name: name == self.page.seen.source))

    @property
    def changes_recording(self) -> bool:
        """Return whether the recording's file is replaced."""
        return self.recording[0] != self.recording[1]

    def patch(self) -> str:
        """Return both as a patch."""
        beside = self.page.committed.path(self.page.seen.docname)
        changed = (
            patch_text(_named(self.page.path(name)), self.texts[name], self.acceptance.texts[name])
            for name in reversed(self.changed)
        )
        return "".join(changed) + patch_text(_named(beside), *self.recording)


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
    texts = {name: _decoded(name, data, page.seen.source) for name, data in page.files.items()}
    acceptance = accept_page(
        page.seen,
        texts,
        new=page.new,
        old=page.old,
        is_chosen=is_chosen,
        wanted=lambda place, difference: wanted(page, place, difference),
    )
    beside, taken = page.committed.path(docname), left.taken.path(docname)
    files = (_text(beside) if beside.is_file() else None), _text(taken)
    return Change(page=page, acceptance=acceptance, texts=texts, recording=files)


def write_change(left: LeftByRun, change: Change) -> None:
    """Write a page, what it includes, and its recording; if one cannot be written, all are as they were.

    Whoever is killed meanwhile leaves each of them whole, and who accepts again goes on from there.

    :raises LeftError: if the page is another by now.
    :raises RecordingError: if the recording cannot be written.
    :raises OSError: if a file cannot be written.
    """
    page = change.page
    # who keeps pages elsewhere keeps them there
    paths = {name: page.path(name).resolve() for name in page.files}
    if any(path.read_bytes() != page.files[name] for name, path in paths.items()):
        raise LeftError("it was edited while it was accepted: accept it again")
    # an artifact may be read-only: no more is taken from it then
    with contextlib.suppress(OSError):
        left.announce(page, change.acceptance.seen, change.acceptance.texts)
    written: list[str] = []
    try:
        for name in change.changed:
            written.append(name)
            write_atomically(paths[name], change.acceptance.texts[name].encode())
        if change.changes_recording:
            page.committed.copy(page.seen.docname, left.taken)
    except BaseException:
        for name in written:
            write_atomically(paths[name], page.files[name])
        raise
    with contextlib.suppress(OSError):
        left.note(page, change.acceptance.seen)


def _decoded(name: str, data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        which = "it" if name == source else name
        raise LeftError(f"{which} is no UTF-8 text (byte {error.start}): save it as UTF-8") from error


def _text(path: Path) -> str:
    return path.read_bytes().decode(errors="backslashreplace")


def _named(path: Path) -> str:
    """Return *path* as people type it, from the current folder."""
    return os.path.relpath(path).replace(os.sep, "/")
