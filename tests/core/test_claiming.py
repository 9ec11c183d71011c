"""A page takes the names and ports that it needs before it makes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import ClusterBlock, PageFile
from kindsphinx.core.claiming import HostPort, Wanted, wanted
from kindsphinx.core.errors import BusyError
from tests.fakes.project import ARM64, Project, at, block, config, creation, page, statuses
from tests.fakes.runtime import FakeRuntime

if TYPE_CHECKING:
    from pathlib import Path

PORTS = b"""\
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
networking: {apiServerPort: 6443}
nodes:
- role: control-plane
  extraPortMappings:
  - {containerPort: 80, hostPort: 8080}
  - {containerPort: 53, hostPort: 5353, protocol: udp, listenAddress: 127.0.0.1}
  - {containerPort: 81}
  - {containerPort: 82, hostPort: -1}
- role: worker
  extraPortMappings:
  - {containerPort: 80, hostPort: 8081, protocol: TCP}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project without recordings."""
    return Project(tmp_path)


def _cluster(data: bytes, name: str = "dev") -> ClusterBlock:
    file = PageFile(name=f"{name}.yaml", data=data)
    return ClusterBlock(id=f"cluster:{name}", location=at(1), name=name, file=file)


@pytest.mark.parametrize(
    ("data", "ports"),
    [
        (b"kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n", ()),
        (b"nonsense", ()),
        (
            PORTS,
            (
                HostPort(number=5353, protocol="udp", address="127.0.0.1"),
                HostPort(number=6443, address="127.0.0.1"),
                HostPort(number=8080),
                HostPort(number=8081),
            ),
        ),
    ],
    ids=["none", "no configuration", "several"],
)
def test_the_ports_are_those_that_the_page_has_chosen(data: bytes, ports: tuple[HostPort, ...]) -> None:
    """What kind or the engine chooses is free; another cluster's are another cluster's."""
    create = creation()

    found = wanted(create, page(_cluster(data), _cluster(PORTS, "other"), create))

    assert found == Wanted(cluster="dev", ports=ports)


def test_a_port_is_told_as_people_write_it() -> None:
    """With its protocol where it is not the usual one."""
    assert (
        f"{HostPort(number=80)}, {HostPort(number=53, protocol='udp')}"
        == "the host port 80, the host port 53 (udp)"
    )


def test_everything_is_taken_before_anything_is_run(project: Project) -> None:
    """In the order of the page."""
    two = creation("two")

    project.run(_cluster(PORTS), creation(), block("ls"), config("two"), two)

    events = [each for each in project.runtime.events if each.startswith(("claim", "run"))]
    assert events[:2] == ["claim dev 5353 6443 8080 8081", "claim two"]
    assert all(each.startswith("run") for each in events[2:])


def test_a_page_that_does_not_get_it_makes_nothing(project: Project) -> None:
    """The block that needs it tells who has it; the others are skipped, clean-ups too."""
    runtime = FakeRuntime(owners={"two": "somebody (made yesterday)"})
    clean = block("rm x", cleanup=True)

    outcomes = project.run(config(), creation(), config("two"), creation("two"), clean, runtime=runtime)

    assert statuses(outcomes) == ["create-dev skipped", "create-two error", "rm x skipped"]
    assert "somebody (made yesterday)" in outcomes[1].message
    assert runtime.ran == []


def test_a_name_that_is_not_given_back_is_an_error(project: Project) -> None:
    """With the words of whoever waited for it."""
    runtime = FakeRuntime(refuses={"claim": BusyError("the cluster name “dev” is in use by the run 1")})

    outcomes = project.run(config(), creation(), runtime=runtime)

    assert statuses(outcomes) == ["create-dev error"]
    assert outcomes[0].message == "the cluster name “dev” is in use by the run 1"


def test_what_is_not_run_takes_nothing(project: Project) -> None:
    """A block for another platform, or one that is never run."""
    project.run(config(), creation(platform=ARM64), config("two"), creation("two", no_run="it is slow"))

    assert not [each for each in project.runtime.events if each.startswith("claim")]
