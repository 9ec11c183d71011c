"""What holds for every runner, the fake one and a real bash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import CommandTimeoutError, RunnerError
from kindsphinx.core.ports import Output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.ports import Runner
    from tests.fakes.runtime import Answer

LONG = 60.0
SLOW = "echo begun; sleep 60"
UNKNOWN = "no-such-program --at-all"
SCRIPT: Mapping[str, Answer] = {
    "echo a; echo b >&2": "a\nb\n",
    "printf ''": "",
    "echo a; (exit 3)": Output(text="a\n", exit_code=3, duration=0.1),
    "echo a; exit 3": RunnerError("the command ended the shell with exit status 3", output="a\n"),
    UNKNOWN: Output(text="bash: no-such-program: command not found\n", exit_code=127, duration=0.1),
    SLOW: CommandTimeoutError("the command took longer than 0.5 s and was ended", output="begun\n"),
}
"""The commands of the contract, as a shell answers them."""


class RunnerContract:
    """The contract of :class:`~kindsphinx.core.ports.Runner`."""

    def test_both_streams_are_one_text(self, runner: Runner) -> None:
        """In the order in which they were written."""
        output = runner.run("echo a; echo b >&2", timeout=LONG)

        assert (output.text, output.exit_code) == ("a\nb\n", 0)
        assert output.duration > 0

    def test_an_exit_code_is_part_of_the_output(self, runner: Runner) -> None:
        """It is no exception, and the shell goes on."""
        failed = runner.run("echo a; (exit 3)", timeout=LONG)
        after = runner.run("printf ''", timeout=LONG)

        assert (failed.text, failed.exit_code) == ("a\n", 3)
        assert (after.text, after.exit_code) == ("", 0)

    def test_an_unknown_command_is_told_as_bash_tells_it(self, runner: Runner) -> None:
        """In the words that a reader sees."""
        output = runner.run(UNKNOWN, timeout=LONG)

        assert output.text == "bash: no-such-program: command not found\n"
        assert output.exit_code == 127

    def test_output_is_told_while_it_is_printed(self, runner: Runner) -> None:
        """All of it, and nothing where there is none."""
        pieces: list[str] = []

        runner.run("echo a; echo b >&2", timeout=LONG, on_output=pieces.append)
        runner.run("printf ''", timeout=LONG, on_output=pieces.append)

        assert "".join(pieces) == "a\nb\n"
        assert "" not in pieces

    def test_a_command_may_end_the_shell(self, runner: Runner) -> None:
        """It is said how, with what was printed; afterwards there is no shell."""
        with pytest.raises(RunnerError, match="ended the shell with exit status 3") as ended:
            runner.run("echo a; exit 3", timeout=LONG)
        with pytest.raises(RunnerError, match="is gone"):
            runner.run("printf ''", timeout=LONG)

        assert ended.value.output == "a\n"
        assert not isinstance(ended.value, CommandTimeoutError)

    def test_a_command_has_its_time(self, runner: Runner) -> None:
        """It is ended with its shell, and what it has printed is told."""
        with pytest.raises(CommandTimeoutError, match=r"longer than 0\.5 s") as slow:
            runner.run(SLOW, timeout=0.5)
        with pytest.raises(RunnerError, match="is gone"):
            runner.run("printf ''", timeout=LONG)

        assert slow.value.output == "begun\n"

    def test_closing_twice_is_closing_once(self, runner: Runner) -> None:
        """And nothing runs afterwards."""
        runner.close()
        runner.close()

        with pytest.raises(RunnerError, match="is gone"):
            runner.run("printf ''", timeout=LONG)
