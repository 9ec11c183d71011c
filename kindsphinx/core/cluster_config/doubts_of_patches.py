"""Warn of patches that do not parse, or that kind drops without a word (its pkg/internal/patch)."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any, Final

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.creation import Doubt
from kindsphinx.core.cluster_config.reading import Mapping, Scalar, Sequence, YamlError, decode, read_tree
from kindsphinx.core.cluster_config.resolve import tag_of
from kindsphinx.core.cluster_config.suggest import listed, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.cluster_config.creation import Creation
    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.model import ClusterConfig, PatchJSON6902
    from kindsphinx.core.cluster_config.reading import YamlNode

_KUBEADM_KINDS: Final = ("ClusterConfiguration", "InitConfiguration", "JoinConfiguration")
_API_VERSIONS: Final = {
    "KubeletConfiguration": "kubelet.config.k8s.io/v1beta1",
    "KubeProxyConfiguration": "kubeproxy.config.k8s.io/v1alpha1",
}
_KINDS: Final = (*_KUBEADM_KINDS, *_API_VERSIONS)
_ARGUMENTS: Final = frozenset({"extraArgs", "kubeletExtraArgs"})
_OPERATIONS: Final = ("add", "remove", "replace", "move", "copy", "test")
_CONTAINERD_FORMAT: Final = 2
_CHECKS_VERSION: Final = (0, 32)
_CONTAINERD_2: Final = (0, 27)


def doubts_of_patches(config: ClusterConfig, creation: Creation) -> Iterator[Doubt]:
    """Return what to warn of in the patches of *config*."""
    versions = {_kubeadm_version(creation.kubernetes(node), creation) for node in config.nodes}
    for at, text, known in _merge_patches(config, creation, versions):
        yield from _merge_patch(text, at, known)
    for at, patch, known in _json_patches(config, creation, versions):
        yield from _json_patch(patch, at, known)
    for index, text in enumerate(config.containerd_config_patches):
        yield from _containerd(text, ("containerdConfigPatches", index), creation)
    for index, text in enumerate(config.containerd_config_patches_json6902):
        try:
            json.loads(text)
        except (ValueError, RecursionError) as error:
            yield _unparsed(
                ("containerdConfigPatchesJSON6902", index), f"must be JSON: {_in_one_line(error)}"
            )


def _kubeadm_version(kubernetes: tuple[int, int] | None, creation: Creation) -> str:
    """Return the API version that kind gives kubeadm, empty if it cannot be known."""
    if kubernetes is None:
        return ""
    if kubernetes < (1, 23):
        return "v1beta2"
    return "v1beta3" if kubernetes < (1, 36) or creation.kind_release < (0, 32) else "v1beta4"


def _merge_patches(
    config: ClusterConfig, creation: Creation, versions: set[str]
) -> Iterator[tuple[Path, str, set[str]]]:
    for index, text in enumerate(config.kubeadm_config_patches):
        yield ("kubeadmConfigPatches", index), text, versions
    for number, node in enumerate(config.nodes):
        known = {_kubeadm_version(creation.kubernetes(node), creation)}
        for index, text in enumerate(node.kubeadm_config_patches):
            yield ("nodes", number, "kubeadmConfigPatches", index), text, known


def _json_patches(
    config: ClusterConfig, creation: Creation, versions: set[str]
) -> Iterator[tuple[Path, PatchJSON6902, set[str]]]:
    for index, patch in enumerate(config.kubeadm_config_patches_json6902):
        yield ("kubeadmConfigPatchesJSON6902", index), patch, versions
    for number, node in enumerate(config.nodes):
        known = {_kubeadm_version(creation.kubernetes(node), creation)}
        for index, patch in enumerate(node.kubeadm_config_patches_json6902):
            yield ("nodes", number, "kubeadmConfigPatchesJSON6902", index), patch, known


def _merge_patch(text: str, at: Path, versions: set[str]) -> Iterator[Doubt]:
    for part in text.split("\n---"):
        try:
            root = read_tree(decode(part))
        except YamlError as error:
            yield _unparsed(
                at, f"does not parse as YAML: {error.problem} (line {error.line + 1} of the patch)"
            )
            continue
        if isinstance(root, Mapping):
            kind, version = _text_at(root, "kind"), _text_at(root, "apiVersion")
            if why := _unmatched(kind, version, versions) or _old_arguments(root, version):
                yield Doubt(path=at, code=ProblemCode.PATCH_IGNORED, message=f"kind will ignore {why}")
        elif root is not None and tag_of(root) != "!!null":
            yield _unparsed(at, "must be a mapping, with “kind” first")


def _text_at(mapping: Mapping, key: str) -> str:
    return next(
        (child.value for name, child in _pairs(mapping) if name == key and isinstance(child, Scalar)), ""
    )


def _pairs(mapping: Mapping) -> Iterator[tuple[str, YamlNode]]:
    for key, child in zip(mapping.children[::2], mapping.children[1::2], strict=True):
        yield key.value if isinstance(key, Scalar) else "", child


def _json_patch(patch: PatchJSON6902, at: Path, versions: set[str]) -> Iterator[Doubt]:
    version = f"{patch.group}/{patch.version}" if patch.group else patch.version
    if why := _unmatched(patch.kind, version, versions):
        yield Doubt(path=at, code=ProblemCode.PATCH_IGNORED, message=f"kind will ignore {why}")
    try:
        root = read_tree(decode(patch.patch))
    except YamlError as error:
        yield _unparsed((*at, "patch"), f"does not parse as YAML or JSON: {error.problem}")
        return
    if not isinstance(root, Sequence) or isinstance(root, Mapping):
        yield _unparsed((*at, "patch"), "must be a list of operations: write “- op: …”")
        return
    for number, operation in enumerate(root.children, start=1):
        if wrong := _wrong_operation(operation):
            yield _unparsed((*at, "patch"), f"{wrong} (operation {number})")


def _wrong_operation(operation: YamlNode) -> str:
    """Return what is wrong with an operation of a JSON 6902 patch, empty if nothing is."""
    if not isinstance(operation, Mapping):
        return "has an operation that is no mapping: write “op”, “path” and “value”"
    name, path = _text_at(operation, "op"), _text_at(operation, "path")
    if name not in _OPERATIONS:
        near = nearest(name, _OPERATIONS)
        hint = f"did you mean “{near}”?" if near else f"write {listed(_OPERATIONS)}"
        return f"has no operation “{name}”: {hint}" if name else f"has an operation without “op”: {hint}"
    if path and not path.startswith("/"):
        return f"has the path “{path}”, and a path begins with “/”: write “/{path.replace('.', '/')}”"
    if not path and "path" not in dict(_pairs(operation)):
        return "has an operation without “path”: write one such as “/apiServer/certSANs/-”"
    return ""


def _unmatched(kind: str, version: str, versions: set[str]) -> str:
    """Return why a patch matches nothing, empty if it does."""
    if not kind:
        return f"this patch, since it names no “kind”: write one of {listed(_KINDS)}"
    if kind not in _KINDS:
        near = nearest(kind, _KINDS)
        hint = f"did you mean “{near}”?" if near else f"write one of {listed(_KINDS)}"
        return f"this patch, since there is no “{kind}” to patch: {hint}"
    if not version:
        return ""
    if kind in _API_VERSIONS:
        wanted = {_API_VERSIONS[kind]}
    else:
        wanted = {f"kubeadm.k8s.io/{each}" for each in versions}
    if version in wanted or "kubeadm.k8s.io/" in wanted:
        return ""
    return f"this patch, since {kind} is “{min(wanted)}” here, not “{version}”: leave “apiVersion” out"


def _old_arguments(patch: Mapping, version: str) -> str:
    if not version.endswith("v1beta4") or not _has_map_of_arguments(patch):
        return ""
    return (
        "the extra arguments of this patch, since in v1beta4 they are a list: "
        "write “- name: …” and “value: …”, or leave “apiVersion” out"
    )


def _has_map_of_arguments(mapping: Mapping, depth: int = 5) -> bool:
    return any(
        isinstance(child, Mapping)
        and (name in _ARGUMENTS or (depth > 0 and _has_map_of_arguments(child, depth - 1)))
        for name, child in _pairs(mapping)
    )


def _containerd(text: str, at: Path, creation: Creation) -> Iterator[Doubt]:
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        yield _unparsed(at, f"does not parse as TOML: {_in_one_line(error)}")
        return
    yield from _useless(table, at, creation)
    if _sets_mirrors(table) and creation.kind_release >= _CONTAINERD_2:
        yield Doubt(
            path=at,
            code=ProblemCode.REGISTRY_MIRRORS,
            message="containerd 2, which the node images of kind have from v0.27 on, will not start with "
            "“registry.mirrors”: set “config_path” and write a hosts.toml into the nodes",
        )


def _useless(table: dict[str, Any], at: Path, creation: Creation) -> Iterator[Doubt]:
    """Warn of what containerd will not read."""
    version = table.get("version", _CONTAINERD_FORMAT)
    if creation.kind_release >= _CHECKS_VERSION and version != _CONTAINERD_FORMAT:
        yield Doubt(
            path=at,
            code=ProblemCode.PATCH_IGNORED,
            message=f"kind will ignore this patch, since it is for version {version} of containerd's "
            f"configuration, and node images have version {_CONTAINERD_FORMAT}: leave “version” out",
        )
    plugins = table.get("plugins")
    if isinstance(plugins, dict) and isinstance(plugins.get("io"), dict):
        yield Doubt(
            path=at,
            code=ProblemCode.PATCH_IGNORED,
            message="containerd will ignore this patch, since without quotation marks each dot of "
            '“plugins.io.containerd…” begins another table: write “plugins."io.containerd.grpc.v1.cri"”',
        )


def _unparsed(at: Path, why: str) -> Doubt:
    return Doubt(
        path=at,
        code=ProblemCode.PATCH_SYNTAX,
        message=f"the creation will fail, since this patch {why}",
    )


def _sets_mirrors(table: dict[str, Any]) -> bool:
    return any(
        isinstance(child, dict) and ((key == "registry" and "mirrors" in child) or _sets_mirrors(child))
        for key, child in table.items()
    )


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split())
