from __future__ import annotations

import pytest

from kindsphinx.core.programs import functions_in, programs_in

COMMANDS = {
    "kubectl get nodes": "kubectl",
    "cat a | grep b && sort c; wc d & jq e || awk f": "cat grep sort wc jq awk",
    "A=1 B='x y' kind get clusters": "kind",
    "A=$(curl x) kind get": "kind curl",
    "A=1": "",
    "if true; then kind; elif false; then docker; else helm; fi": "true kind false docker helm",
    "for name in curl wget; do kind $name; done": "kind",
    "while ! kubectl get x; do sleep 1; done": "kubectl sleep",
    "case $x in curl|wget) kind;; *) docker;; esac; helm": "kind docker helm",
    "[[ -f curl && -n wget ]] && kind": "kind",
    "(cd a && make)": "cd make",
    "{ kind; docker; }": "kind docker",
    "echo $(kind get clusters)": "echo kind",
    'echo "$(kind get clusters)" `docker ps`': "echo kind docker",
    "diff <(kind a) <(docker b)": "diff kind docker",
    "echo 'sudo docker' \"; curl\" \\; wget # ; helm": "echo",
    "sudo docker ps": "sudo docker",
    "env A=1 kind": "env kind",
    "timeout 10s kind": "timeout kind",
    "command -v kind": "command kind",
    "cat > curl < wget 2>&1 2> helm": "cat",
    "> curl kind": "kind",
    "cat <<END | kubectl apply -f -\nsudo curl\nEND\nkind": "cat kubectl kind",
    "kubectl \\\n  get \\\n  nodes": "kubectl",
    "/usr/bin/curl x": "/usr/bin/curl",
    "'kind' get": "kind",
    'k"in"d get': "kind",
    "f() { curl; }; f": "curl f",
    "function f { curl; }": "curl",
    "echo $((1 + 2)) ${a:-b c}": "echo",
    "": "",
    "'unfinished": "unfinished",
}


@pytest.mark.parametrize(("command", "expected"), COMMANDS.items(), ids=COMMANDS)
def test_the_programs_of_a_command_are_told(command: str, expected: str) -> None:
    """In order, those of substitutions after those around them; words that only look like one are none."""
    assert " ".join(each.name for each in programs_in(command)) == expected


@pytest.mark.parametrize(
    "command", ["$X get", "${X} get", "k$X", '"$X" get', "$(which kind) get", "eval; `a`"]
)
def test_a_program_that_is_computed_has_no_name(command: str) -> None:
    """Nobody knows it before it runs."""
    assert "" in {each.name for each in programs_in(command)}


def test_a_program_s_line_is_that_of_its_word() -> None:
    """Also behind a string, and a continuation."""
    named = programs_in("kind \\\n get\ndocker 'a\nb'\nhelm; cat <<E\nx\nE\nsort")

    assert [(each.name, each.line) for each in named] == [
        ("kind", 0),
        ("docker", 2),
        ("helm", 4),
        ("cat", 4),
        ("sort", 7),
    ]


def test_functions_are_those_that_are_defined() -> None:
    """In both ways."""
    assert functions_in("f() { a; }; function g { b; }; h") == {"f", "g"}
