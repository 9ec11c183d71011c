from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docker import APIClient

from kindsphinx import __version__
from kindsphinx.core.blocks import PageFile
from kindsphinx.core.errors import EngineError, MissingProgramError, RunnerError
from kindsphinx.core.recording import Provenance
from kindsphinx.runtime.shell import BashRunner
from tests.fakes.settings import FakeSettings
from tests.runtime.computer import DIGEST, NODE_IMAGE, SECONDS, a_computer, create, said, start
from tests.runtime.processes import alive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.runtime.computer import Computer


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    """Give a computer, and check that closing leaves nothing on its disk."""
    with a_computer(monkeypatch) as computer:
        yield computer


def test_a_page_has_its_own_folders_and_its_own_engine(computer: Computer) -> None:
    """What it says of them is what every reader sees."""
    computer.add_foreign("theirs")
    runtime = computer.open()

    said_of_it = runtime.clean(said(runtime, "pwd; echo ~; echo $DOCKER_HOST; echo $TMPDIR"))
    start(runtime, "own")

    assert said_of_it.split("\n") == ["/work", "/home/user", "unix:///var/run/docker.sock", "/tmp"]
    assert computer.containers() == ["theirs", "own"]
    assert runtime.clusters.list() == ()


def test_an_image_that_is_missing_is_pulled_before_the_page(computer: Computer) -> None:
    """One that is there is not asked for; what is pulled stays, as it would for whoever runs the page."""
    runtime = computer.open(FakeSettings(images=("busybox:1.36", "team/app:2")), docname="guide/images")

    assert said(runtime, "echo here") == "here"
    pulled = [each for each in computer.fake.received if each.path == "/images/create"]
    assert [dict(each.query) for each in pulled] == [{"fromImage": "team/app", "tag": "2"}]


def test_an_image_that_cannot_be_pulled_is_an_error_before_the_page(computer: Computer) -> None:
    """With its name, the reason, and what to do; nothing of the page is there."""
    with pytest.raises(
        EngineError, match="the image team/absent:1 is not on this engine and cannot be pulled"
    ) as e:
        computer.open(FakeSettings(images=("team/absent:1",)))

    assert "not found; pull or build it before the page is run" in str(e.value)
    assert computer.scratches() == []


def test_a_process_that_has_got_away_is_ended(computer: Computer) -> None:
    """Even where the page has killed what keeps its processes together."""
    runtime = computer.open()
    work = Path(said(runtime, "pwd; setsid sleep 60 > /dev/null &"))
    with pytest.raises(RunnerError):
        runtime.runner.run("kill -9 $PPID; sleep 5", timeout=SECONDS)

    runtime.close()

    assert alive(work) == []


def test_sudo_is_the_page_s_own(computer: Computer) -> None:
    """And makes nobody root."""
    runtime = computer.open()

    assert "a page is not given root's rights" in said(runtime, "sudo docker ps || true")


def test_a_file_that_is_placed_is_there_for_commands(computer: Computer) -> None:
    """In the working directory."""
    runtime = computer.open()

    runtime.place(PageFile(name="run.sh", data=b"#!/bin/sh\necho placed\n", executable=True))

    assert said(runtime, "./run.sh") == "placed"


def test_closing_leaves_nothing_of_the_page(computer: Computer) -> None:
    """No process, no container, no tag, no file; what is not the page's stays."""
    computer.add_foreign("theirs")
    runtime = computer.open()
    start(runtime, "own")
    said(runtime, f"mkdir locked; touch locked/file; chmod 500 locked; ln -s {computer.folder} away")
    pid = int(said(runtime, "sleep 60 & echo $!"))

    left = runtime.close()
    again = runtime.close()

    assert left == again == ()
    assert computer.containers() == ["theirs"]
    assert computer.scratches() == []
    assert not Path(f"/proc/{pid}").exists()
    assert computer.programs.folder.exists()


def test_what_cannot_be_removed_is_told(computer: Computer) -> None:
    """And all else goes."""
    runtime = computer.open()
    with closing(APIClient(said(runtime, "echo $DOCKER_HOST"), version="1.41")) as api:
        api.tag("busybox:1.36", "own", tag="1")
    start(runtime, "own")
    computer.fake.state.busy.add("own:1")

    [left] = runtime.close()

    assert left.startswith("own:1: the engine does not remove the image own:1")
    assert computer.containers() == []


def test_an_interrupted_end_is_an_end(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses Ctrl-C twice leaves no cluster behind."""

    def interrupted(runner: BashRunner) -> None:
        close(runner)
        raise KeyboardInterrupt

    runtime = computer.open()
    create(runtime)
    close = BashRunner.close
    with monkeypatch.context() as impatient:
        impatient.setattr(BashRunner, "close", interrupted)
        with pytest.raises(KeyboardInterrupt):
            runtime.close()

    assert computer.containers() == computer.scratches() == []


def test_a_shell_can_be_had_again(computer: Computer) -> None:
    """In the same folders, without the variables of the old one."""
    runtime = computer.open()
    said(runtime, "name=value; echo text > file; mkdir sub; cd sub")
    with pytest.raises(RunnerError, match="ended the shell"):
        runtime.runner.run("exit 1", timeout=SECONDS)

    runtime.restart()
    runtime.restart()

    assert runtime.clean(said(runtime, 'pwd; cat file; echo "[$name]"')) == "/work\ntext\n[]"


def test_what_a_page_keeps_makes_room_for_its_next_run(computer: Computer) -> None:
    """And stays until then, whatever other pages do."""
    keeping = FakeSettings(keep=True)
    first = computer.open(keeping)
    start(first, "kept")
    first.close()
    other = computer.open(keeping, docname="guide/other")
    start(other, "other")
    other.close()
    at_the_end = computer.containers()

    computer.open()

    assert at_the_end == ["kept", "other"]
    assert computer.containers() == ["other"]


def test_kept_things_that_do_not_go_are_told_at_the_end(computer: Computer) -> None:
    """They may not be in the way at all."""
    first = computer.open(FakeSettings(keep=True))
    with closing(APIClient(said(first, "echo $DOCKER_HOST"), version="1.41")) as api:
        api.tag("busybox:1.36", "kept", tag="1")
    first.close()
    computer.fake.state.busy.add("kept:1")

    second = computer.open()

    assert [each.partition(":1:")[0] for each in second.close()] == ["kept"]


def test_every_run_is_another_one(computer: Computer) -> None:
    """Two runs of a page at a time do not see each other's things."""
    first, second = computer.open(), computer.open()
    create(first)

    seen = first.clusters.list(), second.clusters.list()
    second.close()

    assert seen == (("dev",), ())
    assert computer.containers() == ["dev-control-plane"]


def test_an_engine_that_does_not_answer_is_told(computer: Computer) -> None:
    """And no folder is left of the try."""
    computer.fake.close()

    with pytest.raises(EngineError, match="no container engine answers"):
        computer.open()

    assert computer.scratches() == []


@pytest.mark.parametrize("executable", ["kind-of-nobody", "/opt/absent/kind"])
def test_a_chosen_kind_that_is_missing_is_told(computer: Computer, executable: str) -> None:
    """Rather than run the one that happens to be there; no folder is left of the try."""
    with pytest.raises(MissingProgramError, match=f"“{executable}”, is not installed"):
        computer.open(FakeSettings(executable=executable))

    assert computer.scratches() == []


def test_the_page_s_kind_is_the_one_that_the_project_chooses(computer: Computer) -> None:
    """Whatever it is called."""
    chosen = computer.programs.folder / "kind-v0.33.0"
    chosen.write_text("#!/bin/sh\necho 'kind v0.33.0 chosen'\n", encoding="utf-8")
    chosen.chmod(0o755)

    runtime = computer.open(FakeSettings(executable="kind-v0.33.0"))

    assert said(runtime, "kind version") == "kind v0.33.0 chosen"
    assert runtime.provenance().kind == "v0.33.0"


def test_a_recording_says_what_it_was_taken_with(computer: Computer) -> None:
    """Programs, engine, and the images of the nodes."""
    runtime = computer.open()
    computer.be_ready("one")
    computer.programs.answer("--client", "Client Version: v1.34.1\nKustomize Version: v5.7.1")
    create(runtime)
    runtime.settle(timeout=0)

    provenance = runtime.provenance()

    assert provenance == Provenance(
        kindsphinx=__version__,
        date=provenance.date,
        kind="v0.30.0",
        kubectl="v1.34.1",
        kubernetes="v1.34.0",
        engine="Docker Engine 20.10.24",
        engine_api="1.41",
        architecture="linux/amd64",
        node_images={NODE_IMAGE: DIGEST},
    )
    assert date.fromisoformat(provenance.date) >= date(2026, 1, 1)


@pytest.mark.parametrize(
    "text", ["", "#!/bin/sh\nexit 1\n", "no program\n"], ids=["not there", "failing", "no program at all"]
)
def test_programs_that_tell_no_version_have_none(computer: Computer, text: str) -> None:
    """A page that does not use them can be recorded."""
    folder = computer.folder / "few"
    folder.mkdir()
    for name in ("kind", "kubectl") if text else ():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)

    provenance = computer.open(path=str(folder)).provenance()

    assert (provenance.kind, provenance.kubectl) == ("", "")
    assert (provenance.kubernetes, provenance.node_images) == ("", {})
