from __future__ import annotations

from typing import Any

import pytest

from kindsphinx.runtime.readiness import unready, without_account

NO_PLUGIN = "container runtime network not ready: NetworkPluginNotReady message:Network plugin returns error"


def ready(status: str = "True", message: str = "") -> dict[str, Any]:
    """Return a status with the condition ``Ready``."""
    return {"conditions": [{"type": "Ready", "status": status, "message": message}]}


def node(name: str = "one", **status: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a document
    """Return a node."""
    return {"kind": "Node", "metadata": {"name": name}, "status": status or ready()}


def pod(name: str = "etcd", *, host_network: bool = False, **status: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    """Return a pod."""
    spec = {"hostNetwork": True} if host_network else {}
    return {"kind": "Pod", "metadata": {"name": name}, "spec": spec, "status": status or ready()}


def daemon_set(name: str = "kindnet", *, wanted: int = 1, ready: int = 1, seen: int = 1) -> dict[str, Any]:
    """Return a daemon set."""
    status = {"desiredNumberScheduled": wanted, "numberReady": ready, "observedGeneration": seen}
    return {"kind": "DaemonSet", "metadata": {"name": name, "generation": 1}, "status": status}


def deployment(*, wanted: int = 2, available: int = 2, seen: int = 1) -> dict[str, Any]:
    """Return a deployment."""
    status = {"availableReplicas": available, "observedGeneration": seen}
    metadata = {"name": "coredns", "generation": 1}
    return {"kind": "Deployment", "metadata": metadata, "spec": {"replicas": wanted}, "status": status}


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        ([node(), daemon_set(), deployment(), pod()], ()),
        ([], ("0 of 1 nodes have joined",)),
        ([node(**ready("False", "no memory"))], ("the node one is not Ready (no memory)",)),
        ([node(conditions=[])], ("the node one is not Ready (it has not reported yet)",)),
        (
            [node(), daemon_set(wanted=3, ready=2)],
            ("2 of 3 pods of the daemon set kindnet are ready",),
        ),
        ([node(), daemon_set(seen=0)], ("1 of 1 pods of the daemon set kindnet are ready",)),
        ([node(), deployment(available=1)], ("1 of 2 pods of the deployment coredns are available",)),
        ([node(), deployment(seen=0)], ("2 of 2 pods of the deployment coredns are available",)),
        ([node(), pod(phase="Pending")], ("the pod etcd is not ready",)),
        ([node(), pod(phase="Succeeded")], ()),
        ([node(), pod(phase="Failed")], ()),
    ],
    ids=[
        "all there",
        "nothing there",
        "node not ready",
        "node silent",
        "daemon set",
        "daemon set unseen",
        "deployment",
        "deployment unseen",
        "pod",
        "pod done",
        "pod failed",
    ],
)
def test_what_is_not_ready_is_said(objects: list[dict[str, Any]], expected: tuple[str, ...]) -> None:
    """Each thing in words of its own; an empty answer means ready."""
    missing = unready(objects, nodes=1)

    assert missing == expected


def test_without_a_cni_only_what_needs_none_is_waited_for() -> None:
    """With ``disableDefaultCNI`` the nodes do not become Ready before the page installs one."""
    objects = [
        node(**ready("False", NO_PLUGIN)),
        daemon_set("kube-proxy"),
        deployment(available=0),
        pod("coredns", phase="Pending"),
        pod("etcd", host_network=True),
    ]

    assert unready(objects, nodes=1) == ()
    assert unready([*objects, pod("scheduler", host_network=True, phase="Pending")], nodes=1) == (
        "the pod scheduler is not ready",
    )


def test_a_cni_that_is_about_to_come_is_waited_for() -> None:
    """Kind has applied its daemon set before its creation ends."""
    objects = [node(**ready("False", NO_PLUGIN)), daemon_set("kube-proxy"), daemon_set("kindnet", ready=0)]

    missing = unready(objects, nodes=1)

    assert missing == (
        f"the node one is not Ready ({NO_PLUGIN})",
        "0 of 1 pods of the daemon set kindnet are ready",
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ("the service account “default” is not there",)), (["other", "default"], ())],
)
def test_the_default_service_account_has_to_be_there(names: list[str], expected: tuple[str, ...]) -> None:
    """A pod that comes before it is refused."""
    accounts = [{"metadata": {"name": name}} for name in names]

    assert without_account(accounts) == expected
