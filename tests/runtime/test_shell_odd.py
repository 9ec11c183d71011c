"""A page may bend its shell; the commands after that still run, and tell what a reader sees."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import CommandTimeoutError, RunnerError
from kindsphinx.runtime.shell import BashRunner
from tests.runtime.processes import alive

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG = 60.0
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}


@pytest.fixture
def bash(tmp_path: Path) -> Iterator[BashRunner]:
    """Return a shell that gives its processes little time, in an empty folder."""
    runner = BashRunner(environment=ENVIRONMENT, cwd=tmp_path, grace=0.2)
    yield runner
    runner.close()


BENT = {
    "low descriptors closed": 'for fd in 3 4 5 6 7 8 9 99; do eval "exec $fd>&-"; done',
    "the script's descriptor closed": "exec 151<&-",
    "functions": 'for each in printf eval trap exec exit test; do eval "$each() { echo f; }"; done',
    "aliases": "alias printf='echo a' builtin='echo a' eval='echo a' exit='echo a' case='echo a' :='echo a'",
    "IFS": "IFS=0123456789:",
    "extglob": "shopt -s extglob nullglob dotglob nocasematch; set -f",
    "posix": "set -o posix",
    "unset variables": "set -u; unset PS4 IFS",
    "noclobber": "set -C",
    "all exported": "set -a; set -k; set +hB",
    "failglob": "shopt -s failglob xpg_echo",
    "no path": "PATH=/nowhere",
    "readonly": "readonly PATH IFS PS4 HOME",
    "few descriptors": "ulimit -n 64",
    "umask": "umask 777",
    "locale": "LC_ALL=C",
    "return trap": "set -T; trap 'echo r' RETURN",
    "exit trap": "trap 'echo e' EXIT",
    "error trap": "trap 'echo e' ERR",
    "ignored signals": "trap '' INT TERM HUP PIPE CHLD",
    "job control": "set -m",
    "a stopped job": "set -m; sh -c 'kill -STOP $$' & wait; true",
    "a coprocess": "coproc cat",
    "a folder that is gone": "mkdir d; cd d; rmdir ../d",
    "an interactive notice": "set -b; sleep 0 &",
    "no standard input": "exec <&-",
}


@pytest.mark.parametrize("bend", BENT.values(), ids=BENT)
def test_a_bent_shell_goes_on(bash: BashRunner, bend: str) -> None:
    """Nothing but the page's own is printed, and the exit code of one command reaches the next."""
    bent = bash.run(bend, timeout=LONG)

    first = bash.run("echo one >&2; true", timeout=LONG)
    second = bash.run('[ "$?" = 0 ] && { false || false || [ 1 = 1 ]; }', timeout=LONG)

    assert bent.exit_code == 0
    assert (first.text, first.exit_code) == ("one\n", 0)
    assert (second.text, second.exit_code) == ("", 0)


@pytest.mark.parametrize("bend", [each for each in BENT if each != "error trap"])
def test_a_failure_in_a_bent_shell_is_told(bash: BashRunner, bend: str) -> None:
    """And is still ``$?`` in the command after it."""
    bash.run(BENT[bend], timeout=LONG)

    failed = bash.run("false", timeout=LONG)
    asked = bash.run('echo "$?"', timeout=LONG)

    assert (failed.text, failed.exit_code) == ("", 1)
    assert (asked.text, asked.exit_code) == ("1\n", 0)


@pytest.mark.parametrize(
    ("commands", "text"),
    [
        (["exec >file", "echo hidden", "exec >&2; cat file"], "hidden\n"),
        (["exec 2>&-", "nosuch; echo ok"], "ok\n"),
        (["exec >&-", "echo lost", "echo told >&2"], "told\n"),
        (["exec 3>&1 >file", "echo told >&3"], "told\n"),
        (["cat <(echo one) <(echo two)"], "one\ntwo\n"),
        (["echo x > >(cat); wait $!"], "x\n"),
        (["coproc cat", "echo hi >&${COPROC[1]}; read x <&${COPROC[0]}; echo $x"], "hi\n"),
        (["PS4='>> '; set -x", "echo hi"], ">> echo hi\nhi\n"),
        (["set -x; echo $(echo a); set +x"], "++ echo a\n+ echo a\na\n+ set +x\n"),
        (["PS4='$LINENO: '; set -x", "true; set +x", "echo ++ not a trace"], "++ not a trace\n"),
        (["exec nosuch", "echo $?"], "127\n"),
        (["set -- a b c; shift", "echo $1 $#"], "b 2\n"),
        (["f() { return 5; }; f", "echo $?"], "5\n"),
        (["return 3", "echo $?"], "2\n"),
        (["cat <<X\nnever ended", "echo after"], "after\n"),
        (["set -o posix; set -e; (exit 3) || true", "echo $?"], "0\n"),
        (["select x in a b; do break; done", "echo after"], "after\n"),
        (["TMOUT=1", "echo after"], "after\n"),
    ],
    ids=lambda value: value[0].partition("\n")[0] if isinstance(value, list) else "",
)
def test_what_is_bent_stays_bent(bash: BashRunner, commands: list[str], text: str) -> None:
    """As at a terminal."""
    outputs = [bash.run(command, timeout=LONG) for command in commands]

    assert outputs[-1].text == text


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("exec 150>&-; sleep 60", "closed the descriptor 150"),
        ("builtin() { echo mine; }", "a function called “builtin”"),
        ("trap 'echo bye' EXIT; exit 4", "with exit status 4"),
        ("set -t", "with exit status 0"),
    ],
)
def test_a_shell_that_cannot_go_on_says_so(bash: BashRunner, command: str, message: str) -> None:
    """At once, not when the time is over."""
    with pytest.raises(RunnerError, match=message) as ended:
        bash.run(command, timeout=LONG)

    assert not isinstance(ended.value, CommandTimeoutError)


def test_an_exit_trap_speaks_before_the_shell_is_gone(bash: BashRunner) -> None:
    """What it prints is part of the output."""
    with pytest.raises(RunnerError) as ended:
        bash.run("trap 'echo bye' EXIT; echo begun; exit 4", timeout=LONG)

    assert ended.value.output == "begun\nbye\n"


def test_many_processes_are_ended_together(bash: BashRunner, tmp_path: Path) -> None:
    """Those that are started meanwhile, too."""
    # 64 of them, each a bash and a sleep
    command = "f() { [ $1 = 0 ] || { f $(($1 - 1)) & f $(($1 - 1)) & }; sleep 60; }; f 5 & sleep 60"

    with pytest.raises(CommandTimeoutError):
        bash.run(command, timeout=0.5)

    assert alive(tmp_path) == []


def test_an_interrupt_ends_the_shell(bash: BashRunner, tmp_path: Path) -> None:
    """Whoever has pressed Ctrl-C does not wait for the command."""

    def interrupt(_text: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bash.run("echo a; sleep 60", timeout=LONG, on_output=interrupt)

    assert alive(tmp_path) == []


def test_shells_in_a_row_leave_nothing_open(tmp_path: Path) -> None:
    """However their last commands have ended."""
    before = sorted(Path("/dev/fd").iterdir())

    for command in ("true", "exit 3", "sleep 60", "kill -9 $$", "exec 150>&-", "setsid sleep 60 &"):
        bash = BashRunner(environment=ENVIRONMENT, cwd=tmp_path, grace=0.1)
        try:
            bash.run(command, timeout=0.3)
        except RunnerError:
            continue
        finally:
            bash.close()

    assert sorted(Path("/dev/fd").iterdir()) == before
    assert alive(tmp_path) == []
