"""What dead runs have left goes, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime.collecting import collect, collect_before_run
from kindsphinx.runtime.engine import Engine
from kindsphinx.runtime.lease import EXPIRES_AFTER, Lease
from kindsphinx.runtime.scratch import LEASE_FILE, Scratch
from tests.fakes.dead_runs import add_things, an_owner, dead, far_away, living, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kindsphinx.runtime.collecting import Collected
    from kindsphinx.runtime.proxy.owner import Owner
    from tests.fakes.engine import FakeEngine


@pytest.fixture
def environ(fake: FakeEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Return an environment whose engine is the fake one, and whose temporary files are the test's."""
    with tempfile.TemporaryDirectory(prefix="k-", dir="/tmp") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield {"XDG_STATE_HOME": str(tmp_path / "state"), "DOCKER_HOST": fake.endpoint.url}


def _collect(
    fake: FakeEngine,
    environ: Mapping[str, str],
    *,
    patience: float = EXPIRES_AFTER,
    sleep: Callable[[float], object] = lambda _: None,
) -> Collected:
    with closing(Engine(fake.endpoint)) as engine:
        return collect(engine, environ, patience=patience, sleep=sleep)


def test_all_that_a_dead_run_has_left_goes(fake: FakeEngine, environ: dict[str, str]) -> None:
    """Clusters, containers, networks, volumes, tags, and what was noted for it."""
    add_things(fake, dead(environ))

    done = _collect(fake, environ)

    assert names(fake) == set()
    (sentence,) = done.sentences
    run, things = sentence.split(": ")
    assert (
        run
        == "removed what is left of the run dead-guide-nodes of the page “guide/nodes” of /home/somebody/docs"
    )
    assert things == "the cluster dev (2 nodes), 1 container, 1 image tag, 1 network, 1 volume"


def test_a_run_before_the_computer_was_started_anew_is_dead(
    fake: FakeEngine, environ: dict[str, str]
) -> None:
    """After a power failure, a process of the same number may be there: it is another one."""
    lease = replace(Lease.current(environ), boot="before the power failed")
    add_things(fake, an_owner(lease, run="before", page="guide/nodes"))

    done = _collect(fake, environ)

    assert names(fake) == set()
    assert len(done.removed) == 1


@pytest.mark.parametrize(
    "owner",
    [living, far_away, lambda environ: dead(environ, page="kept", keep=True)],
    ids=["living", "far away", "kept"],
)
def test_what_others_have_stays(
    fake: FakeEngine, environ: dict[str, str], owner: Callable[[Mapping[str, str]], Owner]
) -> None:
    """Runs that go on, here or elsewhere; what is to stay; what nobody of kindsphinx has made."""
    add_things(fake, owner(environ), cluster="theirs")
    fake.state.add_container("foreign-control-plane", {"Image": "busybox:1.36"})
    fake.state.add_volume({"Name": "foreign"})
    before = names(fake)
    add_things(fake, dead(environ))

    done = _collect(fake, environ)

    # the note of a run that is over is nobody's, whatever else of it is kept
    gone = {"theirs-note"} if owner not in {living, far_away} else set()
    assert names(fake) == before - gone
    assert len(done.removed) == 1


def test_a_run_elsewhere_is_dead_when_it_gives_no_sign(fake: FakeEngine, environ: dict[str, str]) -> None:
    """For an hour by the engine's clock, or as long as is asked for."""
    add_things(fake, far_away(environ))
    before = names(fake)

    fake.state.clock += EXPIRES_AFTER - 1
    early = _collect(fake, environ)
    left = names(fake)
    shorter = _collect(fake, environ, patience=60)

    assert (early.removed, left) == ((), before)
    assert len(shorter.removed) == 1
    assert names(fake) == set()


def test_what_comes_to_light_late_goes_too(fake: FakeEngine, environ: dict[str, str]) -> None:
    """An engine goes on making what a run has asked for before it was killed."""
    owner = dead(environ)
    fake.state.add_volume({"Name": "note", "Labels": owner.note_labels})
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 1:
            add_things(fake, owner)

    done = _collect(fake, environ, sleep=sleep)

    assert names(fake) == set()
    assert len(done.removed) == 1
    assert len(waits) == 2


def test_what_cannot_be_removed_is_told(fake: FakeEngine, environ: dict[str, str]) -> None:
    """And stays findable: its note is still there."""
    add_things(fake, dead(environ))
    fake.state.busy.add("dev-app:1")

    done = _collect(fake, environ)

    assert names(fake) == {"dev-app:1", "dev-tag", "dev-note"}
    assert done.sentences[-1].startswith("could not be removed: dev-app:1: the engine does not remove")


def test_folders_of_dead_runs_go(fake: FakeEngine, environ: dict[str, str]) -> None:
    """With kubeconfigs and all; those of living runs and of others stay."""
    folder = Path(tempfile.gettempdir())
    gone = Scratch.create(lease=dead(environ).lease)
    (gone.home / ".kube").mkdir()
    (gone.home / ".kube" / "config").write_text("secret")
    stays = [Scratch.create(lease=each(environ).lease).root for each in (living, far_away)]
    stays += [folder / "kindsphinx-mine", folder / "kindsphinx-link"]
    stays[-2].mkdir()
    (stays[-2] / "letter").touch()
    stays[-1].symlink_to(gone.root)

    done = _collect(fake, environ)

    assert set(folder.iterdir()) == set(stays)
    assert done.sentences == (f"removed what is left of the folder {gone.root}",)


@pytest.mark.parametrize("with_lease", [True, False], ids=["far away", "not yet anybody's"])
def test_a_folder_that_nobody_renews_goes(
    fake: FakeEngine, environ: dict[str, str], *, with_lease: bool
) -> None:
    """One without a lease only if it is empty: its run was killed in between."""
    if with_lease:
        root = Scratch.create(lease=far_away(environ).lease).root
        touched = root / LEASE_FILE
    else:
        touched = root = Path(tempfile.mkdtemp(prefix="kindsphinx-"))

    early = _collect(fake, environ)
    os.utime(touched, (0, 0))
    late = _collect(fake, environ)

    assert (early.removed, late.removed) == ((), (f"the folder {root}",))
    assert not root.exists()


def test_a_folder_that_is_still_written_goes_a_moment_later(
    fake: FakeEngine, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page's commands end a little later than the run that was killed."""
    tries: list[Path] = []

    def remove(root: Path) -> tuple[str, ...]:
        tries.append(root)
        return ("the file x could not be removed",) if len(tries) < 3 else ()

    Scratch.create(lease=dead(environ).lease)
    monkeypatch.setattr("kindsphinx.runtime.collecting.remove_folder", remove)

    done = _collect(fake, environ)

    assert (len(tries), done.left) == (3, ())


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="other systems do not tell")
@pytest.mark.parametrize("ends", [True, False], ids=["in time", "never"])
def test_a_folder_is_not_removed_below_a_process(
    fake: FakeEngine, environ: dict[str, str], *, ends: bool
) -> None:
    """A command that is not ended yet would make it anew, without a lease, and nobody would find it."""
    made = Scratch.create(lease=dead(environ).lease)
    command = [sys.executable, "-c", "input(); import os; os.makedirs(os.environ['HOME'] + '/late')"]
    with subprocess.Popen(command, env={"HOME": str(made.home)}, stdin=subprocess.PIPE) as page:

        def sleep(_seconds: float) -> None:
            if ends:
                page.communicate(b"go on\n")

        done = _collect(fake, environ, sleep=sleep)
        page.kill()

    told = () if ends else (f"could not be removed: the folder {made.root} is in use by process {page.pid}",)
    assert made.root.exists() is not ends
    assert tuple(each for each in done.sentences if "could not" in each) == told


def test_a_run_begins_with_it(fake: FakeEngine, environ: dict[str, str]) -> None:
    """With the caller's engine; where there is nothing, nothing is told."""
    nothing = collect_before_run(environ)
    fake.state.add_container("dev", {"Image": "busybox:1.36", "Labels": dead(environ).labels})

    told = collect_before_run(environ)

    assert nothing == ()
    assert [each.rpartition(": ")[2] for each in told] == ["1 container"]


def test_an_engine_that_is_gone_is_told(environ: dict[str, str]) -> None:
    """The run itself tells more of it."""
    (told,) = collect_before_run({**environ, "DOCKER_HOST": "unix:///absent/engine.sock"})

    assert told.startswith("what dead runs may have left was not looked for: no container engine answers")
