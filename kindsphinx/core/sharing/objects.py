"""Reads what an API server lists as what pages make in it, without what the cluster makes by itself."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Listed = Mapping[str, Any]

PASSING = frozenset(
    {
        *("events", "events.events.k8s.io", "endpoints", "endpointslices.discovery.k8s.io"),
        *("componentstatuses", "nodes.metrics.k8s.io", "pods.metrics.k8s.io"),
        *("leases.coordination.k8s.io", "leasecandidates.coordination.k8s.io"),
    }
)
"""Resources that follow from others, or come and go by themselves, as ``kubectl api-resources`` has them."""
_MADE_IN_EVERY_NAMESPACE = {("ConfigMap", "kube-root-ca.crt"), ("ServiceAccount", "default")}
_MANAGED = ("kube-aggregator.kubernetes.io/automanaged", "ipaddress.kubernetes.io/managed-by")
_KUBELET_SIGNERS = "kubernetes.io/kube"
_PROVISIONED = "pv.kubernetes.io/provisioned-by"
_OF_THE_NODE = "node.kubernetes.io/"
_CHANGE_BY_THEMSELVES = {("ConfigMap", "kube-public", "cluster-info")}


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class ApiObject:
    """An object of an API server, by its names."""

    kind: str
    namespace: str = ""
    """Empty for one of the whole cluster."""
    name: str
    group: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.namespace}/{self.name}" if self.namespace else f"{self.kind} {self.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiState:
    """What there is on an API server at one time."""

    objects: Mapping[ApiObject, str]
    """Each with a digest of what somebody wants of it; what has an owner is there as its owner."""
    going: frozenset[ApiObject]
    """What is being deleted, or will be, as its owner is gone."""


def api_state(listed: Iterable[Listed]) -> ApiState:
    """Return what *listed*, the objects of all resources that are not :data:`PASSING`, means."""
    listed = tuple(listed)
    present = {str(each["metadata"].get("uid")) for each in listed}
    return ApiState(
        objects={_named(each): _digest(each) for each in listed if not _owner(each) and _counts(each)},
        going=frozenset(_named(each) for each in listed if _is_going(each, present)),
    )


def _named(each: Listed) -> ApiObject:
    metadata = each["metadata"]
    return ApiObject(
        kind=str(each["kind"]),
        namespace=str(metadata.get("namespace", "")),
        name=str(metadata["name"]),
        group=str(each.get("apiVersion", "")).rpartition("/")[0],
    )


def _owner(each: Listed) -> str:
    owners = each["metadata"].get("ownerReferences") or ()
    return next((str(owner["uid"]) for owner in owners if owner.get("controller")), "")


def _counts(each: Listed) -> bool:
    """Return whether somebody has made an object, rather than the cluster as it is."""
    kind, metadata = each["kind"], each["metadata"]
    if (kind, metadata["name"]) in _MADE_IN_EVERY_NAMESPACE:
        return False
    if kind == "CertificateSigningRequest":
        # of a kubelet, and gone after an hour
        return not str(each["spec"].get("signerName", "")).startswith(_KUBELET_SIGNERS)
    if kind == "PersistentVolume":
        # goes with its claim
        return _PROVISIONED not in (metadata.get("annotations") or {})
    return not any(label in (metadata.get("labels") or {}) for label in _MANAGED)


def _is_going(each: Listed, present: set[str]) -> bool:
    if each["kind"] == "PersistentVolume" and each.get("status", {}).get("phase") == "Released":
        return bool(each["spec"].get("persistentVolumeReclaimPolicy") == "Delete")
    owner = _owner(each)
    return bool(each["metadata"].get("deletionTimestamp")) or bool(owner and owner not in present)


def _digest(each: Listed) -> str:
    if (each["kind"], each["metadata"].get("namespace"), each["metadata"]["name"]) in _CHANGE_BY_THEMSELVES:
        return ""
    wanted = {key: value for key, value in each.items() if key not in {"metadata", "status"}}
    wanted["labels"] = each["metadata"].get("labels") or {}
    if each["kind"] == "Node":
        taints = each.get("spec", {}).get("taints") or ()
        own = [taint for taint in taints if not taint["key"].startswith(_OF_THE_NODE)]
        # the cluster says itself that a node is not ready
        wanted["spec"] = {**each.get("spec", {}), "taints": own}
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()
