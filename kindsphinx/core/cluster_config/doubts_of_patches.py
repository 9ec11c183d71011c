"""Warn of patches that do not parse, or that kind drops without a word (its pkg/internal/patch)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.creation import Doubt
from kindsphinx.core.cluster_config.doubts_of_containerd import doubts_of_containerd
from kindsphinx.core.cluster_config.doubts_of_operations import (
    doubts_of_containerd_operations,
    doubts_of_json_patch,
)
from kindsphinx.core.cluster_config.patch_targets import (
    LIST_OF_ARGUMENTS,
    target_of_cluster,
    targets_of_nodes,
)
from kindsphinx.core.cluster_config.patch_trees import (
    all_below,
    documents,
    ignored,
    is_null,
    no_number,
    pairs,
    repeated_key,
    unparsed,
    wrong_alias,
    wrong_key,
)
from kindsphinx.core.cluster_config.reading import Mapping, Scalar, Sequence, YamlError, decode, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.cluster_config.creation import Creation
    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.model import ClusterConfig, Node
    from kindsphinx.core.cluster_config.patch_targets import PatchTarget
    from kindsphinx.core.cluster_config.reading import YamlNode

_ARGUMENTS: Final = frozenset({"extraArgs", "kubeletExtraArgs"})
_MAPS_OF_ARGUMENTS: Final = frozenset({"v1beta2", "v1beta3"})
_DEEPEST: Final = 5


def doubts_of_patches(config: ClusterConfig, creation: Creation) -> Iterator[Doubt]:
    """Return what to warn of in the patches of *config*."""
    if config.kubeadm_config_patches or config.kubeadm_config_patches_json6902:
        yield from _of_kubeadm(config, (), target_of_cluster(config, creation))
    for index, node, target in targets_of_nodes(config, creation):
        yield from _of_kubeadm(node, ("nodes", index), target)
    yield from doubts_of_containerd(config, creation)
    for index, text in enumerate(config.containerd_config_patches_json6902):
        yield from doubts_of_containerd_operations(text, ("containerdConfigPatchesJSON6902", index))


def _of_kubeadm(holder: ClusterConfig | Node, at: Path, target: PatchTarget) -> Iterator[Doubt]:
    for index, text in enumerate(holder.kubeadm_config_patches):
        yield from _merge_patch(text, (*at, "kubeadmConfigPatches", index), target)
    for index, patch in enumerate(holder.kubeadm_config_patches_json6902):
        yield from doubts_of_json_patch(patch, (*at, "kubeadmConfigPatchesJSON6902", index), target)


def _merge_patch(text: str, at: Path, target: PatchTarget) -> Iterator[Doubt]:
    for above, part in documents(text):
        try:
            root = read_tree(decode(part))
        except YamlError as error:
            inside = (above + error.line, error.column)
            yield unparsed(at, f"does not parse as YAML: {error.problem}", inside=inside)
            continue
        if wrong := wrong_alias(part, root, at, above):
            yield wrong
        elif isinstance(root, Mapping):
            yield from _Document(patch=root, at=at, above=above, target=target).doubts()
        elif not is_null(root):
            yield unparsed(at, "must be a mapping, with “kind” first")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Document:
    """One document of a merge patch."""

    patch: Mapping
    at: Path
    above: int
    """How many lines of the patch stand above it."""
    target: PatchTarget

    def doubts(self) -> Iterator[Doubt]:
        """Return what to warn of in it."""
        if why := wrong_key(self.patch) or _wrong_header(self.patch):
            yield unparsed(self.at, why, inside=self._inside(self.patch))
            return
        nodes = list(all_below(self.patch))
        if number := no_number(nodes):
            why = f"has the number “{number.value}”, which JSON does not have: write another"
            yield unparsed(self.at, why, inside=self._inside(number))
            return
        if twice := repeated_key(nodes):
            yield Doubt(
                path=self.at,
                inside=self._inside(twice),
                code=ProblemCode.PATCH_DUPLICATE,
                message=f"kind will take the last “{twice.value}” of this patch, and ignore what is above "
                "without a word: write it once",
            )
        if not _merges(self.patch):
            yield from self._effect()

    def _inside(self, node: YamlNode) -> tuple[int, int]:
        return self.above + node.place.line, node.place.column

    def _effect(self) -> Iterator[Doubt]:
        kind, version = _text(self.patch, "kind"), _text(self.patch, "apiVersion")
        written = kind.value if kind else ""
        if why := self.target.unmatched(written, version.value if version else ""):
            wrong = version if version and " here, not " in why else kind
            yield ignored(self.at, why, inside=self._inside(wrong) if wrong else None)
        elif version:
            yield from self._arguments(version.value.rpartition("/")[2], written=True)
        else:
            yield from self._arguments(self.target.version_of(written), written=False)

    def _arguments(self, version: str, *, written: bool) -> Iterator[Doubt]:
        """Warn of extra arguments in the form of another version than the document's."""
        if version == LIST_OF_ARGUMENTS and written and (found := _arguments(self.patch, Mapping)):
            yield ignored(
                self.at,
                f"kind will ignore the extra arguments of this patch, since in {version} they are a list: "
                "write “- name: …” and “value: …”, or leave “apiVersion” out",
                inside=self._inside(found),
            )
        if version in _MAPS_OF_ARGUMENTS and (found := _arguments(self.patch, Sequence)):
            yield Doubt(
                path=self.at,
                inside=self._inside(found),
                code=ProblemCode.PATCH_ARGUMENTS,
                message=f"kubeadm will refuse this patch, since in {version}, which it has here, extra "
                "arguments are no list: write them as “name: value”",
            )


def _wrong_header(patch: Mapping) -> str:
    for name, child in pairs(patch):
        if name.lower() in {"kind", "apiversion"} and isinstance(child, Sequence):
            return f"has a list or a mapping as “{name}”: write a text"
    return ""


def _merges(patch: Mapping) -> bool:
    """Return whether ``<<`` brings in what is not seen here."""
    return any(isinstance(key, Scalar) and key.tag == "!!merge" for key in patch.children[::2])


def _text(mapping: Mapping, key: str) -> Scalar | None:
    """Return the text at *key*, in whatever case: kind reads the header as Go reads JSON."""
    for name, child in pairs(mapping):
        if name.lower() == key.lower() and isinstance(child, Scalar) and not is_null(child):
            return child
    return None


def _arguments(node: YamlNode, form: type[Mapping | Sequence], depth: int = 0) -> YamlNode | None:
    """Return the extra arguments in *node* that are a mapping, or a list, as *form* says."""
    if not isinstance(node, Mapping) or depth > _DEEPEST:
        return None
    for name, child in pairs(node):
        if name not in _ARGUMENTS:
            if found := _arguments(child, form, depth + 1):
                return found
        elif type(child) is form:
            return child
    return None
