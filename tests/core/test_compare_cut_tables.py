"""What an author left out of a table, or moved in it, does not change what is compared of the rest."""

from __future__ import annotations

import re

import pytest

from kindsphinx.core.diff import compare

CUT_ROWS = {
    "pods -A": (
        """\
kube-system   coredns-66bc5c9577-qkv97...
kube-system   etcd-dev-control-plane     1/1   ...""",
        """\
NAMESPACE     NAME                       READY   STATUS    RESTARTS   AGE
kube-system   coredns-66bc5c9577-psdpq   1/1     Running   0          92s
kube-system   etcd-dev-control-plane     1/1     Running   1          97s""",
    ),
    "endpoints web": (
        "web    10.244.1.41:80,10.244.2.41:8...",
        "NAME   ENDPOINTS                       AGE\nweb    10.244.1.29:80,10.244.2.26:80   67s",
    ),
    "pods -n kube-system": (
        """\
coredns-66bc5c9577-qkv97   1/1     Running   ...
etcd-dev-control-plane     1/1     Running   1...""",
        """\
NAME                       READY   STATUS    RESTARTS      AGE
coredns-66bc5c9577-psdpq   1/1     Running   0             92s
etcd-dev-control-plane     1/1     Running   2 (30s ago)   97s""",
    ),
    "pods -o wide": (
        "web-0   1/1     Running   0          92s   10.244.1.4   ...",
        """\
NAME    READY   STATUS    RESTARTS   AGE   IP           NODE         NOMINATED NODE   READINESS GATES
web-0   1/1     Running   0          92s   10.244.1.3   dev-worker   <none>           <none>""",
    ),
    "pods web -o wide": (
        "web-0   1/1     Running   0          92s   10.244.1.27 ...",
        """\
NAME    READY   STATUS    RESTARTS   AGE   IP           NODE         NOMINATED NODE   READINESS GATES
web-0   1/1     Running   0          92s   10.244.1.3   dev-worker   <none>           <none>""",
    ),
    "cronjobs": (
        "tick   * * * * *   <none>   ...",
        """\
NAME   SCHEDULE    TIMEZONE   SUSPEND   ACTIVE   LAST SCHEDULE   AGE
tick   * * * * *   <none>     False     0        14s             3m""",
    ),
}
"""What is listed -> rows whose ends an author left out, and the listing."""


@pytest.mark.parametrize("listed", CUT_ROWS)
def test_an_author_may_leave_out_the_ends_of_rows(listed: str) -> None:
    """What is free in a column is not asked for where the column was left out."""
    rows, printed = CUT_ROWS[listed]
    written = f"{printed.splitlines()[0]}\n{rows}"

    assert compare(written, printed, command=f"kubectl get {listed}").equal
    assert not compare(written.replace("\n", "\nx"), printed, command=f"kubectl get {listed}").equal


CONTAINERS = """\
CONTAINER ID   IMAGE                  STATUS          PORTS                       NAMES
54f38f8e9fa6   kindest/node:v1.34.0   Up 57 seconds                               dev-worker
b1f38f8e9fa7   kindest/node:v1.34.0   Up 57 seconds   127.0.0.1:40075->6443/tcp   dev-control-plane"""
VOLUMES = """\
NAME                                       CAPACITY   STATUS   CLAIM       STORAGECLASS   REASON   AGE
pvc-e1b5b3b9-e5cf-4d38-87f8-22140a1654cb   10Mi       Bound    shop/data   standard                16s"""


@pytest.mark.parametrize(
    ("printed", "old", "new", "wrong"),
    [
        (CONTAINERS, "kindest/node:v1.34.0   ", "<any>   ", "dev-worker3"),
        (CONTAINERS, "54f38f8e9fa6   ", "<container-id>   ", "dev-worker3"),
        (VOLUMES, "pvc-e1b5b3b9-e5cf-4d38-87f8-22140a1654cb", "pvc-<uid>", "standard3"),
    ],
)
def test_a_placeholder_may_move_what_stands_behind_it(printed: str, old: str, new: str, wrong: str) -> None:
    """A row with an empty cell need not stand beneath its header any more where an author changed it."""
    command = "docker ps" if printed is CONTAINERS else "kubectl get pv"
    written = printed.replace(old, new, 1)

    assert compare(written, printed, command=command).equal
    assert not compare(written.replace(wrong[:-1], wrong), printed, command=command).equal


def test_columns_may_be_closer_than_they_were_printed() -> None:
    """An author may have put a table together by hand."""
    written = "\n".join(re.sub("   +", "   ", line) for line in CONTAINERS.splitlines())

    assert compare(written, CONTAINERS, command="docker ps").equal
    assert not compare(written.replace("127.0.0.1:", "0.0.0.0:"), CONTAINERS, command="docker ps").equal


def test_an_author_may_leave_out_the_last_columns() -> None:
    """The header ends in dots, as its rows do."""
    written = "\n".join(f"{line[:37]}..." for line in CONTAINERS.splitlines())

    assert compare(written, CONTAINERS, command="docker ps").equal
    assert compare(written.replace("   ...", "..."), CONTAINERS, command="docker ps").equal
    assert not compare(written.replace("v1.34", "v1.33"), CONTAINERS, command="docker ps").equal
    assert not compare(written.replace("IMAGE", "IMAGES"), CONTAINERS, command="docker ps").equal


def test_the_first_row_without_a_header_may_be_cut() -> None:
    """The layout is that of the output."""
    command = "kubectl get nodes --no-headers"
    control_plane = "dev   Ready   control-plane   9m   v1.34.0"
    printed = f"{control_plane}\nworker   Ready   <none>   8m   v1.34.0"
    written = f"worker   Ready...\n{control_plane}"

    assert compare(written, printed, command=command).equal
    assert not compare(written, printed.replace("Ready", "NotReady"), command=command).equal


@pytest.mark.parametrize(
    ("written", "printed", "is_equal"),
    [
        ("service/web   ...", "service/web exposed", True),
        ("service/web ...", "service/web\texposed", True),
        ("service/web ...", "service/web", True),
        ("service/web ...", "service/website exposed", False),
        ("service/web...", "service/website exposed", True),
    ],
)
def test_blanks_before_what_is_left_out_are_open(written: str, printed: str, *, is_equal: bool) -> None:
    """Who leaves out the end of a line does not count blanks; a word stays one."""
    assert compare(written, printed, command="make something").equal is is_equal


def test_a_step_of_kind_may_be_cut_off() -> None:
    """The line that ends a step may be among those that were left out."""
    started, ended = " • Preparing nodes 📦 📦   ...", " ✓ Preparing nodes 📦 📦 "
    last = 'Set kubectl context to "kind-dev"'
    command = "kind create cluster --name dev"

    assert compare(f"{started}\n...\n{last}", f"{started}\n{ended}\n{last}", command=command).equal
    assert compare(f"{started}\n...\n{last}", f"{ended}\n{last}", command=command).equal


def test_a_queried_value_may_be_cut() -> None:
    """Of several nodes, whichever they are, the first is shown."""
    command = "kubectl get pods -o jsonpath='{.items[*].spec.nodeName}'"

    assert compare("dev-worker...", "dev-worker2 dev-worker", command=command).equal
    assert compare("dev-worker ...", "dev-worker2 dev-worker", command=command).equal


DESCRIBED = """\
Name:         db-0
Labels:       app=db
Conditions:
  Type              Status
  PodScheduled      True
  Ready             True
Events:
  Type    Reason     Age   From               Message
  ----    ------     ----  ----               -------
  Normal  Scheduled  17s   default-scheduler  Successfully assigned default/db-0 to dev-worker
  Normal  Created    16s   kubelet            Created container: box
  Normal  Started    16s   kubelet            Started container box"""
ALL = """\
NAME        READY   STATUS    RESTARTS   AGE
pod/db-0    1/1     Running   0          30s
pod/web-0   1/1     Running   0          30s

NAME                  READY   AGE
statefulset.apps/db   1/1     30s
statefulset.apps/ui   2/2     30s"""


@pytest.mark.parametrize(
    ("command", "printed", "written"),
    [
        (
            "kubectl describe pod db-0",
            DESCRIBED,
            "Name:  db-0\n...\n  Normal  Started  3s  kubelet  Started container box",
        ),
        ("kubectl describe pod db-0", DESCRIBED, f"{DESCRIBED.partition('  ----')[0]}  ..."),
        ("kubectl describe pod db-0", DESCRIBED, "...\n  Ready             True\n..."),
        ("kubectl get all", ALL, f"{ALL.partition('pod/web')[0]}...\nstatefulset.apps/ui   2/2     5m"),
        ("kubectl get all", ALL, "...\nstatefulset.apps/ui   2/2     5m"),
    ],
)
def test_the_header_of_rows_may_be_left_out_before_them(command: str, printed: str, written: str) -> None:
    """Rows behind a cut are compared as rows of the table that they are of."""
    assert compare(written, printed, command=command).equal
    for wrong in (written.replace("Started", "Stopped"), written.replace("2/2", "1/2")):
        assert compare(wrong, printed, command=command).equal is (wrong == written)
