"""What is written to a bash so that it runs a page's commands, and what of its answer is not the page's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kindsphinx.runtime.supervisor import REPORT_FD, SCRIPT_FD

NAME = f"/dev/fd/{SCRIPT_FD}"
"""What the page's own bash calls itself, and no other program."""

# nothing of it shows: neither in the output, nor in a trace, nor through a trap or an alias of the page.
# The empty line before it makes bash forget a quotation mark that the command has left open.
_REPORT = f"""
{{ \\builtin printf '%s -%s [%s\\n' "$?" "$-" "${{PS4-}}" >&{REPORT_FD}; }} >/dev/null 2>&1
"""
# an interactive shell, too, expands aliases, and stays if "exec" finds no program
OPENING = f"""\
\\builtin shopt -s expand_aliases execfail
exec {SCRIPT_FD}<&-
BASH_ARGV0=bash
\\builtin printf '%s %s %s %s\\n' "${{BASH_VERSINFO[0]}}" "${{BASH_VERSINFO[1]}}" "$$" bash >&{REPORT_FD}
"""
"""Prepares the shell, and reports the two numbers of its version, its process id, and the word ``bash``."""

_DEATH = re.compile(
    rf"{NAME}: line \d+: +\d+ (?P<how>[A-Z][A-Za-z0-9 /-]*?)(?: {{2,}}(?P<core>\(core dumped\) )?.*)?$",
    re.MULTILINE,
)
_TRACES = re.compile(r"\bset +-(?:\w*x|o +xtrace)")
_PREFIX = re.compile(rf"{NAME}: (?:eval: )?(?:line \d+: )?")


@dataclass(frozen=True, kw_only=True, slots=True)
class ShellState:
    """What one command leaves to the next."""

    exit_code: int = 0
    flags: str = ""
    """The shell's options, as in ``$-``."""
    trace: str = "+"
    """What a traced command begins with, repeated as deep as it is nested; empty if nobody can tell."""

    @classmethod
    def reported(cls, words: tuple[str, ...]) -> ShellState:
        """Read a report.

        :raises ValueError: if it is none.
        """
        code, flags, trace, *_ = words
        # bash 3.2 says 258 where later ones say 2
        return cls(exit_code=int(code) & 0xFF, flags=flags[1:], trace=trace[1:2].strip("$`\\"))


def script_for(command: str, state: ShellState) -> str:
    """Return the lines that run *command* and report, in a shell that is in *state*.

    The command is read by ``eval``, so that a syntax error ends the command and not the shell.
    """
    return _restored(state) + _evaluated(_quoted(command)) + _REPORT


def as_interactive(text: str, *, command: str, before: ShellState, after: ShellState) -> str:
    """Return what bash printed for *command* as it prints it for somebody at a terminal.

    Its messages begin with ``bash:``, without the number of a line that nobody has seen. ``set -v`` and
    ``set -x`` show what the page has written and nothing more.
    """
    if "v" in before.flags + after.flags:
        for own in (_REPORT, _restored(before) + _evaluated(_quoted(command))):
            text = text.replace(own, "")
    if "x" in before.flags + after.flags or _TRACES.search(command):
        text = _as_traced(text, command, before.trace if "x" in before.flags else after.trace)
    return messages(text)


def messages(text: str) -> str:
    """Return *text* with the page's bash speaking as an interactive one."""
    if NAME not in text:
        return text
    text = _DEATH.sub(lambda found: found["how"] + (" (core dumped)" if found["core"] else ""), text)
    return _PREFIX.sub("bash: ", text).replace(NAME, "bash")


def _as_traced(text: str, command: str, lead: str) -> str:
    """Return *text* with the trace of *command* as of one that is not evaluated by another."""
    for argument in (_quoted(command), command):
        text = re.sub(rf"^.*?builtin eval {re.escape(argument)}\n", "", text, count=1, flags=re.MULTILINE)
    deeper = re.escape(lead)
    return re.sub(rf"^{deeper}(?={deeper}+[^{deeper}])", "", text, flags=re.MULTILINE) if lead else text


def _evaluated(quoted: str) -> str:
    return f"\\builtin eval {quoted}\n"


def _restored(state: ShellState) -> str:
    # with "&&", neither "set -e" nor a trap of errors takes it for a failure
    code = state.exit_code
    return f"{{ (\\builtin exit {code}) && \\builtin :; }} >/dev/null 2>&1\n" if code else ""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
