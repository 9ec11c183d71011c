"""Whoever attends to creations does so alike, for real clusters and in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.creations import Evidence, Failure
from tests.fakes.runtime import FakeRuntime
from tests.runtime.computer import a_computer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kindsphinx.core.ports import Creations

CREATES = Failure(command="kind create cluster", output="ERROR: no\n", message="it failed", creates=True)
OTHER = Failure(command="false", output="", message="it failed", creates=False)


@pytest.fixture(params=["real", "fake"])
def creations(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Creations]:
    """Give each implementation, on a page that has created nothing."""
    folder = tmp_path / "forensics"
    if request.param == "fake":
        yield FakeRuntime(evidence=Evidence(folder=str(folder))).creations
        return
    with a_computer(monkeypatch) as computer:
        yield computer.open(forensics=folder).creations


def test_a_creation_that_fails_has_evidence(creations: Creations) -> None:
    """Also where it has come to nothing."""
    evidence = creations.examine(CREATES)

    assert evidence is not None
    assert evidence.folder
    assert not evidence.problem


def test_what_creates_nothing_has_none(creations: Creations) -> None:
    """Its failure is not about a cluster."""
    assert creations.examine(OTHER) is None


def test_there_is_room_where_nothing_is(creations: Creations) -> None:
    """And nothing else happens."""
    creations.discard()

    assert creations.examine(OTHER) is None


def test_attending_changes_nothing_for_the_command(creations: Creations) -> None:
    """What is raised in it is raised; and it can be done again."""
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt), creations.attended():
            raise KeyboardInterrupt

    assert creations.examine(OTHER) is None
