"""Warn of what kind accepts and what then fails or surprises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.creation import Doubt
from kindsphinx.core.cluster_config.doubts_of_network import doubts_of_network
from kindsphinx.core.cluster_config.doubts_of_nodes import doubts_of_nodes
from kindsphinx.core.cluster_config.doubts_of_patches import doubts_of_patches
from kindsphinx.core.cluster_config.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.cluster_config.creation import Creation
    from kindsphinx.core.cluster_config.model import ClusterConfig

_LONGEST_NAME: Final = 50
"""kind's own limit, for its own warning (its pkg/cluster/internal/create/create.go)."""
_CGROUP_V2_ONLY: Final = (1, 35)
_FAIL_CGROUP: Final = re.compile(r"failCgroupV1[\"']?\s*:\s*false")


def doubts(config: ClusterConfig, creation: Creation) -> list[Doubt]:
    """Return what to warn of in *config*, which kind accepts."""
    return [
        *_name(config),
        *_control_planes(config),
        *_cgroups(config, creation),
        *doubts_of_network(config, creation),
        *doubts_of_nodes(config, creation),
        *doubts_of_patches(config, creation),
    ]


def _name(config: ClusterConfig) -> Iterator[Doubt]:
    name = config.name
    if not name[0].isalnum():
        yield Doubt(
            path=("name",),
            code=ProblemCode.NAME_START,
            message=f"the engine will refuse containers called “{name}-…”: "
            "begin the cluster's name with a letter or a digit",
        )
    if len(name) > _LONGEST_NAME:
        yield Doubt(
            path=("name",),
            code=ProblemCode.LONG_NAME,
            message=f"with a cluster's name of {len(name)} characters the names of its nodes can be too long "
            f"for a host name: keep to {_LONGEST_NAME}",
        )


def _control_planes(config: ClusterConfig) -> Iterator[Doubt]:
    count = sum(node.role == Role.CONTROL_PLANE for node in config.nodes)
    if count and count % 2 == 0:
        yield Doubt(
            path=("nodes",),
            code=ProblemCode.EVEN_CONTROL_PLANES,
            message=f"{count} control planes survive the loss of no more nodes than {count - 1} do, "
            f"since etcd needs a majority: write {count - 1} or {count + 1}",
        )


def _cgroups(config: ClusterConfig, creation: Creation) -> Iterator[Doubt]:
    if creation.context.cgroup_version != 1:
        return
    for index, node in enumerate(config.nodes):
        version = creation.kubernetes(node)
        patches = (*config.kubeadm_config_patches, *node.kubeadm_config_patches)
        if version and version >= _CGROUP_V2_ONLY and not any(map(_FAIL_CGROUP.search, patches)):
            yield Doubt(
                path=("nodes", index),
                code=ProblemCode.CGROUP_V1,
                message=f"the kubelet of Kubernetes {version[0]}.{version[1]} will not start on this engine, "
                "which has cgroup v1: patch KubeletConfiguration with “failCgroupV1: false”, "
                "or use an image before v1.35",
            )
            return
