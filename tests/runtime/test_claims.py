"""Of two runs that need the same name or port of an engine, one waits for the other."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.claiming import HostPort, Wanted
from kindsphinx.core.errors import BusyError, EngineError
from kindsphinx.runtime.claims import Claims
from kindsphinx.runtime.endpoint import Endpoint
from kindsphinx.runtime.engine import Engine
from kindsphinx.runtime.heartbeat import Heartbeat
from tests.fakes.dead_runs import add_things, dead, far_away, living, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kindsphinx.runtime.proxy.owner import Owner
    from tests.fakes.engine import FakeEngine

DEV = Wanted(cluster="dev", ports=(HostPort(number=8080),))


class World:
    """An engine that runs take things of."""

    def __init__(self, fake: FakeEngine, engine: Engine, folder: Path) -> None:
        self.fake = fake
        self.folder = folder
        self.environ = {"XDG_STATE_HOME": str(folder)}
        self.engine = engine
        self.told: list[str] = []
        self.waits = 0

    def take(
        self,
        owner: Owner,
        wanted: Wanted = DEV,
        *,
        limit: float = 60,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        """Take something, and do something else meanwhile, each time that it is waited for."""

        def sleep(_seconds: float) -> None:
            self.waits += 1
            meanwhile()

        Claims(engine=self.engine, owner=owner, limit=limit, sleep=sleep).take(
            wanted, notice=self.told.append
        )

    def end(self, owner: Owner) -> None:
        """Let a run end."""
        Heartbeat(endpoint=self.fake.endpoint, owner=owner, note=self.folder).stop()


@pytest.fixture
def world(fake: FakeEngine, tmp_path: Path) -> Iterator[World]:
    """Return an engine."""
    with closing(Engine(fake.endpoint)) as engine:
        yield World(fake, engine, tmp_path)


def test_what_is_free_is_taken_and_given_back_at_the_end(world: World) -> None:
    """The same run may take it again."""
    owner = living(world.environ)

    world.take(owner)
    world.take(owner)
    taken = names(world.fake)
    world.end(owner)

    assert taken == {"kindsphinx-claim-cluster-dev", "kindsphinx-claim-port-8080-tcp"}
    assert (names(world.fake), world.told, world.waits) == (set(), [], 0)


@pytest.mark.parametrize("other", [living, far_away], ids=["here", "far away"])
def test_a_run_that_goes_on_is_waited_for(world: World, other: Callable[..., Owner]) -> None:
    """It is told once, with the other run, wherever that is."""
    first, second = other(world.environ, page="one"), living(world.environ, page="two")
    world.take(first)

    world.take(second, meanwhile=lambda: world.end(first) if world.waits == 2 else None)

    whose = f"the run {first.run} of the page “one” of /home/somebody/docs"
    assert world.told == [f"waiting for the cluster name “dev”, which is in use by {whose}"]
    assert world.waits == 2


def test_nobody_waits_for_ever(world: World) -> None:
    """The error names the run, and the setting."""
    first, second = living(world.environ, page="one"), living(world.environ, page="two")
    world.take(first)

    with pytest.raises(BusyError) as caught:
        world.take(second, Wanted(cluster="other", ports=DEV.ports), limit=0)

    assert str(caught.value).startswith(
        f"the host port 8080 is in use by the run {first.run} of the page “one”"
    )
    assert str(caught.value).endswith("was not given back within 0 s (kind_busy_timeout)")


@pytest.mark.parametrize("keep", [False, True], ids=["killed", "killed, with kept things"])
def test_what_a_dead_run_had_is_free(world: World, *, keep: bool) -> None:
    """All that it has left goes, unless it was to stay."""
    first = dead(world.environ, page="one", keep=keep)
    world.take(first)
    add_things(world.fake, first, cluster="left")

    world.take(living(world.environ))

    left = {name for name in names(world.fake) if name.startswith("left")}
    assert bool(left) is keep
    assert world.waits == 0


def test_what_a_dead_run_has_left_for_good_is_told(world: World) -> None:
    """Its claim stays, too."""
    first = dead(world.environ)
    world.take(first)
    add_things(world.fake, first, cluster="left")
    world.fake.state.busy.add("left-app:1")

    with pytest.raises(EngineError, match=r"what is left of the run dead-.* cannot be removed: left-app:1"):
        world.take(living(world.environ))


def test_a_volume_of_that_name_which_is_not_ours_is_told(world: World) -> None:
    """With the command that removes it."""
    world.fake.state.add_volume({"Name": "kindsphinx-claim-cluster-dev"})

    with pytest.raises(EngineError, match="“docker volume rm kindsphinx-claim-cluster-dev” removes it"):
        world.take(living(world.environ))


def test_an_engine_that_has_no_room_is_told(world: World) -> None:
    """In its own words."""
    world.fake.state.full = True

    with pytest.raises(EngineError, match="does not note the cluster name “dev”: no space left on device"):
        world.take(living(world.environ))


def test_an_engine_that_is_gone_is_told(world: World) -> None:
    """As an error of the page."""
    gone = Engine(Endpoint(url="unix:///absent/engine.sock", source="the test"))

    with pytest.raises(EngineError, match="does not note the cluster name “dev”"):
        Claims(engine=gone, owner=living(world.environ), limit=0).take(DEV, notice=world.told.append)


@pytest.mark.parametrize(
    ("published", "is_in_use"),
    [
        ({"PublicPort": 8080, "Type": "tcp", "IP": "0.0.0.0"}, True),
        ({"PublicPort": 8080, "Type": "tcp"}, True),
        ({"PublicPort": 8080, "Type": "udp", "IP": "0.0.0.0"}, False),
        ({"PublicPort": 8081, "Type": "tcp", "IP": "0.0.0.0"}, False),
        ({"PrivatePort": 8080, "Type": "tcp"}, False),
    ],
    ids=["everywhere", "somewhere", "another protocol", "another port", "not published"],
)
def test_a_port_of_a_container_is_not_to_be_had(
    world: World, published: dict[str, object], *, is_in_use: bool
) -> None:
    """The error names it, and what needs the port; nothing is done to it."""
    world.fake.state.add_container("theirs", {"Image": "busybox:1.36", "Ports": [published]})

    if is_in_use:
        whose = r"container of somebody without kindsphinx \(theirs, made"
        with pytest.raises(EngineError, match=f"8080, which the cluster dev needs, is in use by a {whose}"):
            world.take(living(world.environ))
    else:
        world.take(living(world.environ))

    assert "theirs" in names(world.fake)
