"""What patches of kubeadm's documents are matched with (kind's pkg/internal/patch and kubeadm/config.go)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.model import Role
from kindsphinx.core.cluster_config.suggest import listed, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kindsphinx.core.cluster_config.creation import Creation
    from kindsphinx.core.cluster_config.model import ClusterConfig, Node

TOP_KEYS: Final = {
    "ClusterConfiguration": frozenset(
        {
            *("apiServer", "apiServerCertSANs", "apiServerExtraArgs", "apiServerExtraVolumes", "apiVersion"),
            *("clusterName", "controlPlaneEndpoint", "controllerManager", "controllerManagerExtraArgs"),
            *("featureGates", "kind", "kubernetesVersion", "metadata", "networking", "scheduler"),
            "schedulerExtraArgs",
        }
    ),
    "InitConfiguration": frozenset(
        {
            *("apiEndpoint", "apiVersion", "bootstrapTokens", "kind", "localAPIEndpoint", "metadata"),
            *("nodeRegistration", "skipPhases"),
        }
    ),
    "JoinConfiguration": frozenset(
        {
            *("apiEndpoint", "apiVersion", "controlPlane", "discovery", "discoveryTokenAPIServers"),
            *("discoveryTokenUnsafeSkipCAVerification", "kind", "metadata", "nodeRegistration", "skipPhases"),
            "token",
        }
    ),
}
"""What is at the top of kubeadm's documents as any release of kind writes them."""
LIST_OF_ARGUMENTS: Final = "v1beta4"
"""The version of kubeadm's documents from which on extra arguments are a list."""
_CLUSTER, _INIT, _JOIN = "ClusterConfiguration", "InitConfiguration", "JoinConfiguration"
_KUBELET, _PROXY = "KubeletConfiguration", "KubeProxyConfiguration"
_KUBEADM_KINDS: Final = (_CLUSTER, _INIT, _JOIN)
_API_VERSIONS: Final = {
    _KUBELET: "kubelet.config.k8s.io/v1beta1",
    _PROXY: "kubeproxy.config.k8s.io/v1alpha1",
}
_KINDS: Final = (*_KUBEADM_KINDS, *_API_VERSIONS)
_AT_TOP: Final = "write this patch at the top level, for all nodes"
_LATEST_OF: Final = (((1, 15), ""), ((1, 23), "v1beta2"), ((1, 36), "v1beta3"))
"""Kubernetes before this -> the version of its documents; that of the oldest is not known here."""
_V1BETA3_SINCE: Final = (0, 12)
_V1BETA4_SINCE: Final = (0, 32)


@dataclass(frozen=True, kw_only=True, slots=True)
class PatchTarget:
    """The documents that a patch may match."""

    versions: frozenset[str]
    """Of kubeadm's documents on the nodes concerned; an empty text where it cannot be known."""
    has_proxy: bool = True
    is_pristine: bool = False
    """Whether the documents are as kind writes them, since no other patch comes before."""
    unread: Mapping[str, str] = field(default_factory=dict)
    """Kind of a document that is there and that kubeadm does not read on this node -> what to do instead."""

    def version_of(self, kind: str) -> str:
        """Return the version of the documents of *kind*, if they all have the same; else an empty text."""
        return next(iter(self.versions)) if kind in _KUBEADM_KINDS and len(self.versions) == 1 else ""

    def unmatched(self, kind: str, version: str) -> str:
        """Return why a patch changes nothing, and what to write instead; empty if it does."""
        if why := self._wrong_kind(kind) or (version and self._wrong_version(kind, version)):
            return f"kind will ignore this patch, since {why}"
        if kind == _PROXY and not self.has_proxy:
            return "kind will ignore this patch, since kubeProxyMode is “none”: leave one of them out"
        if hint := self.unread.get(kind):
            return f"kubeadm will ignore this patch, since on this node it does not read {kind}: {hint}"
        return ""

    def _wrong_kind(self, kind: str) -> str:
        if not kind:
            return f"it names no “kind”: write one of {listed(_KINDS)}"
        if kind not in _KINDS:
            near = nearest(kind, _KINDS)
            hint = f"did you mean “{near}”?" if near else f"write one of {listed(_KINDS)}"
            return f"there is no “{kind}” to patch: {hint}"
        return ""

    def _wrong_version(self, kind: str, version: str) -> str:
        wanted = {_API_VERSIONS[kind]} if kind in _API_VERSIONS else self._kubeadm_versions()
        if not wanted or version in wanted:
            return ""
        return f"{kind} is “{min(wanted)}” here, not “{version}”: leave “apiVersion” out"

    def _kubeadm_versions(self) -> set[str]:
        return set() if "" in self.versions else {f"kubeadm.k8s.io/{each}" for each in self.versions}


def target_of_cluster(config: ClusterConfig, creation: Creation) -> PatchTarget:
    """Return what patches of the whole cluster meet."""
    return PatchTarget(
        versions=frozenset(_version_on(node, creation) for node in config.nodes),
        has_proxy=_has_proxy(config),
        is_pristine=_count(config) == 1 and not config.kubeadm_config_patches,
    )


def targets_of_nodes(config: ClusterConfig, creation: Creation) -> Iterator[tuple[int, Node, PatchTarget]]:
    """Yield each node that has patches, with its index and what they meet."""
    first = next((node for node in config.nodes if node.role == Role.CONTROL_PLANE), None)
    for index, node in enumerate(config.nodes):
        if _count(node):
            target = PatchTarget(
                versions=frozenset({_version_on(node, creation)}),
                has_proxy=_has_proxy(config),
                is_pristine=_count(config) + _count(node) == 1 and not node.kubeadm_config_patches,
                unread=_unread(node, begins=node is first),
            )
            yield index, node, target


def _has_proxy(config: ClusterConfig) -> bool:
    return config.networking.kube_proxy_mode != "none"


def _version_on(node: Node, creation: Creation) -> str:
    return _version(creation.kubernetes(node), creation.kind_release)


@lru_cache(maxsize=256)
def _version(kubernetes: tuple[int, int] | None, kind_release: tuple[int, int]) -> str:
    """Return the version that kind gives kubeadm's documents, empty if it cannot be known."""
    if kubernetes is None:
        return ""
    newest = next((version for end, version in _LATEST_OF if kubernetes < end), LIST_OF_ARGUMENTS)
    if newest == LIST_OF_ARGUMENTS and kind_release < _V1BETA4_SINCE:
        newest = "v1beta3"
    return "v1beta2" if newest == "v1beta3" and kind_release < _V1BETA3_SINCE else newest


def _count(holder: ClusterConfig | Node) -> int:
    return len(holder.kubeadm_config_patches) + len(holder.kubeadm_config_patches_json6902)


def _unread(node: Node, *, begins: bool) -> dict[str, str]:
    """Return what kubeadm does not read on *node*: to join it takes ``JoinConfiguration`` and no more.

    Who patches both beginning and joining, so that one text fits every node, knows it.
    """
    if begins:
        return {} if _patches(node, _INIT) else {_JOIN: f"it begins the cluster, patch {_INIT}"}
    unread = dict.fromkeys((_CLUSTER, _KUBELET, _PROXY), f"it joins the cluster, {_AT_TOP}")
    return unread if _patches(node, _JOIN) else {**unread, _INIT: f"it joins the cluster, patch {_JOIN}"}


def _patches(node: Node, kind: str) -> bool:
    in_text = any(kind in text for text in node.kubeadm_config_patches)
    return in_text or any(patch.kind == kind for patch in node.kubeadm_config_patches_json6902)
