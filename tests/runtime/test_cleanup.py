from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kindsphinx.core.errors import EngineError
from kindsphinx.runtime.cleanup import remove_kept, remove_scenario
from kindsphinx.runtime.endpoint import Endpoint
from kindsphinx.runtime.engine import Engine
from kindsphinx.runtime.proxy import Owner
from tests.fakes.dead_runs import add_things, dead, living
from tests.runtime.two_sides import IMAGE, two_sides

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.fakes.engine import FakeEngine
    from tests.runtime.two_sides import TwoSides

OWNER = Owner(project="guide", page="multi-node", run="1")


def test_what_a_page_keeps_stays_until_its_next_run(fake: FakeEngine, tmp_path: Path) -> None:
    """Its containers, networks, volumes and tags alike."""
    with two_sides(fake.endpoint, tmp_path, "t-", keep=True) as sides:
        sides.page.create_network("t-net")
        sides.page.create_volume("t-volume")
        sides.page.tag(IMAGE, "t-tag", tag="1")
        sides.start(sides.page, "web")

        at_the_end = remove_scenario(sides.engine, sides.owner, sides.proxy.tags)
        kept = (sides.names(sides.host), "t-tag:1" in sides.tags(sides.host))
        later = remove_kept(sides.engine, replace(sides.owner, run="later"))

        assert at_the_end == later == []
        assert kept == ({"web"}, True)
        assert (fake.state.containers, fake.state.volumes) == ({}, {})
        assert "t-tag:1" not in sides.tags(sides.host)
        assert "t-net" not in {each["Name"] for each in fake.state.networks}


@pytest.mark.parametrize(
    ("project", "page"), [("other", "multi-node"), ("guide", "other")], ids=["project", "page"]
)
def test_what_others_keep_is_not_replaced(fake: FakeEngine, tmp_path: Path, project: str, page: str) -> None:
    """Another project's page of that name, or another page of this project."""
    with two_sides(fake.endpoint, tmp_path, "t-", keep=True) as sides:
        sides.start(sides.page, "web")

        left = remove_kept(sides.engine, replace(sides.owner, project=project, page=page, run="later"))

        assert left == []
        assert sides.names(sides.host) == {"web"}


def test_what_a_run_does_not_keep_is_not_replaced(sides: TwoSides) -> None:
    """It may be running just now, in another window."""
    sides.start(sides.page, "web")

    remove_kept(sides.engine, replace(sides.owner, run="later"))

    assert sides.names(sides.host) == {"web"}


@pytest.mark.parametrize(("earlier", "goes"), [(living, False), (dead, True)], ids=["goes on", "was killed"])
def test_what_is_kept_stays_while_its_run_goes_on(
    fake: FakeEngine, earlier: Callable[..., Owner], *, goes: bool
) -> None:
    """A run of the same page in another terminal takes nothing away from it."""
    owner = earlier(os.environ, keep=True)
    add_things(fake, owner)
    engine = Engine(fake.endpoint)

    left = remove_kept(engine, replace(living(os.environ), run="later"))
    engine.close()

    assert left == []
    assert (fake.state.containers == {}) is goes


def test_a_failure_is_told_and_the_rest_goes(fake: FakeEngine, sides: TwoSides) -> None:
    """The note of a tag that is left stays, so that it can be found again."""
    sides.page.tag(IMAGE, "t-stuck", tag="1")
    sides.page.tag(IMAGE, "t-loose", tag="1")
    fake.state.busy.add("t-stuck:1")

    left = remove_scenario(sides.engine, sides.owner)

    assert len(left) == 1
    assert left[0].startswith("t-stuck:1: the engine does not remove the image t-stuck:1: conflict")
    assert [each["Labels"]["io.kindsphinx.tag"] for each in sides.engine.volumes()] == ["t-stuck:1"]


def test_an_engine_that_is_gone_is_told_once() -> None:
    """Not once for containers, networks and volumes each."""
    engine = Engine(Endpoint(url="unix:///absent/engine.sock", source="the test"))

    left = remove_scenario(engine, OWNER)

    assert len(left) == 1
    assert "no container engine answers" in left[0]


def test_a_removal_that_is_under_way_is_waited_for() -> None:
    """What ``docker run --rm`` removes holds its networks until it is gone."""
    engine = _SlowEngine(failures=2)

    left = remove_scenario(engine, OWNER)

    assert left == []
    assert engine.tries == 3


class _SlowEngine(Engine):
    """Is removing its one container itself."""

    def __init__(self, *, failures: int) -> None:
        super().__init__(Endpoint(url="unix:///absent/engine.sock", source="the test"))
        self.failures = failures
        self.tries = 0

    def containers(self, *labels: str) -> list[dict[str, Any]]:
        return [{"Id": "1" * 64, "Names": ["/web"], "Labels": {}}]

    def networks(self, *labels: str) -> list[dict[str, Any]]:
        return []

    def volumes(self, *labels: str) -> list[dict[str, Any]]:
        return []

    def remove_container(self, reference: str) -> None:
        self.tries += 1
        if self.tries <= self.failures:
            raise EngineError(f"removal of container {reference} is already in progress")
