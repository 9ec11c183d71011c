from __future__ import annotations

import pytest

from kindsphinx.core.isolation import ADVICE, Sudo
from kindsphinx.core.program_check import ProgramCheck, ProgramRules

ALLOWED = frozenset({"kind", "kubectl", "cat"})


def wrong(
    *commands: str, sudo: Sudo = Sudo.REFUSE, allowed: frozenset[str] = ALLOWED
) -> list[tuple[int, str]]:
    """Return what is wrong in commands of one page, with its line."""
    check = ProgramCheck(rules=ProgramRules(sudo=sudo, allowed=allowed), own={"run.sh"})
    return [(each.line, each.message) for command in commands for each in check.follow(command)]


@pytest.mark.parametrize(
    "command",
    [
        "kind get clusters | cat",
        "/usr/local/bin/kubectl get nodes",
        "cd a && echo b; export A=1",
        "./run.sh",
        "f() { cat; }; f",
        "echo curl",
    ],
)
def test_what_is_allowed_is_not_told(command: str) -> None:
    """Nor what bash does itself, nor a function or a file of the page."""
    assert wrong(command) == []


@pytest.mark.parametrize(
    ("command", "line", "message"),
    [
        (
            "curl x",
            0,
            "“curl” is none of the programs that pages may use (kind_allowed_programs)",
        ),
        ("cat a |\n  kubctl get", 1, "“kubctl” is none of the programs"),
        ("echo $(curl x)", 0, "“curl” is none"),
        ("./other.sh", 0, "“./other.sh” is none"),
        ("$X get", 0, "which program runs here cannot be told before it does"),
        ("cat a; sudo cat b", 0, ADVICE),
    ],
)
def test_what_is_not_allowed_is_told_at_its_line(command: str, line: int, message: str) -> None:
    """With what to do instead."""
    [(found, told)] = wrong(command)

    assert found == line
    assert told.startswith(message)


@pytest.mark.parametrize("command", ["podman ps", "kind get clusters && nerdctl ps", "env A=b podman ps"])
def test_another_engine_is_told_at_its_line(command: str) -> None:
    """Unless it is allowed, or is a function of the page."""
    [(line, told)] = wrong(command, allowed=frozenset())
    allowed = ProgramCheck(rules=ProgramRules(sudo=Sudo.REFUSE, engines=True))

    assert line == 0
    assert "would reach your own containers" in told
    assert allowed.follow(command) == ()
    assert wrong(f"podman() {{ docker; }}; nerdctl() {{ docker; }}; {command}", allowed=frozenset()) == []


def test_what_is_meant_is_told() -> None:
    """Where a name is nearly one that is allowed."""
    assert "did you mean “kubectl”?" in wrong("kubctl get")[0][1]


def test_everything_is_allowed_where_nothing_is_said() -> None:
    """But sudo, which the project may have stripped; one of the page's own is the page's."""
    assert wrong("curl x; $X", allowed=frozenset()) == []
    assert wrong("sudo x", allowed=frozenset()) == [(0, ADVICE)]
    assert wrong("sudo cat", sudo=Sudo.STRIP) == []
    assert wrong("sudo() { cat; }", "sudo cat", allowed=frozenset({"cat"})) == []


def test_what_stripped_sudo_runs_is_judged() -> None:
    """As if it stood there alone."""
    assert [line for line, _ in wrong("sudo \\\n curl", sudo=Sudo.STRIP)] == [1]
