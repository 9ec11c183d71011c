"""Recognizes where a difference is one of Kubernetes' or kind's version, and of nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kindsphinx.core.differences.lines import Lines
    from kindsphinx.core.expectation.matching import Matching

    Change = tuple[str, str]
    """A version, and the one that it became."""
    Place = tuple[str, str]
    """What has a version, and the version."""

_OWN_IMAGE: Final = (
    r"kindest/[\w-]+|(?:coredns/)?coredns|kube-(?:apiserver|controller-manager|scheduler|proxy)|etcd|pause"
)
_PATTERNS: Final = (
    re.compile(rf"(?<![\w./-])(?:[\w-]+\.[\w.-]+(?::\d+)?/)?(?P<what>{_OWN_IMAGE}):(?P<version>\w[\w.-]*)"),
    re.compile(r"^(?P<what>kind)(?: version)? (?P<version>v?\d+\.\d[\w.+-]*(?: go[\w.]+)?)"),
    re.compile(
        r"^\s*(?P<what>(?:Server|Client|Kustomize|Kubelet|Kube-Proxy|Container Runtime) Version|OS Image):"
        r"\s+(?P<version>\S.*)"
    ),
    re.compile(
        r"^\s*\"?(?P<what>git(?:Version|Commit|TreeState)|goVersion|kustomizeVersion|kubeletVersion"
        r"|kubeProxyVersion|containerRuntimeVersion|osImage|(?:emulation|minCompatibility)?(?:[mM]ajor|[mM]inor))"
        r"\"?: \"?(?P<version>[^\"]+?)\"?,?$"
    ),
    re.compile(r"(?P<what>kind\.sigs\.k8s\.io/dl|dl\.k8s\.io(?:/release)?)/(?P<version>v\d[\w.+-]*)"),
)
_COLUMNS: Final = frozenset({"VERSION", "OS-IMAGE", "CONTAINER-RUNTIME"})
"""Of a table of nodes: what the node image brings."""
_OF_OWN: Final = _COLUMNS | {"TAG", "IMAGE", "COMMAND"}
"""Columns that may have a version as a whole."""
_IMAGE: Final = re.compile(rf"(?:[\w-]+\.[\w.-]+(?::\d+)?/)?(?:{_OWN_IMAGE})")
_SKEW: Final = re.compile(r"WARNING: version difference between client .*")


def is_about_versions(line: str) -> bool:
    """Return whether kubectl says by a whole *line* that versions differ."""
    return _SKEW.match(line) is not None


class VersionChanges:
    """Which versions have changed between two outputs, each in the same way wherever it stands."""

    def __init__(self, matching: Matching, expected: Lines, actual: Lines, given: Sequence[Change]) -> None:
        self._matching = matching
        self._expected = expected
        self._actual = actual
        self._given = {(_bare(old), _bare(new)) for old, new in given}

    def of_cell(self, line: int, other: int, at: int) -> tuple[Change, ...]:
        """Return how the cell *at* of a line became that of *other*; empty if by more than versions."""
        was, now = _place(self._expected, line, at), _place(self._actual, other, at)
        if was.rest != now.rest:
            return ()
        changes = [(*old, new) for old, (_, new) in zip(was.found, now.found, strict=True) if old[1] != new]
        if not all(self._became[what, old] == {new} and self._may_be(old, new) for what, old, new in changes):
            return ()
        return tuple((old, new) for _, old, new in changes)

    @cached_property
    def _became(self) -> Mapping[Place, set[str]]:
        """Return what each version became; several where it became another here and there."""
        became: defaultdict[Place, set[str]] = defaultdict(set)
        for line, other in self._matching.pairs:
            cells = zip(_places(self._expected, line), _places(self._actual, other), strict=False)
            for was, now in cells:
                for place, (_, version) in zip(was.found, now.found, strict=False):
                    became[place].add(version)
        return became

    def _may_be(self, old: str, new: str) -> bool:
        """Return whether a version may have become another, where it is known what became of the run's."""
        known = {version for change in self._given for version in change}
        return not known.intersection((_bare(old), _bare(new))) or (_bare(old), _bare(new)) in self._given


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cell:
    """A cell whose versions were taken out."""

    rest: str
    found: tuple[Place, ...]


def _places(lines: Lines, line: int) -> list[_Cell]:
    """Return the cells of a line with the versions in them."""
    return [_place(lines, line, at) for at in range(len(lines.cells(line)))]


def _place(lines: Lines, line: int, at: int) -> _Cell:
    """Return one cell of a line with the versions in it."""
    cells = lines.cells(line)
    table = lines.tables.get(line)
    names = table.names if table and len(table.names) == len(cells) else ()
    if table and names and names[at] in _OF_OWN:
        return _own(table.kind, names[at], dict(zip(names, cells, strict=True))) or _read(cells[at])
    return _read(cells[at])


def _own(kind: str, column: str, row: Mapping[str, str]) -> _Cell | None:
    """Return the cell of a column that is a version as a whole; ``None`` if it is none."""
    cell = row.get(column, "")
    if kind == "node" and column in _COLUMNS:
        return _Cell(rest="", found=((column, cell),))
    image = row.get("IMAGE", row.get("REPOSITORY", ""))
    if column == "TAG" and _IMAGE.fullmatch(image):
        return _Cell(rest="", found=((image, cell),))
    if column in {"IMAGE", "COMMAND"} and row.get("NAMES", "").endswith("-external-load-balancer"):
        return _Cell(rest="", found=((f"load balancer's {column}", cell),))
    return None


@lru_cache(maxsize=4096)
def _read(text: str) -> _Cell:
    found: list[Place] = []

    def take(match: re.Match[str]) -> str:
        found.append((match["what"], match["version"]))
        return match[0].replace(match["version"], "<version>")

    for pattern in _PATTERNS:
        text = pattern.sub(take, text)
    return _Cell(rest=text, found=tuple(found))


def _bare(version: str) -> str:
    return version.removeprefix("v")
