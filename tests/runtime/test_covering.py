"""A page's shell does not find what is covered, and everybody else does."""

from __future__ import annotations

import logging
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import RunnerError
from kindsphinx.runtime import covering
from kindsphinx.runtime.hiding import Hiding
from kindsphinx.runtime.shell import BashRunner
from tests.runtime.namespaces import needs_namespaces

if TYPE_CHECKING:
    from collections.abc import Iterator

TOLD = "kindsphinx.runtime.hiding"
SECRET = "of-the-caller"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a folder with a file of credentials, a folder of them, a socket, and room for a page."""
    for name in ("empty", "work", ".kube", ".kube/cache"):
        (tmp_path / name).mkdir()
    (tmp_path / ".kube" / "config").write_text(SECRET)
    (tmp_path / ".netrc").write_text(SECRET)
    with socket.socket(socket.AF_UNIX) as listening:
        # the path itself may be too long for one
        here = Path.cwd()
        os.chdir(tmp_path)
        listening.bind("engine.sock")
        os.chdir(here)
        listening.listen()
        yield tmp_path


def _bash(folder: Path, *places: str, no_users: str = "") -> BashRunner:
    hiding = Hiding(
        folder=folder / "empty", places=tuple(str(folder / each) for each in places), no_users=no_users
    )
    environment = {"PATH": os.environ["PATH"], "F": str(folder)}
    return BashRunner(environment=environment, cwd=folder / "work", grace=0.2, hiding=hiding)


def _said(bash: BashRunner, command: str) -> tuple[str, int]:
    try:
        output = bash.run(command, timeout=30.0)
    finally:
        bash.close()
    return output.text.strip(), output.exit_code


@needs_namespaces
@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("ls -A $F/.kube", ""),
        ("cat $F/.netrc; stat -c %s $F/.netrc", "0"),
        ("cat $F/.kube/config 2>&1 | grep -c 'No such file'", "1"),
        ("env -i /bin/ls -A $F/.kube", ""),
        ("(cat $F/.netrc) & wait", ""),
        ("setsid sh -c 'cat $F/.netrc'", ""),
        ("echo more >> $F/.netrc; cat $F/.netrc", ""),
        ("test -S $F/engine.sock || echo none", "none"),
        ("ls -A $F/empty; touch ../empty/x ./x && ls", "x"),
    ],
)
def test_what_is_covered_is_empty(folder: Path, command: str, text: str) -> None:
    """For all that the page starts; nothing can be written there, and all else is as it was."""
    said, _ = _said(_bash(folder, ".kube", ".netrc", "engine.sock"), f"{{ {command}; }} 2>/dev/null")

    assert said == text


@needs_namespaces
def test_what_is_covered_stays_with_everybody_else(folder: Path) -> None:
    """While the page runs, and after it was killed: a mount ends with its namespace."""
    bash = _bash(folder, ".kube", ".netrc")
    during = (folder / ".kube" / "config").read_text(), (folder / ".netrc").read_text()
    with pytest.raises(RunnerError):
        bash.run("kill -9 $PPID; sleep 5", timeout=30.0)
    bash.close()

    assert during == (SECRET, SECRET)
    assert str(folder) not in Path("/proc/self/mounts").read_text(encoding="utf-8")
    (folder / ".netrc").unlink()
    (folder / ".kube" / "config").unlink()


@needs_namespaces
def test_a_page_sees_its_own_user(folder: Path) -> None:
    """And owns what it makes, as it would without."""
    said, _ = _said(_bash(folder, ".netrc"), "id -u; touch new; stat -c %u new")

    assert said.split() == [str(os.getuid())] * 2
    assert (folder / "work" / "new").stat().st_uid == os.getuid()


@needs_namespaces
def test_what_is_gone_by_then_needs_no_cover(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And nothing is told of it."""
    with caplog.at_level(logging.INFO, TOLD):
        said, _ = _said(_bash(folder, "gone", ".netrc"), "cat $F/.netrc")

    assert said == ""
    assert caplog.messages == []


@pytest.mark.parametrize("name", ["absent", ".netrc"], ids=["no folder", "a file"])
def test_where_the_system_refuses_the_page_runs_without(
    folder: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    """In the namespaces of everybody, and it is known."""
    hiding = Hiding(folder=folder / name, places=(str(folder / ".kube"),))
    with caplog.at_level(logging.INFO, TOLD):
        bash = BashRunner(environment={"PATH": os.environ["PATH"]}, cwd=folder, hiding=hiding)
        said, code = _said(bash, "cat .kube/config; readlink /proc/self/ns/mnt || true")

    assert code == 0
    assert said.removeprefix(SECRET).strip() in {"", _own_namespace()}
    assert [each.partition(" hidden from pages: ")[0][-3:] for each in caplog.messages] == ["not"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root needs no user namespace")
def test_a_page_that_cannot_have_a_user_namespace_runs_without(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """With the reason."""
    with caplog.at_level(logging.INFO, TOLD):
        said, _ = _said(_bash(folder, ".netrc", no_users="kubectl is a snap"), "cat $F/.netrc")

    assert said == SECRET
    assert caplog.messages[0].endswith(": kubectl is a snap")


def test_without_places_nothing_is_done(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """And nothing told."""
    with caplog.at_level(logging.INFO, TOLD):
        said, _ = _said(_bash(folder), "cat $F/.netrc; readlink /proc/self/ns/mnt || true")

    assert said.removeprefix(SECRET).strip() in {"", _own_namespace()}
    assert caplog.messages == []


@pytest.mark.parametrize(("platform", "ctypes"), [("darwin", sys), ("linux", None)])
def test_a_system_without_namespaces_is_told(
    platform: str, ctypes: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As one whose Python cannot call it."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setitem(sys.modules, "ctypes", ctypes)

    with pytest.raises(OSError, match=r"namespaces|ctypes"):
        covering.cover(str(tmp_path), ())


def _own_namespace() -> str:
    link = Path("/proc/self/ns/mnt")
    return str(link.readlink()) if link.is_symlink() else ""
