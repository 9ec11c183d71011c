"""What ``kubectl describe`` prints is compared section by section: tables by their rows, events as a set."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Drift
from kindsphinx.core.normalize.facts import read_facts

POD = """\
Name:             web-76588cc55c-jfjwz
Namespace:        default
Node:             dev-worker/172.18.0.3
Labels:           app=web
                  pod-template-hash=76588cc55c
Annotations:      <none>
Status:           Running
Containers:
  web:
    Image:          nginx:1.26
    State:          Running
      Started:      Thu, 26 Nov 2026 12:05:55 +0000
    Restart Count:  0
    Command:
      sh
      -c
Conditions:
  Type              Status
  Initialized       True 
  Ready             True 
Tolerations:        node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
                    node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
Events:
  Type    Reason     Age                From               Message
  ----    ------     ----               ----               -------
  Normal  Scheduled  34s                default-scheduler  Successfully assigned default/web-76588cc55c-jfjwz to dev-worker
  Normal  Started    33s (x2 over 40s)  kubelet            Started container web
"""  # noqa: E501, W291 - as kubectl prints it
OTHER = """\
Name:             web-5c849d7c8-mjprv
Namespace:        default
Node:             dev-worker2/172.18.0.4
Labels:           app=web
                  pod-template-hash=5c849d7c8
Annotations:      <none>
Status:           Running
Containers:
  web:
    Image:            nginx:1.26
    State:            Running
      Started:        Fri, 27 Nov 2026 08:00:00 +0000
    Restart Count:    0
    Command:
      sh
      -c
Conditions:
  Type              Status
  Ready             True 
  Initialized       True 
Tolerations:        node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
                    node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
Events:
  Type    Reason     Age   From               Message
  ----    ------     ----  ----               -------
  Normal  Started    3m    kubelet            Started container web
  Normal  Scheduled  3m    default-scheduler  Successfully assigned default/web-5c849d7c8-mjprv to dev-worker2
  Warning  Unhealthy  3m   kubelet            Readiness probe failed: Get "http://10.244.1.2:80/": dial tcp 10.244.1.2:80: connect: connection refused
"""  # noqa: E501, W291 - as kubectl prints it
NODE = """\
Name:               dev-worker
Taints:             <none>
Unschedulable:      false
Conditions:
  Type             Status  LastHeartbeatTime                 Reason            Message
  ----             ------  -----------------                 ------            -------
  Ready            True    Thu, 26 Nov 2026 12:06:15 +0000   KubeletReady      kubelet is posting ready status
Capacity:
  cpu:                2
  pods:               110
Non-terminated Pods:          (2 in total)
  Namespace                   Name                    CPU Requests  Age
  ---------                   ----                    ------------  ---
  default                     web-76588cc55c-jfjwz    50m (2%)      34s
  kube-system                 kindnet-vnshr           100m (5%)     44s
Allocated resources:
  (Total limits may be over 100 percent, i.e., overcommitted.)
  Resource           Requests    Limits
  --------           --------    ------
  cpu                150m (7%)   100m (5%)
Events:              <none>
"""
CONFIG = """\
Name:         settings
Namespace:    default
Labels:       <none>

Data
====
app.ini:
----
[a]
b: 1

c: 2


color:
----
blue


BinaryData
====

Events:  <none>
"""

BACK_OFF = "  Warning  BackOff  1s  kubelet  Back-off restarting failed container\n"
KINDNET = (
    "worker dev-worker: Non-terminated Pods[kube-system/kindnet-*] is missing,"
    " it was Namespace kube-system, Name kindnet-*, CPU Requests 100m (5…"
)

TOLD = {
    "a value": ("pod", POD, POD.replace("nginx:1.26", "nginx:1.27"),
        [(Drift.CHANGED, "pod web-*: Containers.web.Image is nginx:1.27, it was nginx:1.26")]),
    "a condition": ("pod", POD, POD.replace("Ready             True", "Ready             False"),
        [(Drift.CHANGED, "pod web-*: Conditions[Ready].Status is False, it was True")]),
    "an argument": ("pod", POD, POD.replace("      -c\n", "      -x\n"),
        [(Drift.CHANGED, "pod web-*: Containers.web.Command[1] is -x, it was -c")]),
    "an event more": ("pod", POD, POD + BACK_OFF,
        [(Drift.STRUCTURE,
          "pod web-*: there is an event more: BackOff (Back-off restarting failed container)")]),
    "an event that is missing": ("pod", POD, POD[: POD.rindex("  Normal  Started")],
        [(Drift.STRUCTURE, "pod web-*: event Started (Started container web) is missing")]),
    "a second pod": ("pods", POD, f"{POD}\n\n{OTHER}",
        [(Drift.STRUCTURE, "there is a pod more: web-*")]),
    "a pod less": ("pods", f"{POD}\n\n{OTHER}", OTHER,
        [(Drift.STRUCTURE, "pod web-* is missing")]),
    "a row of a table": ("node", NODE, NODE.replace("True    Thu", "Unknown Thu"),
        [(Drift.CHANGED, "worker dev-worker: Conditions[Ready].Status is Unknown, it was True")]),
    "one of kind's own pods": ("node", NODE, NODE.replace("kube-system", "somewhere  "),
        [(Drift.STRUCTURE, KINDNET)]),
    "a line of a file": ("configmap", CONFIG, CONFIG.replace("b: 1", "b: 2"),
        [(Drift.CHANGED, "configmap settings: Data[app.ini], line 2 is b: 2, it was b: 1")]),
    "a value of a ConfigMap": ("cm", CONFIG, CONFIG.replace("blue", "red"),
        [(Drift.CHANGED, "configmap settings: Data.color is red, it was blue")]),
}  # fmt: skip


@pytest.mark.parametrize(("resource", "old", "new", "differences"), TOLD.values(), ids=TOLD)
def test_a_difference_is_told_with_its_section(
    resource: str, old: str, new: str, differences: list[tuple[Drift, str]]
) -> None:
    """The sentence names the thing, the section and both values."""
    diff = compare(old, new, command=f"kubectl describe {resource} -n default", ellipsis=False)

    assert [
        (each.drift, each.sentence.replace("the recording says", "it was")) for each in diff.differences
    ] == differences


def test_what_differs_by_nature_is_equal() -> None:
    """Orders that nobody promises, alignment, names that are generated, and what a start may bring."""
    for one, other in ((POD, OTHER), (OTHER, POD)):
        diff = compare(one, other, command="kubectl describe pods", ellipsis=False)

        assert (diff.equal, diff.text()) == (True, "")


def test_where_pods_were_put_is_no_difference() -> None:
    """Of the pods on a node only those are compared that must be there; with them goes what is allocated."""
    other = NODE.replace("  default                     web-76588cc55c-jfjwz    50m (2%)      34s\n", "")
    other = other.replace("150m (7%)", "100m (1%)").replace("cpu:                2", "cpu:               64")

    assert compare(NODE, other, command="kubectl describe node dev-worker", ellipsis=False).equal


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("kubectl describe pod web | grep Image", POD),
        ("kubectl get pods", POD),
        ("kubectl describe pod web", 'Error from server (NotFound): pods "web" not found\n'),
        ("kubectl describe pod web", ""),
    ],
    ids=["part of one", "no description", "an error", "nothing"],
)  # fmt: skip
def test_what_is_no_description_is_compared_line_by_line(command: str, text: str) -> None:
    """Only a whole description is read as one."""
    assert read_facts(text, command=command) is None


def test_a_difference_is_found_in_the_text() -> None:
    """The line of a difference is that of its value, in a table and in a file as well."""
    changed = CONFIG.replace("c: 2", "c: 3").replace("blue", "red")

    found = compare(CONFIG, changed, command="kubectl describe cm settings", ellipsis=False).differences

    assert [CONFIG.split("\n")[each.expected_line or 0] for each in found] == ["c: 2", "blue"]


ENDPOINTS = """\
Name:         db-x5k2f
Namespace:    default
Labels:       endpointslice.kubernetes.io/managed-by=endpointslice-controller.k8s.io
Annotations:  endpoints.kubernetes.io/last-change-trigger-time: 2026-11-26T14:43:56Z
AddressType:  IPv4
Endpoints:
  - Addresses:  10.120.2.46
    Conditions:
      Ready:    true
    TargetRef:  Pod/db-0
    NodeName:   dev-worker
  - Addresses:  10.120.1.50
    Conditions:
      Ready:    false
    TargetRef:  Pod/db-1
    NodeName:   dev-worker
Events:         <none>
"""
IN_ANOTHER_ORDER = """\
Name:         db-9dk2p
Namespace:    default
Labels:       endpointslice.kubernetes.io/managed-by=endpointslice-controller.k8s.io
Annotations:  <none>
AddressType:  IPv4
Endpoints:
  - Addresses:  10.120.1.3
    Conditions:
      Ready:    false
    TargetRef:  Pod/db-1
    NodeName:   dev-worker
  - Addresses:  10.120.2.9
    Conditions:
      Ready:    true
    TargetRef:  Pod/db-0
    NodeName:   dev-worker
Events:         <none>
"""
ETCD = """\
Name:         etcd-dev-control-plane
Namespace:    kube-system
Events:
  Type    Reason   Age  From     Message
  ----    ------   ---  ----     -------
"""


def test_addresses_of_a_service_stand_in_no_order() -> None:
    """Each is told apart by the pod that has it, and the time of the last change may be there or not."""
    command = "kubectl describe endpointslices"

    assert compare(ENDPOINTS, IN_ANOTHER_ORDER, command=command, ellipsis=False).equal
    (difference,) = compare(
        ENDPOINTS, ENDPOINTS.replace("false", "true"), command=command, ellipsis=False
    ).differences
    assert difference.drift is Drift.CHANGED
    assert "Endpoints[Pod/db-1].Conditions.Ready is true" in difference.sentence


def test_events_of_the_start_of_a_control_plane_are_chance() -> None:
    """Its pods start before there is anybody to tell; what is wrong with them is told."""
    command = "kubectl describe pods -n kube-system"
    started = f"{ETCD}  Normal  Created  9s   kubelet  Created container: etcd\n"
    failed = f"{ETCD}  Warning  BackOff  9s   kubelet  Back-off restarting failed container\n"

    assert compare(ETCD, started, command=command, ellipsis=False).equal
    assert not compare(ETCD, failed, command=command, ellipsis=False).equal
    assert not compare(
        ETCD.replace("kube-system", "shop"),
        started.replace("kube-system", "shop"),
        command=command,
        ellipsis=False,
    ).equal
