"""What does what it says is not warned of, and what is known of the creation counts."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import CreationContext, ProblemCode, judge
from kindsphinx.core.problems import Severity

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
NODE = "nodes:\n- image: kindest/node:v1.34.0\n"
MOUNT = "nodes:\n- extraMounts:\n  - {hostPath: %s, containerPath: %s}\n"
PORT = "nodes:\n- extraPortMappings:\n  - {containerPort: %s, hostPort: %s}\n"
PATCH = f"{NODE}kubeadmConfigPatches:\n- |\n  "

SOUND = {
    "nothing": "",
    "three control planes": "nodes: [{}, {}, {}, {role: worker}]\n",
    "image with a digest": f"nodes: [{{image: 'node@sha256:{'ab' * 32}'}}]\n",
    "images of registries": "nodes: [{image: 'localhost:5000/a_b/c--d:V1'}, {image: 'A.example/b:1'}, {}]\n",
    "image at an address": "nodes: [{image: '[2001:db8::1]:5000/node:v1'}]\n",
    "labels": "nodes:\n- labels: {tier: web, a.example/b: ''}\n",
    "labels of Kubernetes": "nodes:\n- labels: {topology.kubernetes.io/zone: a, node.kubernetes.io/x: y}\n",
    "mounts": f"{MOUNT % ('/a', '/b')}  - {{hostPath: 'C:\\a', containerPath: /c}}\n",
    "random ports": f"{PORT % (80, 0)}  - {{containerPort: 81}}\n  - {{containerPort: 82, hostPort: -1}}\n",
    "ports on two addresses": "nodes:\n"
    "- extraPortMappings: [{containerPort: 80, hostPort: 80, listenAddress: 127.0.0.1}]\n"
    "- extraPortMappings: [{containerPort: 80, hostPort: 80, listenAddress: 127.0.0.2}]\n- {}\n",
    "ports of two protocols": f"{PORT % (80, 80)}  - {{containerPort: 80, hostPort: 80, protocol: UDP}}\n",
    "ports of two families": (
        f"{PORT % (80, 80)}- role: worker\n  extraPortMappings:\n"
        "  - {containerPort: 80, hostPort: 80, listenAddress: '::1'}\n"
    ),
    "mounts of two nodes": f"{MOUNT % ('/a', '/b')}- role: worker\n  {(MOUNT % ('/a', '/b'))[9:]}",
    "mount below one of kind's": MOUNT % ("/a", "/tmp/a"),
    "nftables behind its gate": (
        "networking: {kubeProxyMode: nftables}\nfeatureGates: {NFTablesProxyMode: true}\n"
        "nodes: [{image: 'kindest/node:v1.29.4'}]\n"
    ),
    "both families": "networking: {ipFamily: dual}\n",
    "IPv6": "networking: {ipFamily: ipv6}\n",
    "patches": f"{PATCH}kind: ClusterConfiguration\n  apiVersion: kubeadm.k8s.io/v1beta3\n"
    "  ---\n"
    "  kind: KubeletConfiguration\n  apiVersion: kubelet.config.k8s.io/v1beta1\n",
    "arguments as a list": "kubeadmConfigPatches:\n- |\n  kind: ClusterConfiguration\n"
    "  apiVersion: kubeadm.k8s.io/v1beta4\n  apiServer: {extraArgs: [{name: v, value: '4'}]}\n",
    "patch of an unknown Kubernetes": "nodes:\n- image: registry.example/node:1\n  kubeadmConfigPatches:\n"
    "  - '{kind: ClusterConfiguration, apiVersion: kubeadm.k8s.io/v1beta9}'\n",
    "patch of an old Kubernetes": "nodes:\n- image: kindest/node:v1.22.1\n  kubeadmConfigPatches:\n"
    "  - '{kind: ClusterConfiguration, apiVersion: kubeadm.k8s.io/v1beta2}'\n",
    "empty patch": "kubeadmConfigPatches: ['']\n",
    "operations": (
        "kubeadmConfigPatchesJSON6902:\n"
        "- {kind: InitConfiguration, patch: '[{op: remove, path: /skipPhases}]'}\n"
    ),
    "containerd": "containerdConfigPatches: ['version = 2']\ncontainerdConfigPatchesJSON6902: ['[]']\n",
    "containerd's mirrors in a comment": "containerdConfigPatches: ['# a.registry.mirrors']\n",
    "no network plugin": "networking: {disableDefaultCNI: true}\n",
    "nftables": "networking: {kubeProxyMode: nftables}\n",
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_what_works_is_not_warned_of(text: str) -> None:
    """There is nothing to say of a configuration that does what it says."""
    verdict = judge(HEAD + text)

    assert verdict.accepted
    assert verdict.problems == ()


OLD = "nodes: [{image: 'kindest/node:v1.34.0'}]\n"
NEW = "nodes: [{}, {image: 'kindest/node:v1.34.0'}, {}]\n"
UNFAILING = "kubeadmConfigPatches: ['{kind: KubeletConfiguration, failCgroupV1: false}']\n"
CONTEXTS = {
    "waiting for a network": (
        "networking: {disableDefaultCNI: true}\n",
        CreationContext(wait=True),
        ["cni-wait"],
    ),
    "cgroup v1": (NEW, CreationContext(cgroup_version=1), ["cgroup-v1"]),
    "cgroup v1 and an old Kubernetes": (OLD, CreationContext(cgroup_version=1), []),
    "cgroup v1 and an old image from the command line": (
        NEW,
        CreationContext(cgroup_version=1, image="kindest/node:v1.34.0"),
        [],
    ),
    "cgroup v1 and a new image from the command line": (
        OLD,
        CreationContext(cgroup_version=1, image="kindest/node:v1.35.0@sha256:abc"),
        ["cgroup-v1"],
    ),
    "cgroup v1 with a patch": (UNFAILING, CreationContext(cgroup_version=1), []),
    "image from the command line": ("nodes: [{image: node}]\n", CreationContext(image="a:v1.34.0"), []),
    "cgroup v2": (NEW, CreationContext(cgroup_version=2), []),
}


@pytest.mark.parametrize(("text", "context", "codes"), CONTEXTS.values(), ids=CONTEXTS)
def test_what_is_known_of_the_creation_counts(text: str, context: CreationContext, codes: list[str]) -> None:
    """Some configurations are right or wrong only together with the command line or the engine."""
    verdict = judge(HEAD + text, context=context)

    assert [problem.code for problem in verdict.problems] == codes


def test_an_older_kind_has_other_doubts() -> None:
    """The containerd of kind before v0.27 is another, and so is the API of kubeadm before v0.32."""
    mirrors = f"{HEAD}containerdConfigPatches: ['[a.registry.mirrors]']\n"
    patch = (
        f"{HEAD}kubeadmConfigPatches: ['kind: InitConfiguration\n\n  apiVersion: kubeadm.k8s.io/v1beta3']\n"
    )

    assert judge(mirrors, kind_version="v0.26.0").problems == ()
    assert judge(patch, kind_version="v0.31.0").problems == ()
    assert [problem.code for problem in judge(patch).problems] == [ProblemCode.PATCH_IGNORED]


NEWER = {
    "search domains": (
        "networking:\n  dnsSearch: [a]\n",
        "v0.17.0",
        ("networking.dnsSearch", 4, 14, "0.18.0"),
    ),
    "labels": ("nodes:\n- labels: {a: b}\n", "0.10", ("nodes[0].labels", 4, 11, "0.11.0")),
    "labels of a second node": (
        "nodes:\n- null\n- role: control-plane\n- role: worker\n  labels: {a: b}\n",
        "v0.10.0",
        ("nodes[1].labels", 7, 11, "0.11.0"),
    ),
    "name": ("name: dev\n", "v0.8.1", ("name", 3, 7, "0.9.0")),
    "proxy mode, though it is the default": (
        "networking: {kubeProxyMode: iptables}\n",
        "v0.8.0",
        ("networking.kubeProxyMode", 3, 29, "0.9.0"),
    ),
}


@pytest.mark.parametrize(("text", "version", "found"), NEWER.values(), ids=NEWER)
def test_a_field_that_an_older_kind_does_not_have_is_told(
    text: str, version: str, found: tuple[str, int, int, str]
) -> None:
    """With the release that brought it; that one says nothing, nor does the newest."""
    path, line, column, since = found

    (problem,) = judge(HEAD + text, kind_version=version).problems

    assert (problem.code, problem.path) == (ProblemCode.NEWER_FIELD, path)
    assert (problem.line, problem.column) == (line, column)
    assert f"came with kind {since}" in problem.message
    assert judge(HEAD + text, kind_version=since).problems == ()
    assert judge(HEAD + text).problems == ()


def test_a_refused_configuration_is_not_warned_of() -> None:
    """Errors come first: what kind refuses cannot fail later."""
    verdict = judge(f"{HEAD}name: -A\nnodes: [{{}}, {{}}]\n")

    assert [problem.severity for problem in verdict.problems] == [Severity.ERROR]
