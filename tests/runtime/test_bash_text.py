"""What bash prints of itself is told as at a terminal."""

from __future__ import annotations

import pytest

from kindsphinx.runtime.bash_text import NAME, ShellState, messages, script_for


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\n", "a\n"),
        (f"{NAME}: line 12: nosuch: command not found\n", "bash: nosuch: command not found\n"),
        (f"{NAME}: eval: line 3: syntax error\n", "bash: syntax error\n"),
        (f"{NAME}: eval: `)'\n", "bash: `)'\n"),
        (f"{NAME}: warning: here-document\n", "bash: warning: here-document\n"),
        (f"{NAME}: line 3: 12345 Killed                  sleep 5\n", "Killed\n"),
        (f"{NAME}: line 3:   345 User defined signal 1   sleep 5\n", "User defined signal 1\n"),
        (f"{NAME}: line 3:    45 Real-time signal 3      sleep 5\n", "Real-time signal 3\n"),
        (
            f"{NAME}: line 3:     5 Segmentation fault      (core dumped) ./crash\n",
            "Segmentation fault (core dumped)\n",
        ),
        (f"{NAME}: line 3: 7 Terminated              a  b\nafter\n", "Terminated\nafter\n"),
        (f"a{NAME}: line 1: cd: x: No such file or directory\n", "abash: cd: x: No such file or directory\n"),
        (f"{NAME}\n", "bash\n"),
        ("bash: line 1: nosuch: command not found\n", "bash: line 1: nosuch: command not found\n"),
        (
            "other: line 3: 12345 Killed                  x\n",
            "other: line 3: 12345 Killed                  x\n",
        ),
    ],
)
def test_the_messages_of_the_page_s_bash(text: str, told: str) -> None:
    """Without line numbers and process ids; those of other programs stay."""
    assert messages(text) == told


@pytest.mark.parametrize(
    ("report", "state"),
    [
        ("0 -hB [+ ", ShellState(exit_code=0, flags="hB", trace="+")),
        ("258 -hB [>>> x", ShellState(exit_code=2, flags="hB", trace=">")),
        ("127 - [", ShellState(exit_code=127, flags="", trace="")),
        ("0 -x [$LINENO: ", ShellState(flags="x", trace="")),
    ],
    ids=["usual", "syntax error in bash 3.2", "no options", "a trace that nobody can tell"],
)
def test_a_report_is_read(report: str, state: ShellState) -> None:
    """An exit code has eight bits, whatever the version of bash says."""
    assert ShellState.reported(tuple(report.split())) == state


@pytest.mark.parametrize("report", ["", "hello", "0", "x -hB [+"])
def test_what_is_no_report_is_refused(report: str) -> None:
    """A page may have got in between."""
    with pytest.raises(ValueError, match=r"invalid literal|not enough values"):
        ShellState.reported(tuple(report.split()))


def test_a_command_is_quoted_whole() -> None:
    """Whatever is in it is the command's."""
    script = script_for("echo 'a'\nexit", ShellState())

    assert script.startswith("\\builtin eval 'echo '\\''a'\\''\nexit'\n")


def test_an_exit_code_is_restored_only_if_there_is_one() -> None:
    """It costs a process."""
    assert "exit 3" in script_for("true", ShellState(exit_code=3))
    assert "exit" not in script_for("true", ShellState())
