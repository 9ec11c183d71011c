"""What a page's commands print and leave behind in a real bash."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import KindSphinxError, MissingProgramError, RunnerError
from kindsphinx.runtime.shell import BashRunner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONG = 60.0
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}


@pytest.fixture
def bash(tmp_path: Path) -> Iterator[BashRunner]:
    """Return a shell in an empty folder."""
    runner = BashRunner(environment=ENVIRONMENT, cwd=tmp_path)
    yield runner
    runner.close()


def _last(bash: BashRunner, *commands: str) -> tuple[str, int]:
    outputs = [bash.run(command, timeout=LONG) for command in commands]
    return outputs[-1].text, outputs[-1].exit_code


@pytest.mark.parametrize(
    ("commands", "text"),
    [
        (["a=1", 'echo "$a"'], "1\n"),
        (["f() { echo f $1; }", "f x"], "f x\n"),
        (["alias say='echo said'", "say so"], "said so\n"),
        (["alias say='echo said'\nsay so"], "said so\n"),
        (["mkdir one && cd one", "basename $PWD"], "one\n"),
        (["set -o pipefail", "false | true; echo $?"], "1\n"),
        (["shopt -s nullglob", "echo *"], "\n"),
        (["exec 3>three; echo x >&3", "cat three; exec 3>&-", "cat three"], "x\n"),
        (["exec 9>nine", "echo y >&9; cat nine"], "y\n"),
        (["exec 2>errors; nosuch", "cat errors; exec 2>&1"], "bash: nosuch: command not found\n"),
        (["echo one > words; exec < words", "read word; echo $word"], "one\n"),
        (["trap 'echo trapped' USR1", "kill -USR1 $$"], "trapped\n"),
        (["sleep 60 & pid=$!", "kill $pid; wait $pid; echo $?"], None),
        (["(exit 7)", "echo $?"], "7\n"),
        (["(exit 7)", "true", "echo $?"], "0\n"),
        (["set -e", "if false; then echo no; fi", "echo $?"], "0\n"),
        (["trap 'echo wrong' ERR", "(exit 7) || echo $?", "echo $?"], "0\n"),
        (["readonly a=1; a=2; echo never", "echo $a"], "1\n"),
        (["mkdir gone && cd gone && rmdir ../gone", "echo still here"], "still here\n"),
        (["echo $0 $BASH_SUBSHELL"], "bash 0\n"),
    ],
    ids=lambda value: value[0].partition("\n")[0] if isinstance(value, list) else "",
)
def test_what_a_command_sets_carries_over(bash: BashRunner, commands: list[str], text: str | None) -> None:
    """As it does for a reader with one terminal."""
    printed, _ = _last(bash, *commands)

    assert printed == text if text is not None else printed.endswith("143\n")


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("printf abc", "abc"),
        ("printf 'a\\n\\n\\n'", "a\n\n\n"),
        ("printf '\\303\\244\\377\\000z'", "ä\\xff\0z"),
        ("printf '\\342\\202'", "\\xe2\\x82"),
        ("echo 'it'\\''s' \"$((1 + 1))\" \\\n  more", "it's 2 more\n"),
        ("cat <<'X'\n$a `b`\n  'c\nX\necho after", "$a `b`\n  'c\nafter\n"),
        ("for i in 1 2\ndo\n  echo $i\ndone", "1\n2\n"),
        ("# nothing but words", ""),
        ("", ""),
        ("echo a\n\n\necho b", "a\nb\n"),
        ("echo naïve 漢字 🎉", "naïve 漢字 🎉\n"),
        ("echo '!x' \\\\n", "!x \\n\n"),
        ("yes | head -n 2", "y\ny\n"),
        ("break", "bash: break: only meaningful in a `for', `while', or `until' loop\n"),
        ("sh -c 'sleep 0.05; echo late' & wait", "late\n"),
        ("umask", "0022\n"),
        ("set -m; set +m; tty", "not a tty\n"),
    ],
)
def test_what_is_printed_comes_back_exactly(bash: BashRunner, command: str, text: str) -> None:
    """With or without a last newline, whatever the bytes are."""
    assert _last(bash, command)[0] == text


@pytest.mark.parametrize("command", ["cat", "read word", "bash", "sort", "cat <&0 | wc -l >/dev/null"])
def test_a_command_that_reads_finds_nothing(bash: BashRunner, command: str) -> None:
    """It ends at once, and the commands after it are not eaten."""
    _last(bash, command)

    assert _last(bash, "echo after")[0] == "after\n"


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("echo )", "bash: syntax error near unexpected token `)'\nbash: `echo )'\n"),
        ("echo 'a", "bash: unexpected EOF while looking for matching `''\n"),
        ('echo "a', "bash: unexpected EOF while looking for matching `\"'\n"),
        ("echo $(ls", "bash: unexpected EOF while looking for matching `)'\n"),
        ("if true; then", "bash: syntax error: unexpected end of file\n"),
        ("f() {", "bash: syntax error: unexpected end of file\n"),
        ("true &&", "bash: syntax error: unexpected end of file\n"),
    ],
    ids=["token", "quote", "double quote", "substitution", "if", "function", "list"],
)
def test_a_syntax_error_is_the_command_s_own(bash: BashRunner, command: str, message: str) -> None:
    """It ends with 2 and leaves the shell whole, however often it happens."""
    first = _last(bash, command)
    second = _last(bash, command)

    assert first == second == (message, 2)
    assert _last(bash, "if true; then echo after; fi") == ("after\n", 0)


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("printf a; nosuch", "abash: nosuch: command not found\n"),
        ("cd nowhere", "bash: cd: nowhere: No such file or directory\n"),
        ("f() { nosuch; }\nf", "bash: nosuch: command not found\n"),
        ("bash -c nosuch", "bash: line 1: nosuch: command not found\n"),
        ("echo 'bash: line 3: mine'", "bash: line 3: mine\n"),
        ("bash -c 'kill -9 $$'", "Killed\n"),
        ("(kill -9 $BASHPID)", "Killed\n"),
    ],
)
def test_bash_speaks_as_at_a_terminal(bash: BashRunner, command: str, text: str) -> None:
    """Without the number of a line that nobody has seen; what other programs print is left as it is."""
    assert _last(bash, command)[0] == text


@pytest.mark.parametrize(
    ("option", "text"),
    [("-v", "echo it\\'s\nit's\n"), ("-x", "+ echo 'it'\\''s'\nit's\n"), ("-u", "it's\n"), ("-f", "it's\n")],
)
def test_options_of_the_shell_show_the_page_only(bash: BashRunner, option: str, text: str) -> None:
    """Nothing of how the command is run is echoed or traced."""
    assert _last(bash, f"set {option}", "(exit 3)", "echo it\\'s")[0] == text
    assert _last(bash, "set +vx", "echo a")[0] == "a\n"


def test_a_debug_trap_sees_no_more_than_eval(bash: BashRunner) -> None:
    """What reports the end of a command stays hidden from it."""
    text, _ = _last(bash, "trap 'echo \"[$BASH_COMMAND]\"' DEBUG", "true")

    assert "printf" not in text
    assert text.endswith("[true]\n")


def test_output_of_the_background_belongs_to_the_command_that_runs_then(bash: BashRunner) -> None:
    """It keeps no command from ending, and nothing of it is lost."""
    started = bash.run("(until [ -e go ]; do sleep 0.01; done; echo late) &", timeout=LONG)

    after = bash.run("touch go; wait; echo after", timeout=LONG)

    assert (started.text, after.text) == ("", "late\nafter\n")


def test_a_background_that_prints_without_end_keeps_no_command_from_ending(bash: BashRunner) -> None:
    """The output of a command is what came before its end."""
    bash.run("yes &", timeout=LONG)

    text, code = _last(bash, "echo mine")

    assert code == 0
    assert "mine\n" in text


def test_a_command_may_be_long(bash: BashRunner) -> None:
    """Longer than a pipe holds, and than an argument of a program may be."""
    text, _ = _last(bash, f"echo {'a' * 200_000} | wc -c")

    assert text.strip() == "200001"


def test_a_huge_output_is_cut(bash: BashRunner) -> None:
    """Memory holds the first part, and a note tells how much is missing."""
    text, code = _last(bash, "head -c 20000000 /dev/zero | tr '\\0' 'a'")

    assert code == 0
    assert len(text) < 17_000_000
    assert text.endswith("a\n[3222784 more bytes were printed; the first 16777216 are kept]\n")


def test_a_command_with_nul_is_refused(bash: BashRunner) -> None:
    """The shell does not see it, and goes on."""
    with pytest.raises(KindSphinxError, match="NUL"):
        bash.run("echo a\0b", timeout=LONG)

    assert _last(bash, "echo after")[0] == "after\n"


def test_the_shell_begins_with_what_it_is_given(tmp_path: Path) -> None:
    """No start-up file, no variable of the caller's, no other folder."""
    (tmp_path / ".bashrc").write_text("echo start-up file\n")
    bash = BashRunner(environment={**ENVIRONMENT, "HOME": str(tmp_path), "GREETING": "hi"}, cwd=tmp_path)

    text, _ = _last(bash, "alias; pwd -P; echo $GREETING ~ $PYTEST_CURRENT_TEST$OLDPWD $-")
    bash.close()

    assert text.splitlines()[0] == str(tmp_path.resolve())
    assert text.splitlines()[1].startswith(f"hi {tmp_path} hB")


@pytest.mark.parametrize(
    ("shell", "error", "message"),
    [
        ("no-such-bash", MissingProgramError, "“no-such-bash” is not installed"),
        ("true", RunnerError, "“true” is no bash"),
        ("cat", RunnerError, "“cat” is no bash"),
    ],
)
def test_a_shell_that_is_no_bash_is_refused(
    tmp_path: Path, shell: str, error: type[Exception], message: str
) -> None:
    """Before any command runs."""
    with pytest.raises(error, match=message):
        BashRunner(environment=ENVIRONMENT, cwd=tmp_path, shell=shell)


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (
            "#!/usr/bin/env bash\necho 3 1 $$ bash >&150; exec sleep 60",
            "is bash 3.1; pages need bash 3.2 or later",
        ),
        ("not a program", "is no bash"),
    ],
    ids=["old", "no program"],
)
def test_an_old_bash_is_refused(tmp_path: Path, script: str, message: str) -> None:
    """The message has its version."""
    shell = tmp_path / "bash"
    shell.write_text(script)
    shell.chmod(0o755)

    with pytest.raises(RunnerError, match=message):
        BashRunner(environment=ENVIRONMENT, cwd=tmp_path, shell=str(shell))


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    """As after a page that has removed its own working directory."""
    with pytest.raises(RunnerError, match=r"cannot be started: .*nowhere"):
        BashRunner(environment=ENVIRONMENT, cwd=tmp_path / "nowhere")
