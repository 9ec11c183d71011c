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

    assert list(node.ports) == ports


def test_a_load_balancer_has_the_port_of_the_configuration() -> None:
    """The control planes behind it have one each that is picked."""
    balancer, *nodes = topology(f"networking: {{apiServerPort: 6443}}\n{PLANES}").nodes

    assert balancer.ports == ("127.0.0.1:6443 → 6443/TCP",)
    assert [node.ports for node in nodes if node.kind is Kind.CONTROL_PLANE] == [
        ("127.0.0.1:* → 6443/TCP",)
    ] * 2


def test_mounts_and_labels_are_those_of_the_node() -> None:
    """In the order of the file."""
    text = "nodes:\n- labels: {tier: a, x.example/y: b}\n  extraMounts: [{hostPath: /a, containerPath: /b},"
    (node,) = topology(f"{text} {{hostPath: /c, containerPath: /d, readOnly: true}}]\n").nodes

    assert node.mounts == ("/a → /b", "/c → /d (read only)")
    assert node.labels == ("tier=a", "x.example/y=b")


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
