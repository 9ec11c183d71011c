"""How a page has left a cluster is told by what is there more, less, or otherwise."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from kindsphinx.core.sharing import ApiObject, Returned, api_state, returned


def an_object(kind: str, name: str, namespace: str = "", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return an object as kubectl lists it; *more* is its content, ``metadata`` goes into that."""
    metadata = {"name": name, "uid": f"{kind}-{namespace}-{name}", **more.pop("metadata", {})}
    if namespace:
        metadata["namespace"] = namespace
    return {"apiVersion": "v1", "kind": kind, "metadata": metadata, **more}


def of(owner: dict[str, Any]) -> dict[str, Any]:
    """Return the metadata of what a controller makes for *owner*."""
    return {"ownerReferences": [{"uid": owner["metadata"]["uid"], "controller": True}]}


NODE = an_object("Node", "dev-control-plane", spec={"podCIDR": "10.244.0.0/24"})
DNS = an_object("Deployment", "coredns", "kube-system", spec={"replicas": 2})
BEFORE = [NODE, DNS, an_object("Namespace", "default"), an_object("StorageClass", "standard")]
WEB = an_object("Deployment", "web", "default", spec={"replicas": 1})
WEB_SET = an_object("ReplicaSet", "web-5f", "default", metadata=of(WEB))
WEB_POD = an_object("Pod", "web-5f-x", "default", metadata=of(WEB_SET))


def after(*more: dict[str, Any], without: str = "") -> Returned:
    """Return how a page has left the cluster that has *more*, and nothing called *without*."""
    kept = [each for each in BEFORE if each["metadata"]["name"] != without]
    return returned("dev", api_state(BEFORE), api_state([*kept, *more]))


def names(objects: tuple[ApiObject, ...]) -> list[str]:
    """Return the objects in words."""
    return [str(each) for each in objects]


def test_a_cluster_that_is_as_it_was_can_be_used_again() -> None:
    """Nothing is said."""
    found = after()

    assert (found.is_fit, found.complaint, found.remark) == (True, "", "")


def test_what_is_left_behind_is_named_by_kind_namespace_and_name() -> None:
    """What a controller has made of it is not: it goes with it."""
    found = after(WEB, WEB_SET, WEB_POD, an_object("ClusterRole", "reader"))

    assert names(found.left) == ["ClusterRole reader", "Deployment default/web"]
    assert not found.is_fit


def test_a_namespace_stands_for_all_that_is_in_it() -> None:
    """It is what has to be deleted."""
    found = after(an_object("Namespace", "shop"), an_object("ConfigMap", "settings", "shop"))

    assert names(found.left) == ["Namespace shop"]


def test_what_is_lost_is_named() -> None:
    """The next page would miss it."""
    assert names(after(without="standard").lost) == ["StorageClass standard"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("metadata", "labels"), {"disk": "ssd"}),
        (("spec", "taints"), [{"key": "team", "effect": "NoSchedule"}]),
        (("spec", "unschedulable"), True),
    ],
    ids=["labelled", "tainted", "cordoned"],
)
def test_a_node_that_is_wanted_otherwise_is_named(path: tuple[str, str], value: object) -> None:
    """The next page would see it, although nothing was added or lost."""
    node = deepcopy(NODE)
    node[path[0]][path[1]] = value

    found = returned("dev", api_state(BEFORE), api_state([node, *BEFORE[1:]]))

    assert names(found.changed) == ["Node dev-control-plane"]
    assert not found.is_fit


ITSELF = [
    an_object("ConfigMap", "kube-root-ca.crt", "default"),
    an_object("ServiceAccount", "default", "default"),
    an_object("CertificateSigningRequest", "csr-x", spec={"signerName": "kubernetes.io/kubelet-serving"}),
    an_object(
        "APIService", "v1.x", metadata={"labels": {"kube-aggregator.kubernetes.io/automanaged": "true"}}
    ),
    an_object("IPAddress", "10.96.1.1", metadata={"labels": {"ipaddress.kubernetes.io/managed-by": "ip"}}),
    an_object(
        "PersistentVolume", "pvc-1", metadata={"annotations": {"pv.kubernetes.io/provisioned-by": "x"}}
    ),
]


@pytest.mark.parametrize("made", ITSELF, ids=lambda each: each["kind"])
def test_what_the_cluster_makes_by_itself_is_nobody_s(made: dict[str, Any]) -> None:
    """No page could undo it."""
    assert after(made).is_fit


def test_what_the_cluster_says_of_itself_is_no_change() -> None:
    """Its states, and the taints of a node that is not ready for a moment."""
    node, dns = deepcopy(NODE), deepcopy(DNS)
    node["spec"]["taints"] = [{"key": "node.kubernetes.io/not-ready", "effect": "NoExecute"}]
    dns["status"] = {"readyReplicas": 1}
    dns["metadata"]["resourceVersion"] = "77"

    assert returned("dev", api_state(BEFORE), api_state([node, dns, *BEFORE[2:]])).is_fit


GOING = [
    an_object("Namespace", "shop", metadata={"deletionTimestamp": "2026-01-01T00:00:00Z"}),
    WEB_POD,
    an_object(
        "PersistentVolume",
        "pvc-1",
        metadata={"annotations": {"pv.kubernetes.io/provisioned-by": "x"}},
        spec={"persistentVolumeReclaimPolicy": "Delete"},
        status={"phase": "Released"},
    ),
]


@pytest.mark.parametrize("going", GOING, ids=lambda each: each["kind"])
def test_what_is_going_is_known_as_such(going: dict[str, Any]) -> None:
    """It is waited for; what does not go in time is left behind."""
    state = api_state([*BEFORE, going])

    assert names(tuple(state.going)) == names(after(going).left)
    assert len(state.going) == 1


def test_a_complaint_says_what_and_what_to_do() -> None:
    """And of very many things not all."""
    many = after(*(an_object("ConfigMap", f"c{at:02}", "default") for at in range(13)), without="standard")

    assert many.complaint.startswith(
        "the page does not leave the cluster “dev” as it found it, and other pages use that after it "
        '(kind_scope = "project"): left behind: ConfigMap default/c00, '
    )
    assert "ConfigMap default/c09 and 3 more; lost: StorageClass standard. Undo it" in many.complaint
    assert many.complaint.endswith(
        '“:cleanup:”, or choose kind_scope = "document"; the next page gets a new cluster'
    )


def test_nodes_that_are_gone_are_told_alone() -> None:
    """What the API has lost with them says nothing more."""
    found = Returned(cluster="dev", gone=("dev-worker",))

    assert found.complaint.startswith(
        "the page has stopped or deleted dev-worker, of the cluster “dev”, which"
    )
    assert not found.is_fit


def test_a_node_in_which_a_page_has_worked_is_not_passed_on() -> None:
    """It is no fault: nobody can check it."""
    found = Returned(cluster="dev", entered=("dev-worker",))

    assert (found.complaint, found.is_fit) == ("", False)
    assert found.remark == (
        "the page has worked in dev-worker, where nobody can check what it leaves; "
        "the next page gets a new cluster"
    )
