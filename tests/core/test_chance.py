"""Which values of a recording chance made."""

from __future__ import annotations

import pytest

from kindsphinx.core.chance import chance_values
from kindsphinx.core.recording import Interaction

PS = """\
CONTAINER ID   IMAGE                  STATUS         PORTS                       NAMES
0a1b2c3d4e5f   kindest/node:v1.34.0   Up 2 minutes   127.0.0.1:40075->6443/tcp   dev-control-plane
"""
SERVICES = """\
NAME   TYPE       CLUSTER-IP     EXTERNAL-IP   PORT(S)          AGE
web    NodePort   10.96.12.143   <none>        8080:31734/TCP   5m
"""
PODS = """\
NAME                   READY   STATUS    RESTARTS   AGE
web-7d9c8f5b6d-x2k4j   1/1     Running   0          12345s
db-0                   1/1     Running   0          5s
"""
TOP = "PID    COMMAND\n20480  sleep\n"

CASES = {
    "engine-port": ("docker ps", PS, "Open port 40075 now.", ["40075"]),
    "id": ("docker ps", PS, "The container 0a1b2c3d4e5f.", ["0a1b2c3d4e5f"]),
    "configured-port": ("docker ps", PS, "Port 6443 of v1.34.0, 127.0.0.1.", []),
    "address": ("kubectl get svc", SERVICES, "At 10.96.12.143:31734.", ["10.96.12.143", "31734"]),
    "author-port": ("kubectl get svc", SERVICES, "Port 8080.", []),
    "generated-name": (
        "kubectl get pods",
        PODS,
        "The pod web-7d9c8f5b6d-x2k4j runs.",
        ["web-7d9c8f5b6d-x2k4j"],
    ),
    "ordinal": ("kubectl get pods", PODS, "The pod db-0 runs.", []),
    "age": ("kubectl get pods", PODS, "After 12345s or 12345 seconds.", []),
    "part-of-a-word": ("docker ps", PS, "1400757, 40075x, v40075 and 40075.5", []),
    "process": ("ps", TOP, "The process 20480.", []),
    "twice": ("docker ps", PS, "40075 and 40075", ["40075"]),
}
"""Command, output, prose -> what is by chance."""


@pytest.mark.parametrize(("command", "output", "prose", "values"), CASES.values(), ids=CASES)
def test_only_what_chance_made_rots(command: str, output: str, prose: str, values: list[str]) -> None:
    """Ports, addresses, ids and generated names; never ages, sizes, counts and what was configured."""
    found = chance_values([_interaction(command, output)], own="")

    assert [each.text for each in found.within(prose)] == values


def test_what_the_author_chose_is_no_chance() -> None:
    """A port in the configuration is the author's, however high."""
    found = chance_values([_interaction("docker ps", PS)], own="hostPort: 40075\n")

    assert [each.text for each in found.within("40075 0a1b2c3d4e5f")] == ["0a1b2c3d4e5f"]


def test_a_value_knows_what_it_is_and_who_printed_it() -> None:
    """So that a message can say where to capture it."""
    found = chance_values([_interaction("docker ps", PS, identity="docker-ps/2")], own="")

    (value,) = found.within("40075")
    assert (value.what, value.block) == ("a port", "docker-ps")


def _interaction(command: str, output: str, *, identity: str = "x") -> Interaction:
    return Interaction(id=identity, fingerprint="", command=command, exit_code=0, output=output, duration=1)
