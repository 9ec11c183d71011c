"""Where the recordings of a project lie: beside its pages, one file for each."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.core.errors import RecordingError
from kindsphinx.core.problems import Problem
from kindsphinx.core.recording.reader import CODE_DAMAGED, Loaded, read_recording
from kindsphinx.core.recording.writer import write_recording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.recording import Recording

SUFFIX = ".yaml"


@dataclass(frozen=True, slots=True)
class RecordingStore:
    """A folder of recordings, in the layout of the pages."""

    root: Path

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
        """Replace the recording of a page, whole and at once.

        :raises RecordingError: if it cannot be written; the file is as it was then.
        """
        data = write_recording(recording, docname)
        try:
            write_atomically(self.path(docname), data)
        except OSError as error:
            raise RecordingError(f"{self.path(docname)} cannot be written: {_reason(error)}") from error

    def copy(self, docname: str, source: RecordingStore) -> None:
        """Take over the file of another store, byte for byte.

        :raises RecordingError: if it cannot be read or written; the file is as it was then.
        """
        try:
            write_atomically(self.path(docname), source.path(docname).read_bytes())
        except OSError as error:
            raise RecordingError(f"{self.path(docname)} cannot be written: {_reason(error)}") from error

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


def write_atomically(path: Path, data: bytes) -> None:
    """Write *data* so that *path* holds the old content or the new, whole, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".recording-")
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
