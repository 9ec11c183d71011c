"""What differs only by the version of Kubernetes or kind is told apart from what changed."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Drift

NODES = """\
NAME                STATUS   ROLES           AGE   VERSION
dev-control-plane   Ready    control-plane   46s   v1.34.0
dev-worker          Ready    <none>          31s   v1.34.0
"""
WIDE = """\
NAME         STATUS   ROLES    AGE   VERSION   OS-IMAGE                         CONTAINER-RUNTIME
dev-worker   Ready    <none>   31s   v1.34.0   Debian GNU/Linux 12 (bookworm)   containerd://2.1.3
"""
DOCKER = """\
CONTAINER ID   IMAGE                                STATUS         NAMES
54f38f8e9fa6   kindest/haproxy:v20230606-42a2262b   Up 2 minutes   dev-external-load-balancer
73a2c2720efe   kindest/node:v1.34.0                 Up 2 minutes   dev-control-plane
"""
IMAGES = """\
IMAGE                                  TAG       IMAGE ID        SIZE
r.example/kube-apiserver               v1.34.0   90550c43ad2bc   27.1MB
r.example/library/nginx                1.26      90550c43ad2bd   54.1MB
"""

VERSIONS = {
    "nodes": ("kubectl get nodes", NODES, NODES.replace("v1.34.0", "v1.35.0")),
    "nodes in width": (
        "kubectl get nodes -o wide",
        WIDE,
        WIDE.replace("v1.34.0", "v1.35.0").replace("12 (bookworm)", "13 (trixie)").replace("2.1.3", "2.2.0"),
    ),
    "containers": ("docker ps", DOCKER, DOCKER.replace("v1.34.0", "v1.35.0")),
    "load balancer": (
        "docker ps",
        DOCKER,
        DOCKER.replace("kindest/haproxy:v20230606-42a2262b", "r.example/envoyproxy/envoy:v1.36.2"),
    ),
    "images of a node": (
        "docker exec dev-worker crictl images",
        IMAGES,
        IMAGES.replace("v1.34.0", "v1.35.0"),
    ),
    "creation": (
        "kind create cluster",
        ' ✓ Ensuring node image (kindest/node:v1.34.0) 🖼\nSet kubectl context to "kind-kind"\n',
        ' ✓ Ensuring node image (kindest/node:v1.35.0) 🖼\nSet kubectl context to "kind-kind"\n',
    ),
    "kind": ("kind version", "kind v0.30.0 go1.24.6 linux/amd64", "kind v0.31.0 go1.25.5 linux/amd64"),
    "kind in other words": ("kind --version", "kind version 0.30.0", "kind version 0.31.0"),
    "kubectl": (
        "kubectl version",
        "Client Version: v1.34.0\nKustomize Version: v5.7.1\nServer Version: v1.34.0",
        "Client Version: v1.35.0\nKustomize Version: v5.8.0\nServer Version: v1.35.0",
    ),
    "skew": (
        "kubectl version",
        "Client Version: v1.34.0\nServer Version: v1.34.0",
        (
            "Client Version: v1.34.0\nServer Version: v1.32.0\nWARNING: version difference between "
            "client (1.34) and server (1.32) exceeds the supported minor version skew of +/-1"
        ),
    ),
    "kubelet": (
        "kubectl describe node dev",
        "  Kubelet Version:            v1.34.0",
        "  Kubelet Version:            v1.35.0",
    ),
    "pod of Kubernetes' own": (
        "kubectl describe pod -n kube-system etcd-dev",
        "    Image:         r.example/etcd:3.6.4-0",
        "    Image:         r.example/etcd:3.6.5-0",
    ),
    "address of a download": (
        "cat install.sh",
        "curl -Lo kind https://kind.sigs.k8s.io/dl/v0.30.0/kind-linux-amd64",
        "curl -Lo kind https://kind.sigs.k8s.io/dl/v0.31.0/kind-linux-amd64",
    ),
}

NO_VERSIONS = {
    "one node of several": ("kubectl get nodes", NODES, NODES[::-1].replace("0.43.1v", "0.53.1v", 1)[::-1]),
    "a state besides": (
        "kubectl get nodes",
        NODES,
        NODES.replace("v1.34.0", "v1.35.0").replace("Ready ", "Lost  "),
    ),
    "an application": (
        "kubectl get pods -o custom-columns=A:.b,I:.c",
        "A   I\nx   nginx:1.26",
        "A   I\nx   nginx:1.27",
    ),
    "an application of the same name": (
        "kubectl describe pod etcd",
        "Image: bitnami/etcd:3.5",
        "Image: bitnami/etcd:3.6",
    ),
    "an image of an application": (
        "docker exec dev-worker crictl images",
        IMAGES,
        IMAGES.replace("1.26", "1.27"),
    ),
    "another image": (
        "docker ps",
        DOCKER,
        DOCKER.replace("kindest/node:v1.34.0", "kindest/base:v1.34.0"),
    ),
    "another program of Kubernetes": (
        "x",
        "r.example/kube-proxy:v1.34.0",
        "r.example/kube-apiserver:v1.34.0",
    ),
    "chart": ("helm list", "NAME   CHART\nweb    web-1.2.3", "NAME   CHART\nweb    web-1.2.4"),
}


@pytest.mark.parametrize(("command", "old", "new"), VERSIONS.values(), ids=VERSIONS)
def test_versions_of_kubernetes_and_kind_are_a_class_of_their_own(command: str, old: str, new: str) -> None:
    """Where nothing but the run's versions differ, in the same way everywhere, it is said to be so."""
    for pair in ((old, new), (new, old)):
        assert compare(*pair, command=command, ellipsis=False).drift is Drift.VERSION


@pytest.mark.parametrize(("command", "old", "new"), NO_VERSIONS.values(), ids=NO_VERSIONS)
def test_other_versions_have_changed(command: str, old: str, new: str) -> None:
    """What an author's image or one node only has become is no version of the run."""
    assert compare(old, new, command=command, ellipsis=False).drift is Drift.CHANGED


def test_a_difference_tells_which_versions() -> None:
    """A summary can say it once for all lines."""
    new = NODES.replace("v1.34.0", "v1.35.0")

    differences = compare(NODES, new, command="kubectl get nodes").differences

    assert {each.versions for each in differences} == {(("v1.34.0", "v1.35.0"),)}
    assert differences[1].sentence == "worker dev-worker: VERSION is v1.35.0, the page says v1.34.0"


@pytest.mark.parametrize(
    ("versions", "drift"),
    [
        ((), Drift.VERSION),
        ((("v1.34.0", "v1.35.0"),), Drift.VERSION),
        ((("1.34.0", "1.35.0"), ("v0.30.0", "v0.31.0")), Drift.VERSION),
        ((("v1.34.0", "v1.33.0"),), Drift.CHANGED),
        ((("v1.34.0", "v1.34.0"),), Drift.CHANGED),
    ],
    ids=["unknown", "as it is", "without a letter", "another", "none"],
)
def test_known_versions_are_what_counts(versions: tuple[tuple[str, str], ...], drift: Drift) -> None:
    """Who knows the versions of both runs says so, and no other becomes one."""
    new = NODES.replace("v1.34.0", "v1.35.0")

    assert compare(NODES, new, command="kubectl get nodes", versions=versions).drift is drift
