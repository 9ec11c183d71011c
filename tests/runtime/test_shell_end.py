"""Nothing of a page's shell outlives it, however it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import CommandTimeoutError, RunnerError
from kindsphinx.runtime import supervisor
from kindsphinx.runtime.shell import BashRunner
from tests.runtime.processes import alive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONG = 60.0
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE")},
    "PATH": os.environ["PATH"],
}
LEAVERS = {
    "background": "sleep 60 &",
    "nohup": "nohup sleep 60 >/dev/null &",
    "setsid": "setsid sleep 60 &",
    "double fork": "(setsid sleep 60 & ) ; ( (sleep 60 &) & )",
    "deaf": "(trap '' TERM HUP; exec setsid sleep 60) &",
    "stopped": "sleep 60 & kill -STOP $!",
    "daemon": f"{sys.executable} -Ic 'import os, time; os.fork() and os._exit(0); os.setsid(); "
    "os.fork() and os._exit(0); os.closerange(0, 256); time.sleep(60)'",
}


@pytest.fixture
def bash(tmp_path: Path) -> Iterator[BashRunner]:
    """Return a shell that gives its processes little time, in an empty folder."""
    runner = BashRunner(environment=ENVIRONMENT, cwd=tmp_path, grace=0.1)
    yield runner
    runner.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a subreaper is Linux' own")
@pytest.mark.parametrize("command", LEAVERS.values(), ids=LEAVERS)
def test_closing_ends_what_a_command_has_left(bash: BashRunner, tmp_path: Path, command: str) -> None:
    """Even those that left session, group and parent behind, or listen to no signal."""
    bash.run(f"{command}\nsleep 0.05", timeout=LONG)
    before = alive(tmp_path)

    bash.close()

    assert len(before) > 2
    assert alive(tmp_path) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a subreaper is Linux' own")
@pytest.mark.parametrize(
    ("command", "error", "message"),
    [
        ("setsid sleep 60 & sleep 60", CommandTimeoutError, "longer than"),
        ("trap '' TERM; sleep 60; sleep 60", CommandTimeoutError, "longer than"),
        ("kill -STOP $$", CommandTimeoutError, "longer than"),
        ("set -n", CommandTimeoutError, "longer than"),
        ("setsid sleep 60 & exit", RunnerError, "with exit status 0"),
        ("setsid sleep 60 & exec false", RunnerError, "with exit status 1"),
        ("set -e; false; echo never", RunnerError, "with exit status 1"),
        ("set -u; echo $nothing", RunnerError, "with exit status 1"),
        ("bash -c 'kill -9 $PPID'", RunnerError, "was killed by SIGKILL"),
        ("kill -$(kill -l RTMIN+3 2>/dev/null || echo 37) $$", RunnerError, "was killed by signal 37"),
        ("kill -9 $PPID; sleep 60", RunnerError, "the command ended the shell$"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_end_is_told_and_leaves_nothing(
    bash: BashRunner, tmp_path: Path, command: str, error: type[RunnerError], message: str
) -> None:
    """The message says how the shell ended; whatever it has started is ended with it."""
    with pytest.raises(error, match=message) as ended:
        bash.run(f"echo begun; {command}", timeout=0.5 if error is CommandTimeoutError else LONG)
    _wait(lambda: not alive(tmp_path))

    assert alive(tmp_path) == []
    assert ended.value.output.startswith("begun\n")
    assert type(ended.value) is error


def test_a_shell_that_ended_between_two_commands_is_missed(bash: BashRunner) -> None:
    """By the next command, which does not run."""
    shell = int(bash.run("(sleep 0.05; kill -9 $$) & echo $$", timeout=LONG).text)
    _wait(lambda: shell not in {each.pid for each in supervisor.processes_of_ps()})

    with pytest.raises(RunnerError, match="SIGKILL"):
        bash.run("echo never", timeout=LONG)


def test_a_reader_that_fails_ends_the_shell(bash: BashRunner, tmp_path: Path) -> None:
    """Nobody knows then what the shell is doing."""

    def fail(_text: str) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bash.run("echo a; sleep 60", timeout=LONG, on_output=fail)
    with pytest.raises(RunnerError, match="is gone"):
        bash.run("echo never", timeout=LONG)


def test_closing_leaves_no_descriptor_open(tmp_path: Path) -> None:
    """However many pages a project has."""
    before = len([*Path("/dev/fd").iterdir()])

    BashRunner(environment=ENVIRONMENT, cwd=tmp_path).close()

    assert len([*Path("/dev/fd").iterdir()]) == before


def test_closing_does_not_wait_for_a_supervisor_that_is_stuck(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is killed, and the shell with it."""
    monkeypatch.setattr("kindsphinx.runtime.session._END_SECONDS", 0.1)
    bash = BashRunner(environment=ENVIRONMENT, cwd=tmp_path, grace=0.1)
    bash.run("kill -STOP $PPID", timeout=LONG)

    bash.close()
    _wait(lambda: not alive(tmp_path))

    assert alive(tmp_path) == []


CALLER = """
import os, pathlib, sys
from kindsphinx.runtime.shell import BashRunner
from tests.runtime.processes import alive

bash = BashRunner(environment={"PATH": os.environ["PATH"]}, cwd=pathlib.Path(sys.argv[1]), grace=0.1)
bash.run("setsid sleep 60 &", timeout=60)
if sys.argv[2] == "with a copy" and not os.fork():
    import time
    time.sleep(60)
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a subreaper is Linux' own")
@pytest.mark.parametrize("how", ["alone", "with a copy"])
def test_a_caller_that_is_killed_leaves_nothing(tmp_path: Path, how: str) -> None:
    """Not even if a copy of it holds the pipe to the supervisor."""
    caller = subprocess.Popen([sys.executable, "-c", CALLER, str(tmp_path), how], start_new_session=True)

    caller.wait(LONG)
    _wait(lambda: not alive(tmp_path))

    os.killpg(caller.pid, 9) if how == "with a copy" else None
    assert alive(tmp_path) == []


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not until() and time.monotonic() < deadline:
        time.sleep(0.02)
