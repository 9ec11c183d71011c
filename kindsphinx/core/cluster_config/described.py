"""What each field of a cluster configuration means, for the manual and for editors.

Releases and defaults are those of kind's ``pkg/apis/config/v1alpha4`` and of its history.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.described_nodes import (
    MOUNT_FIELDS,
    NETWORKING_FIELDS,
    NODE_FIELDS,
    PORT_MAPPING_FIELDS,
)
from kindsphinx.core.cluster_config.described_patches import PATCH_FIELDS, PATCH_LISTS
from kindsphinx.core.cluster_config.field_text import FieldText
from kindsphinx.core.cluster_config.schema import (
    CLUSTER,
    MOUNT,
    NETWORKING,
    NODE,
    PATCH_JSON6902,
    PORT_MAPPING,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.cluster_config.shapes import StructOf


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """One structure of a configuration."""

    shape: StructOf
    title: str
    """What it is called in a sentence."""
    place: str
    """Where it stands, as a path; empty for the top level."""
    fields: Mapping[str, FieldText]


_CLUSTER: Final = {
    "kind": FieldText(
        meaning="Says that this is a cluster.",
        allowed="``Cluster``",
        since="0.6.0",
        codes=(ProblemCode.VERSION,),
    ),
    "apiVersion": FieldText(
        meaning="The version of the format.",
        allowed="``kind.x-k8s.io/v1alpha4``",
        since="0.6.0",
        wrong="``v1alpha3`` and older ones have not been read since kind 0.9.",
        codes=(ProblemCode.VERSION,),
    ),
    "name": FieldText(
        meaning="The name of the cluster, and the beginning of its nodes' names; ``--name`` goes before it.",
        allowed="small letters, digits, ``.`` and ``-``",
        default="``kind``",
        since="0.9.0",
        wrong="A name that begins with ``.`` or ``-`` is refused by the engine; "
        "one of more than 50 characters makes host names too long.",
        codes=(ProblemCode.NAME_START, ProblemCode.LONG_NAME, ProblemCode.NEWER_FIELD),
        example="dev",
    ),
    "nodes": FieldText(
        meaning="The nodes, each a container; kind numbers those of a role in this order.",
        allowed="at least one with the role ``control-plane``",
        default="one control plane",
        since="0.6.0",
        wrong="An even number of control planes survives no more failures than one less.",
        codes=(ProblemCode.EVEN_CONTROL_PLANES,),
        example=[{"role": "control-plane"}, {"role": "worker"}],
    ),
    "networking": FieldText(
        meaning="The network of the whole cluster.",
        default="the defaults of its fields",
        since="0.6.0",
        example={"ipFamily": "ipv4"},
    ),
    "featureGates": FieldText(
        meaning="Feature gates of Kubernetes, by name, for all its components.",
        default="those of Kubernetes",
        since="0.8.0",
        wrong="kind does not know the names: the components of Kubernetes do not start with one that theirs "
        "has not, and the creation fails after minutes.",
        codes=(ProblemCode.NEWER_FIELD,),
        example={"InPlacePodVerticalScaling": True},
    ),
    "runtimeConfig": FieldText(
        meaning="APIs that the API server serves or does not, as its ``--runtime-config`` has them.",
        default="those of Kubernetes",
        since="0.9.0",
        wrong="A value is a text; kind does not look at names and values.",
        codes=(ProblemCode.NEWER_FIELD,),
        example={"api/alpha": "false"},
    ),
    **PATCH_LISTS,
    "containerdConfigPatches": FieldText(
        meaning="Patches in TOML for the configuration of containerd in every node.",
        default="none",
        since="0.6.0",
        wrong="A text that is no TOML ends the creation. containerd does not start with "
        "``registry.mirrors`` beside ``config_path``, and that of kind 0.31 not with it alone. A patch that "
        "says another ``version`` than 2 is ignored from kind 0.32 on.",
        codes=(ProblemCode.PATCH_SYNTAX, ProblemCode.REGISTRY_MIRRORS, ProblemCode.PATCH_IGNORED),
        example=[
            '[plugins."io.containerd.grpc.v1.cri".registry]\n  config_path = "/etc/containerd/certs.d"\n'
        ],
    ),
    "containerdConfigPatchesJSON6902": FieldText(
        meaning="JSON 6902 patches for the configuration of containerd.",
        default="none",
        since="0.6.0",
        wrong="The text must be JSON; YAML, which kubeadm's patches may be in, ends the creation.",
        codes=(ProblemCode.PATCH_SYNTAX, ProblemCode.PATCH_OPERATION),
        example=['[{"op": "add", "path": "/debug", "value": {"level": "debug"}}]'],
    ),
}
STRUCTURES: Final = (
    Described(shape=CLUSTER, title="cluster", place="", fields=_CLUSTER),
    Described(shape=NODE, title="node", place="nodes[]", fields=NODE_FIELDS),
    Described(
        shape=PORT_MAPPING,
        title="port mapping",
        place="nodes[].extraPortMappings[]",
        fields=PORT_MAPPING_FIELDS,
    ),
    Described(shape=MOUNT, title="mount", place="nodes[].extraMounts[]", fields=MOUNT_FIELDS),
    Described(shape=NETWORKING, title="networking", place="networking", fields=NETWORKING_FIELDS),
    Described(
        shape=PATCH_JSON6902,
        title="JSON 6902 patch",
        place="kubeadmConfigPatchesJSON6902[]",
        fields=PATCH_FIELDS,
    ),
)
"""All structures, in the order in which the manual has them."""
