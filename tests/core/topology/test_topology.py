"""What a configuration will make, as kind makes it."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import judge
from kindsphinx.core.topology import Kind, Topology, topology_of

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
PLANES = "nodes: [{role: control-plane}, {role: worker}, {role: control-plane}, {role: worker}]\n"


def topology(text: str, *, name: str = "dev", image: str = "") -> Topology:
    """Return what a configuration makes of the cluster *name*."""
    config = judge(HEAD + text).config
    assert config
    return topology_of(config, name, image=image)


def test_nodes_are_called_as_kind_calls_them() -> None:
    """The numbers are those of a role, in the order of the file; the load balancer comes first."""
    found = [(node.name, str(node.kind)) for node in topology(PLANES).nodes]

    assert found == [
        ("dev-external-load-balancer", "load balancer"),
        ("dev-control-plane", "control plane"),
        ("dev-worker", "worker"),
        ("dev-control-plane2", "control plane"),
        ("dev-worker2", "worker"),
    ]


PORTS = {
    "api-server": ("", ["127.0.0.1:* → 6443/TCP"]),
    "api-server-as-configured": (
        "networking: {apiServerPort: 6443, apiServerAddress: 0.0.0.0}",
        ["0.0.0.0:6443 → 6443/TCP"],
    ),
    "api-server-of-ipv6": ("networking: {ipFamily: ipv6}", ["[::1]:* → 6443/TCP"]),
    "mapping": (
        "nodes: [{extraPortMappings: [{containerPort: 80, hostPort: 8080, listenAddress: 127.0.0.1}]}]",
        ["127.0.0.1:* → 6443/TCP", "127.0.0.1:8080 → 80/TCP"],
    ),
    "mapping-with-defaults": (
        "nodes: [{extraPortMappings: [{containerPort: 53, protocol: udp}, {containerPort: 1}]}]",
        ["127.0.0.1:* → 6443/TCP", "0.0.0.0:* → 53/UDP", "0.0.0.0:* → 1/TCP"],
    ),
    "mapping-of-ipv6": (
        "networking: {ipFamily: ipv6}\nnodes: [{extraPortMappings: [{containerPort: 80, hostPort: 80}]}]",
        ["[::1]:* → 6443/TCP", "[::]:80 → 80/TCP"],
    ),
}


@pytest.mark.parametrize(("text", "ports"), PORTS.values(), ids=PORTS)
def test_ports_are_those_that_reach_the_host(text: str, ports: list[str]) -> None:
    """With the addresses that kind gives to those without one."""
    (node,) = topology(text).nodes

    assert list(map(str, node.all_ports)) == ports


BALANCED = {
    "default": ("", "127.0.0.1:*", "127.0.0.1:*"),
    "port": ("networking: {apiServerPort: 6443}", "127.0.0.1:6443", "127.0.0.1:*"),
    "address": ("networking: {apiServerAddress: 0.0.0.0}", "0.0.0.0:*", "127.0.0.1:*"),
    "ipv6": ("networking: {ipFamily: ipv6}", "[::1]:*", "[::1]:*"),
    "ipv6-as-configured": (
        "networking: {ipFamily: ipv6, apiServerAddress: '::', apiServerPort: 6443}",
        "[::]:6443",
        "[::1]:*",
    ),
    "dual": ("networking: {ipFamily: dual, apiServerPort: -1}", "127.0.0.1:*", "127.0.0.1:*"),
}


@pytest.mark.parametrize(("text", "configured", "picked"), BALANCED.values(), ids=BALANCED)
def test_a_load_balancer_has_the_address_of_the_configuration(
    text: str, configured: str, picked: str
) -> None:
    """The control planes behind it have one each that is picked, on the loopback of the address family."""
    balancer, *nodes = topology(f"{text}\n{PLANES}").nodes

    assert list(map(str, balancer.all_ports)) == [f"{configured} → 6443/TCP"]
    planes = [node for node in nodes if node.kind is Kind.CONTROL_PLANE]
    assert [[str(port) for port in node.all_ports] for node in planes] == [[f"{picked} → 6443/TCP"]] * 2


MOUNTS = {
    "plain": ("{hostPath: /a, containerPath: /b}", "/a → /b"),
    "read-only": ("{hostPath: /a, containerPath: /b, readOnly: true}", "/a → /b (read only)"),
    "propagation": (
        "{hostPath: /a, containerPath: /b, readOnly: true, propagation: HostToContainer}",
        "/a → /b (read only, HostToContainer)",
    ),
    "default-propagation": ("{hostPath: /a, containerPath: /b, propagation: None}", "/a → /b"),
    "selinux": ("{hostPath: /a, containerPath: /b, selinuxRelabel: true}", "/a → /b (SELinux label)"),
    "no-host-path": ("{containerPath: /b}", ". → /b"),
}


@pytest.mark.parametrize(("mount", "shown"), MOUNTS.values(), ids=MOUNTS)
def test_a_mount_says_how_the_node_has_it(mount: str, shown: str) -> None:
    """Whether it may write, and what of later mounts passes through."""
    (node,) = topology(f"nodes: [{{extraMounts: [{mount}]}}]").nodes

    assert list(map(str, node.mounts)) == [shown]


def test_labels_are_those_of_the_node() -> None:
    """In the order of the file."""
    (node,) = topology("nodes: [{labels: {tier: a, x.example/y: b}}]").nodes

    assert node.labels == ("tier=a", "x.example/y=b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("networking: {apiServerPort: 6443}", False),
        ("networking: {apiServerPort: 6443}\nnodes: [{extraMounts: [{hostPath: '/*'}]}]", False),
    ],
    ids=["default", "configured", "star-in-a-path"],
)
def test_a_port_may_be_picked_at_the_creation(text: str, expected: bool) -> None:  # noqa: FBT001 - a case
    """Then whoever shows it says so."""
    assert topology(text).has_any_port is expected


@pytest.mark.parametrize(
    ("text", "image", "common"),
    [
        ("nodes: [{image: 'a:1@sha256:00'}, {role: worker, image: 'a:1'}]", "", "a:1"),
        ("nodes: [{image: 'a:1'}, {role: worker, image: 'b:1'}]", "", ""),
        ("nodes: [{image: 'a:1'}, {role: worker, image: 'b:1'}]", "c:1", "c:1"),
    ],
    ids=["digests-aside", "others", "of-the-command"],
)
def test_an_image_may_be_that_of_all(text: str, image: str, common: str) -> None:
    """What the command says goes before what the file says."""
    assert topology(text, image=image).common_image == common
