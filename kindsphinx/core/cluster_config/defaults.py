"""Complete a decoded configuration as kind does (its v1alpha4/default.go)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kindsphinx.core.cluster_config.model import (
    NO_LIST,
    NO_MAP,
    ClusterConfig,
    Mount,
    Networking,
    Node,
    PatchJSON6902,
    PortMapping,
    Role,
)

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.shapes import Struct

DEFAULT_NAME: Final = "kind"
_POD_SUBNETS: Final = {"ipv6": "fd00:10:244::/56", "dual": "10.244.0.0/16,fd00:10:244::/56"}
_SERVICE_SUBNETS: Final = {"ipv6": "fd00:10:96::/112", "dual": "10.96.0.0/16,fd00:10:96::/112"}


def build(cluster: Struct, *, name: str, image: str) -> ClusterConfig:
    """Return *cluster* completed; *name* as the command line gives it, *image* as this kind's default."""
    values = cluster.values
    declared = values.get("name", "")
    return ClusterConfig(
        name=name or declared or DEFAULT_NAME,
        declared_name=declared,
        nodes=tuple(_node(node.values, image) for node in values.get("nodes", ())) or (Node(image=image),),
        networking=_networking(values["networking"].values if "networking" in values else {}),
        feature_gates=values.get("featureGates", NO_MAP),
        runtime_config=values.get("runtimeConfig", NO_MAP),
        kubeadm_config_patches=_texts(values, "kubeadmConfigPatches"),
        kubeadm_config_patches_json6902=_patches(values),
        containerd_config_patches=_texts(values, "containerdConfigPatches"),
        containerd_config_patches_json6902=_texts(values, "containerdConfigPatchesJSON6902"),
    )


def _node(values: dict[str, Any], image: str) -> Node:
    return Node(
        role=values.get("role") or Role.CONTROL_PLANE,
        image=values.get("image") or image,
        labels=values.get("labels", NO_MAP),
        extra_mounts=tuple([_mount(each.values) for each in values.get("extraMounts", ())]),
        extra_port_mappings=tuple([_mapping(each.values) for each in values.get("extraPortMappings", ())]),
        kubeadm_config_patches=_texts(values, "kubeadmConfigPatches"),
        kubeadm_config_patches_json6902=_patches(values),
    )


def _mount(values: dict[str, Any]) -> Mount:
    return Mount(
        container_path=values.get("containerPath", ""),
        host_path=values.get("hostPath", ""),
        read_only=values.get("readOnly", False),
        selinux_relabel=values.get("selinuxRelabel", False),
        propagation=values.get("propagation", ""),
    )


def _mapping(values: dict[str, Any]) -> PortMapping:
    return PortMapping(
        container_port=values.get("containerPort", 0),
        host_port=values.get("hostPort", 0),
        listen_address=values.get("listenAddress", ""),
        protocol=values.get("protocol", ""),
    )


def _networking(values: dict[str, Any]) -> Networking:
    family = values.get("ipFamily") or "ipv4"
    search = values.get("dnsSearch")
    return Networking(
        ip_family=family,
        api_server_port=values.get("apiServerPort", 0),
        api_server_address=values.get("apiServerAddress") or ("::1" if family == "ipv6" else "127.0.0.1"),
        pod_subnet=values.get("podSubnet") or _POD_SUBNETS.get(family, "10.244.0.0/16"),
        service_subnet=values.get("serviceSubnet") or _SERVICE_SUBNETS.get(family, "10.96.0.0/16"),
        disable_default_cni=values.get("disableDefaultCNI", False),
        kube_proxy_mode=values.get("kubeProxyMode") or "iptables",
        dns_search=None if search is None else tuple(search),
    )


def _texts(values: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(values[key]) if key in values else NO_LIST


def _patches(values: dict[str, Any]) -> tuple[PatchJSON6902, ...]:
    if "kubeadmConfigPatchesJSON6902" not in values:
        return ()
    patches = (each.values for each in values["kubeadmConfigPatchesJSON6902"])
    return tuple(
        PatchJSON6902(
            group=patch.get("group", ""),
            version=patch.get("version", ""),
            kind=patch.get("kind", ""),
            patch=patch.get("patch", ""),
        )
        for patch in patches
    )
