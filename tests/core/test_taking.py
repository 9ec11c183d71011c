"""A take becomes a recording when its page has completed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import RecordingError
from kindsphinx.core.outcome import RecordMode
from kindsphinx.core.page_plan import plan_page
from kindsphinx.core.recording import Interaction, Recording
from kindsphinx.core.scenario import Stores
from kindsphinx.core.store import RecordingStore
from kindsphinx.core.taking import Take
from tests.fakes.project import PAGE, Project, block, config, page
from tests.fakes.runtime import PROVENANCE

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.blocks import Block

LS = block("ls")
PRINTED = Interaction(id="ls", fingerprint="f00", command="ls", exit_code=0, output="a\n", duration=1.0)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project without recordings."""
    return Project(tmp_path)


def _take(project: Project, *blocks: Block) -> Take:
    return Take(plan_page(page(*blocks), project.stores.committed, RecordMode.ALL, {}))


def _keep(project: Project, *interactions: Interaction, blocks: tuple[Block, ...] = (LS,)) -> bool:
    take = _take(project, *blocks)
    for each in interactions:
        take.add(each)
    take.complete(PROVENANCE)
    return take.keep(project.stores, commit=True)


def test_what_is_not_complete_is_not_kept(project: Project) -> None:
    """Half a page is no recording."""
    take = _take(project, LS)
    take.add(PRINTED)

    assert not take.keep(project.stores, commit=True)
    assert not project.committed
    assert not project.taken


@pytest.mark.parametrize("commit", [True, False], ids=["commit", "compare"])
def test_a_complete_take_always_lies_under_the_build_folder(project: Project, *, commit: bool) -> None:
    """Beside the page it is written only where that is wanted, and then the same bytes."""
    take = _take(project, LS)
    take.add(PRINTED)
    take.complete(PROVENANCE)

    written = take.keep(project.stores, commit=commit)

    assert written is commit
    assert project.taken
    assert project.committed == (project.taken if commit else b"")
    assert project.stores.taken.load(PAGE).recording == Recording(
        provenance=PROVENANCE, interactions=(PRINTED,), sources={}
    )


def test_volatile_values_do_not_replace_a_recording(project: Project) -> None:
    """The committed bytes are also what lies under the build folder."""
    _keep(project, PRINTED)
    before = project.committed

    written = _keep(project, replace(PRINTED, duration=99.0))

    assert not written
    assert project.committed == project.taken == before


@pytest.mark.parametrize(
    ("interactions", "blocks"),
    [
        ((replace(PRINTED, output="b\n"),), (LS,)),
        ((PRINTED, replace(PRINTED, id="pwd")), (LS,)),
        ((), (LS,)),
        ((PRINTED,), (config(), LS)),
    ],
    ids=["output", "one more", "one less", "files"],
)
def test_anything_else_replaces_a_recording(
    project: Project, interactions: tuple[Interaction, ...], blocks: tuple[Block, ...]
) -> None:
    """What an author would want to review is written."""
    _keep(project, PRINTED)
    before = project.committed

    written = _keep(project, *interactions, blocks=blocks)

    assert written
    assert project.committed != before


def test_nothing_is_kept_of_a_block_that_was_never_recorded(project: Project) -> None:
    """A block for another platform stays missing until somebody records it there."""
    take = _take(project, LS)
    take.keep_recorded("ls")
    take.complete(PROVENANCE)

    take.keep(project.stores, commit=True)

    assert project.outputs() == {}


def test_a_kept_interaction_keeps_its_own_provenance(project: Project) -> None:
    """It stays the one of the engine that printed it, however often the page is recorded elsewhere."""
    theirs = replace(PROVENANCE, architecture="linux/riscv64")
    fingerprint = plan_page(page(LS), project.stores.committed, RecordMode.ALL, {}).fingerprints["ls"][0]
    kept = replace(PRINTED, fingerprint=fingerprint, provenance=theirs)
    _keep(project, kept)
    take = _take(project, LS)
    take.keep_recorded("ls")
    take.complete(replace(PROVENANCE, kind="v0.99.0"))

    take.keep(project.stores, commit=True)

    recording = project.stores.committed.load(PAGE).recording
    assert recording
    assert recording.interactions == (kept,)


def test_a_file_that_cannot_be_written_is_said(project: Project) -> None:
    """Nothing beside the page is touched then."""
    project.stores.taken.root.write_text("a file where a folder should be")

    with pytest.raises(RecordingError, match=PAGE):
        _keep(project, PRINTED)

    assert not project.committed


def test_what_is_committed_is_this_run_s_own(project: Project) -> None:
    """Also where another run has just replaced what lies under the build folder, which nobody may mix up."""

    class Overtaken(RecordingStore):
        def save(self, docname: str, recording: Recording) -> None:
            super().save(docname, replace(recording, interactions=(replace(PRINTED, output="theirs\n"),)))

    taken = Overtaken(project.stores.taken.root)
    take = _take(project, LS)
    take.add(PRINTED)
    take.complete(PROVENANCE)

    take.keep(Stores(committed=project.stores.committed, taken=taken), commit=True)

    recording = project.stores.committed.load(PAGE).recording
    assert recording
    assert recording.interactions == (PRINTED,)


@pytest.mark.parametrize(("port", "written"), [(30080, True), (31813, False)], ids=["its own", "a drawn one"])
def test_a_port_that_the_page_names_replaces_a_recording(
    project: Project, port: int, *, written: bool
) -> None:
    """A take is compared as a run is: by what the page's own files name, and not otherwise."""
    services = "NAME   TYPE       PORT(S)        AGE\nweb    NodePort   80:{}/TCP   5m\n"
    listed = block("kubectl get services")
    blocks = (config(data=b"nodePort: 30080\n"), listed)
    before = replace(PRINTED, id="s", command="kubectl get services", output=services.format(port))
    _keep(project, before, blocks=blocks)

    after = replace(before, output=services.format(30090))

    assert _keep(project, after, blocks=blocks) is written
