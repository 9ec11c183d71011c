"""The folders of one page."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import PageFile
from kindsphinx.core.errors import KindSphinxError
from kindsphinx.runtime.caller import Caller
from kindsphinx.runtime.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = Caller()


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Return a folder with a short path, as a socket's cannot be long."""
    with tempfile.TemporaryDirectory(prefix="s-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    """Return the folders of a page."""
    made = Scratch.create(tmp_path)
    yield made
    made.close()


def _file(name: str, data: bytes = b"a\n", *, executable: bool = False) -> PageFile:
    return PageFile(name=name, data=data, executable=executable)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_page_begins_with_empty_folders(scratch: Scratch) -> None:
    """Closed to others on the same computer, open to whatever a container runs as."""
    assert [*scratch.home.iterdir(), *scratch.work.iterdir(), *scratch.temporary.iterdir()] == []
    assert scratch.programs.is_dir()
    assert scratch.home.relative_to(scratch.root).as_posix() == "home/user"
    assert (_mode(scratch.root), _mode(scratch.home), _mode(scratch.work)) == (0o700, 0o755, 0o755)
    assert not scratch.engine_socket.exists()


def test_two_pages_have_different_folders(tmp_path: Path) -> None:
    """Under a name that says whose they are."""
    first, second = Scratch.create(tmp_path), Scratch.create(tmp_path)

    assert first.root != second.root
    assert first.root.name.startswith("kindsphinx-")


def test_the_path_of_the_socket_stays_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the usual place has too long a path, another one is taken; one that is wanted is refused."""
    deep = tmp_path / ("d" * 80)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))

    made = Scratch.create()
    with pytest.raises(KindSphinxError, match="too long for the socket"):
        Scratch.create(deep)
    made.close()

    assert len(os.fsencode(made.engine_socket)) < 100
    assert not made.root.is_relative_to(deep)


def test_no_room_is_told(tmp_path: Path) -> None:
    """With the folder that was tried."""
    with pytest.raises(KindSphinxError, match=f"no room for a page's files in {tmp_path}/nowhere"):
        Scratch.create(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["a.yaml", "one/two/a.yaml", "./a.yaml", "..a"])
def test_a_file_is_placed_with_its_folders(scratch: Scratch, name: str) -> None:
    """Byte for byte."""
    scratch.place(_file(name, b"a\r\n\xff"))

    assert (scratch.work / name).read_bytes() == b"a\r\n\xff"
    assert _mode(scratch.work / name) == 0o644


def test_a_script_can_be_run(scratch: Scratch) -> None:
    """By everybody who can read it."""
    scratch.place(_file("run.sh", executable=True))

    assert _mode(scratch.work / "run.sh") == 0o755


@pytest.mark.parametrize("before", ["file", "read-only", "link", "dangling link"])
def test_a_file_replaces_what_is_there(scratch: Scratch, tmp_path: Path, before: str) -> None:
    """And never writes through a link."""
    outside, path = tmp_path / "outside", scratch.work / "a"
    outside.write_text("theirs")
    if "link" in before:
        path.symlink_to(outside if before == "link" else tmp_path / "nothing")
    else:
        path.write_text("old")
        path.chmod(0o444 if before == "read-only" else 0o644)

    scratch.place(_file("a", b"new"))

    assert path.read_bytes() == b"new"
    assert not path.is_symlink()
    assert outside.read_text() == "theirs"


@pytest.mark.parametrize("name", ["../a", "one/../../a", "/etc/a", "", ".", "linked/a", "one/.."])
def test_no_file_leaves_the_working_directory(scratch: Scratch, tmp_path: Path, name: str) -> None:
    """Neither by its name nor through a link that a command has made."""
    (scratch.work / "linked").symlink_to(tmp_path)

    with pytest.raises(KindSphinxError, match="would not lie in"):
        scratch.place(_file(name))

    assert not (tmp_path / "a").exists()


def test_a_file_that_cannot_be_written_is_told(scratch: Scratch) -> None:
    """With its name, and why."""
    (scratch.work / "a").mkdir()

    with pytest.raises(KindSphinxError, match="the file a cannot be written: Is a directory"):
        scratch.place(_file("a"))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("{root}/work\n", "/work\n"),
        ("{root}/work/a.yaml: ok", "/work/a.yaml: ok"),
        ("{root}/home/user/.kube/config", "/home/user/.kube/config"),
        ("unix://{root}/engine.sock", "unix:///var/run/docker.sock"),
        ("{root}\n{root}/\n", "/\n/\n"),
        ("/private{root}/work", "/work"),
        ("file://{root}/work/a", "file:///work/a"),
        ("drwx 4 {name}", "drwx 4 kindsphinx"),
        ("{root}-2/work", "{root}-2/work".replace("{root}", "{parent}/kindsphinx")),
        ("nothing", "nothing"),
    ],
)
def test_paths_are_the_same_for_everybody(scratch: Scratch, text: str, clean: str) -> None:
    """As if the folders were those of a reader."""
    names = {"root": scratch.root, "name": scratch.root.name, "parent": scratch.root.parent}

    assert scratch.clean(text.format(**names)) == clean.format(**names)


def test_both_names_of_a_folder_are_replaced(tmp_path: Path) -> None:
    """A program may print the path that it was given, or the one it has found."""
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    made = Scratch(tmp_path / "linked", caller=NOBODY)

    clean = made.clean(f"{tmp_path}/linked/work {tmp_path}/real/work")

    assert clean == "/work /work"


def test_names_of_the_caller_are_replaced_after_paths(tmp_path: Path) -> None:
    """The temporary folder may lie in their home."""
    home = tmp_path / "mary"
    made = Scratch(home / "tmp", caller=Caller(user="mary", host="inkwell", home=str(home)))

    clean = made.clean(f"{made.work} {home}/x mary@inkwell")

    assert clean == "/work /home/user/x user@host"


def test_closing_removes_everything(tmp_path: Path) -> None:
    """Folders that are read-only or closed, too; what links lead to stays."""
    made = Scratch.create(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o500)
    (made.work / "one" / "two").mkdir(parents=True)
    (made.work / "one" / "two" / "file").write_text("a")
    (made.work / "one" / "two").chmod(0o000)
    (made.work / "one").chmod(0o500)
    (made.work / "linked").symlink_to(outside)

    left = (*made.close(), *made.close())

    assert left == ()
    assert not made.root.exists()
    assert _mode(outside) == 0o500


def test_what_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As files that a container has written as another user."""
    made = Scratch.create(tmp_path)
    made.place(_file("one/theirs"))

    rmtree = shutil.rmtree

    def keep_files(root: Path, *, ignore_errors: bool) -> None:
        if root != made.work:
            rmtree(root, ignore_errors=ignore_errors)

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", keep_files)
        left = made.close()

    assert left == (f"the file {made.work}/one/theirs could not be removed",)
