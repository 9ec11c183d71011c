"""Where the recordings of a project lie: beside its pages, one file for each."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.core.errors import BusyError, RecordingError
from kindsphinx.core.file_lock import held
from kindsphinx.core.problems import Problem
from kindsphinx.core.recording.reader import CODE_DAMAGED, Loaded, read_recording
from kindsphinx.core.recording.writer import write_recording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kindsphinx.core.recording import Recording
    from kindsphinx.core.redaction import Survivor

SUFFIX = ".yaml"
_TOLD = 5
"""Secrets of one file that a message names."""
_UNFINISHED = ".recording-"


def _find_nothing(_text: str) -> Iterable[Survivor]:
    """Know of no secret."""
    return ()


def _say_nothing(_sentence: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class RecordingStore:
    """A folder of recordings, in the layout of the pages."""

    root: Path
    notice: Callable[[str], None] = field(default=_say_nothing, compare=False)
    """Gets a sentence where another process is to be waited for."""
    patience: float = field(default=60.0, compare=False)
    """For how many seconds that is done."""

    guard: Callable[[str], Iterable[Survivor]] = field(default=_find_nothing, compare=False)
    """Finds secrets in what is to be written; a file that has one is not."""

    def path(self, docname: str) -> Path:
        """Return the file of a page's recording, which need not exist."""
        return self.root.joinpath(*docname.split("/")).with_name(docname.rpartition("/")[2] + SUFFIX)

    def digest(self, docname: str) -> str:
        """Return the digest of the file as it is; empty if there is none."""
        try:
            return hashlib.sha256(self.path(docname).read_bytes()).hexdigest()
        except OSError:
            return ""

    def load(self, docname: str) -> Loaded:
        """Return the recording of a page, if there is one, and what is wrong with its file."""
        try:
            data = self.path(docname).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return Loaded()
        except OSError as error:
            message = f"the recording cannot be read ({_reason(error)}): check the file's permissions"
            return Loaded(problem=Problem(message=message, code=CODE_DAMAGED))
        return read_recording(data, docname)

    def save(self, docname: str, recording: Recording) -> None:
        """Replace the recording of a page, whole and at once; another process that is writing it comes first.

        :raises RecordingError: if it cannot be written; the file is as it was then.
        """
        data = write_recording(recording, docname)
        with self._writing(docname) as path:
            refuse_secrets(path, data.decode(), self.guard)
            write_atomically(path, data)

    def copy(self, docname: str, source: RecordingStore) -> None:
        """Take over the file of another store, byte for byte.

        :raises RecordingError: if it cannot be read or written; the file is as it was then.
        """
        with self._writing(docname) as path:
            data = source.path(docname).read_bytes()
            refuse_secrets(path, data.decode(), self.guard)
            write_atomically(path, data)

    def remove(self, docname: str) -> None:
        """Remove the recording of a page, if there is one.

        :raises RecordingError: if it cannot be removed.
        """
        try:
            self.path(docname).unlink(missing_ok=True)
        except NotADirectoryError:
            return
        except OSError as error:
            raise RecordingError(f"{self.path(docname)} cannot be removed: {_reason(error)}") from error

    def docnames(self) -> Iterator[str]:
        """Yield the page that each file belongs to, sorted."""
        for path in sorted(self.root.rglob("*" + SUFFIX)):
            if path.is_file():
                yield path.relative_to(self.root).as_posix().removesuffix(SUFFIX)

    @contextmanager
    def _writing(self, docname: str) -> Iterator[Path]:
        """Give the file of a page, for this process alone, without what killed ones have left beside it."""
        path = self.path(docname)
        lock = path.with_name(f"{_unfinished(path)}.lock")
        what = f"the recording of {docname}"
        try:
            _make_folder(path.parent)
            with held(lock, what=what, limit=self.patience, notice=self.notice):
                for each in path.parent.glob(f"{_unfinished(path)}-*"):
                    each.unlink(missing_ok=True)
                yield path
        except OSError as error:
            raise RecordingError(f"{path} cannot be written: {_reason(error)}") from error
        except BusyError as error:
            raise RecordingError(f"{path} cannot be written: {error}") from error


def refuse_secrets(file: Path | str, text: str, guard: Callable[[str], Iterable[Survivor]]) -> None:
    """Do nothing if *guard* finds no secret in the *text* that is to be written to *file*.

    :raises RecordingError: if it does, with the place of each.
    """
    found = [f"line {each.line}, column {each.column}: {each.what}" for each in guard(text)]
    if found:
        more = f"; and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
        raise RecordingError(
            f"{file} is not written, as it would publish a secret: {'; '.join(found[:_TOLD])}{more}. "
            "Do not print it, or write “:reveal:” where it may be read by everybody"
        )


def write_atomically(path: Path, data: bytes) -> None:
    """Write *data* so that *path* holds the old content or the new, whole, whatever happens meanwhile.

    It is on the disk when this returns. Of two processes that write it at a time, the later one wins.
    """
    _make_folder(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{_unfinished(path)}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _unfinished(path: Path) -> str:
    """Return how the files begin that exist while *path* is written; short, whatever its name."""
    return f"{_UNFINISHED}{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]}"


def _make_folder(folder: Path) -> None:
    """Make *folder*, so that it is on the disk before anything in it is."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in new:
        _sync(each.parent)


def _sync(folder: Path) -> None:
    """Let the names in *folder* reach the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, or those that a new file would get."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
