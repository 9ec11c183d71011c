"""What the fields of patches for kubeadm mean: those of the whole cluster, and those of a node."""

from __future__ import annotations

from typing import Final

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.field_text import FieldText

_CODES: Final = (ProblemCode.PATCH_IGNORED, ProblemCode.PATCH_SYNTAX, ProblemCode.PATCH_ARGUMENTS)


PATCH_LISTS: Final = {
    "kubeadmConfigPatches": FieldText(
        meaning="Patches in YAML that are merged into kubeadm's configuration, of all nodes or of this one.",
        default="none",
        since="0.6.0",
        wrong="A patch without the ``kind`` of what it patches is ignored without a word, and so is one "
        "whose ``apiVersion`` is not that of this Kubernetes: leave it out. A node that joins the cluster "
        "reads ``JoinConfiguration`` alone. Each is a text: ``- |``.",
        codes=(*_CODES, ProblemCode.PATCH_DUPLICATE),
        example=[
            'kind: ClusterConfiguration\napiServer:\n  extraArgs:\n    v: "4"\n',
        ],
    ),
    "kubeadmConfigPatchesJSON6902": FieldText(
        meaning="JSON 6902 patches of kubeadm's configuration, of all nodes or of this one.",
        default="none",
        since="0.6.0",
        wrong="One that matches nothing is ignored without a word; a path that is none ends the creation.",
        codes=(*_CODES, ProblemCode.PATCH_OPERATION),
        example=[
            {
                "group": "kubeadm.k8s.io",
                "version": "v1beta4",
                "kind": "ClusterConfiguration",
                "patch": "- op: add\n  path: /apiServer/certSANs/-\n  value: dev.example.org\n",
            }
        ],
    ),
}
"""The two fields that a cluster and a node have alike."""
PATCH_FIELDS: Final = {
    "group": FieldText(
        meaning="The API group of what is patched; without it and ``version`` any will do.",
        default="none",
        since="0.6.0",
        example="kubeadm.k8s.io",
    ),
    "version": FieldText(
        meaning="The API version of what is patched.",
        default="none",
        since="0.6.0",
        wrong="kubeadm's is v1beta3 for Kubernetes 1.23 to 1.35, and v1beta4 later, from kind 0.32 on.",
        codes=(ProblemCode.PATCH_IGNORED,),
        example="v1beta4",
    ),
    "kind": FieldText(
        meaning="The kind of what is patched.",
        allowed="``ClusterConfiguration``, ``InitConfiguration``, ``JoinConfiguration``, "
        "``KubeletConfiguration`` or ``KubeProxyConfiguration``",
        default="none",
        since="0.6.0",
        codes=(ProblemCode.PATCH_IGNORED,),
        example="ClusterConfiguration",
    ),
    "patch": FieldText(
        meaning="The list of operations, a text in YAML or JSON.",
        default="none",
        since="0.6.0",
        wrong="An operation whose path is not there ends the creation; one without ``value`` sets null.",
        codes=(ProblemCode.PATCH_SYNTAX, ProblemCode.PATCH_OPERATION, ProblemCode.PATCH_ARGUMENTS),
        example="- op: add\n  path: /apiServer/certSANs/-\n  value: dev.example.org\n",
    ),
}
"""The fields of one JSON 6902 patch; its ``name`` and ``namespace`` are gone."""
