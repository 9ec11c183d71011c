"""A recording knows what its page went on from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import PageFile
from kindsphinx.core.outcome import RecordMode
from tests.fakes.project import Project, block, command, config, creation, going_on_from, statuses

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.blocks import Origin

LS = block("ls")
INSTALL = (config(), creation(), block(command("apply", expected="three\n", line=20), line=19))
ORIGIN = going_on_from(*INSTALL)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project without recordings."""
    return Project(tmp_path)


def test_a_page_is_compared_with_what_it_printed(project: Project) -> None:
    """As any other page."""
    project.run(LS, origin=ORIGIN, answers={"ls": "a\n"})

    again = project.run(LS, origin=ORIGIN, mode=RecordMode.NONE, answers={"ls": "a\n"})
    another = project.run(LS, origin=ORIGIN, mode=RecordMode.NONE, answers={"ls": "b\n"})

    assert [statuses(again), statuses(another)] == [["ls passed"], ["ls failed"]]


@pytest.mark.parametrize(
    "changed",
    [
        going_on_from(*INSTALL, block("more")),
        going_on_from(config(data=b"kind: Cluster\nnodes: []\n"), *INSTALL[1:]),
        going_on_from(*INSTALL, origin=going_on_from(block("first"), docname="start")),
    ],
    ids=["a command", "a file", "what that page goes on from"],
)
def test_a_change_of_the_page_before_makes_it_stale(project: Project, changed: Origin) -> None:
    """Though nothing of the page itself has changed; recording it mends that."""
    project.run(LS, origin=ORIGIN)

    stale = project.run(LS, origin=changed, mode=RecordMode.NONE)
    recorded = project.run(LS, origin=changed)
    fresh = project.run(LS, origin=changed, mode=RecordMode.NONE)

    assert [statuses(each) for each in (stale, recorded, fresh)] == [
        ["ls failed"],
        ["ls recorded"],
        ["ls passed"],
    ]
    assert "the page that this one goes on from (“:after:”) changed since" in stale[0].message


@pytest.mark.parametrize(
    "same",
    [
        going_on_from(*INSTALL, docname="renamed"),
        going_on_from(*INSTALL, block("rm x", cleanup=True)),
        going_on_from(*INSTALL[:2], block(command("apply", expected="other\n"))),
        going_on_from(*INSTALL[:2], block("never", no_run="no"), INSTALL[2]),
    ],
    ids=["its name", "a clean-up", "an expectation", "what never runs"],
)
def test_what_leaves_the_same_state_makes_nothing_stale(project: Project, same: Origin) -> None:
    """Neither name nor prose of the page before count, nor what it does when this one is done."""
    project.run(LS, origin=ORIGIN)

    outcomes = project.run(LS, origin=same, mode=RecordMode.NONE)

    assert statuses(outcomes) == ["ls passed"]


def test_whether_a_page_goes_on_is_part_of_it(project: Project) -> None:
    """A recording of the page alone is none of the page after another."""
    project.run(LS)

    outcomes = project.run(LS, origin=ORIGIN, mode=RecordMode.NONE)

    assert statuses(outcomes) == ["ls failed"]
    assert "stale" in outcomes[0].message


def test_the_files_of_both_may_have_one_name(project: Project) -> None:
    """A later one takes the place of the other, as anywhere on a page."""
    mine = block("ls", files=(PageFile(name="dev.yaml", data=b"x"),))

    project.run(mine, origin=ORIGIN)

    assert project.runtime.events.count("place dev.yaml") == 2
