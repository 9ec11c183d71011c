"""The folders of one page, which nobody else uses and which are gone when it has ended."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.core.errors import KindSphinxError
from kindsphinx.runtime.caller import Caller

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.blocks import PageFile

PREFIX = "kindsphinx-"
LEASE_FILE = ".lease"
"""Says whose the folder is, for whoever finds it."""
_LONGEST_SOCKET = 99
"""Bytes; 103 is what the strictest system allows a socket's path to have."""
_USUAL_SOCKET = "/var/run/docker.sock"


class Scratch:
    """A temporary folder with the page's working directory, its home, and the socket of its engine."""

    def __init__(self, root: Path, *, caller: Caller | None = None) -> None:
        """Use *root*, an empty folder.

        :param caller: whose names are taken out of texts; by default whoever runs this process.
        """
        self.root = root
        self.home = root / "home" / "user"
        self.work = root / "work"
        self.temporary = root / "tmp"
        self.programs = root / "bin"
        self.empty = root / "empty"
        self.engine_socket = root / "engine.sock"
        self._caller = Caller.current() if caller is None else caller
        for folder in (self.home, self.work, self.temporary, self.programs, self.empty):
            folder.mkdir(parents=True)
            # a container may read them as another user, whatever the caller's mask is
            folder.chmod(0o755)
        # others on this computer have no business there
        root.chmod(0o700)

    @property
    def of_the_page(self) -> tuple[Path, ...]:
        """Return the folders in which the page has its files, and which its containers may mount."""
        return self.work, self.home, self.temporary

    @classmethod
    def create(cls, parent: Path | None = None, *, lease: str = "") -> Scratch:
        """Make the folders.

        :param parent: where; by default where the system has temporary files.
        :param lease: who uses them, for whoever finds them after a crash.
        :raises KindSphinxError: if the folders cannot be made there.
        """
        for folder in (parent,) if parent else (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 - last way out
            longest = folder.resolve() / f"{PREFIX}12345678" / "engine.sock"
            if len(os.fsencode(longest)) <= _LONGEST_SOCKET:
                break
        else:
            raise KindSphinxError(
                f"the path {folder} is too long for the socket of a page's engine: shorten it (TMPDIR)"
            )
        try:
            # a resolved path is what the page's commands print, whichever way they ask
            root = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder.resolve()))
            (root / LEASE_FILE).write_text(lease, encoding="utf-8")
            return cls(root)
        except OSError as error:
            raise KindSphinxError(f"there is no room for a page's files in {folder}: {error}") from error

    def place(self, file: PageFile) -> None:
        """Write *file* into the working directory, instead of what is there under its name.

        :raises KindSphinxError: if its name leads out of the working directory, or it cannot be written.
        """
        path = self.work / file.name
        folder, work = path.parent.resolve(), self.work.resolve()
        if path == self.work or ".." in Path(file.name).parts or not folder.is_relative_to(work):
            raise KindSphinxError(f"the file {file.name} would not lie in the page's working directory")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # neither a link nor a file that is read-only stands in the way
            path.unlink(missing_ok=True)
            path.write_bytes(file.data)
            path.chmod(0o755 if file.executable else 0o644)
        except OSError as error:
            raise KindSphinxError(f"the file {file.name} cannot be written: {error.strerror}") from error

    def clean(self, text: str) -> str:
        """Return *text* as any reader would see it: scratch paths, user and host are fixed ones.

        The working directory is ``/work``, the home ``/home/user``, and the engine's socket the usual one.
        """
        for root in self._roots():
            socket = f"{root}/{self.engine_socket.name}"
            text = text.replace(socket, _USUAL_SOCKET)
            text = re.sub(rf"{re.escape(root)}(?=/\w)", "", text)
            text = re.sub(rf"{re.escape(root)}(?:/|(?![\w-]))", "/", text)
        if self.root.name.startswith(PREFIX):
            text = text.replace(self.root.name, PREFIX[:-1])
        return self._caller.taken_out(text)

    def close(self) -> tuple[str, ...]:
        """Remove the folders; return what could not be removed, in words."""
        return remove_folder(self.root)

    def _roots(self) -> list[str]:
        """Return the folder's names, the longest first."""
        resolved = os.path.realpath(self.root)
        # macOS shows some folders of "/private" without it
        forms = {str(self.root), resolved, resolved.removeprefix("/private"), f"/private{resolved}"}
        return sorted(forms, key=len, reverse=True)


def remove_folder(root: Path) -> tuple[str, ...]:
    """Remove a page's folder, read-only ones in it too; return what could not be removed, in words.

    What says whose it is goes last: a removal that is broken off is gone on with by whoever finds the rest.
    """
    for folder in _folders(root):
        # what is another user's cannot be unlocked, and is told below
        _unlock(folder)
    for each in root.iterdir() if root.exists() else ():
        if each.name != LEASE_FILE:
            _remove(each)
    found = (path for path in root.rglob("*") if path != root / LEASE_FILE)
    if left := sorted(path for path in found if not path.is_dir() or not any(path.iterdir())):
        return tuple(f"the file {path} could not be removed" for path in left)
    shutil.rmtree(root, ignore_errors=True)
    return (f"the folder {root} could not be removed",) if root.exists() else ()


def _folders(root: Path) -> Iterator[Path]:
    """Yield *root* and every folder in it; what is yielded may be unlocked before it is looked into."""
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        yield folder
        try:
            with os.scandir(folder) as entries:
                waiting += [Path(each.path) for each in entries if each.is_dir(follow_symlinks=False)]
        except OSError:
            continue


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _unlock(folder: Path) -> None:
    try:
        folder.chmod(0o700)
    except OSError:
        return
