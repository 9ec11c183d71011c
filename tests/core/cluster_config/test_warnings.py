"""What kind accepts and what then fails or surprises is warned of, each under a name that can be silenced."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import judge
from kindsphinx.core.problems import Severity

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
NODE = "nodes:\n- image: kindest/node:v1.34.0\n"
MOUNT = "nodes:\n- extraMounts:\n  - {hostPath: %s, containerPath: %s}\n"
PORT = "nodes:\n- extraPortMappings:\n  - {containerPort: %s, hostPort: %s}\n"
OPERATIONS = "kubeadmConfigPatchesJSON6902: [{kind: InitConfiguration, patch: '%s'}]\n"
PATCH = f"{NODE}kubeadmConfigPatches:\n- |\n  "

WARNED = {
    "name that begins with a dash": ("name: -a\n", "name-start", 3, "begin the cluster's name with a letter"),
    "long name": (f"name: {'a' * 51}\n", "long-name", 3, "keep to 50"),
    "two control planes": ("nodes: [{}, {}]\n", "even-control-planes", 3, "write 1 or 3"),
    "image without a tag": ("nodes:\n- image: registry.example:5000/node\n", "image-tag", 4, "write a tag"),
    "image in capitals": ("nodes:\n- image: Kindest/Node:v1\n", "image-syntax", 4, "small letters"),
    "image with a blank": ("nodes:\n- image: kindest/node v1\n", "image-syntax", 4, "without blanks"),
    "image with two tags": ("nodes:\n- image: 'node:v1:v2'\n", "image-syntax", 4, "no name of an image"),
    "image with a short digest": ("nodes:\n- image: 'node@sha256:ab'\n", "image-syntax", 4, "will refuse"),
    "reserved label": (
        "nodes:\n- labels: {node-role.kubernetes.io/x: ''}\n",
        "reserved-label",
        4,
        "a prefix of your own",
    ),
    "label of Kubernetes": ("nodes:\n- labels: {a.k8s.io/x: ''}\n", "reserved-label", 4, "after minutes"),
    "value of a label": ("nodes:\n- labels: {a: 'b,c=d'}\n", "label-syntax", 4, "63 letters"),
    "name of a label": ("nodes:\n- labels: {'a b': c}\n", "label-syntax", 4, "63 letters"),
    "no host path": ("nodes:\n- extraMounts:\n  - containerPath: /a\n", "host-path", 5, "without “hostPath”"),
    "relative host path": (MOUNT % ("data", "/data"), "host-path", 5, "write the whole path"),
    "home as host path": (MOUNT % ("~/data", "/data"), "host-path", 5, "“~” means nothing to kind"),
    "relative container path": (MOUNT % ("/data", "data"), "container-path", 5, "must begin with “/”"),
    "colon in a path": (MOUNT % ("'/a:b'", "/data"), "container-path", 5, "no “:” in its paths"),
    "whole node as container path": (MOUNT % ("/data", "/."), "container-path", 5, "cannot be “/”"),
    "two mounts at one place": (
        f"{MOUNT % ('/a', '/data')}  - {{hostPath: /b, containerPath: /data/}}\n",
        "mount-clash",
        6,
        "since extraMounts[0] mounts something there",
    ),
    "mount where kind has one": (MOUNT % ("/a", "/tmp"), "mount-clash", 5, "since kind itself"),
    "no container port": (
        "nodes:\n- extraPortMappings:\n  - hostPort: 80\n",
        "container-port",
        5,
        "nothing will answer",
    ),
    "container port -1": (PORT % (-1, 80), "container-port", 5, "nothing will answer"),
    "address on a random port": (
        "nodes:\n- extraPortMappings:\n  - {containerPort: 80, listenAddress: localhost}\n",
        "listen-address",
        5,
        "“localhost”, which is no IP address",
    ),
    "port of two nodes": (
        f"{PORT % (80, 80)}- role: worker\n  {(PORT % (80, 80))[9:]}",
        "port-clash",
        8,
        "nodes[0]",
    ),
    "port of the API server": (
        f"networking: {{apiServerPort: 80}}\n{PORT % (80, 80)}",
        "port-clash",
        6,
        "apiServerPort",
    ),
    "port with and without its protocol": (
        f"{PORT % (80, 80)}  - {{containerPort: 81, hostPort: 80, protocol: tcp}}\n",
        "port-clash",
        6,
        "another port",
    ),
    "port of all addresses and of one": (
        (
            f"{PORT % (80, 80)}- role: worker\n  extraPortMappings:\n"
            "  - {containerPort: 80, hostPort: 80, listenAddress: 127.0.0.1}\n"
        ),
        "port-clash",
        8,
        "another port",
    ),
    "port of all addresses of IPv6": (
        (
            f"networking: {{ipFamily: ipv6, apiServerPort: 80}}\n{PORT % (80, 80)}"
            "  - {containerPort: 80, hostPort: 81, listenAddress: '::1'}\n"
        ),
        "port-clash",
        6,
        "apiServerPort",
    ),
    "open API server": ("networking: {apiServerAddress: 0.0.0.0}\n", "open-api-server", 3, "leave it out"),
    "API server on a name": (
        "networking: {apiServerAddress: localhost}\n",
        "listen-address",
        3,
        "no IP address",
    ),
    "overlap": ("networking: {podSubnet: 10.0.0.0/8}\n", "subnet-overlap", 3, "10.96.0.0/16"),
    "nftables on an old Kubernetes": (
        "networking: {kubeProxyMode: nftables}\nnodes: [{image: 'kindest/node:v1.29.4'}]\n",
        "proxy-mode",
        3,
        "1.31 on",
    ),
    "patch without kind": (f"{PATCH}apiServer: {{}}\n", "patch-ignored", 6, "it names no “kind”"),
    "patch of an unknown kind": (
        f"{PATCH}kind: clusterConfig\n",
        "patch-ignored",
        7,
        "“ClusterConfiguration”",
    ),
    "patch of another kind": (
        f"{PATCH}kind: Pod\n",
        "patch-ignored",
        7,
        "write one of “ClusterConfiguration”",
    ),
    "patch of another version": (
        f"{PATCH}kind: ClusterConfiguration\n  apiVersion: kubeadm.k8s.io/v1beta4\n",
        "patch-ignored",
        8,
        "is “kubeadm.k8s.io/v1beta3” here",
    ),
    "patch of the kubelet's version": (
        f"{PATCH}kind: KubeletConfiguration\n  apiVersion: v1\n",
        "patch-ignored",
        8,
        "kubelet.config.k8s.io/v1beta1",
    ),
    "arguments as a mapping": (
        (
            "kubeadmConfigPatches:\n- |\n  kind: ClusterConfiguration\n  apiVersion: kubeadm.k8s.io/v1beta4\n"
            "  apiServer: {extraArgs: {v: '4'}}\n"
        ),
        "patch-ignored",
        7,
        "in v1beta4 they are a list",
    ),
    "patch of a node": (
        "nodes:\n- kubeadmConfigPatches: ['kind: X']\n",
        "patch-ignored",
        4,
        "there is no “X” to patch",
    ),
    "patch that is no YAML": (f"{PATCH}a: b: c\n", "patch-syntax", 7, "line 1 of the patch"),
    "patch that is no mapping": (f"{PATCH}- a\n", "patch-syntax", 6, "must be a mapping"),
    "operations for nothing": (
        "kubeadmConfigPatchesJSON6902: [{patch: '[]'}]\n",
        "patch-ignored",
        3,
        "it names no “kind”",
    ),
    "operations for another version": (
        (
            f"{NODE}  kubeadmConfigPatchesJSON6902:\n"
            "  - {group: kubeadm.k8s.io, version: v1beta4, kind: InitConfiguration, patch: '[]'}\n"
        ),
        "patch-ignored",
        6,
        "“kubeadm.k8s.io/v1beta3”",
    ),
    "operations that do not parse": (
        "kubeadmConfigPatchesJSON6902: [{kind: InitConfiguration, patch: '['}]\n",
        "patch-syntax",
        3,
        "YAML or JSON",
    ),
    "operations that are no list": (
        "kubeadmConfigPatchesJSON6902: [{kind: InitConfiguration, patch: 'op: add'}]\n",
        "patch-syntax",
        3,
        "must be a list of operations",
    ),
    "operation that is none": (
        OPERATIONS % "[{op: ad, path: /a}]",
        "patch-operation",
        3,
        "did you mean “add”?",
    ),
    "operation without a name": (OPERATIONS % "[{path: /a}]", "patch-operation", 3, "no “op”"),
    "operation without a path": (OPERATIONS % "[{op: add}]", "patch-operation", 3, "no “path”"),
    "operation with dots": (OPERATIONS % "[{op: add, path: a.b}]", "patch-operation", 3, "write “/a/b”"),
    "operation that is no mapping": (OPERATIONS % "[add]", "patch-syntax", 3, "no mapping"),
    "second operation": (
        OPERATIONS % "[{op: remove, path: /skipPhases}, {op: x}]",
        "patch-operation",
        3,
        "(operation 2)",
    ),
    "table without quotation marks": (
        "containerdConfigPatches: ['[plugins.io.containerd.grpc.v1.cri]']\n",
        "patch-ignored",
        3,
        "each dot of",
    ),
    "containerd of another version": (
        "containerdConfigPatches: ['version = 3']\n",
        "patch-ignored",
        3,
        "leave “version” out",
    ),
    "no TOML": ("containerdConfigPatches: ['a = ']\n", "patch-syntax", 3, "does not parse as TOML"),
    "YAML for JSON": ("containerdConfigPatchesJSON6902: ['- op: add']\n", "patch-syntax", 3, "must be JSON"),
    "mirrors": (
        (
            "containerdConfigPatches:\n- |-\n"
            '  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."localhost:5000"]\n'
            '    endpoint = ["http://registry:5000"]\n'
        ),
        "registry-mirrors",
        4,
        "containerd 2",
    ),
}


@pytest.mark.parametrize(("text", "code", "line", "says"), WARNED.values(), ids=WARNED)
def test_what_fails_later_is_warned_of_at_its_place(text: str, code: str, line: int, says: str) -> None:
    """Kind accepts it; there is one warning, with its code, its line, and what to write."""
    verdict = judge(HEAD + text)

    assert verdict.accepted
    (problem,) = verdict.problems
    assert (problem.code, problem.line, problem.severity) == (code, line, Severity.WARNING)
    assert says in problem.message
    assert not problem.kind_message
