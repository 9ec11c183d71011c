"""Finds what a run has left of pages, here or in an artifact of CI, and checks that it fits the project."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kindsphinx.cli.errors import UsageError
from kindsphinx.core.accepting import (
    FOLDER,
    SUFFIX,
    Seen,
    announced_path,
    digest_of,
    seen_from_json,
    seen_path,
    seen_to_json,
)
from kindsphinx.core.errors import KindSphinxError, RecordingError
from kindsphinx.core.fingerprint import file_digest
from kindsphinx.core.store import RecordingStore, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kindsphinx.core.recording import Recording

_RECORDINGS: Final = "recordings"
_WITHIN: Final = ("", "doctest", "build/doctest", "_build/doctest")
_NO_PAGE: Final = frozenset({".py", ".yaml", ".yml", ".toml", ".cfg"})
"""What comes from elsewhere may name no such file as a page."""
_AGAIN: Final = "run it again (python -m kindsphinx verify {docname}), and accept then"


class LeftError(KindSphinxError):
    """Of a page nothing can be taken; the text says why, and what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftPage:
    """What a run has left of one page, and the files here that it fits."""

    seen: Seen
    new: Recording
    old: Recording | None
    srcdir: Path
    files: Mapping[str, bytes]
    """What the page's own file is now, and those that it includes: those that may be rewritten."""
    committed: RecordingStore

    @property
    def source(self) -> Path:
        """Return the page's own file."""
        return self.path(self.seen.source)

    def path(self, name: str) -> Path:
        """Return a file of the source folder."""
        return self.srcdir / name


class LeftByRun:
    """What the last run in a folder has left."""

    def __init__(self, folder: Path, srcdir: Path) -> None:
        self._root = folder
        self._srcdir = srcdir
        self.taken = RecordingStore(folder / _RECORDINGS)

    def docnames(self) -> tuple[str, ...]:
        """Return the pages of which there is something."""
        root = self._root / FOLDER
        found = (path.relative_to(root).as_posix() for path in root.rglob(f"*{SUFFIX}") if path.is_file())
        return tuple(sorted(name.removesuffix(SUFFIX) for name in found))

    def page(self, docname: str) -> LeftPage:
        """Return what was left of a page.

        :raises LeftError: if it is not whole, or the page is another by now.
        """
        seen = self._with_announced(self.seen(docname))
        self._check(seen, docname)
        new = self._loaded(self.taken, docname)
        if new is None or new.digest != seen.recording:
            raise LeftError(f"what the run has left of it does not belong together: {_again(docname)}")
        committed = RecordingStore(self._srcdir / seen.recordings)
        beside = committed.path(docname)
        if digest_of(beside) not in {seen.beside, digest_of(self.taken.path(docname))}:
            raise LeftError(f"its recording, {beside}, is another since that run: {_again(docname)}")
        # one that was edited by hand is replaced, too
        old = committed.load(docname).recording
        files = {name: (self._srcdir / name).read_bytes() for name in self._rewritable(seen)}
        return LeftPage(seen=seen, new=new, old=old, srcdir=self._srcdir, files=files, committed=committed)

    def seen(self, docname: str) -> Seen:
        """Return what a page expected when it was run.

        :raises LeftError: if it cannot be read.
        """
        path = seen_path(self._root / FOLDER, docname)
        try:
            return seen_from_json(path.read_bytes())
        except OSError as error:
            raise LeftError(f"{path} cannot be read: {error.strerror}") from error
        except RecordingError as error:
            raise LeftError(f"{path} {error}: {_again(docname)}") from error

    def note(self, page: LeftPage, seen: Seen) -> None:
        """Keep that a page was accepted, so that more of it can be accepted from the same run."""
        docname = seen.docname
        digests = {name: digest_of(self._srcdir / name) for name in seen.digests}
        seen = replace(seen, digests=digests, beside=digest_of(page.committed.path(docname)))
        path = seen_path(self._root / FOLDER, docname)
        write_atomically(path, seen_to_json(seen))
        announced_path(path).unlink(missing_ok=True)

    def announce(self, page: LeftPage, seen: Seen, texts: Mapping[str, str]) -> None:
        """Keep what a page will be when it is accepted, for those who go on where somebody was ended."""
        digests = {name: file_digest(text.encode()) for name, text in texts.items()}
        seen = replace(seen, digests={**page.seen.digests, **digests})
        path = seen_path(self._root / FOLDER, seen.docname)
        write_atomically(announced_path(path), seen_to_json(seen))

    def _with_announced(self, seen: Seen) -> Seen:
        """Return *seen* with those files that were written before whoever accepted them was ended."""
        try:
            after = seen_from_json(announced_path(seen_path(self._root / FOLDER, seen.docname)).read_bytes())
        except (OSError, RecordingError):
            return seen
        is_of_it = (after.docname, after.recording) == (seen.docname, seen.recording)
        if not is_of_it or len(after.places) != len(seen.places):
            return seen
        written = {name for name, digest in after.digests.items() if digest_of(self._srcdir / name) == digest}
        known = {name: after.digests[name] for name in written & seen.digests.keys()}
        return replace(
            seen,
            digests=dict(seen.digests) | known,
            places=tuple(
                now if before.file in written else before
                for before, now in zip(seen.places, after.places, strict=True)
            ),
        )

    def _rewritable(self, seen: Seen) -> Iterator[str]:
        """Yield the page's own file, and the texts of the source folder that it includes."""
        yield seen.source
        for name in dict.fromkeys(place.file for place in seen.places):
            if name != seen.source and name in seen.digests and self._is_included(name, seen):
                yield name

    def _is_included(self, name: str, seen: Seen) -> bool:
        """Return whether *name* is a text of the source folder that the page's files speak of."""
        path, root = self._srcdir / name, self._srcdir.resolve()
        if path.suffix in _NO_PAGE or not path.resolve().is_relative_to(root) or not path.is_file():
            return False
        others = (self._srcdir / each for each in seen.digests if each != name)
        return any(path.name.encode() in each.read_bytes() for each in others)

    def _check(self, seen: Seen, docname: str) -> None:
        suffix = seen.source.removeprefix(docname)
        is_page = re.fullmatch(r"(\.\w+)+", suffix) and suffix not in _NO_PAGE
        if seen.docname != docname or not is_page or seen.source not in seen.digests:
            raise LeftError(f"what the run has left of it is of no page: {_again(docname)}")
        edited = [name for name, digest in seen.digests.items() if digest_of(self._srcdir / name) != digest]
        if edited:
            were = "was" if len(edited) == 1 else "were"
            raise LeftError(f"{', '.join(edited)} {were} edited since that run: {_again(docname)}")

    def _loaded(self, store: RecordingStore, docname: str) -> Recording | None:
        loaded = store.load(docname)
        if loaded.problem:
            raise LeftError(f"{store.path(docname)}: {loaded.problem.message}")
        return loaded.recording


def left_by_run(builddir: Path, given: Path | None, srcdir: Path) -> LeftByRun:
    """Return what the last run has left in *builddir*, or in the folder that is *given*.

    :raises UsageError: if nothing was left there.
    """
    root = builddir / "doctest" if given is None else given
    folders = [root] if given is None else [root / each for each in _WITHIN]
    for folder in folders:
        if (folder / FOLDER).is_dir():
            return LeftByRun(folder, srcdir)
    if given is None:
        raise UsageError(
            f"no run has left anything in “{root}”: run the pages first (python -m kindsphinx verify)"
        )
    raise UsageError(
        f"no run has left anything in “{given}”: name the folder with what CI keeps of build/doctest, "
        f"which has the folders “{FOLDER}” and “{_RECORDINGS}”"
    )


def _again(docname: str) -> str:
    return _AGAIN.format(docname=docname)
