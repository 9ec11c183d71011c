"""Looks into a cluster while its nodes are there, and writes down what its engine, its API and kind tell."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kindsphinx.runtime.engine import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kindsphinx.runtime.limited import LimitedPrograms

_SECONDS: Final = 10.0
_EXPORT_SECONDS: Final = 30.0
_LOG_LINES: Final = 2000
_KUBERNETES: Final = {
    "nodes.yaml": ("get", "nodes", "-o", "yaml"),
    "nodes.txt": ("describe", "nodes"),
    "pods.txt": ("get", "pods", "-A", "-o", "wide"),
    "pods-described.txt": ("describe", "pods", "-A"),
    "events.txt": ("get", "events", "-A", "--sort-by=.lastTimestamp"),
}
"""File -> what kubectl is asked for."""
_ENGINE: Final = {
    "docker-info.txt": ("info",),
    "docker-version.txt": ("version",),
    "docker-containers.txt": ("ps", "-a", "--no-trunc"),
}
"""File -> what docker is asked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Programs:
    """What is asked."""

    kind: str
    docker: str = "docker"
    kubectl: str = "kubectl"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What was seen of a cluster."""

    folder: Path
    """Where it lies, as it was told, secrets included."""
    problems: tuple[str, ...] = ()
    """What was not to be had, and why."""
    kubeconfig: str = ""
    secrets: str = ""
    """The cluster's Secrets, as JSON."""


def look_at_cluster(
    cluster: str,
    nodes: Sequence[Mapping[str, Any]],
    folder: Path,
    *,
    programs: Programs,
    run: LimitedPrograms,
) -> Seen:
    """Write into *folder* what can be known of a cluster; what comes first is there in any case.

    :param nodes: its containers as the engine lists them.
    """
    look = _Look(folder, run, name=f"{folder.name}/")
    for node in nodes:
        name = safe_name(names_of(node))
        look.at(f"docker/{name}.json", [programs.docker, "inspect", str(node["Id"])])
        look.at(f"docker/{name}.log", [programs.docker, "logs", "--tail", str(_LOG_LINES), str(node["Id"])])
    kubeconfig = look.told("kubeconfig", [programs.kind, "get", "kubeconfig", "--name", cluster])
    secrets = ""
    if kubeconfig:
        # a file that kubectl reads, which nobody keeps
        path = folder / "kubeconfig"
        path.touch(mode=0o600)
        path.write_text(kubeconfig, encoding="utf-8")
        ask = [programs.kubectl, "--kubeconfig", str(path), "--request-timeout=5s"]
        secrets = look.told("secrets", [*ask, "get", "secrets", "-A", "-o", "json"])
        # an API that does not answer does not do so five more times
        for name, words in _KUBERNETES.items() if secrets else ():
            look.at(name, [*ask, *words])
        path.unlink()
    logs = [programs.kind, "export", "logs", str(folder / "logs"), "--name", cluster]
    look.at("export-logs.txt", logs, seconds=_EXPORT_SECONDS)
    return Seen(folder=folder, problems=tuple(look.problems), kubeconfig=kubeconfig, secrets=secrets)


def look_at_engine(folder: Path, *, programs: Programs, run: LimitedPrograms) -> tuple[str, ...]:
    """Write into *folder* what the engine tells of itself, and of the page's containers.

    Returns what was not to be had, and why.
    """
    look = _Look(folder, run)
    for name, words in _ENGINE.items():
        look.at(name, [programs.docker, *words])
    return tuple(look.problems)


def safe_name(text: str) -> str:
    """Return *text*, which a page may have chosen, as the name of a file."""
    return re.sub(r"[^\w.-]|^\.+", "_", text)[:100] or "_"


class _Look:
    def __init__(self, folder: Path, run: LimitedPrograms, *, name: str = "") -> None:
        self.problems: list[str] = []
        self._name = name
        self._folder = folder
        self._run = run
        folder.mkdir(parents=True, exist_ok=True)

    def at(self, name: str, command: Sequence[str], *, seconds: float = _SECONDS) -> None:
        """Write what *command* prints to a file."""
        path = self._folder / name
        path.parent.mkdir(exist_ok=True)
        if problem := self._run.run(command, path, seconds=seconds):
            self.problems.append(f"{self._name}{name}: {problem}")

    def told(self, name: str, command: Sequence[str]) -> str:
        """Return what *command* prints; nothing if it fails."""
        path = self._folder / f"{name}.private"
        path.touch(mode=0o600)
        try:
            if problem := self._run.run(command, path, seconds=_SECONDS, errors=subprocess.DEVNULL):
                self.problems.append(f"{self._name}{name}: {problem}")
                return ""
            return path.read_text(encoding="utf-8", errors="replace")
        finally:
            path.unlink(missing_ok=True)


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files below *folder*, links aside, the most telling ones first."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    yield from sorted(found, key=lambda path: (_rank(path.relative_to(folder).parts), str(path)))


def _rank(parts: tuple[str, ...]) -> int:
    if "logs" not in parts[:-1]:
        return len(parts)
    telling = ("kubelet.log", "journal.log", "containerd.log")
    return 10 + telling.index(parts[-1]) if parts[-1] in telling else 20
