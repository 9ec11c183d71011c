"""Whoever does not want to wait is told what is left, and how to delete it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.runtime.lease import Lease
from tests.fakes.dead_runs import add_things, an_owner, living

if TYPE_CHECKING:
    from tests.fakes.engine import FakeEngine

CODE = "import os; input(); from kindsphinx.runtime.leaving import leave_at_once; leave_at_once(os.environ)"
ROOT = Path(__file__).parents[2]
GC = "The next run removes it, and so does: python -m kindsphinx clusters gc\n"


def test_what_is_left_of_the_process_is_told(fake: FakeEngine, tmp_path: Path) -> None:
    """And nothing that others have."""
    environ = {"XDG_STATE_HOME": str(tmp_path), "DOCKER_HOST": fake.endpoint.url}
    add_things(fake, living(environ, page="two"), cluster="two")
    with _leaving(environ) as process:
        lease = replace(Lease.current(environ), process=process.pid)
        add_things(fake, an_owner(lease, run="one", page="one"))
        _, told = process.communicate("go on\n")

    assert process.returncode == 130
    what = "the cluster dev (2 nodes), 1 container, 1 image tag, 1 network, 1 volume"
    whose = "the run one of the page “one” of /home/somebody/docs"
    assert told == f"\nleft at once. There stays: {what} of {whose}\n{GC}"


def test_an_engine_that_is_gone_is_no_obstacle() -> None:
    """What it has cannot be told then."""
    with _leaving({"DOCKER_HOST": "unix:///absent/engine.sock"}) as process:
        _, told = process.communicate("go on\n")

    assert process.returncode == 130
    assert told == f"\nleft at once. There stays: whatever its page has made\n{GC}"


def _leaving(environ: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CODE],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
