"""A cluster that pages share is created once, has its own run, and is deleted when nobody can have it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from docker import APIClient

from kindsphinx.core.claiming import Wanted
from kindsphinx.core.errors import EngineError
from kindsphinx.runtime.housekeeping import rows
from tests.runtime.computer import SECONDS, Computer, a_computer, said, start
from tests.runtime.shared_book import CREATE, NODE, Book

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    """Give a computer, and check that nothing is left on its disk."""
    with a_computer(monkeypatch) as computer:
        yield computer


@pytest.fixture
def book(computer: Computer) -> Iterator[Book]:
    """Give a project on that computer, and check that nothing is left on its engine."""
    book = Book(computer=computer)
    yield book
    for runtime in computer.opened:
        runtime.close()
    assert book.opener.close() == ()
    assert computer.containers() == []
    assert computer.fake.state.volumes == {}


def test_a_cluster_is_created_once_and_goes_with_the_last_page(book: Book) -> None:
    """Each page has the output of the one creation."""
    first, _ = book.run("a")
    nodes = book.nodes()
    second, _ = book.run("b")
    still = book.nodes()
    third, returned = book.run("c")

    assert first.text.strip() == f"Creating cluster as {nodes[0]}"
    assert first == second == third
    assert nodes == still
    assert returned
    assert returned.is_fit
    assert book.nodes() == []


def test_a_page_has_the_cluster_from_its_creation_on(book: Book) -> None:
    """Not before, as a reader has not; its kubeconfig is where its shell says."""
    book.run("a")
    runtime = book.open("b")
    before = said(runtime, "docker_ps() { kind get kubeconfig --name dev 2>&1; }; docker_ps")
    listed = runtime.clusters.list()

    said(runtime, "export KUBECONFIG=$HOME/mine")
    runtime.runner.run(CREATE, timeout=SECONDS)
    runtime.settle(timeout=SECONDS)

    assert "could not locate any control plane nodes" in before
    assert (listed, runtime.clusters.list()) == ((), ("dev",))
    assert "kind-dev" in said(runtime, "cat ~/mine; ls ~/.kube 2>&1 | grep -c config")
    assert said(runtime, "docker_ps") == "kind: Config"


def test_what_a_page_prints_is_seen_while_it_runs(book: Book) -> None:
    """The output of the creation, too."""
    printed, _ = book.run("a")
    runtime = book.open("b")
    seen: list[str] = []

    runtime.runner.run(CREATE, timeout=SECONDS, on_output=seen.append)

    assert seen == [printed.text]


def test_a_page_that_leaves_something_gets_the_cluster_deleted(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one gets a new one."""
    monkeypatch.setattr("kindsphinx.runtime.shared_cluster._USUAL_SECONDS", 0.0)
    first, _ = book.begin("a")
    book.has("left")

    returned = first.hand_over()
    first.close()
    gone = book.nodes()
    book.has()
    printed, again = book.run("b")

    assert returned
    assert [str(each) for each in returned.left] == ["ConfigMap default/left"]
    assert gone == []
    assert printed.text.strip() == f"Creating cluster as {book.nodes()[0]}"
    assert again
    assert again.is_fit


def test_what_is_going_is_waited_for(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not left behind, if it goes in time."""
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        book.has()

    monkeypatch.setattr("kindsphinx.runtime.shared_cluster.time.sleep", sleep)
    runtime, _ = book.begin("a")
    book.has("going")

    returned = runtime.hand_over()

    assert returned
    assert returned.is_fit
    assert len(waits) >= 1


def test_a_page_that_ends_before_it_hands_over_gets_the_cluster_deleted(book: Book) -> None:
    """Nobody knows how it has left it."""
    runtime, _ = book.begin("a")

    assert runtime.close() == ()
    assert book.nodes() == []


def test_a_page_that_ends_before_it_has_the_cluster_leaves_it_to_the_next(book: Book) -> None:
    """It has done nothing with it."""
    first, _ = book.run("a")
    book.open("b").close()

    second, _ = book.run("b")

    assert first == second


def test_a_page_that_deletes_a_node_is_told_so(book: Book) -> None:
    """Before its API is asked for anything."""
    runtime, _ = book.begin("a")
    said(runtime, "kind delete cluster --name dev")

    returned = runtime.hand_over()

    assert returned
    assert returned.gone == (NODE,)


@pytest.mark.parametrize(
    ("command", "entered"),
    [
        (["cat", "/etc/os-release"], ()),
        (["crictl", "--debug", "ps", "-a"], ()),
        (["crictl", "rmi", "busybox"], (NODE,)),
        (["ctr", "images", "import", "-"], (NODE,)),
    ],
    ids=" ".join,
)
def test_a_node_in_which_a_page_has_worked_is_not_passed_on(
    book: Book, command: list[str], entered: tuple[str, ...]
) -> None:
    """Looking into one is no work."""
    runtime, _ = book.begin("a")
    with closing(APIClient(said(runtime, "echo $DOCKER_HOST"), version="1.41")) as api:
        api.exec_create(NODE, command)

    returned = runtime.hand_over()
    runtime.close()

    assert returned
    assert (returned.entered, returned.complaint) == (entered, "")
    assert bool(book.nodes()) == (not entered)


def test_what_a_page_has_beside_the_cluster_is_its_own(book: Book) -> None:
    """It goes with the page, and the next one does not see it; no page sees the labels."""
    first, _ = book.begin("a")
    start(first, "beside")
    with closing(APIClient(said(first, "echo $DOCKER_HOST"), version="1.41")) as api:
        listed = {each["Names"][0]: each["Labels"] for each in api.containers(all=True)}
    first.hand_over()
    first.close()

    assert listed.keys() == {f"/{NODE}", "/beside"}
    assert all(not name.startswith("io.kindsphinx.") for labels in listed.values() for name in labels)
    assert book.computer.containers() == [NODE]


def test_a_cluster_that_no_page_has_taken_over_goes_at_the_end(book: Book) -> None:
    """As where the run ends with its first failure."""
    book.run("a")
    between = book.nodes()

    assert book.opener.close() == ()
    assert len(between) == 1
    assert book.nodes() == []


@pytest.mark.parametrize("key", ["another", ""], ids=["another cluster", "no cluster"])
def test_a_cluster_goes_before_a_page_that_does_not_share_it(book: Book, key: str) -> None:
    """It may have the same name."""
    book.run("a")

    book.open("d", key=key)

    assert book.nodes() == []


def test_the_name_stays_taken_between_two_pages(book: Book) -> None:
    """For the run of the cluster, which lives as long as the process."""
    book.run("a")

    claims = {name for name in book.computer.fake.state.volumes if "claim" in name}
    (row,) = rows(book.environ)

    assert claims == {"kindsphinx-claim-cluster-dev"}
    assert (row.name, row.page, row.state, row.nodes) == ("dev", "a and 2 more", "alive", 1)


def test_a_shared_cluster_that_is_kept_makes_room_for_the_next_run(computer: Computer) -> None:
    """Whichever page of its project comes first, and whether it shares or not."""
    book = Book(computer=computer, keep=True)
    first, _ = book.begin("a")
    start(first, "beside")
    first.hand_over()
    first.close()
    book.opener.close()
    kept = computer.containers()

    other = Book(computer=computer).open("c", key="")
    other.clusters.claim(Wanted(cluster="dev"), notice=print)

    assert kept == [NODE]
    assert computer.containers() == []


def test_a_cluster_that_does_not_tell_is_not_passed_on(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some time."""
    monkeypatch.setattr("kindsphinx.runtime.shared_cluster._LONGEST_SECONDS", 0.0)
    runtime, _ = book.begin("a")
    book.computer.be_silent()

    with pytest.raises(EngineError, match="refused"):
        runtime.hand_over()
    runtime.close()

    assert book.nodes() == []
