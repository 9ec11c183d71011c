"""What is known of a page before it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import PageFile
from kindsphinx.core.fingerprint import file_digest
from kindsphinx.core.freshness import Freshness
from kindsphinx.core.outcome import RecordMode
from kindsphinx.core.page_plan import plan_page
from tests.fakes.project import AMD64, ARM64, PAGE, Project, block, config, page

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.blocks import Block
    from kindsphinx.core.page_plan import PagePlan

LS = block("ls")
ELSEWHERE = block("uname", platform=ARM64)
MODES = (RecordMode.NONE, RecordMode.NEW, RecordMode.ALL)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project whose page has been recorded with one block."""
    project = Project(tmp_path)
    project.run(config(), LS)
    return project


def _plan(project: Project, mode: RecordMode, *blocks: Block) -> PagePlan:
    return plan_page(page(*blocks), project.stores.committed, mode, {})


@pytest.mark.parametrize(
    ("blocks", "wanted"),
    [
        ((config(), LS), [RecordMode.ALL]),
        ((config(), LS, block("pwd")), [RecordMode.NEW, RecordMode.ALL]),
        ((config(data=b"x"), LS), [RecordMode.NEW, RecordMode.ALL]),
        ((config(), LS, block("pwd", no_run="no")), [RecordMode.ALL]),
    ],
    ids=["fresh", "missing", "stale", "never run"],
)
def test_the_mode_says_when_a_recording_is_wanted(
    project: Project, blocks: tuple[Block, ...], wanted: list[RecordMode]
) -> None:
    """Never, for what is missing or stale, or always."""
    found = [mode for mode in MODES if _plan(project, mode, *blocks).wants_recording]

    assert found == wanted


@pytest.mark.parametrize(("architecture", "wanted"), [(AMD64, False), (ARM64, True)])
def test_a_missing_block_counts_only_where_it_runs(
    project: Project, architecture: str, *, wanted: bool
) -> None:
    """What cannot be recorded on this engine is no reason to record the page."""
    plan = _plan(project, RecordMode.NEW, config(), LS, ELSEWHERE).on(architecture)

    assert plan.depends_on_platform
    assert plan.wants_recording is wanted
    assert plan.is_elsewhere(ELSEWHERE) is not wanted
    assert not plan.is_elsewhere(LS)


def test_only_a_fresh_block_is_compared_with_its_recording(project: Project) -> None:
    """Not a stale one, and none where a new recording is taken."""
    fresh = _plan(project, RecordMode.NONE, config(), LS)
    stale = _plan(project, RecordMode.NONE, config(data=b"x"), LS)
    renewed = _plan(project, RecordMode.ALL, config(), LS)

    assert [each.command for each in fresh.compared("ls")] == ["ls"]
    assert stale.compared("ls") == renewed.compared("ls") == ()
    assert stale.states["ls"].freshness is Freshness.STALE


def test_a_plan_knows_what_the_page_depends_on(project: Project) -> None:
    """Fingerprints of its commands, digests of its files, and how long it took."""
    never = block("bash x.sh", files=(PageFile(name="x.sh", data=b""),), no_run="no")

    plan = _plan(project, RecordMode.NONE, config(), block("one", "two"), never, LS)

    assert plan.docname == PAGE
    assert {name: len(each) for name, each in plan.fingerprints.items()} == {
        "one": 2,
        "bash x.sh": 1,
        "ls": 1,
    }
    assert plan.sources == {"dev.yaml": file_digest(config().file.data)}
    assert plan.expected_seconds == 1.0


def test_a_page_without_a_recording_may_take_any_time(tmp_path: Path) -> None:
    """Nothing is known of it, and every block is missing."""
    plan = _plan(Project(tmp_path), RecordMode.NEW, LS)

    assert plan.recording is None
    assert plan.expected_seconds == 0.0
    assert plan.states["ls"].freshness is Freshness.MISSING


@pytest.mark.parametrize(
    ("mode", "refused"), [(RecordMode.NONE, True), (RecordMode.NEW, True), (RecordMode.ALL, False)]
)
def test_a_refused_recording_is_not_used(project: Project, mode: RecordMode, *, refused: bool) -> None:
    """Whatever the mode, nothing of it is compared, kept or shown as expected."""
    path = project.stores.committed.path(PAGE)
    path.write_bytes(project.committed.replace(b"command: ls", b"command: sl"))

    plan = _plan(project, mode, config(), LS)

    assert (plan.refusal is not None) is refused
    assert plan.recording is None
    assert plan.compared("ls") == ()
