from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import EngineError
from tests.fakes.settings import FakeSettings
from tests.runtime.computer import a_computer, create, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.runtime.computer import Computer


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    """Give a computer, and check that closing leaves nothing on its disk."""
    with a_computer(monkeypatch) as computer:
        yield computer


def test_a_new_cluster_is_waited_for_once(computer: Computer) -> None:
    """Later commands may do with it what they want."""
    runtime = computer.open()
    runtime.settle(timeout=0)
    create(runtime)
    computer.be_ready("one")

    runtime.settle(timeout=0)
    computer.be_silent()
    runtime.settle(timeout=0)

    assert runtime.clusters.list() == ("dev",)


def test_a_cluster_that_is_not_ready_is_told(computer: Computer) -> None:
    """Whenever somebody asks, until it is."""
    runtime = computer.open()
    create(runtime)

    for _ in range(2):
        with pytest.raises(EngineError, match="cluster dev is not ready after 0 s"):
            runtime.settle(timeout=0)
    computer.be_ready("one")
    runtime.settle(timeout=0)

    assert runtime.provenance().kubernetes == "v1.34.0"


def test_nobody_waits_for_a_cluster_whose_creation_failed(computer: Computer) -> None:
    """Kind has written no kubeconfig then, and ``--retain`` has kept its nodes."""
    runtime = computer.open()
    start(runtime, "dev-control-plane", cluster="dev")

    runtime.settle(timeout=0)

    assert runtime.clusters.list() == ("dev",)
    assert runtime.provenance().kubernetes == ""


@pytest.mark.parametrize(
    "place", ["~/.kube/config", "~/mine", "dev.kubeconfig", "$TMPDIR/deep/config", "$KUBECONFIG"]
)
def test_a_cluster_is_new_wherever_its_kubeconfig_is(computer: Computer, place: str) -> None:
    """Kind and the page may have put it anywhere in the page's folders."""
    chosen = str(computer.folder / "chosen")
    runtime = computer.open(FakeSettings(set_environment={"KUBECONFIG": chosen}))
    create(runtime, place=place)

    with pytest.raises(EngineError, match="cluster dev is not ready"):
        runtime.settle(timeout=0)


def lose(computer: Computer, node: str) -> None:
    """Let a cluster lose one of two nodes."""
    computer.fake.state.remove_container(node, volumes=True)


def replace_node(computer: Computer, node: str) -> None:
    """Let the page delete its cluster and create one of the same name."""
    lose(computer, node)
    lose(computer, "dev-worker")
    create(computer.opened[-1])


@pytest.mark.parametrize(
    ("change", "waits"), [(lose, False), (replace_node, True)], ids=["a node is lost", "all are replaced"]
)
def test_a_cluster_is_new_if_all_its_nodes_are(
    computer: Computer, change: Callable[[Computer, str], None], *, waits: bool
) -> None:
    """A page may show what happens if a node breaks."""
    runtime = computer.open()
    node = create(runtime)
    create(runtime, "dev-worker")
    computer.be_ready("one", "two")
    runtime.settle(timeout=0)
    computer.be_silent()

    change(computer, node)

    if waits:
        with pytest.raises(EngineError, match="cluster dev is not ready"):
            runtime.settle(timeout=0)
    else:
        runtime.settle(timeout=0)
