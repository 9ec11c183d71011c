"""What one command costs in a page's shell, beside a bash of its own: figures to read, nothing to fail."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime.shell import BashRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.bench

ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
COMMANDS = {
    "a builtin": "echo a",
    "a failing builtin": "false",
    "a program": "/bin/true",
    "1 000 lines": "seq 1000",
    "10 MB": "head -c 10000000 /dev/zero | tr '\\0' 'a'",
    "a command of 100 kB": f": {'a' * 100_000}",
}


@pytest.fixture
def bash(tmp_path: Path) -> Iterator[BashRunner]:
    """Return a shell in an empty folder."""
    runner = BashRunner(environment=ENVIRONMENT, cwd=tmp_path)
    yield runner
    runner.close()


def _milliseconds(call: Callable[[], object], times: int) -> float:
    """Return the median of *times* calls."""
    durations = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        durations.append(time.perf_counter() - begin)
    return statistics.median(durations) * 1000


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_one_command(bash: BashRunner, command: str, request: pytest.FixtureRequest) -> None:
    """In the shell that is there, and in one that is made for it."""
    times = 10 if "MB" in request.node.callspec.id else 100

    ours = _milliseconds(lambda: bash.run(command, timeout=60), times)
    theirs = _milliseconds(
        lambda: subprocess.run(["bash", "-c", command], env=ENVIRONMENT, capture_output=True, check=False),
        times,
    )

    print(f"{request.node.callspec.id:<24}{ours:>9.2f} ms   bash -c {theirs:>9.2f} ms")  # noqa: T201 - figures


def test_a_shell(tmp_path: Path) -> None:
    """Its start and its end, once for every page."""

    def start_and_end() -> None:
        BashRunner(environment=ENVIRONMENT, cwd=tmp_path).close()

    print(f"{'start and end':<24}{_milliseconds(start_and_end, 20):>9.2f} ms")  # noqa: T201 - figures
