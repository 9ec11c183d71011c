"""Blocks are done one after the other, each as it asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import FileBlock, PageFile
from kindsphinx.core.errors import EngineError
from kindsphinx.core.outcome import RecordMode
from kindsphinx.core.ports import Output
from tests.fakes.project import (
    AMD64,
    ARM64,
    PAGE,
    Project,
    at,
    block,
    command,
    config,
    creation,
    statuses,
)
from tests.fakes.runtime import PROVENANCE, FakeRuntime

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.core.blocks import Block

LS = block("ls")
ON_ARM64 = replace(PROVENANCE, architecture=ARM64)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project without recordings."""
    return Project(tmp_path)


class TestWhatGoesOn:
    """A difference is told and the page goes on; what cannot be followed ends it."""

    def test_each_difference_of_a_block_is_told(self, project: Project) -> None:
        """The commands after one that differs are run, as those below rely on them."""
        three = block(
            command("one", expected="1\n", line=2),
            command("two", line=5),
            command("three", expected="3\n4\n", line=6),
        )

        outcomes = project.run(three, LS, answers={"one": "x\n", "two": "2\n", "three": "3\nz\n"})

        assert statuses(outcomes) == ["one failed", "one failed", "ls passed"]
        assert [each.command for each in outcomes] == ["one", "three", "ls"]
        assert [each.location for each in outcomes] == [at(3), at(8), at(1)]
        assert project.runtime.ran == ["one", "two", "three", "ls"]

    def test_a_wrong_exit_code_ends_the_page(self, project: Project) -> None:
        """The rest of the block is not run, and what follows is skipped with reason and place."""
        fails = Output(text="no\n", exit_code=3, duration=2.0)

        outcomes = project.run(block("one", "two", line=4), LS, config(), answers={"one": fails})

        assert statuses(outcomes) == ["one failed", "ls skipped"]
        assert outcomes[0].output == "no\n"
        assert (outcomes[0].exit_code, outcomes[0].duration) == (3, 2.0)
        assert outcomes[1].message == "not run: a command ended with 3 at guide/web.rst:4"
        assert project.runtime.ran == ["one"]

    def test_only_the_last_command_may_end_otherwise(self, project: Project) -> None:
        """The exit codes of a block are those of its last command."""
        one = Output(text="", exit_code=1, duration=0)
        both = block("one", "two", exit_codes=(1, 2))

        right = project.run(both, answers={"two": one})
        wrong = project.run(both, mode=RecordMode.ALL, answers={"one": one, "two": one})

        assert statuses(right) == ["one recorded"]
        assert right[0].exit_code == 1
        assert statuses(wrong) == ["one failed"]
        assert wrong[0].command == "one"

    def test_what_went_well_tells_the_whole_block(self, project: Project) -> None:
        """The outcome has the last command and the seconds of all."""
        answers = {name: Output(text="", exit_code=0, duration=1.5) for name in ("one", "two")}

        (outcome,) = project.run(block("one", "two"), answers=answers)

        assert (outcome.command, outcome.exit_code, outcome.duration, outcome.tries) == ("two", 0, 3.0, 1)


class TestOrder:
    """Blocks are done in the order of the page."""

    def test_files_are_placed_before_the_commands_below(self, project: Project) -> None:
        """A reader who follows the page has them at that point, too."""
        script = PageFile(name="run.sh", data=b"#!/bin/sh\n", executable=True)
        manifest = FileBlock(id="web", location=at(5), files=(PageFile(name="web.yaml", data=b""),))

        project.run(config(), LS, manifest, block("bash run.sh", files=(script,)))

        done = [each for each in project.runtime.events if each.startswith(("place", "run"))]
        assert done == ["place dev.yaml", "run ls", "place web.yaml", "place run.sh", "run bash run.sh"]

    def test_what_is_never_run_leaves_no_trace(self, project: Project) -> None:
        """Such a block runs nothing, places nothing, and changes no fingerprint below it."""
        script = PageFile(name="wipe.sh", data=b"")
        project.run(LS)

        outcomes = project.run(block("bash wipe.sh", files=(script,), no_run="it wipes the disk"), LS)

        assert statuses(outcomes) == ["bash wipe.sh skipped", "ls passed"]
        assert project.runtime.ran == ["ls"]
        assert not [each for each in project.runtime.events if each.startswith("place")]

    @pytest.mark.parametrize(
        "broken", [config(), block("ls", files=(config().file,))], ids=["configuration", "script"]
    )
    def test_a_file_that_cannot_be_placed_ends_the_page(self, project: Project, broken: Block) -> None:
        """It is an error of its block, and the reason why the others are skipped."""
        runtime = FakeRuntime(refuses={"place": EngineError("the disk is full")})

        outcomes = project.run(broken, block("pwd"), config("two"), runtime=runtime)

        assert [each.status for each in outcomes] == ["error", "skipped"]
        assert outcomes[0].message == "the disk is full"
        assert outcomes[1].message == "not run: a block could not be run at guide/web.rst:1"
        assert runtime.ran == []


class TestForeignClusters:
    """A cluster that somebody else has is never touched."""

    def test_it_keeps_the_page_from_being_run(self, project: Project) -> None:
        """The outcome says whose it is and what to do."""
        runtime = FakeRuntime(owners={"dev": "somebody without kindsphinx (made yesterday)"})

        outcomes = project.run(config(), creation(), LS, runtime=runtime)

        assert statuses(outcomes) == ["create-dev error", "ls skipped"]
        assert outcomes[0].message == (
            "the engine has a cluster “dev” that this run has not made, and leaves alone: somebody without "
            "kindsphinx (made yesterday). Delete it (kind delete cluster --name dev), or give the page's "
            "cluster another name"
        )
        assert runtime.ran == []

    def test_only_a_creation_asks(self, project: Project) -> None:
        """What is about a cluster need not create it."""
        project.run(block("kubectl get nodes", cluster="dev"))

        assert "foreign dev" not in project.runtime.events


class TestPlatforms:
    """A block for another platform is skipped and keeps its recording."""

    PAGE = (LS, block("uname -m", platform=ARM64))

    def test_it_runs_where_it_belongs(self, project: Project) -> None:
        """There it is a block like any other."""
        arm = FakeRuntime(answers={"uname -m": "aarch64\n"}, versions=ON_ARM64)

        outcomes = project.run(*self.PAGE, runtime=arm)

        assert statuses(outcomes) == ["ls recorded", "uname -m recorded"]

    def test_elsewhere_it_keeps_its_recording_and_provenance(self, project: Project) -> None:
        """The page recorded anew on one platform still says where the rest comes from."""
        arm = FakeRuntime(answers={"uname -m": "aarch64\n"}, versions=ON_ARM64)
        project.run(*self.PAGE, runtime=arm)
        changed = {"ls": "new\n", "uname -m": "x86_64\n"}

        for mode in (RecordMode.ALL, RecordMode.ALL):
            outcomes = project.run(*self.PAGE, mode=mode, answers=changed)

        recording = project.stores.committed.load(PAGE).recording
        assert recording
        assert statuses(outcomes) == ["ls passed", "uname -m skipped"]
        assert outcomes[1].message == "not run: it is for linux/arm64 only"
        assert project.outputs() == {"ls": "new\n", "uname -m": "aarch64\n"}
        assert recording.provenance.architecture == AMD64
        assert recording.interactions[0].provenance is None
        assert recording.interactions[1].provenance == ON_ARM64

    def test_what_cannot_be_recorded_here_is_no_reason_to_record(self, project: Project) -> None:
        """A page whose only missing block is for elsewhere is compared, not recorded again and again."""
        project.run(*self.PAGE, answers={"ls": "a\n"})

        outcomes = project.run(*self.PAGE, answers={"ls": "b\n"})

        assert statuses(outcomes) == ["ls failed", "uname -m skipped"]
        assert project.outputs() == {"ls": "a\n"}
