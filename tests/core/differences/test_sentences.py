"""What differs is told as a person would tell it, with the class that it has."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import compare
from kindsphinx.core.differences import Says
from kindsphinx.core.drift import Difference, Drift

PODS = """\
NAME                   READY   STATUS    RESTARTS   AGE
web-574cb87bd6-97qs7   1/1     Running   0          28s
web-574cb87bd6-ljxvd   1/1     Running   0          28s
db-0                   1/1     Running   0          29s
"""
NODES = """\
NAME                STATUS   ROLES           AGE   VERSION
dev-control-plane   Ready    control-plane   46s   v1.34.0
dev-worker          Ready    <none>          31s   v1.34.0
dev-worker2         Ready    <none>          31s   v1.34.0
"""
DOCKER = """\
CONTAINER ID   IMAGE                  COMMAND   STATUS         PORTS                       NAMES
54f38f8e9fa6   kindest/node:v1.34.0   "/usr…"   Up 2 minutes   127.0.0.1:42585->6443/tcp   dev-control-plane
73a2c2720efe   busybox:1.36           "sleep"   Up 2 minutes                               eager_hopper
"""
PODS_AND_SERVICES = """\
NAME                       READY   STATUS    RESTARTS   AGE
pod/web-574cb87bd6-97qs7   1/1     Running   0          28s

NAME          TYPE       CLUSTER-IP      EXTERNAL-IP   PORT(S)        AGE
service/web   NodePort   10.96.128.150   <none>        80:32593/TCP   28s
"""
PVCS = """\
NAME    STATUS   VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
data    Bound    pv-1     10Mi       RWO            standard       30s
"""
EVENTS = """\
LAST SEEN   TYPE     REASON    OBJECT                     MESSAGE
30s         Normal   Created   pod/web-574cb87bd6-97qs7   Created container: nginx
"""

SENTENCES = {
    "a cell of a pod": (
        "kubectl get pods",
        PODS,
        PODS.replace("ljxvd   1/1     Running", "zzzzz   0/1     CrashLoopBackOff"),
        (
            Drift.CHANGED,
            "pod web-*: READY is 0/1, the page says 1/1; STATUS is CrashLoopBackOff, the page says Running",
        ),
    ),
    "a pod that is not there": (
        "kubectl get pods",
        PODS,
        PODS.replace("db-0                   1/1     Running   0          29s\n", ""),
        (Drift.STRUCTURE, "pod db-0 is missing"),
    ),
    "a pod more": (
        "kubectl get pods",
        PODS,
        PODS + "web-6487846659-mgqzw   0/1     ErrImagePull   0   3s\n",
        (Drift.STRUCTURE, "there is a pod more: web-* (ErrImagePull)"),
    ),
    "a worker that is not there": (
        "kubectl get nodes",
        NODES,
        NODES[: NODES.index("dev-worker2")],
        (Drift.STRUCTURE, "worker dev-worker2 is missing"),
    ),
    "a control plane that is not ready": (
        "kubectl get nodes",
        NODES,
        NODES.replace("plane   Ready   ", "plane   NotReady"),
        (Drift.CHANGED, "control plane dev-control-plane: STATUS is NotReady, the page says Ready"),
    ),
    "a node that kind does not list": (
        "kind get nodes --name dev",
        "dev-control-plane\ndev-worker\n",
        "dev-control-plane\n",
        (Drift.STRUCTURE, "worker dev-worker is missing"),
    ),
    "a container": (
        "docker ps",
        DOCKER,
        DOCKER.replace("42585->6443/tcp", "42585->6444/tcp"),
        (
            Drift.CHANGED,
            (
                "container dev-control-plane: PORTS is 127.0.0.1:<port>->6444/tcp, "
                "the page says 127.0.0.1:<port>->6443/tcp"
            ),
        ),
    ),
    "a container that nobody named": (
        "docker ps",
        DOCKER,
        "".join(DOCKER.splitlines(keepends=True)[:2]),
        (Drift.STRUCTURE, "container of busybox:1.36 is missing"),
    ),
    "a service among others": (
        "kubectl get all",
        PODS_AND_SERVICES,
        PODS_AND_SERVICES.replace("NodePort ", "ClusterIP").replace("80:32593/TCP", "80/TCP      "),
        (
            Drift.CHANGED,
            (
                "service web: TYPE is ClusterIP, the page says NodePort; "
                "PORT(S) is 80/TCP, the page says 80:<port>/TCP"
            ),
        ),
    ),
    "a cell that is empty": (
        "kubectl get pvc",
        PVCS,
        PVCS.replace("pv-1", "    "),
        (Drift.CHANGED, "persistentvolumeclaim data: VOLUME is empty, the page says pv-1"),
    ),
    "a column that is not there": (
        "kubectl get pods",
        "NAME   READY   STATUS    AGE\ndb-0   1/1     Running   5s\n",
        "NAME   STATUS    AGE\ndb-0   Running   5s\n",
        (Drift.STRUCTURE, "the table has no column READY"),
    ),
    "a column more": (
        "kubectl get pvc",
        "NAME   STATUS   VOLUME   CAPACITY   AGE\ndata   Bound    pv-1     10Mi       5s\n",
        "NAME   STATUS   VOLUME   CAPACITY   MODE   AGE\ndata   Bound    pv-1     10Mi       x      5s\n",
        (Drift.STRUCTURE, "the table has a column more: MODE"),
    ),
    "an event": (
        "kubectl get events",
        EVENTS,
        EVENTS
        + "3s Warning   BackOff   pod/web-574cb87bd6-97qs7   Back-off restarting\n".replace("3s ", "3s   "),
        (Drift.STRUCTURE, "there is an event more: BackOff of pod web-* (Back-off restarting)"),
    ),
    "another message about one thing": (
        "kubectl apply -f web.yaml",
        "deployment.apps/web created\nservice/web created\n",
        "deployment.apps/web unchanged\nservice/web created\n",
        (Drift.CHANGED, "deployment web is unchanged, the page says created"),
    ),
    "a message about another thing": (
        "kubectl apply -f web.yaml",
        "deployment.apps/web created\nservice/web created\n",
        "deployment.apps/web created\n",
        (Drift.STRUCTURE, "the line “service/web created” is missing"),
    ),
    "a field": (
        "kubectl describe deployment web",
        "Name:      web\nReplicas:  3 desired\n",
        "Name:      web\nReplicas:  2 desired\n",
        (Drift.CHANGED, "deployment web: Replicas is 2 desired, the page says 3 desired"),
    ),
    "a value alone": ("kubectl get x -o jsonpath={.a}", "3", "4", (Drift.CHANGED, "“4”, the page says “3”")),
    "another line": (
        "kubectl get pods",
        PODS[: PODS.index("\n")],
        "No resources found in default namespace.",
        (
            Drift.STRUCTURE,
            "the line “NAME READY STATUS RESTARTS AGE” is missing",
        ),
    ),
    "a row of one's own columns": (
        "kubectl get things -o custom-columns=WHO:.a,WHAT:.b",
        "WHO   WHAT\nme    here\n",
        "WHO   WHAT\nme    there\n",
        (Drift.CHANGED, "thing me: WHAT is there, the page says here"),
    ),
}


@pytest.mark.parametrize(("command", "expected", "actual", "told"), SENTENCES.values(), ids=SENTENCES)
def test_a_difference_is_told_in_a_sentence(
    command: str, expected: str, actual: str, told: tuple[Drift, str]
) -> None:
    """The thing is called by its kind and name, the generated part left open, and its columns by theirs."""
    diff = compare(expected, actual, command=command)

    assert (diff.differences[0].drift, diff.differences[0].sentence) == told
    assert not diff.equal


def test_each_row_is_a_difference_of_its_own() -> None:
    """What differs in several rows is told for each, with the lines where it stands on both sides."""
    changed = NODES.replace("dev-worker          Ready ", "dev-worker          NotReady").replace(
        "dev-worker2         Ready    <none>          31s   v1.34.0\n", ""
    )

    diff = compare(NODES, changed, command="kubectl get nodes", ellipsis=False)

    assert diff.differences == (
        Difference(
            drift=Drift.CHANGED,
            sentence="worker dev-worker: STATUS is NotReady, the recording says Ready",
            expected_line=2,
            actual_line=2,
        ),
        Difference(
            drift=Drift.STRUCTURE,
            sentence="worker dev-worker2 is missing",
            expected_line=3,
        ),
    )
    assert diff.drift is Drift.STRUCTURE


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        (Says.PAGE, "“2”, the page says “1”"),
        (Says.RECORDING, "“2”, the recording says “1”"),
        (Says.BEFORE, "“2”, it was “1”"),
    ],
)
def test_a_sentence_names_who_says_otherwise(says: Says, sentence: str) -> None:
    """An expectation is the page's word, a recording its own; of two outputs one was before."""
    (difference,) = compare("1", "2", says=says).differences

    assert difference.sentence == sentence


@pytest.mark.parametrize(
    ("actual", "drift"),
    [
        (NODES, None),
        (NODES.replace("46s", "47s"), Drift.COSMETIC),
        (NODES.replace("Ready", "Lost"), Drift.CHANGED),
    ],
    ids=["identical", "volatile", "changed"],
)
def test_what_differs_has_a_class(actual: str, drift: Drift | None) -> None:
    """Identical texts have none, volatile values the least, and otherwise the worst of all counts."""
    assert compare(NODES, actual, command="kubectl get nodes").drift is drift


def test_a_diff_shows_types_in_place_of_volatile_values() -> None:
    """Nobody has to look for the one cell that matters among ages and suffixes that do not."""
    actual = PODS.replace("ljxvd   1/1     Running", "zzzzz   0/1     Pending").replace("28s", "5m")

    text = compare(PODS, actual, command="kubectl get pods").text(context=0)

    assert text == (
        "  ...\n"
        "- web-<hash>-<suffix>   1/1     Running   0          <age>\n"
        "+ web-<hash>-<suffix>   0/1     Pending   0          <age>\n"
        "  ..."
    )


def test_the_rest_of_a_line_that_differs_is_told() -> None:
    """Of a long line a sentence shows where it changes."""
    words = "word " * 30

    (difference,) = compare(f"{words}one {words}", f"{words}other {words}").differences

    assert "other" in difference.sentence
    assert "one" in difference.sentence
    assert len(difference.sentence) < 160


def test_drifts_are_ranked() -> None:
    """The worst class decides the exit status."""
    assert [drift.exit_status for drift in Drift] == [0, 9, 10, 11, 12]
    assert sorted(Drift, key=lambda drift: drift.severity) == list(Drift)
