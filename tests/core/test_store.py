"""Recordings lie beside their pages, and a file is always the old one or the new one, whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import RecordingError
from kindsphinx.core.recording.reader import CODE_DAMAGED, Loaded
from kindsphinx.core.store import RecordingStore, write_atomically
from tests.core.recordings import DOCNAME, ORDINARY

if TYPE_CHECKING:
    from pathlib import Path

AS_ROOT = os.name == "posix" and os.geteuid() == 0


@pytest.fixture
def store(tmp_path: Path) -> RecordingStore:
    """Return the store of a project without recordings."""
    return RecordingStore(tmp_path / "_recordings")


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    ("docname", "file"),
    [
        ("index", "index.yaml"),
        ("guide/web", "guide/web.yaml"),
        ("release-1.2", "release-1.2.yaml"),
        ("指南", "指南.yaml"),
    ],
)
def test_a_file_is_called_as_its_page(store: RecordingStore, docname: str, file: str) -> None:
    """In the same folders, whatever dots are in the name."""
    assert store.path(docname) == store.root / file


def test_what_is_saved_is_loaded(store: RecordingStore) -> None:
    """Folders are made as needed, and nothing else is left there."""
    store.save(DOCNAME, ORDINARY)

    assert store.load(DOCNAME) == Loaded(recording=ORDINARY)
    assert _files(store.path(DOCNAME).parent).keys() == {"web.yaml"}


@pytest.mark.parametrize("docname", ["none", "guide/none", "file.yaml/none"])
def test_no_file_is_no_problem(store: RecordingStore, docname: str) -> None:
    """A page without a recording has nothing wrong with it."""
    store.root.mkdir()
    (store.root / "file.yaml").write_text("")

    assert store.load(docname) == Loaded()
    assert store.digest(docname) == ""


def test_a_file_that_cannot_be_read_is_a_problem(store: RecordingStore) -> None:
    """Such as a folder in its place; it is told, and nothing is raised."""
    store.path(DOCNAME).mkdir(parents=True)

    loaded = store.load(DOCNAME)

    assert loaded.recording is None
    assert loaded.problem
    assert loaded.problem.code == CODE_DAMAGED
    assert loaded.problem.message.startswith("the recording cannot be read")
    assert store.digest(DOCNAME) == ""


def test_the_digest_is_that_of_the_file(store: RecordingStore) -> None:
    """It changes with any byte, since pages are read again when it does."""
    store.save(DOCNAME, ORDINARY)
    before = store.digest(DOCNAME)

    store.path(DOCNAME).write_bytes(store.path(DOCNAME).read_bytes() + b"#\n")

    assert len(before) == 64
    assert store.digest(DOCNAME) not in {"", before}


def test_the_pages_of_all_files_are_listed(store: RecordingStore) -> None:
    """Sorted, with ``/`` on every system; other files and folders are none."""
    for name in ("b.yaml", "a/z.yaml", "a/b/c.d.yaml", "notes.txt", "folder.yaml/x.yaml"):
        write_atomically(store.root / name, b"")

    assert list(store.docnames()) == ["a/b/c.d", "a/z", "b", "folder.yaml/x"]


def test_a_project_without_recordings_has_none(store: RecordingStore) -> None:
    """Its folder need not exist."""
    assert list(store.docnames()) == []


def test_a_copy_has_the_same_bytes(store: RecordingStore, tmp_path: Path) -> None:
    """Damaged ones, too: what is copied is a file."""
    taken = RecordingStore(tmp_path / "taken")
    write_atomically(taken.path(DOCNAME), b"anything\r\n")

    store.copy(DOCNAME, taken)

    assert store.path(DOCNAME).read_bytes() == b"anything\r\n"


def test_what_is_removed_is_gone(store: RecordingStore) -> None:
    """What is not there can be removed as well."""
    store.save(DOCNAME, ORDINARY)

    for docname in ("guide/web.yaml/none", DOCNAME, DOCNAME, "none"):
        store.remove(docname)

    assert list(store.docnames()) == []


def test_what_cannot_be_done_is_told_with_the_file(store: RecordingStore, tmp_path: Path) -> None:
    """A folder in the file's place, a file in the folder's place, nothing to copy: one kind of error."""
    store.path(DOCNAME).mkdir(parents=True)
    (store.path(DOCNAME) / "x").write_text("")
    (store.root / "file").write_text("")
    empty = RecordingStore(tmp_path / "taken")

    with pytest.raises(RecordingError, match=r"web\.yaml cannot be written: "):
        store.save(DOCNAME, ORDINARY)
    with pytest.raises(RecordingError, match=r"page\.yaml cannot be written: "):
        store.save("file/page", ORDINARY)
    with pytest.raises(RecordingError, match=r"web\.yaml cannot be removed: "):
        store.remove(DOCNAME)
    with pytest.raises(RecordingError, match=r"other\.yaml cannot be written: No such file"):
        store.copy("other", empty)
    assert _files(store.path(DOCNAME).parent) == {}


def test_what_is_no_recording_replaces_none(store: RecordingStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A recording that does not read back equal leaves the old file as it is."""
    store.save(DOCNAME, ORDINARY)
    before = _files(store.path(DOCNAME).parent)
    monkeypatch.setattr("kindsphinx.core.recording.layout.laid_out", lambda _recording: "format: 1\n")

    with pytest.raises(RecordingError, match="could not be written"):
        store.save(DOCNAME, ORDINARY)

    assert _files(store.path(DOCNAME).parent) == before


@pytest.mark.parametrize("step", ["os.fsync", "os.fdopen", "pathlib.Path.chmod", "pathlib.Path.replace"])
@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "^C"]
)
def test_a_write_that_fails_leaves_the_old_file(
    store: RecordingStore, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    """Wherever it is interrupted; nothing half-written stays behind."""
    write_atomically(store.path(DOCNAME), b"old")

    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(step, fail)

    with pytest.raises(type(error)):
        write_atomically(store.path(DOCNAME), b"new")

    assert _files(store.path(DOCNAME).parent) == {"web.yaml": b"old"}


@pytest.mark.skipif(AS_ROOT or os.name != "posix", reason="permissions do not stop this user")
def test_a_folder_that_is_protected_stays_so(store: RecordingStore) -> None:
    """The message says why."""
    store.root.mkdir(mode=0o500)

    with pytest.raises(RecordingError, match="Permission denied"):
        store.save("index", ORDINARY)


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_permissions_stay_those_of_the_file(store: RecordingStore) -> None:
    """A new file gets those that any other program's would get."""
    write_atomically(store.path("new"), b"")
    (store.root / "other").touch()
    store.path("old").touch(mode=0o600)

    write_atomically(store.path("old"), b"")

    assert store.path("new").stat().st_mode == (store.root / "other").stat().st_mode
    assert store.path("old").stat().st_mode & 0o777 == 0o600


def test_a_long_name_is_no_obstacle(store: RecordingStore) -> None:
    """A file may be called as long as the file system lets it."""
    docname = "x" * 250

    store.save(docname, ORDINARY)

    assert list(store.docnames()) == [docname]
