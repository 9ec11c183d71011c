"""Which cluster a page's commands reach, as far as their text says it.

kindsphinx never switches a kubeconfig's context; it moves as kind and the page's commands move it. This
follows it from command to command, and stops where a command may have moved it out of sight: saying nothing
is better than a wrong warning.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CONTEXT_OPTIONS = {"kubectl": "--context", "helm": "--kube-context"}
_ELSEWHERE = {
    "kubectl": ("--kubeconfig", "--server", "-s", "--cluster"),
    "helm": ("--kubeconfig", "--kube-apiserver"),
}
_LOCAL = {
    "kubectl": {"config", "completion", "help", "kustomize", "options", "plugin", "explain-local"},
    "helm": {
        "completion",
        "create",
        "dependency",
        "env",
        "help",
        "lint",
        "package",
        "plugin",
        "pull",
        "repo",
        "search",
        "show",
        "template",
        "version",
    },
}
_KIND_WITH_NAME = {
    ("load",),
    ("get", "nodes"),
    ("get", "kubeconfig"),
    ("export", "logs"),
    ("export", "kubeconfig"),
    ("delete", "cluster"),
}
_HARMLESS = {
    "alias",
    "awk",
    "base64",
    "cat",
    "cd",
    "chmod",
    "cp",
    "curl",
    "cut",
    "date",
    "diff",
    "docker",
    "echo",
    "env",
    "export",
    "false",
    "file",
    "find",
    "for",
    "do",
    "done",
    "if",
    "then",
    "fi",
    "else",
    "while",
    "grep",
    "head",
    "hostname",
    "jq",
    "ls",
    "mkdir",
    "mv",
    "openssl",
    "printf",
    "pwd",
    "rm",
    "sed",
    "seq",
    "sleep",
    "sort",
    "tail",
    "tar",
    "tee",
    "test",
    "[",
    "touch",
    "tr",
    "true",
    "uname",
    "uniq",
    "until",
    "wait",
    "wc",
    "wget",
    "which",
    "yq",
    "!",
    "time",
    "timeout",
}
_UNKNOWN = None
_NAME_VARIABLE = "KIND_CLUSTER_NAME="


@dataclass(frozen=True, kw_only=True, slots=True)
class Astray:
    """A command that reaches another cluster than its block is about."""

    program: str
    reached: str
    """The cluster, by kind's name."""
    option: str
    """What to add: ``--context kind-dev``."""
    current: bool
    """Whether the current context leads there, and not the command itself."""


@dataclass(slots=True)
class ContextTracker:
    """Follows the current context of a page's kubeconfig through its commands."""

    current: str | None = ""
    """The current context; empty before any, ``None`` where it cannot be known."""
    usual: str | None = "kind"
    """The cluster that kind means where no name is given; ``None`` where it cannot be known."""

    def follow(self, command: str, cluster: str) -> tuple[Astray, ...]:
        """Read a command of a block about *cluster* (empty for none) and return what goes astray in it."""
        words = _split(command)
        if words is None:
            self.current = _UNKNOWN
            return ()
        found = [self._simple(each, cluster) for each in _simple_commands(words)]
        return tuple(each for each in found if each)

    def _simple(self, words: Sequence[str], cluster: str) -> Astray | None:
        if any(word.startswith("KUBECONFIG=") for word in words):
            self.current = _UNKNOWN
            return None
        if any(word.startswith(_NAME_VARIABLE) for word in words):
            # “KIND_CLUSTER_NAME=dev kind …” is about this command, anything else about all that follow
            self.usual = self.usual if "kind" in words else _UNKNOWN
            self.current = _UNKNOWN
            return None
        words = _without_assignments(words)
        if not words:
            return None
        program = words[0].rpartition("/")[2]
        if program == "kind":
            return self._kind(words[1:], cluster)
        if program in _CONTEXT_OPTIONS:
            return self._client(program, words[1:], cluster)
        if program not in _HARMLESS:
            self.current = _UNKNOWN
        return None

    def _client(self, program: str, words: Sequence[str], cluster: str) -> Astray | None:
        plain = [word for word in words if not word.startswith("-")]
        if plain[:2] == ["config", "use-context"] and len(plain) > 2:  # noqa: PLR2004 - two words and the context
            self.current = plain[2]
            return None
        local = not plain or plain[0] in _LOCAL[program]
        if local or any(_option(words, name) is not None for name in _ELSEWHERE[program]):
            if plain[:1] == ["config"] and plain[1:2] not in (
                ["view"],
                ["get-contexts"],
                ["current-context"],
            ):
                self.current = _UNKNOWN
            return None
        option = _CONTEXT_OPTIONS[program]
        said = _option(words, option)
        context = self.current if said is None else said
        if not cluster or not context or "$" in context or context == f"kind-{cluster}":
            return None
        return Astray(
            program=program,
            reached=context.removeprefix("kind-"),
            option=f"{option} kind-{cluster}",
            current=said is None,
        )

    def _kind(self, words: Sequence[str], cluster: str) -> Astray | None:
        plain = tuple(word for word in words if not word.startswith("-"))
        said = _option(words, "--name") or _option(words, "-n")
        name = said or self.usual
        if name is None or "$" in name:
            self.current = _UNKNOWN
            return None
        if plain[:2] == ("create", "cluster"):
            # the configuration may give the name
            self.current = f"kind-{said}" if said else (f"kind-{cluster}" if cluster else _UNKNOWN)
            return None
        named = next((each for each in _KIND_WITH_NAME if plain[: len(each)] == each), None)
        if named is None:
            return None
        if plain[:2] == ("delete", "cluster") and self.current == f"kind-{name}":
            self.current = ""
        if plain[:2] == ("export", "kubeconfig"):
            self.current = f"kind-{name}"
        if not cluster or name == cluster:
            return None
        return Astray(program="kind", reached=name, option=f"--name {cluster}", current=False)


def _split(command: str) -> list[str] | None:
    # what a here-document holds is no command
    first = re.split(r"(?<!<)<<(?!<)", command)[0]
    lexer = shlex.shlex(
        first.replace("\\\n", " ").replace("\n", " ; "), posix=True, punctuation_chars=";&|()"
    )
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        return list(lexer)
    except ValueError:
        return None


def _simple_commands(words: Sequence[str]) -> Iterator[list[str]]:
    simple: list[str] = []
    for word in words:
        if word and set(word) <= set(";&|()"):
            if simple:
                yield simple
            simple = []
        elif not (simple == [] and word in {"do", "then", "else", "!", "time", "if", "while", "until"}):
            simple.append(word)
    if simple:
        yield simple


def _without_assignments(words: Sequence[str]) -> list[str]:
    at = 0
    while at < len(words) and re.match(r"[A-Za-z_]\w*=", words[at]):
        at += 1
    return list(words[at:])


def _option(words: Sequence[str], name: str) -> str | None:
    for at, word in enumerate(words):
        # kubectl exec POD -- PROGRAM: what follows is the program's
        if word == "--":
            return None
        if word == name:
            return words[at + 1] if at + 1 < len(words) else ""
        if word.startswith(f"{name}="):
            return word[len(name) + 1 :]
    return None
