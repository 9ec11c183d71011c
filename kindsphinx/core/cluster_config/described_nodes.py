"""What the fields of nodes and of the network mean."""

from __future__ import annotations

from typing import Final

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.described_patches import PATCH_LISTS
from kindsphinx.core.cluster_config.field_text import FieldText

_ANY_PORT: Final = "1 to 65535, 0 for a free one that kind picks, -1 for one that the engine picks"

NODE_FIELDS: Final = {
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
        "One without tag or digest is another one on another day. From Kubernetes 1.35 on the kubelet does "
        "not start on an engine with cgroup v1, unless a patch says ``failCgroupV1: false``.",
        codes=(ProblemCode.IMAGE_TAG, ProblemCode.IMAGE_SYNTAX, ProblemCode.CGROUP_V1),
        example="kindest/node:v1.37.0",
    ),
    "labels": FieldText(
        meaning="Labels that the node has from the beginning.",
        default="none",
        since="0.11.0",
        wrong="The kubelet does not start with a label such as ``node-role.kubernetes.io/…``, nor with a "
        "name or a value that is none for Kubernetes; the creation fails after minutes.",
        codes=(ProblemCode.RESERVED_LABEL, ProblemCode.LABEL_SYNTAX, ProblemCode.NEWER_FIELD),
        example={"tier": "frontend"},
    ),
    "extraMounts": FieldText(
        meaning="Folders and files of the host that the node sees.",
        default="none",
        since="0.6.0",
        wrong="The engine refuses two at one place, and one at ``/tmp``, ``/run`` or ``/lib/modules``, "
        "where kind itself mounts something.",
        codes=(ProblemCode.MOUNT_CLASH,),
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
NETWORKING_FIELDS: Final = {
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
        wrong="One that a port mapping asks for too, or that is in use, ends the creation.",
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
        wrong="kind does not compare it with ``serviceSubnet``: of an address in both, one is not reached.",
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
        wrong="``none`` is there from kind 0.11 on, ``nftables`` from 0.23 on, with Kubernetes 1.31 or "
        "later; ``ipvs`` needs modules of the host's kernel.",
        codes=(ProblemCode.PROXY_MODE, ProblemCode.NEWER_FIELD),
        example="nftables",
    ),
    "dnsSearch": FieldText(
        meaning="The search domains of the nodes; an empty list clears them.",
        default="those of the host",
        since="0.18.0",
        codes=(ProblemCode.NEWER_FIELD,),
        example=["example.org"],
    ),
}
MOUNT_FIELDS: Final = {
    "containerPath": FieldText(
        meaning="Where the node sees it.",
        allowed="an absolute path without ``:``, not ``/``",
        default="none",
        since="0.6.0",
        wrong="kind does not look at it; the engine refuses another one.",
        codes=(ProblemCode.CONTAINER_PATH, ProblemCode.MOUNT_CLASH),
        example="/data",
    ),
    "hostPath": FieldText(
        meaning="The folder or file of the host; the engine makes an empty folder of one that is not there.",
        allowed="a path; write an absolute one",
        default="the folder in which kind is started",
        since="0.6.0",
        wrong="A relative one is looked for where kind is started, and ``~`` means nothing.",
        codes=(ProblemCode.HOST_PATH, ProblemCode.CONTAINER_PATH),
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
PORT_MAPPING_FIELDS: Final = {
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
