"""Print a configuration with kind's own internal field names (its internal/apis/config/types.go)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kindsphinx.core.cluster_config.model import AbsentList, AbsentMap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.cluster_config.model import (
        ClusterConfig,
        Mount,
        Networking,
        Node,
        PatchJSON6902,
        PortMapping,
    )


def dump(config: ClusterConfig) -> dict[str, Any]:
    """Return *config* as data for JSON; ``None`` where the file says nothing and kind keeps that apart."""
    return {
        "Name": config.name,
        "Nodes": [_node(node) for node in config.nodes],
        "Networking": _networking(config.networking),
        "FeatureGates": _map(config.feature_gates),
        "RuntimeConfig": _map(config.runtime_config),
        "KubeadmConfigPatches": _list(config.kubeadm_config_patches),
        "KubeadmConfigPatchesJSON6902": [_patch(each) for each in config.kubeadm_config_patches_json6902],
        "ContainerdConfigPatches": _list(config.containerd_config_patches),
        "ContainerdConfigPatchesJSON6902": _list(config.containerd_config_patches_json6902),
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "Role": str(node.role),
        "Image": node.image,
        "Labels": _map(node.labels),
        "ExtraMounts": [_mount(mount) for mount in node.extra_mounts],
        "ExtraPortMappings": [_mapping(mapping) for mapping in node.extra_port_mappings],
        "KubeadmConfigPatches": _list(node.kubeadm_config_patches),
        "KubeadmConfigPatchesJSON6902": [_patch(each) for each in node.kubeadm_config_patches_json6902],
    }


def _mount(mount: Mount) -> dict[str, Any]:
    return {
        "ContainerPath": mount.container_path,
        "HostPath": mount.host_path,
        "Readonly": mount.read_only,
        "SelinuxRelabel": mount.selinux_relabel,
        "Propagation": mount.propagation,
    }


def _mapping(mapping: PortMapping) -> dict[str, Any]:
    return {
        "ContainerPort": mapping.container_port,
        "HostPort": mapping.host_port,
        "ListenAddress": mapping.listen_address,
        "Protocol": mapping.protocol,
    }


def _patch(patch: PatchJSON6902) -> dict[str, Any]:
    return {"Group": patch.group, "Version": patch.version, "Kind": patch.kind, "Patch": patch.patch}


def _networking(networking: Networking) -> dict[str, Any]:
    search = networking.dns_search
    return {
        "IPFamily": networking.ip_family,
        "APIServerPort": networking.api_server_port,
        "APIServerAddress": networking.api_server_address,
        "PodSubnet": networking.pod_subnet,
        "ServiceSubnet": networking.service_subnet,
        "DisableDefaultCNI": networking.disable_default_cni,
        "KubeProxyMode": networking.kube_proxy_mode,
        "DNSSearch": None if search is None else list(search),
    }


def _list(texts: tuple[str, ...]) -> list[str] | None:
    return None if isinstance(texts, AbsentList) else list(texts)


def _map(values: Mapping[str, Any]) -> dict[str, Any] | None:
    return None if isinstance(values, AbsentMap) else dict(sorted(values.items()))
