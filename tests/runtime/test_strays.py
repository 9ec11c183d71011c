from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime.strays import end_strays

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/environ"), reason="needs /proc")  # noqa: PTH110 - at import


def test_a_process_is_found_by_the_folder_in_its_environment(tmp_path: Path) -> None:
    """Also in a session of its own; one of another page stays, though its folder's name begins alike."""
    stray = start(tmp_path / "page")
    other = start(tmp_path / "page-2")

    end_strays(tmp_path / "page")

    assert stray.wait(10) == -signal.SIGKILL
    assert other.poll() is None
    other.kill()
    other.wait()


def test_nobody_is_ended_where_nobody_strays(tmp_path: Path) -> None:
    """Not even the one who looks."""
    end_strays(tmp_path)


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Start a process of a page that has *folder*."""
    environment = {**os.environ, "TMPDIR": f"{folder}/tmp"}
    return subprocess.Popen(["sleep", "60"], env=environment, start_new_session=True)
