"""Says what of a new cluster is not ready for a page's next command, from what its API server lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Object = Mapping[str, Any]

_KUBE_PROXY = "kube-proxy"
_NO_PLUGIN = "NetworkPluginNotReady"


def unready(objects: Sequence[Object], *, nodes: int) -> tuple[str, ...]:
    """Return what is not ready among nodes and the workloads of ``kube-system``, in words.

    A cluster without a CNI (``disableDefaultCNI``) is ready where only what needs one is missing.

    :param nodes: how many nodes the cluster has to have.
    """
    by_kind = {kind: [each for each in objects if each["kind"] == kind] for kind in _KINDS}
    has_cni = _has_cni(by_kind["Node"], by_kind["DaemonSet"])
    return (
        *_missing_nodes(by_kind["Node"], nodes),
        *(_unready_nodes(by_kind["Node"]) if has_cni else ()),
        *(_unready_sets(by_kind["DaemonSet"])),
        *(_unready_deployments(by_kind["Deployment"]) if has_cni else ()),
        *_unready_pods(by_kind["Pod"], has_cni=has_cni),
    )


def without_account(accounts: Iterable[Object]) -> tuple[str, ...]:
    """Return, in words, that the service account which pods run as is not there yet."""
    names = {account["metadata"]["name"] for account in accounts}
    return () if "default" in names else ("the service account “default” is not there",)


_KINDS = ("Node", "DaemonSet", "Deployment", "Pod")


def _has_cni(nodes: Sequence[Object], daemon_sets: Sequence[Object]) -> bool:
    # kind installs its CNI before `kind create cluster` ends: a set that is not there then is not to come
    waiting = any(_NO_PLUGIN in _ready(node).get("message", "") for node in nodes)
    return not waiting or any(_name(each) != _KUBE_PROXY for each in daemon_sets)


def _missing_nodes(nodes: Sequence[Object], wanted: int) -> Iterator[str]:
    if len(nodes) < wanted:
        yield f"{len(nodes)} of {wanted} nodes have joined"


def _unready_nodes(nodes: Sequence[Object]) -> Iterator[str]:
    for node in nodes:
        if _ready(node).get("status") != "True":
            reason = _ready(node).get("message") or "it has not reported yet"
            yield f"the node {_name(node)} is not Ready ({reason})"


def _unready_sets(daemon_sets: Sequence[Object]) -> Iterator[str]:
    for each in daemon_sets:
        status = each.get("status", {})
        ready, wanted = status.get("numberReady", 0), status.get("desiredNumberScheduled", 0)
        if ready < wanted or _is_unseen(each):
            yield f"{ready} of {wanted} pods of the daemon set {_name(each)} are ready"


def _unready_deployments(deployments: Sequence[Object]) -> Iterator[str]:
    for each in deployments:
        ready, wanted = each.get("status", {}).get("availableReplicas", 0), each["spec"].get("replicas", 1)
        if ready < wanted or _is_unseen(each):
            yield f"{ready} of {wanted} pods of the deployment {_name(each)} are available"


def _unready_pods(pods: Sequence[Object], *, has_cni: bool) -> Iterator[str]:
    for pod in pods:
        runs = pod.get("status", {}).get("phase") not in {"Succeeded", "Failed"}
        expected = has_cni or pod["spec"].get("hostNetwork", False)
        if runs and expected and _ready(pod).get("status") != "True":
            yield f"the pod {_name(pod)} is not ready"


def _is_unseen(thing: Object) -> bool:
    return bool(thing.get("status", {}).get("observedGeneration", 0) < thing["metadata"].get("generation", 0))


def _ready(thing: Object) -> Mapping[str, str]:
    conditions = thing.get("status", {}).get("conditions") or ()
    return next((each for each in conditions if each["type"] == "Ready"), {})


def _name(thing: Object) -> str:
    return str(thing["metadata"]["name"])
