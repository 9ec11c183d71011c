"""Logs keep their order, but for those of several pods; what programs say while they start is chance."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import compare

ONE = """\
[pod/web-76588cc55c-jfjwz/web] I1126 12:05:45.961510       1 config.go:106] "Starting"
[pod/web-76588cc55c-mjprv/web] I1126 12:05:45.963722       1 main.go:12] "Ready"
"""
OTHER = """\
[pod/web-5c849d7c8-x5k2f/web] I0105 09:00:01.100000      17 main.go:12] "Ready"
[pod/web-5c849d7c8-9dk2p/web] I0105 09:00:00.200000      17 config.go:106] "Starting"
"""
SEVERAL = (
    "kubectl logs -l app=web --prefix",
    "kubectl logs --selector app=web",
    "kubectl -n kube-system logs deployment/web --all-pods=true",
    "kubectl logs web --all-containers",
)
DNS = """\
[INFO] plugin/kubernetes: waiting for Kubernetes API before starting server
.:53
[INFO] plugin/ready: Still waiting on: "kubernetes"
CoreDNS-1.12.1
[ERROR] plugin/errors: 2 564617363105022112.4331154948372840275. HINFO: read udp 10.244.0.3:46511->172.18.0.1:53: i/o timeout
"""  # noqa: E501 - as CoreDNS prints it
DNS_LATER = """\
.:53
CoreDNS-1.12.1
[INFO] 127.0.0.1:43547 - 2 "HINFO IN 4169324022882501478.843203382189513. udp 57 false 512" NXDOMAIN
[INFO] plugin/ready: Still waiting on: "kubernetes"
[INFO] plugin/errors: 2 4169324022882501478.843203382189513. HINFO: read udp 10.244.0.5:41039->172.18.0.1:53: i/o timeout
"""  # noqa: E501 - as CoreDNS prints it
BOOT = """\
Detected virtualization docker.
[  OK  ] Reached target slices.target - Slice Units.
         Starting systemd-sysctl.service - Apply Kernel Variables...
[  OK  ] Finished systemd-sysctl.service - Apply Kernel Variables.
"""


@pytest.mark.parametrize("command", SEVERAL)
def test_logs_of_several_pods_stand_in_no_order(command: str) -> None:
    """Which of them comes first is chance; what they say is not."""
    assert compare(ONE, OTHER, command=command, ellipsis=False).equal
    assert not compare(ONE, OTHER.replace("Ready", "Failed"), command=command, ellipsis=False).equal
    assert not compare(ONE, OTHER + ONE, command=command, ellipsis=False).equal


@pytest.mark.parametrize(
    "command", ["kubectl logs deployment/web", "docker logs web", "kubectl logs web -c l"]
)
def test_the_order_of_one_log_counts(command: str) -> None:
    """A program writes one line after the other."""
    assert not compare("begin\nend\n", "end\nbegin\n", command=command, ellipsis=False).equal
    assert compare(ONE, ONE.replace("12:05", "13:07"), command=command, ellipsis=False).equal


def test_how_long_a_name_server_waits_is_chance() -> None:
    """What CoreDNS says of waiting, and of asking itself, is left out; what it serves is not."""
    command = "kubectl logs -n kube-system deployment/coredns"

    assert compare(DNS, DNS_LATER, command=command, ellipsis=False).equal
    assert not compare(DNS, DNS.replace(".:53", ".:54"), command=command, ellipsis=False).equal


def test_in_which_order_a_node_boots_is_chance_and_what_fails_is_not() -> None:
    """Systemd starts everything at once."""
    shuffled = "".join(sorted(BOOT.splitlines(keepends=True)[1:]))
    booted = BOOT.splitlines(keepends=True)[0] + shuffled

    assert compare(BOOT, booted, command="docker logs dev-worker", ellipsis=False).equal
    failed = booted + "[FAILED] Failed to start kubelet.service.\n"
    assert not compare(BOOT, failed, command="docker logs dev-worker", ellipsis=False).equal


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        ("jsonpath='{.items[*].spec.nodeName}'", "dev-worker dev-worker2", "dev-worker2 dev-worker2"),
        ("jsonpath={.metadata.resourceVersion}", "512", "90345"),
        ("go-template='{{.spec.nodeName}}'", "dev-worker", "dev-worker2"),
        ('jsonpath="{.spec.ports[0].nodePort}"', "31813", "30125"),
    ],
)
def test_a_value_that_is_asked_for_is_known_by_its_path(path: str, one: str, other: str) -> None:
    """What stands alone in an output is what the command asks for."""
    assert compare(one, other, command=f"kubectl get pod x -o {path}", ellipsis=False).equal


def test_what_is_asked_for_and_is_not_volatile_is_told() -> None:
    """A value of one's own is compared, and both are told."""
    command = "kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[0].image}'"

    (difference,) = compare("nginx:1.26", "nginx:1.27", command=command, ellipsis=False).differences

    assert difference.sentence == "“nginx:1.27”, the recording says “nginx:1.26”"


def test_a_log_in_json_is_a_log() -> None:
    """A line more is one difference, and does not move those that follow."""
    lines = [f'{{"level":"info","ts":1764158703.2,"msg":"{word}"}}\n' for word in ("one", "two", "three")]

    diff = compare("".join(lines[1:]), "".join(lines), command="kubectl logs web", ellipsis=False)

    assert len(diff.differences) == 1
