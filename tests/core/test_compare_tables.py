"""Tables are compared by their cells, and in no order where the command promises none."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import compare


@pytest.mark.parametrize(
    "command",
    [
        "kubectl get nodes --sort-by=.metadata.name",
        "kubectl get nodes -w",
        "kubectl get nodes --watch",
        "kubectl get nodes | sort",
        "kubectl get nodes |tail -2",
        "kubectl get nodes | head -n 3",
    ],
)
def test_order_matters_where_the_command_promises_one(command: str) -> None:
    """Sorted, watched and cut listings are compared in their order."""
    table = "NAME   STATUS\na      Ready\nb      Ready"
    turned = "NAME   STATUS\nb      Ready\na      Ready"

    assert not compare(table, turned, command=command).equal
    assert compare(table, turned, command="kubectl get nodes").equal


@pytest.mark.parametrize(
    ("command", "free"),
    [
        ("kind get nodes --name dev", True),
        ("kind get clusters", True),
        ("kind load docker-image web:1 --name dev", True),
        ("kubectl get pods -o name", True),
        ("kubectl get nodes --no-headers", True),
        ("kubectl get pods -A | grep dev", True),
        ("docker ps -q", True),
        ("kubectl exec deployment/web -- env", True),
        ("docker ps -aq", True),
        ("docker images --format '{{.Tag}}'", True),
        ("kubectl logs deployment/web", False),
        ("kubectl describe node dev", False),
        ("kubectl get nodes --no-headers --sort-by=.metadata.name", False),
        ("docker logs web", False),
        ("", False),
    ],
)
def test_lines_without_a_header(command: str, *, free: bool) -> None:
    """Where every line is a row the order is free; elsewhere lines stand in order."""
    assert compare("dev-worker\ndev-worker2", "dev-worker2\ndev-worker", command=command).equal is free


TABLE_PAIRS = {
    "restarts, when": (
        "NAME   RESTARTS      AGE\nweb    1 (3m ago)    5m",
        "NAME   RESTARTS       AGE\nweb    1 (45s ago)    5m",
        True,
    ),
    "restarts, how often": (
        "NAME   RESTARTS   AGE\nweb    0   5m",
        "NAME   RESTARTS      AGE\nweb    7 (2m ago)   5m",
        False,
    ),
    "restarts of kind's own": (
        "NAME                    RESTARTS   AGE\netcd-dev-control-plane   0          5m",
        "NAME                    RESTARTS      AGE\netcd-dev-control-plane   1 (2m ago)    5m",
        True,
    ),
    "node of a pod": (
        "NAME   STATUS    NODE          NOMINATED NODE\nweb    Running   dev-worker    <none>",
        "NAME   STATUS    NODE          NOMINATED NODE\nweb    Running   dev-worker2   <none>",
        True,
    ),
    "pod without a node": (
        "NAME   STATUS    NODE          NOMINATED NODE\nweb    Pending   dev-worker    <none>",
        "NAME   STATUS    NODE          NOMINATED NODE\nweb    Pending   <none>        <none>",
        False,
    ),
    "size of an image": (
        "REPOSITORY   TAG    IMAGE ID       CREATED   SIZE\nweb   1   3f1c0d9be2a7   2 hours ago   142MB",
        "REPOSITORY   TAG    IMAGE ID       CREATED   SIZE\nweb   1   123456789012   2 days ago   1.1GB",
        True,
    ),
    "tag like an id": (
        "REPOSITORY   TAG    IMAGE ID\nweb   3f1c0d9be2a7   3f1c0d9be2a7",
        "REPOSITORY   TAG    IMAGE ID\nweb   a3f1c0d9be2a   3f1c0d9be2a7",
        False,
    ),
    "drawn name": (
        "CONTAINER ID   IMAGE   NAMES\n3f1c0d9be2a7   web:1   eager_hopper",
        "CONTAINER ID   IMAGE   NAMES\na3f1c0d9be2a   web:1   nostalgic_curie3",
        True,
    ),
    "given name": (
        "CONTAINER ID   IMAGE   NAMES\n3f1c0d9be2a7   web:1   my_registry",
        "CONTAINER ID   IMAGE   NAMES\na3f1c0d9be2a   web:1   my_proxy",
        False,
    ),
    "measurements": (
        "NAME   CPU(cores)   MEMORY(bytes)\nweb    1m           3Mi",
        "NAME   CPU(cores)   MEMORY(bytes)\nweb    250m         40Mi",
        True,
    ),
    "what measures": (
        "NAME   CPU(cores)   MEMORY(bytes)\nweb    1m           3Mi",
        "NAME   CPU(cores)   MEMORY(bytes)\napi    1m           3Mi",
        False,
    ),
    "an empty cell": (
        (
            "CONTAINER ID   PORTS                       NAMES\n3f1c0d9be2a7   127.0.0.1:40075->6443/tcp   a\n"
            "b3f1c0d9be2a                               b"
        ),
        (
            "CONTAINER ID   PORTS                       NAMES\nb3f1c0d9be2a                               b\n"
            "3f1c0d9be2a7   127.0.0.1:33333->6443/tcp   a"
        ),
        True,
    ),
    "a first cell that is empty": (
        "CURRENT   NAME       CLUSTER\n*         kind-dev   kind-dev\n          other      other",
        "CURRENT   NAME       CLUSTER\n          kind-dev   kind-dev\n*         other      other",
        False,
    ),
    "events as a set": (
        "LAST SEEN   REASON    OBJECT        MESSAGE\n5s          Created   pod/a-gtlzm   Created b",
        (
            "LAST SEEN   REASON    OBJECT        MESSAGE\n9s          Created   pod/a-pt9dj   Created b\n"
            "5s          Created   pod/a-8bq5s   Created b"
        ),
        True,
    ),
    "events in another order": (
        "LAST SEEN   REASON    MESSAGE\n5s          Created   a\n4s          Started   b",
        "LAST SEEN   REASON    MESSAGE\n9s          Started   b\n9s          Created   a",
        True,
    ),
    "a table of describe": (
        (
            "Events:\n  Type    Reason  Age  From     Message\n  ----    ------  ---  ----     -------\n"
            "  Normal  Pulled  5s   kubelet  ok"
        ),
        (
            "Events:\n  Type    Reason  Age                 From     Message\n"
            "  ----    ------  ---                 ----     -------\n"
            "  Normal  Pulled  5m1s (x3 over 6m2s)  kubelet  ok"
        ),
        True,
    ),
    "two tables, the second changed": (
        "NAME   READY\na      1/1\n\nNAME   READY   AGE\nb      1/1     5s",
        "NAME   READY\na      1/1\n\nNAME   READY   AGE\nb      0/1     5s",
        False,
    ),
    "rows of one table in another": (
        "NAME   READY\na      1/1\n\nNAME   READY\nb      1/1",
        "NAME   READY\nb      1/1\n\nNAME   READY\na      1/1",
        False,
    ),
    "another column": ("NAME   READY\na      1/1", "NAME   AGE\na      1/1", False),
    "none found": ("No resources found in default namespace.", "NAME   READY\na      1/1", False),
    "columns of one's own": (
        "POD           WHERE\na-gtlzm   here\nb   there",
        "POD   WHERE\nb     there\na-pt9dj   here",
        True,
    ),
}


@pytest.mark.parametrize(("one", "other", "equal"), TABLE_PAIRS.values(), ids=TABLE_PAIRS)
def test_tables_are_compared_by_cells(one: str, other: str, *, equal: bool) -> None:
    """A column's policy says what may differ in it, and only that may."""
    command = "kubectl get pods -o custom-columns=..." if one.startswith("POD") else "kubectl get pods"

    assert compare(one, other, command=command).equal is equal
    assert compare(other, one, command=command, ellipsis=False).equal is equal


def test_alignment_means_nothing_in_a_description() -> None:
    """In ``kubectl describe`` the longest key decides where all values stand; indentation means something."""
    short, long = "Name:  db-0\n  Image:  web:1", "Name:         db-0\n  Image:      web:1"

    assert compare(short, long, command="kubectl describe pod db-0").equal
    assert not compare(short, long, command="kubectl logs db-0").equal
    assert not compare(short, "Name:  db-0\nImage:  web:1", command="kubectl describe pod db-0").equal


@pytest.mark.parametrize("count", [50, 250])
def test_open_rows_get_one_row_each(count: int) -> None:
    """Rows with text left out share out the rows that there are, and one too many is told."""
    header, rows = "NAME   READY\n", "".join(f"web-{number}   1/1\n" for number in range(count))
    open_rows = "web-...   1/1\n" * (count - 1)

    assert compare(header + open_rows + "web-7...   1/1\n", header + rows).equal
    assert not compare(header + open_rows + "api-...   1/1\n", header + rows).equal
    assert not compare(header + open_rows + "web-...   1/1\n" * 2, header + rows).equal


def test_the_table_meant_is_the_one_that_shares_rows() -> None:
    """Where an author cuts away whole tables, the rest is compared with the table it came from."""
    pods, more = "NAME   READY\na      1/1\nb      1/1", "NAME   READY\nc      1/1\nd      1/1"

    assert compare("...\n\nNAME   READY\nd      1/1\nc      1/1", f"{pods}\n\n{more}").equal
