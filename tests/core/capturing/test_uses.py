"""Where commands use what was captured."""

from __future__ import annotations

import subprocess

import pytest

from kindsphinx.core.capturing import assignment, names_used, with_values

COMMANDS = {
    "plain": ("curl localhost:${PORT}/", "curl localhost:40075/"),
    "double-quotes": ('echo "a ${PORT} \\" b"', 'echo "a 40075 \\" b"'),
    "single-quotes": ("echo '${PORT}'", "echo '${PORT}'"),
    "single-within-double": ("echo \"it's ${PORT}'s\"", "echo \"it's 40075's\""),
    "double-within-single": ("echo '\"' ${PORT} '\"'", "echo '\"' 40075 '\"'"),
    "escaped": (r"echo \${PORT} ${PORT}", r"echo \${PORT} 40075"),
    "escaped-in-double": (r'echo "\${PORT}"', r'echo "\${PORT}"'),
    "here-document": ("cat <<EOF\np: ${PORT}\nEOF", "cat <<EOF\np: 40075\nEOF"),
    "quoted-here-document": (
        "cat <<'EOF'\np: ${PORT}\nEOF\necho ${PORT}",
        "cat <<'EOF'\np: ${PORT}\nEOF\necho 40075",
    ),
    "without-braces": ("echo $PORT", "echo $PORT"),
    "other": ("echo ${PORT:-1} ${OTHER} ${PORT}", "echo ${PORT:-1} ${OTHER} 40075"),
    "twice": ("echo ${PORT}${PORT}", "echo 4007540075"),
}
"""Command -> with the value of PORT."""


@pytest.mark.parametrize(("command", "shown"), COMMANDS.values(), ids=COMMANDS)
def test_a_value_stands_where_bash_puts_it(command: str, shown: str) -> None:
    """What bash expands is shown with the value; what it leaves alone stays."""
    assert with_values(command, {"PORT": "40075"}) == shown
    assert ("PORT" in names_used(command)) == (command != shown)


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"plain", "without-braces", "other"}))
def test_what_is_shown_prints_what_is_run(name: str) -> None:
    """The real bash prints the same for the command with the variable and for the one that is shown."""
    command, shown = COMMANDS[name]

    printed, printed_by_shown = _bash(f"{assignment('PORT', '40075')}\n{command}"), _bash(shown)

    assert printed
    assert printed == printed_by_shown


@pytest.mark.parametrize("value", ["a b", "$(touch x)", "'", "`x`", "", "多 字", "a\nb"])
def test_the_shell_gets_the_value_and_nothing_else(value: str) -> None:
    """Whatever an output has, it is data to the shell."""
    printed = _bash(f'{assignment("V", value)}; printf %s "${{V}}"')

    assert printed == value


def _bash(script: str) -> str:
    return subprocess.run(["bash", "-c", script], capture_output=True, check=True, text=True).stdout
