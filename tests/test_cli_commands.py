"""A command declares its arguments, and the command line does with them what people are used to."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kindsphinx.cli import Outside, main
from kindsphinx.cli.arguments import parse
from kindsphinx.cli.command import Command
from kindsphinx.cli.commands import COMMANDS
from kindsphinx.cli.errors import UsageError

if TYPE_CHECKING:
    import argparse


def a_command(*, behind: str = "") -> Command:
    """Return a command ``paint COLOR... [--thick]``."""

    def add_arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("first", metavar="COLOR")
        parser.add_argument("others", metavar="COLOR", nargs="?")
        parser.add_argument("--thick", action="store_true", help="more of it")

    return Command(
        name="paint",
        summary="paint something",
        add_arguments=add_arguments,
        run=lambda found, outside: 0,
        usage="[--thick] COLOR [COLOR]",
        details="COLOR is the name of a color.",
        examples="python -m kindsphinx paint red",
        statuses="always 0",
        behind=behind,
    )


@pytest.mark.parametrize(
    "argv",
    [["--thick", "red", "blue"], ["red", "--thick", "blue"], ["red", "blue", "--thick"]],
    ids=["before", "between", "behind"],
)
def test_options_stand_anywhere(argv: list[str]) -> None:
    """An option may stand before, between and behind the arguments."""
    command, found = parse(["paint", *argv], [a_command()])

    assert command.name == "paint"
    assert (found.first, found.others, found.thick, found.behind) == ("red", "blue", True, [])


def test_what_stands_behind_two_dashes_is_kept_apart() -> None:
    """It is not looked into, as it may be another program's."""
    _, found = parse(["paint", "red", "--", "--thick", "--", "-x"], [a_command(behind="brushes")])

    assert (found.first, found.thick, found.behind) == ("red", False, ["--thick", "--", "-x"])


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["paint"], "the following arguments are required: COLOR"),
        (["paint", "red", "blue", "green"], "“green” is one argument too many"),
        (["paint", "red", "--thikc"], "unknown option --thikc: did you mean --thick?"),
        (["paint", "red", "--thikc=2"], "unknown option --thikc=2: did you mean --thick?"),
        (["paint", "red", "--thi"], "unknown option --thi: did you mean --thick?"),
        (["paint", "red", "--zebra"], "unknown option --zebra"),
        (["paint", "red", "-t"], "unknown option -t"),
        (["paint", "red", "--", "-t", "x"], "nothing follows “paint --”: leave out -t x"),
    ],
    ids=["too few", "too many", "near", "with value", "abbreviated", "far", "short", "two dashes"],
)
def test_what_no_command_declares_is_refused(argv: list[str], said: str) -> None:
    """The message names the word, and what was meant if that can be told."""
    with pytest.raises(UsageError) as refused:
        parse(argv, [a_command()])

    assert str(refused.value) == said


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_a_command_explains_itself(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """Its help has its arguments, an example that is its own, and its exit statuses."""
    with pytest.raises(SystemExit) as ended:
        main([command.name, "--help"])

    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith(f"usage: python -m kindsphinx {command.name} [-h] ")
    assert f"\n  python -m kindsphinx {command.name} " in said
    assert "\nexit status: 0 " in said
    assert max(map(len, said.splitlines())) <= 110


def test_the_overview_lists_all_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """``--help`` alone has a line for each."""
    with pytest.raises(SystemExit):
        main(["--help"])

    said = " ".join(capsys.readouterr().out.split())
    assert all(f"{each.name} {each.summary}" in said for each in COMMANDS)


def test_an_interrupted_command_ends_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends the program with the status that shells expect."""

    def interrupted(command: list[str]) -> int:
        raise KeyboardInterrupt

    assert main(["verify", "source", "-c", "."], Outside(build=interrupted)) == 130
    assert capsys.readouterr() == ("", "")


class GoneReader(io.StringIO):
    """A pipe that nobody reads any more."""

    def flush(self) -> None:
        """Notice it."""
        raise BrokenPipeError


def test_an_output_that_nobody_reads_ends_the_command() -> None:
    """``| head`` closes the pipe; the status is the one that shells expect."""
    outside = Outside(stdout=GoneReader(), build=lambda command: 0)

    assert main(["verify", "source", "-c", "."], outside) == 141


class FullDisk(io.StringIO):
    """A file on a disk that has no room."""

    def flush(self) -> None:
        """Notice it."""
        raise OSError(errno.ENOSPC, "No space left on device")


def test_an_output_that_cannot_be_written_is_told() -> None:
    """It is no success, and no traceback."""
    errors = io.StringIO()
    outside = Outside(stdout=FullDisk(), stderr=errors, build=lambda command: 0)

    assert main(["verify", "source", "-c", "."], outside) == 2
    assert errors.getvalue() == "kindsphinx: No space left on device\n"


def test_a_closed_pipe_leaves_no_traceback() -> None:
    """Neither the program nor the interpreter, which flushes at its end, says anything."""
    command = [sys.executable, "-m", "kindsphinx", "--help"]
    environ = {**os.environ, "PYTHONUNBUFFERED": ""}

    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        said = process.stderr.read()

    assert (process.returncode, said) == (141, b"")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"], ids=["output", "errors", "input"])
def test_a_closed_stream_leaves_no_traceback(closed: str) -> None:
    """A program may be started with no stream at all."""
    command = f'"{sys.executable}" -m kindsphinx publish {closed}'

    ended = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)

    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
