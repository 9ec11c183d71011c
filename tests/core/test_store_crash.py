"""Whatever kills a process that writes a recording, the file is the old one or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kindsphinx.core.errors import RecordingError
from kindsphinx.core.store import RecordingStore, write_atomically
from tests.core.recordings import DOCNAME, ORDINARY

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX does it")

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("killed_writers.py")
HOLD = """
import sys
from pathlib import Path
from kindsphinx.core.store import RecordingStore
with RecordingStore(Path(sys.argv[1]))._writing(sys.argv[2]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("how", "at_least"), [("instructions", 500), ("300", 300)], ids=["each", "by chance"]
)
def test_a_killed_writer_leaves_the_old_file_or_the_new(tmp_path: Path, how: str, at_least: int) -> None:
    """Killed at each instruction of Python, and 300 times by chance.

    Nothing that it has left keeps the next one from writing, and that one removes it.
    """
    run = subprocess.run(
        [sys.executable, str(PROGRAM), str(tmp_path), how],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    number, *wrong = run.stdout.split("\n")
    assert run.stderr == ""
    assert int(number) >= at_least
    assert [each for each in wrong if each] == []


@pytest.mark.parametrize("ends", ["by itself", "killed"])
def test_a_second_writer_waits_for_the_first(tmp_path: Path, ends: str) -> None:
    """It says for what and for whom, and writes when the other has ended, in whatever way."""
    told: list[str] = []
    root = tmp_path / "_recordings"
    with _another_writer(root) as other:

        def notice(sentence: str) -> None:
            told.append(sentence)
            if ends == "killed":
                other.kill()
            elif other.stdin:
                other.stdin.close()

        RecordingStore(root, notice=notice).save(DOCNAME, ORDINARY)

    (sentence,) = told
    assert sentence.startswith(
        f"waiting for the recording of {DOCNAME}, which is in use by process {other.pid} on "
    )
    assert RecordingStore(root).load(DOCNAME).recording == ORDINARY
    assert [each.name for each in (root / "guide").iterdir()] == ["web.yaml"]


def test_a_second_writer_does_not_wait_for_ever(tmp_path: Path) -> None:
    """What is there stays, and the error says who is to be looked for."""
    store = RecordingStore(tmp_path / "_recordings", patience=0.2)
    write_atomically(store.path(DOCNAME), b"old")
    with _another_writer(store.root) as other:
        with pytest.raises(RecordingError) as caught:
            store.save(DOCNAME, ORDINARY)
        other.kill()

    assert f"the recording of {DOCNAME} is in use by process {other.pid} on " in str(caught.value)
    assert store.path(DOCNAME).read_bytes() == b"old"


def test_another_page_is_not_waited_for(tmp_path: Path) -> None:
    """A lock is one page's."""
    store = RecordingStore(tmp_path / "_recordings", patience=0)
    with _another_writer(store.root):
        store.save("guide/other", ORDINARY)

    assert store.load("guide/other").recording == ORDINARY


def _another_writer(root: Path) -> subprocess.Popen[str]:
    """Return a process that is writing the page until its standard input is closed."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root), DOCNAME],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    return other
