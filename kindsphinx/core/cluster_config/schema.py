"""The fields of kind.x-k8s.io/v1alpha4 (kind's pkg/apis/config/v1alpha4/types.go)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.go_text import go_quote, go_upper
from kindsphinx.core.cluster_config.shapes import PLAIN_TEXT, Flag, Int32, ListOf, MapOf, StructOf, Text
from kindsphinx.core.cluster_config.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kindsphinx.core.cluster_config.shapes import Struct

API_VERSION: Final = "kind.x-k8s.io/v1alpha4"
KIND: Final = "Cluster"

ROLES: Final = ("control-plane", "worker")
IP_FAMILIES: Final = ("ipv4", "ipv6", "dual")
PROXY_MODES: Final = ("iptables", "ipvs", "nftables", "none")
PROTOCOLS: Final = ("TCP", "UDP", "SCTP")
PROPAGATIONS: Final = ("None", "HostToContainer", "Bidirectional")


def slip_of(key: str, fields: Iterable[str]) -> str:
    """Return the one of *fields* that *key* is a slip for; empty if none, or if it has a place of its own."""
    return "" if key in _FIELDS else nearest(key, fields)


def _verify_propagation(mount: Struct) -> tuple[str, str] | None:
    value = mount.values.get("propagation", "")
    if value in {"", *PROPAGATIONS}:
        return None
    return "propagation", f"Unknown MountPropagation: {go_quote(value)}"


def _verify_protocol(mapping: Struct) -> tuple[str, str] | None:
    """Judge the protocol, and note it in capitals as kind does."""
    value = mapping.values.get("protocol", "")
    if not value:
        return None
    mapping.values["protocol"] = value = go_upper(value)
    return None if value in PROTOCOLS else ("protocol", f"Unknown PortMappingProtocol: {go_quote(value)}")


_TEXTS: Final = ListOf(item=PLAIN_TEXT)
_LABELS: Final = MapOf(value=PLAIN_TEXT, zero="")

PATCH_JSON6902: Final = StructOf(
    go="v1alpha4.PatchJSON6902",
    fields={"group": PLAIN_TEXT, "version": PLAIN_TEXT, "kind": PLAIN_TEXT, "patch": PLAIN_TEXT},
)
MOUNT: Final = StructOf(
    go="v1alpha4.Mount",
    alias="v1alpha4.MountAlias",
    verify=_verify_propagation,
    fields={
        "containerPath": PLAIN_TEXT,
        "hostPath": PLAIN_TEXT,
        "readOnly": Flag(),
        "selinuxRelabel": Flag(),
        "propagation": Text(go="v1alpha4.MountPropagation", choices=PROPAGATIONS),
    },
)
PORT_MAPPING: Final = StructOf(
    go="v1alpha4.PortMapping",
    alias="v1alpha4.PortMappingAlias",
    verify=_verify_protocol,
    fields={
        "containerPort": Int32(),
        "hostPort": Int32(),
        "listenAddress": PLAIN_TEXT,
        "protocol": Text(go="v1alpha4.PortMappingProtocol", choices=PROTOCOLS),
    },
)
NODE: Final = StructOf(
    go="v1alpha4.Node",
    fields={
        "role": Text(go="v1alpha4.NodeRole", choices=ROLES),
        "image": PLAIN_TEXT,
        "labels": _LABELS,
        "extraMounts": ListOf(item=MOUNT),
        "extraPortMappings": ListOf(item=PORT_MAPPING),
        "kubeadmConfigPatches": _TEXTS,
        "kubeadmConfigPatchesJSON6902": ListOf(item=PATCH_JSON6902),
    },
)
NETWORKING: Final = StructOf(
    go="v1alpha4.Networking",
    fields={
        "ipFamily": Text(go="v1alpha4.ClusterIPFamily", choices=IP_FAMILIES),
        "apiServerPort": Int32(),
        "apiServerAddress": PLAIN_TEXT,
        "podSubnet": PLAIN_TEXT,
        "serviceSubnet": PLAIN_TEXT,
        "disableDefaultCNI": Flag(),
        "kubeProxyMode": Text(go="v1alpha4.ProxyMode", choices=PROXY_MODES),
        "dnsSearch": ListOf(item=PLAIN_TEXT, pointer=True),
    },
)
CLUSTER: Final = StructOf(
    go="v1alpha4.Cluster",
    fields={
        "kind": PLAIN_TEXT,
        "apiVersion": PLAIN_TEXT,
        "name": PLAIN_TEXT,
        "nodes": ListOf(item=NODE),
        "networking": NETWORKING,
        "featureGates": MapOf(value=Flag(), zero=False),
        "runtimeConfig": _LABELS,
        "kubeadmConfigPatches": _TEXTS,
        "kubeadmConfigPatchesJSON6902": ListOf(item=PATCH_JSON6902),
        "containerdConfigPatches": _TEXTS,
        "containerdConfigPatchesJSON6902": _TEXTS,
    },
)
TYPE_META: Final = StructOf(
    go="encoding.typeMeta", fields={"kind": PLAIN_TEXT, "apiVersion": PLAIN_TEXT}, lax=True
)
"""What kind reads first, to know what the rest is."""
_FIELDS: Final = frozenset(
    key for shape in (CLUSTER, NETWORKING, NODE, MOUNT, PORT_MAPPING, PATCH_JSON6902) for key in shape.fields
)
"""The names of all fields, wherever they belong."""
