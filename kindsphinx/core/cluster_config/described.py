"""What each field of a cluster configuration means, for the manual and for editors.

Releases and defaults are those of kind's ``pkg/apis/config/v1alpha4`` and of its history.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.codes import ProblemCode
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


_ANY_PORT: Final = "1 to 65535, 0 for a free one that kind picks, -1 for one that the engine picks"

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
        codes=(ProblemCode.NAME_START, ProblemCode.LONG_NAME),
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
        example={"InPlacePodVerticalScaling": True},
    ),
    "runtimeConfig": FieldText(
        meaning="APIs that the API server serves or does not, as its ``--runtime-config`` has them.",
        default="those of Kubernetes",
        since="0.9.0",
        wrong="A value is a text; kind does not look at names and values.",
        example={"api/alpha": "false"},
    ),
    **PATCH_LISTS,
    "containerdConfigPatches": FieldText(
        meaning="Patches in TOML for the configuration of containerd in every node.",
        default="none",
        since="0.6.0",
        wrong="A text that is no TOML ends the creation. containerd 2, in the node images from kind 0.27 on, "
        "does not start with ``registry.mirrors``: use ``config_path``.",
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
        codes=(ProblemCode.PATCH_SYNTAX,),
        example=['[{"op": "add", "path": "/debug", "value": {"level": "debug"}}]'],
    ),
}
_NODE: Final = {
    "role": FieldText(
        meaning="What the node does.",
        default="``control-plane``",
        since="0.6.0",
        wrong="With more than one control plane kind adds a load balancer, a container of its own.",
        example="worker",
    ),
    "image": FieldText(
        meaning="The node image, whose tag is the version of Kubernetes; ``--image`` goes before it.",
        default="that of the release of kind",
        since="0.6.0",
        wrong="kind does not look at it: an image that cannot be pulled is told by the engine. "
        "One without tag or digest is another one on another day.",
        codes=(ProblemCode.IMAGE_TAG,),
        example="kindest/node:v1.34.0",
    ),
    "labels": FieldText(
        meaning="Labels that the node has from the beginning.",
        default="none",
        since="0.11.0",
        wrong="The kubelet does not start with a label such as ``node-role.kubernetes.io/…``, nor with a "
        "name or a value that is none for Kubernetes; the creation fails after minutes.",
        codes=(ProblemCode.RESERVED_LABEL, ProblemCode.LABEL_SYNTAX),
        example={"tier": "frontend"},
    ),
    "extraMounts": FieldText(
        meaning="Folders and files of the host that the node sees.",
        default="none",
        since="0.6.0",
        example=[{"hostPath": "/srv/data", "containerPath": "/data"}],
    ),
    "extraPortMappings": FieldText(
        meaning="Ports of the node that can be reached at the host.",
        default="none",
        since="0.6.0",
        wrong="They cannot be changed once the cluster is there.",
        codes=(ProblemCode.PORT_CLASH,),
        example=[{"containerPort": 80, "hostPort": 8080}],
    ),
    **PATCH_LISTS,
}
_NETWORKING: Final = {
    "ipFamily": FieldText(
        meaning="Which addresses pods and services have.",
        default="``ipv4``",
        since="0.6.0",
        wrong="``ipv6`` and ``dual`` (0.11.0) need an engine with IPv6.",
        example="dual",
    ),
    "apiServerPort": FieldText(
        meaning="The port of the host at which the API server is reached.",
        allowed=_ANY_PORT,
        default="0",
        since="0.6.0",
        codes=(ProblemCode.PORT_CLASH,),
        example=6443,
    ),
    "apiServerAddress": FieldText(
        meaning="The address of the host at which the API server listens.",
        allowed="an IP address, which kind does not check",
        default="``127.0.0.1``, with ``ipv6`` ``::1``",
        since="0.6.0",
        wrong="Any other than loopback opens the cluster to the network.",
        codes=(ProblemCode.OPEN_API_SERVER, ProblemCode.LISTEN_ADDRESS),
        example="127.0.0.1",
    ),
    "podSubnet": FieldText(
        meaning="The addresses of pods.",
        allowed="a CIDR; with ``dual`` one of each family, separated by a comma without a blank",
        default="``10.244.0.0/16``, with ``ipv6`` ``fd00:10:244::/56``, with ``dual`` both",
        since="0.6.0",
        codes=(ProblemCode.SUBNET_OVERLAP,),
        example="10.244.0.0/16",
    ),
    "serviceSubnet": FieldText(
        meaning="The addresses of services.",
        allowed="as for ``podSubnet``",
        default="``10.96.0.0/16``, with ``ipv6`` ``fd00:10:96::/112``, with ``dual`` both",
        since="0.6.0",
        codes=(ProblemCode.SUBNET_OVERLAP,),
        example="10.96.0.0/16",
    ),
    "disableDefaultCNI": FieldText(
        meaning="Leaves out kind's network plugin, so that another one can be installed.",
        default="false",
        since="0.6.0",
        wrong="Without one the nodes are not ready: ``--wait`` waits in vain, and then ends with 0.",
        codes=(ProblemCode.CNI_WAIT,),
        example=True,
    ),
    "kubeProxyMode": FieldText(
        meaning="How kube-proxy does its work; ``none`` leaves it out.",
        default="``iptables``",
        since="0.9.0",
        wrong="``ipvs`` and ``none`` are there from kind 0.11 on, ``nftables`` from 0.23 on, "
        "with Kubernetes 1.31 or later.",
        codes=(ProblemCode.PROXY_MODE,),
        example="nftables",
    ),
    "dnsSearch": FieldText(
        meaning="The search domains of the nodes; an empty list clears them.",
        default="those of the host",
        since="0.18.0",
        example=["example.org"],
    ),
}
_MOUNT: Final = {
    "containerPath": FieldText(
        meaning="Where the node sees it.",
        allowed="an absolute path without ``:``",
        default="none",
        since="0.6.0",
        wrong="kind does not look at it; the engine refuses another one.",
        codes=(ProblemCode.CONTAINER_PATH,),
        example="/data",
    ),
    "hostPath": FieldText(
        meaning="The folder or file of the host; the engine makes an empty folder of one that is not there.",
        allowed="a path; write an absolute one",
        default="the folder in which kind is started",
        since="0.6.0",
        wrong="A relative one is looked for where kind is started, and ``~`` means nothing.",
        codes=(ProblemCode.HOST_PATH,),
        example="/srv/data",
    ),
    "readOnly": FieldText(
        meaning="Whether the node may only read it.", default="false", since="0.6.0", example=True
    ),
    "selinuxRelabel": FieldText(
        meaning="Whether it is labelled anew for SELinux.", default="false", since="0.6.0", example=True
    ),
    "propagation": FieldText(
        meaning="Whether mounts below it are seen on the other side; upper and lower case count.",
        default="``None``",
        since="0.6.0",
        wrong="Kind tells nothing else of a configuration with another value.",
        example="HostToContainer",
    ),
}
_PORT_MAPPING: Final = {
    "containerPort": FieldText(
        meaning="The port of the node.",
        allowed="1 to 65535",
        default="0",
        since="0.6.0",
        wrong="0 and -1 are taken, and lead nowhere.",
        codes=(ProblemCode.CONTAINER_PORT,),
        example=80,
    ),
    "hostPort": FieldText(
        meaning="The port of the host.",
        allowed=_ANY_PORT,
        default="0",
        since="0.6.0",
        wrong="-1 is there from kind 0.8 on. One that is in use, on this node or another, ends the creation.",
        codes=(ProblemCode.PORT_CLASH,),
        example=8080,
    ),
    "listenAddress": FieldText(
        meaning="The address of the host at which the port listens.",
        allowed="an IP address; kind checks it from 0.32 on",
        default="``0.0.0.0``, with ``ipv6`` ``::``",
        since="0.6.0",
        codes=(ProblemCode.LISTEN_ADDRESS,),
        example="127.0.0.1",
    ),
    "protocol": FieldText(
        meaning="The protocol, in any case.",
        default="``TCP``",
        since="0.6.0",
        wrong="Kind tells nothing else of a configuration with another value.",
        example="UDP",
    ),
}
STRUCTURES: Final = (
    Described(shape=CLUSTER, title="cluster", place="", fields=_CLUSTER),
    Described(shape=NODE, title="node", place="nodes[]", fields=_NODE),
    Described(
        shape=PORT_MAPPING, title="port mapping", place="nodes[].extraPortMappings[]", fields=_PORT_MAPPING
    ),
    Described(shape=MOUNT, title="mount", place="nodes[].extraMounts[]", fields=_MOUNT),
    Described(shape=NETWORKING, title="networking", place="networking", fields=_NETWORKING),
    Described(
        shape=PATCH_JSON6902,
        title="JSON 6902 patch",
        place="kubeadmConfigPatchesJSON6902[]",
        fields=PATCH_FIELDS,
    ),
)
"""All structures, in the order in which the manual has them."""
