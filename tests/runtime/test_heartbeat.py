"""A run that goes on shows it on the engine, and what it shows goes with it."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from kindsphinx.runtime.belongings import belongings
from kindsphinx.runtime.endpoint import Endpoint
from kindsphinx.runtime.engine import Engine
from kindsphinx.runtime.heartbeat import Heartbeat
from tests.fakes.dead_runs import far_away, names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.fakes.engine import FakeEngine


def test_a_beat_is_seen_by_the_engine_s_clock(fake: FakeEngine, tmp_path: Path) -> None:
    """Each renews the one before; the end removes it."""
    (tmp_path / "note").touch()
    owner = far_away({"XDG_STATE_HOME": str(tmp_path)})
    heart = Heartbeat(endpoint=fake.endpoint, owner=owner, note=tmp_path / "note", interval=0.01)
    with closing(Engine(fake.endpoint)) as engine:
        begin = fake.state.clock
        heart.start()
        fake.state.clock += 5000
        _until(lambda: belongings(engine)[0].seen >= begin + 5000)
        (run,) = belongings(engine)
        count = len(fake.state.volumes)
        heart.stop()

    assert (run.run, run.summary, run.has_notes) == (owner.run, "", True)
    assert count <= 2
    assert names(fake) == set()


def test_an_engine_that_is_gone_does_not_end_the_run(tmp_path: Path) -> None:
    """Whoever needs the engine tells of it."""
    owner = far_away({"XDG_STATE_HOME": str(tmp_path)})
    absent = Endpoint(url="unix:///absent/engine.sock", source="the test")
    heart = Heartbeat(endpoint=absent, owner=owner, note=tmp_path / "none", interval=0.01)

    heart.start()
    heart.stop()
    heart.stop()

    assert not (tmp_path / "none").exists()


def test_a_beat_that_the_engine_refuses_is_tried_again(fake: FakeEngine, tmp_path: Path) -> None:
    """A disk that is full is not full for ever."""
    owner = far_away({"XDG_STATE_HOME": str(tmp_path)})
    fake.state.full = True
    heart = Heartbeat(endpoint=fake.endpoint, owner=owner, note=tmp_path, interval=0.01)
    heart.start()
    refused = names(fake)
    fake.state.full = False
    _until(lambda: bool(names(fake)))
    heart.stop()

    assert refused == names(fake) == set()


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)
