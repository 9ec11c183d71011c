"""Runs the commands of a page in one bash."""

from __future__ import annotations

import shutil
import signal
import time
from typing import TYPE_CHECKING

from kindsphinx.core.errors import CommandTimeoutError, KindSphinxError, MissingProgramError, RunnerError
from kindsphinx.core.ports import Output
from kindsphinx.runtime.bash_text import OPENING, ShellState, as_interactive, messages, script_for
from kindsphinx.runtime.hiding import tell_exposed
from kindsphinx.runtime.printed import Printed
from kindsphinx.runtime.session import MUTE, Report, ShellEnd, ShellSession
from kindsphinx.runtime.supervisor import REPORT_FD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kindsphinx.runtime.hiding import Hiding

_OLDEST = (3, 2)
_START_SECONDS = 30.0
_GRACE_SECONDS = 2.0


class BashRunner:
    """The :class:`~kindsphinx.core.ports.Runner` of a real bash, 3.2 or later.

    Standard input of every command is empty, standard output and standard error are one pipe, and there is
    no terminal. What a background process prints later is part of the output of the command that runs then.
    """

    def __init__(
        self,
        *,
        environment: Mapping[str, str],
        cwd: Path,
        shell: str = "bash",
        grace: float = _GRACE_SECONDS,
        hiding: Hiding | None = None,
    ) -> None:
        """Start the shell.

        :param environment: all the variables that it begins with.
        :param shell: a name on the environment's ``PATH``, or a path.
        :param grace: the seconds that its processes have to end by themselves before they are killed.
        :param hiding: what neither it nor what it starts finds, where the system can cover it.
        :raises MissingProgramError: if there is no such program.
        :raises RunnerError: if it is no bash, or too old, or *cwd* is gone.
        """
        path = shutil.which(shell, path=environment.get("PATH"))
        if path is None:
            raise MissingProgramError(f"“{shell}” is not installed: pages need bash 3.2 or later")
        self._state = ShellState()
        self._is_open = True
        self._session = ShellSession(shell=path, environment=environment, cwd=cwd, grace=grace, hiding=hiding)
        try:
            self._check_version(shell)
        except BaseException:
            self.close()
            raise
        if exposed := self._session.exposed():
            tell_exposed(exposed)

    def run(self, command: str, *, timeout: float, on_output: Callable[[str], None] | None = None) -> Output:
        """Run *command* and return its output; *on_output* sees each piece of text as it is printed.

        :raises CommandTimeoutError: after *timeout* seconds; the shell and all it started are ended then.
        :raises RunnerError: if the command ends the shell, or the shell is gone already.
        :raises KindSphinxError: if no shell can run such a command.
        """
        if "\0" in command:
            raise KindSphinxError("a command cannot contain the character NUL")
        if not self._is_open:
            raise RunnerError("the shell of the page is gone")
        printed = Printed(on_output)
        try:
            return self._run(command, timeout, printed)
        except BaseException:
            # whatever happened, nobody knows any more what the shell is doing
            self.close()
            raise

    def close(self) -> None:
        """End the shell and every process that it started; may be called again."""
        self._is_open = False
        self._session.end()

    def _run(self, command: str, timeout: float, printed: Printed) -> Output:
        script = script_for(command, self._state).encode("utf-8", "surrogateescape")
        begin = time.monotonic()
        told = self._session.exchange(script, deadline=begin + timeout, feed=printed.feed)
        duration = time.monotonic() - begin
        if told is None:
            raise CommandTimeoutError(
                f"the command took longer than {timeout:g} s and was ended", output=messages(printed.text())
            )
        if isinstance(told, ShellEnd):
            raise RunnerError(f"the command ended the shell{_ended(told)}", output=messages(printed.text()))
        before, self._state = self._state, _state(told)
        text = as_interactive(printed.text(), command=command, before=before, after=self._state)
        return Output(text=text, exit_code=self._state.exit_code, duration=duration)

    def _check_version(self, shell: str) -> None:
        printed = Printed()
        deadline = time.monotonic() + _START_SECONDS
        told = self._session.exchange(OPENING.encode(), deadline=deadline, feed=printed.feed)
        if not isinstance(told, Report) or told.words[-1:] != ("bash",):
            raise RunnerError(f"“{shell}” is no bash, which pages need", output=printed.text())
        *version, self._session.group = map(int, told.words[:3])
        if tuple(version) < _OLDEST:
            raise RunnerError(f"“{shell}” is bash {version[0]}.{version[1]}; pages need bash 3.2 or later")


def _state(report: Report) -> ShellState:
    try:
        return ShellState.reported(report.words)
    except ValueError as error:
        raise RunnerError(
            "the shell does not tell how its commands end: has the page a function called “builtin”?"
        ) from error


def _ended(end: ShellEnd) -> str:
    how, _, number = end.how.partition(" ")
    if how == MUTE:
        return f": it closed the descriptor {REPORT_FD}, on which the shell tells that a command has ended"
    if how == "exit":
        return f" with exit status {number}"
    if how == "signal":
        return f": it was killed by {_signal_name(int(number))}"
    return ""


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
