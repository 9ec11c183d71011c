"""Warn of JSON 6902 patches that do not parse, or that cannot be applied (github.com/evanphx/json-patch)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NoReturn

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.creation import Doubt
from kindsphinx.core.cluster_config.patch_targets import LIST_OF_ARGUMENTS, TOP_KEYS
from kindsphinx.core.cluster_config.patch_trees import ignored, is_null, pairs, plain, unparsed, wrong_alias
from kindsphinx.core.cluster_config.reading import Mapping, Scalar, Sequence, YamlError, decode, read_tree
from kindsphinx.core.cluster_config.resolve import tag_of
from kindsphinx.core.cluster_config.suggest import listed, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.model import PatchJSON6902
    from kindsphinx.core.cluster_config.patch_targets import PatchTarget
    from kindsphinx.core.cluster_config.reading import YamlNode

_OPERATIONS: Final = ("add", "remove", "replace", "move", "copy", "test")
_WITH_VALUE: Final = frozenset({"add", "replace", "test"})
_ON_EVERYTHING: Final = frozenset({"replace", "test"})
_CHANGES: Final = frozenset({"add", "remove", "replace"})
_ON_ITEMS: Final = frozenset({"remove", "replace", "test"})
_FROM: Final = frozenset({"move", "copy"})
_ARGUMENT: Final = re.compile(r"/(?:extraArgs|kubeletExtraArgs)/(?!-?[0-9]+\Z|-\Z)[^/]+\Z")


def doubts_of_json_patch(patch: PatchJSON6902, at: Path, target: PatchTarget) -> Iterator[Doubt]:
    """Return what to warn of in a patch of a kubeadm document."""
    version = f"{patch.group}/{patch.version}" if patch.group else patch.version
    why = target.unmatched(patch.kind, version)
    if why:
        yield ignored((*at, "kind"), why)
    below = (*at, "patch")
    try:
        root = read_tree(decode(patch.patch))
    except YamlError as error:
        yield unparsed(
            below, f"does not parse as YAML or JSON: {error.problem}", inside=(error.line, error.column)
        )
        return
    if wrong := wrong_alias(patch.patch, root, below):
        yield wrong
        return
    if is_null(root):
        yield ignored(below if patch.patch else at, "nothing is patched, since there is no operation")
        return
    document = _Document(
        version=target.version_of(patch.kind),
        keys=TOP_KEYS.get(patch.kind) if target.is_pristine else None,
    )
    yield from _operations(root, below, None if why else document)


def doubts_of_containerd_operations(text: str, at: Path) -> Iterator[Doubt]:
    """Return what to warn of in the operations for containerd, which must be JSON."""
    try:
        json.loads(text, parse_constant=_refuse)
        root = read_tree(decode(text))
    except (ValueError, RecursionError, YamlError) as error:
        yield unparsed(at, f"must be JSON: {' '.join(str(error).split())}")
        return
    if not is_null(root):
        yield from _operations(root, at, _Document())


def _refuse(constant: str) -> NoReturn:
    message = f"there is no {constant}"
    raise ValueError(message)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Document:
    """What operations are applied to."""

    version: str = ""
    """Of a document of kubeadm's, empty if it is none, or not known."""
    keys: frozenset[str] | None = None
    """What is at its top; ``None`` if it is not known."""


def _operations(root: YamlNode | None, at: Path, document: _Document | None) -> Iterator[Doubt]:
    """Return what to warn of in operations on *document*; without one only what kind cannot read."""
    if not isinstance(root, Sequence) or isinstance(root, Mapping):
        yield unparsed(at, "must be a list of operations: write “- op: …”")
        return
    for number, operation in enumerate(map(plain, root.children), start=1):
        yield from _Operation(node=operation, at=at, number=number).doubts(document)
        # what the next one finds is not known
        document = document and replace(document, keys=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Operation:
    """One operation of a patch."""

    node: YamlNode
    at: Path
    number: int
    """Counted from 1."""

    def doubts(self, document: _Document | None) -> Iterator[Doubt]:
        """Return what to warn of in it."""
        if not isinstance(self.node, Mapping) and not is_null(self.node):
            wrong = "has an operation that is no mapping: write “op”, “path” and “value”"
            yield unparsed(self.at, f"{wrong} (operation {self.number})", inside=self._inside)
        elif document:
            fields = dict(pairs(self.node)) if isinstance(self.node, Mapping) else {}
            if wrong := _wrong(fields):
                yield self._doubt(f"the creation will fail, since {wrong}")
            else:
                yield from self._surprises(fields, document)

    @property
    def _inside(self) -> tuple[int, int]:
        return self.node.place.line, self.node.place.column

    def _surprises(self, fields: dict[str, YamlNode], document: _Document) -> Iterator[Doubt]:
        name, path = _text(fields, "op") or "", _text(fields, "path") or ""
        if name in _WITH_VALUE and "value" not in fields:
            yield self._doubt(f"“{name}” without “value” means null, which sets nothing: write the value")
        if top := _missing(name, path, document.keys):
            yield self._doubt(
                f"the creation will fail, since there is no “{top}” in what kind writes: add “/{top}” as a "
                "whole, or write a patch to merge, in “kubeadmConfigPatches”"
            )
        if document.version == LIST_OF_ARGUMENTS and (found := _ARGUMENT.search(path)):
            key = found[0].rpartition("/")[2]
            yield self._doubt(
                f"the creation will fail, since in {document.version} the extra arguments are a list: write "
                f"“{path.removesuffix(key)}-” as path, and “name: {key}” and “value: …” in the value",
                ProblemCode.PATCH_ARGUMENTS,
            )

    def _doubt(self, message: str, code: ProblemCode = ProblemCode.PATCH_OPERATION) -> Doubt:
        return Doubt(
            path=self.at, inside=self._inside, code=code, message=f"{message} (operation {self.number})"
        )


def _wrong(operation: dict[str, YamlNode]) -> str:
    """Return why an operation cannot be applied, empty if nothing is seen."""
    name, path = _text(operation, "op"), _text(operation, "path")
    if name is None:
        return f"an operation has no “op”: write {listed(_OPERATIONS)}"
    if name not in _OPERATIONS:
        near = nearest(name, _OPERATIONS)
        hint = f"did you mean “{near}”?" if near else f"write {listed(_OPERATIONS)}"
        return f"there is no operation “{name}”: {hint}"
    if path is None:
        return "an operation has no “path”: write one such as “/apiServer/certSANs/-”"
    if name in _FROM and _text(operation, "from") is None:
        return f"“{name}” needs “from”, the path of what it takes: write it"
    return "" if not path and name in _ON_EVERYTHING else _wrong_path(name, path)


def _wrong_path(name: str, path: str) -> str:
    if not path.startswith("/"):
        better = f"/{path.replace('.', '/')}" if path else "/networking/dnsDomain"
        return f"“{path}” is no path, which begins with “/”: write “{better}”"
    if name in _ON_ITEMS and path.endswith("/-"):
        return f"“-” is behind the end of a list, where there is nothing to {name}: write an item's number"
    return ""


def _missing(name: str, path: str, keys: frozenset[str] | None) -> str:
    """Return the first part of *path* if it is not among *keys* and the operation needs it, else nothing."""
    if keys is None or name not in _CHANGES or not path:
        return ""
    top, *below = path[1:].split("/")
    return top if top not in keys and (below or name in _ON_ITEMS) else ""


def _text(operation: dict[str, YamlNode], key: str) -> str | None:
    node = operation.get(key)
    return node.value if isinstance(node, Scalar) and tag_of(node) == "!!str" else None
