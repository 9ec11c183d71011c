"""What was one value in the outputs of a page must still be one, and nothing else is told."""

from __future__ import annotations

import pytest

from kindsphinx.core.coherence import Ledger
from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Drift

PS = "docker ps"
INFO = "kubectl cluster-info"
PODS = "kubectl get pods -o wide"
NODES = "kubectl get nodes -o wide"
SERVICES = "kubectl get services"
ENDPOINTS = "kubectl get endpoints"
UID = "0ae3c1d2-0001-4000-8000-00000000000"
"""Without its last digit."""

Page = list[tuple[str, str, str]]
"""Commands, with what they printed before and now."""


def _ps(port: object, container: str = "54f38f8e9fa6", name: str = "dev-control-plane") -> str:
    return (
        "CONTAINER ID   IMAGE                  STATUS         PORTS                       NAMES\n"
        f"{container}   kindest/node:v1.34.0   Up 2 minutes   127.0.0.1:{port}->6443/tcp   {name}\n"
    )


def _info(port: object) -> str:
    return f"Kubernetes control plane is running at https://127.0.0.1:{port}\n"


def _pods(**addresses: str) -> str:
    rows = [
        f"{name:<11}1/1     Running     0          5m    {address:<13}{name}-node\n"
        for name, address in addresses.items()
    ]
    return "NAME       READY   STATUS      RESTARTS   AGE   IP           NODE\n" + "".join(rows)


def _nodes(**addresses: str) -> str:
    rows = [f"{name:<9}Ready    5m    {address}\n" for name, address in addresses.items()]
    return "NAME     STATUS   AGE   INTERNAL-IP\n" + "".join(rows)


def _endpoints(address: str) -> str:
    return f"NAME   ENDPOINTS       AGE\nweb    {address}:80   5m\n"


def _services(address: str, port: object, *, protocol: str = "TCP") -> str:
    return (
        "NAME   TYPE       CLUSTER-IP      EXTERNAL-IP   PORT(S)          AGE\n"
        f"web    NodePort   {address:<16}<none>        80:{port}/{protocol}   5m\n"
    )


TOLD: dict[str, tuple[Page, str]] = {
    "port": (
        [(PS, _ps(40075), _ps(44963)), (INFO, _info(40075), _info(41234))],
        (
            "port 40075 was one port in “docker ps” (line 1) and “kubectl cluster-info” (line 2); "
            "now 44963 and 41234"
        ),
    ),
    "port, other commands between": (
        [
            (PS, _ps(40075), _ps(44963)),
            ("docker run -d web", "x\n", "x\n"),
            (INFO, _info(40075), _info(41234)),
        ],
        (
            "port 40075 was one port in “docker ps” (line 1) and “kubectl cluster-info” (line 3); "
            "now 44963 and 41234"
        ),
    ),
    "port, in one output": (
        [
            (
                "kubectl config view",
                "server: https://a:40075\nb: https://c:40075",
                "server: https://a:44963\nb: https://c:41234",
            )
        ],
        "port 40075 was one port throughout “kubectl config view” (line 1); now 44963 and 41234",
    ),
    "port of a node": (
        [
            (SERVICES, _services("10.96.1.2", 31111), _services("10.96.1.9", 32222)),
            ("kubectl get svc web -o jsonpath={.spec.ports[0].nodePort}", "31111", "32333"),
        ],
        (
            "port 31111 was one port in “kubectl get services” (line 1) and "
            "“kubectl get svc web -o jsonpath={.spec.…” (line 2); now 32222 and 32333"
        ),
    ),
    "address of a service": (
        [
            (SERVICES, _services("10.96.1.2", 80), _services("10.96.1.9", 80)),
            ("kubectl exec db-0 -- env", "WEB_HOST=10.96.1.2", "WEB_HOST=10.96.1.8"),
        ],
        (
            "address 10.96.1.2 was one address in “kubectl get services” (line 1) and "
            "“kubectl exec db-0 -- env” (line 2); now 10.96.1.9 and 10.96.1.8"
        ),
    ),
    "address of a pod": (
        [
            (PODS, _pods(web="10.244.1.2"), _pods(web="10.244.2.5")),
            (ENDPOINTS, _endpoints("10.244.1.2"), _endpoints("10.244.2.9")),
        ],
        (
            "address 10.244.1.2 was one address in “kubectl get pods -o wide” (line 1) and "
            "“kubectl get endpoints” (line 2); now 10.244.2.5 and 10.244.2.9"
        ),
    ),
    "id, cut short": (
        [
            ("docker inspect -f {{.Id}} web", "54f38f8e9fa6" * 5 + "abcd", "aaf38f8e9fa6" * 5 + "abcd"),
            (PS, _ps(40075), _ps(40075, "bbf38f8e9fa6")),
        ],
        (
            "id 54f38f8e9fa6 was one id in “docker inspect -f {{.Id}} web” (line 1) and "
            "“docker ps” (line 2); now aaf38f8e9fa6 and bbf38f8e9fa6"
        ),
    ),
    "two pods with one address": (
        [
            (
                PODS,
                _pods(web="10.244.1.2", api="10.244.1.3"),
                _pods(web="10.244.1.4", api="10.244.1.4"),
            )
        ],
        "web and api have one address now, 10.244.1.4; they had 10.244.1.2 and 10.244.1.3",
    ),
}
"""Pages in which something is wrong -> what is said of it."""

SILENT: dict[str, Page] = {
    "all other, all alike": [(PS, _ps(40075), _ps(44963)), (INFO, _info(40075), _info(44963))],
    "two become two": [(PS, _ps(40075), _ps(44963)), (INFO, _info(40076), _info(41234))],
    "two become one, in two outputs": [(PS, _ps(40075), _ps(44963)), (INFO, _info(40076), _info(44963))],
    "a chance in the old outputs": [
        (PS, _ps(40075, name="a"), _ps(44963, name="a")),
        (PS, _ps(40075, name="b"), _ps(41234, name="b")),
    ],
    "TCP and UDP": [
        (SERVICES, _services("10.96.1.2", 31111), _services("10.96.1.9", 32222)),
        (
            SERVICES,
            _services("10.96.1.2", 31111, protocol="UDP"),
            _services("10.96.1.9", 32333, protocol="UDP"),
        ),
    ],
    "pods of two clusters": [
        (f"{PODS} --context a", _pods(web="10.244.1.2"), _pods(web="10.244.1.2")),
        (f"{PODS} --context b", _pods(web="10.244.1.2"), _pods(web="10.244.1.3")),
    ],
    "pods of before and after": [
        (PODS, _pods(web="10.244.1.2"), _pods(web="10.244.1.2")),
        ("kubectl rollout restart deployment web", "", ""),
        (ENDPOINTS, _endpoints("10.244.1.2"), _endpoints("10.244.1.3")),
    ],
    "pods on their nodes' addresses": [
        (NODES, _nodes(a="172.18.0.3", b="172.18.0.4"), _nodes(a="172.18.0.3", b="172.18.0.4")),
        (PODS, _pods(proxy="172.18.0.3"), _pods(proxy="172.18.0.4")),
        ("kubectl describe pod proxy", "Node:  a/172.18.0.3", "Node:  b/172.18.0.4"),
    ],
    "pods of one name, in any order": [
        (
            PODS,
            _pods(**{"web-xk2d9": "10.244.1.2", "web-zx2d9": "10.244.1.3"}),
            _pods(**{"web-bk2d9": "10.244.1.3", "web-bx2d9": "10.244.1.2"}),
        ),
        (
            "kubectl describe endpoints web",
            "Addresses:  10.244.1.2,10.244.1.3",
            "Addresses:  10.244.1.3,10.244.1.2",
        ),
    ],
    "clients in logs": [
        ("kubectl logs a", "from 10.244.1.1", "from 10.244.1.1"),
        ("kubectl logs b", "from 10.244.1.1 again", "from 10.244.2.1 again"),
    ],
    "containers one after the other": [
        ("docker run --rm busybox hostname -i", "172.18.0.5", "172.18.0.5"),
        ("docker run --rm busybox hostname -I", "172.18.0.5", "172.18.0.7"),
    ],
    "what chance asks for": [
        (PS, _ps(40075), _ps(44963)),
        ("docker port $NODE", "6443/tcp -> 127.0.0.1:40075", "6443/tcp -> 127.0.0.1:41234"),
    ],
    "who leads": [
        (
            "kubectl get leases",
            f"NAME   HOLDER{' ' * 35}AGE\nkcm    a_{UID}1   5m",
            f"NAME   HOLDER{' ' * 35}AGE\nkcm    a_{UID}1   5m",
        ),
        (
            "kubectl get lease kcm -o yaml",
            f"holderIdentity: a_{UID}1",
            f"holderIdentity: a_{UID}2",
        ),
    ],
    "ages and counts": [
        ("kubectl get things", "NAME   AGE\na      5m\n", "NAME   AGE\na      7m\n"),
        ("kubectl get things", "NAME   AGE\na      5m\n", "NAME   AGE\na      9m\n"),
    ],
}
"""Pages in which nothing is wrong."""


def _sentences(page: Page) -> list[str]:
    ledger = Ledger()
    found: list[str] = []
    for line, (command, old, new) in enumerate(page, start=1):
        ledger.begin()
        diff = compare(old, new, command=command, ellipsis=False, ledger=ledger, line=line)
        assert all(each.drift is Drift.CHANGED for each in diff.differences)
        assert diff.equal is not bool(diff.differences)
        found += [each.sentence for each in diff.differences]
        ledger.keep(command)
    return found


@pytest.mark.parametrize(("page", "sentence"), TOLD.values(), ids=TOLD)
def test_one_value_that_became_two_is_told(page: Page, sentence: str) -> None:
    """Whichever blocks of the page print it, and once."""
    assert _sentences(page) == [sentence]


@pytest.mark.parametrize("page", SILENT.values(), ids=SILENT)
def test_what_chance_does_is_not(page: Page) -> None:
    """Values that were equal by chance, or that are another's later, tell nothing."""
    assert _sentences(page) == []


def test_a_value_is_told_once() -> None:
    """The first output that shows it is enough."""
    info = (INFO, _info(40075), _info(41234))

    assert len(_sentences([(PS, _ps(40075), _ps(44963)), info, info])) == 1


def test_the_lines_show_the_values() -> None:
    """Types in their place would hide what differs."""
    ledger = Ledger()
    compare(_ps(40075), _ps(44963), command=PS, ellipsis=False, ledger=ledger)
    ledger.keep(PS)

    diff = compare(_info(40075), _info(41234), command=INFO, ellipsis=False, ledger=ledger)

    assert diff.drift is Drift.CHANGED
    assert diff.first_line == 0
    assert diff.text().splitlines() == [
        "- Kubernetes control plane is running at https://127.0.0.1:40075",
        "+ Kubernetes control plane is running at https://127.0.0.1:41234",
    ]


def test_a_try_that_failed_leaves_nothing() -> None:
    """What a command printed too early is not what those after it are judged by."""
    ledger = Ledger()
    compare(_ps(40075), _ps(44444), command=PS, ellipsis=False, ledger=ledger)
    ledger.begin()
    compare(_ps(40075), _ps(44963), command=PS, ellipsis=False, ledger=ledger)
    ledger.keep(PS)

    assert compare(_info(40075), _info(44963), command=INFO, ellipsis=False, ledger=ledger).equal


def test_the_lines_show_both_values_of_one_output() -> None:
    """Those between them stand for themselves."""
    old = "a: https://x:40075\nb: 1\nc: https://y:40075\nd: https://z:40076"
    new = "a: https://x:44963\nb: 1\nc: https://y:41234\nd: https://z:44444"

    diff = compare(old, new, ellipsis=False, ledger=Ledger())

    assert diff.text().splitlines() == [
        "- a: https://x:40075",
        "+ a: https://x:44963",
        "  b: 1",
        "- c: https://y:40075",
        "+ c: https://y:41234",
        "  d: https://z:<port>",
    ]
