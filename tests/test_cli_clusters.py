"""``clusters`` shows what runs have on an engine, and removes it."""

from __future__ import annotations

import json
import tempfile
from typing import TYPE_CHECKING

import pytest

from tests.fakes.command_line import run
from tests.fakes.dead_runs import add_things, dead, far_away, living, names
from tests.fakes.engine import FakeEngine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEngine]:
    """Run a fake engine, on a computer without folders of pages."""
    with tempfile.TemporaryDirectory(prefix="k-", dir="/tmp") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        with FakeEngine(tmp_path / "fake.sock") as fake:
            yield fake


@pytest.fixture
def environ(fake: FakeEngine, tmp_path: Path) -> dict[str, str]:
    """Return the caller's environment."""
    return {
        "DOCKER_HOST": fake.endpoint.url,
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "PATH": str(tmp_path / "bin"),
    }


def test_clusters_are_listed_with_their_runs(fake: FakeEngine, environ: dict[str, str]) -> None:
    """Alive, dead or kept; also runs that have none."""
    add_things(fake, dead(environ))
    add_things(fake, living(environ, page="guide/two"), cluster="two")
    add_things(fake, dead(environ, page="kept", keep=True), cluster="three")
    fake.state.add_volume({"Name": "note", "Labels": far_away(environ, page="far").note_labels})
    fake.state.clock += 7200

    ended = run("clusters", "list", "--older-than", "3h", environ=environ)

    rows = [line.split(maxsplit=7) for line in ended.out.splitlines()]
    assert (ended.status, ended.err) == (0, "")
    assert rows[0] == ["NAME", "PAGE", "PROJECT", "RUN", "AGE", "STATE", "NODES", "OTHERS"]
    others = "1 container, 1 image tag, 1 network, 1 volume"
    docs = "/home/somebody/docs"
    assert sorted(rows[1:]) == [
        ["-", "far", docs, "far-far", "2h", "alive", "0", "-"],
        ["dev", "guide/nodes", docs, "dead-guide-nodes", "2h", "dead", "2", others],
        ["three", "kept", docs, "dead-kept", "2h", "kept", "2", others],
        ["two", "guide/two", docs, "living-guide-two", "2h", "alive", "2", others],
    ]


def test_clusters_are_listed_as_json(fake: FakeEngine, environ: dict[str, str]) -> None:
    """With the same words, and an age in seconds; nothing is an empty list."""
    nothing = run("clusters", "list", "--format", "json", environ=environ)
    add_things(fake, dead(environ))
    fake.state.clock += 7200

    ended = run("clusters", "list", "--format", "json", environ=environ)

    assert json.loads(nothing.out) == []
    assert ended.status == 0
    assert json.loads(ended.out) == [
        {
            "name": "dev",
            "page": "guide/nodes",
            "project": "/home/somebody/docs",
            "run": "dead-guide-nodes",
            "age": 7200,
            "state": "dead",
            "nodes": 2,
            "others": "1 container, 1 image tag, 1 network, 1 volume",
        }
    ]


@pytest.mark.parametrize("words", [("gc",), ("delete", "dev")], ids=lambda each: each[0])
def test_only_the_list_is_json(words: tuple[str, ...]) -> None:
    """What a command has done is told in sentences."""
    ended = run("clusters", "--format", "json", *words)

    assert (ended.status, ended.out) == (2, "")
    assert "--format json is for “python -m kindsphinx clusters list”" in ended.err


@pytest.mark.parametrize(
    ("seconds", "age"), [(0, "0s"), (119, "119s"), (120, "2m"), (7199, "119m"), (172800, "2d")]
)
def test_an_age_has_one_unit(fake: FakeEngine, environ: dict[str, str], seconds: float, age: str) -> None:
    """As kubectl writes it."""
    add_things(fake, living(environ))
    fake.state.clock += seconds

    ended = run("clusters", "list", environ=environ)

    assert ended.out.splitlines()[1].split()[4] == age


@pytest.mark.parametrize(
    ("action", "text"),
    [("list", "no run has anything on this engine\n"), ("gc", "dead runs have left nothing\n")],
)
def test_an_engine_without_runs_has_nothing(
    fake: FakeEngine, environ: dict[str, str], action: str, text: str
) -> None:
    """And says so."""
    ended = run("clusters", action, environ=environ)

    assert (ended.status, ended.out) == (0, text)


def test_gc_removes_what_dead_runs_have_left(fake: FakeEngine, environ: dict[str, str]) -> None:
    """It says what; what cannot be removed is a failure."""
    add_things(fake, dead(environ))
    fake.state.busy.add("dev-app:1")

    first = run("clusters", "gc", environ=environ)
    fake.state.busy.clear()
    second = run("clusters", "gc", environ=environ)

    assert (first.status, second.status) == (1, 0)
    assert "the cluster dev (2 nodes)" in first.out
    assert "could not be removed: dev-app:1" in first.out
    assert second.out.endswith(": 1 image tag\n")
    assert names(fake) == set()


def test_a_cluster_is_deleted_by_its_name(fake: FakeEngine, environ: dict[str, str]) -> None:
    """With the rest of its run, if that is over; of a run that goes on, only the cluster."""
    add_things(fake, dead(environ))
    add_things(fake, living(environ, page="two"), cluster="two")

    over = run("clusters", "delete", "dev", environ=environ)
    going_on = run("clusters", "delete", "two", environ=environ)

    assert (over.status, going_on.status) == (0, 0)
    assert over.out.startswith("deleted the cluster dev (2 nodes), 1 container, 1 image tag, ")
    assert (
        going_on.out
        == "deleted the cluster two of the run living-two of the page “two” of /home/somebody/docs\n"
    )
    assert names(fake) == {"two-registry", "two-net", "two-data", "two-app:1", "two-tag", "two-note"}


def test_what_cannot_be_deleted_is_a_failure(fake: FakeEngine, environ: dict[str, str]) -> None:
    """The rest goes."""
    add_things(fake, dead(environ))
    fake.state.busy.add("dev-app:1")

    ended = run("clusters", "delete", "dev", environ=environ)

    assert ended.status == 1
    assert "could not be deleted: dev-app:1" in ended.out


@pytest.mark.parametrize("argv", [["delete", "theirs"], ["logs", "theirs", "x"]], ids=["delete", "logs"])
def test_a_cluster_of_somebody_else_is_left_alone(
    fake: FakeEngine, environ: dict[str, str], argv: list[str]
) -> None:
    """The message says who has it, and what to do."""
    labels = {"io.x-k8s.kind.cluster": "theirs"}
    fake.state.add_container("theirs-control-plane", {"Image": "busybox:1.36", "Labels": labels})

    ended = run("clusters", *argv, environ=environ)

    assert (ended.status, ended.out) == (2, "")
    assert "the cluster theirs is not one of kindsphinx: somebody without kindsphinx (theirs-" in ended.err
    assert "“kind delete cluster --name theirs” deletes it" in ended.err
    assert names(fake) == {"theirs-control-plane"}


_EXPORT = """\
#!/bin/sh
PATH=/usr/bin:/bin
if [ "$1" = get ]; then
    printf 'clusters:\\n- cluster: {}\\nusers:\\n- user: {token: tQ8zz-hello-4711}\\n'
    exit
fi
mkdir -p "$3/node"
echo "logs of $4 $5: tQ8zz-hello-4711, fine" > "$3/node/kubelet.log"
printf '\\377\\376' > "$3/odd"
printf 'LPKSHHRH\\0\\1' > "$3/system.journal"
ln -s node "$3/link"
"""


def test_logs_are_those_of_kind(fake: FakeEngine, environ: dict[str, str], tmp_path: Path) -> None:
    """With what the cluster has of secrets taken out; its failure is told in its words."""
    add_things(fake, dead(environ))
    missing = run("clusters", "logs", "dev", str(tmp_path / "logs"), environ=environ)
    (tmp_path / "bin").mkdir()
    kind = tmp_path / "bin" / "kind"
    kind.write_text(_EXPORT, encoding="utf-8")
    kind.chmod(0o755)
    done = run("clusters", "logs", "dev", str(tmp_path / "logs"), environ=environ)
    kind.write_text("#!/bin/sh\necho 'ERROR: no room' >&2\nexit 1\n", encoding="utf-8")
    failed = run("clusters", "logs", "dev", str(tmp_path / "logs"), environ=environ)

    assert (missing.status, done.status, failed.status) == (2, 0, 2)
    assert "“kind” is not installed" in missing.err
    assert done.out == f"the logs of dev are in {tmp_path / 'logs'}\n"
    assert (tmp_path / "logs/node/kubelet.log").read_text() == "logs of --name dev: <redacted>, fine\n"
    assert (tmp_path / "logs/odd").read_bytes() == b"\xff\xfe"
    assert not (tmp_path / "logs/system.journal").exists(), "which may have secrets in it that nobody finds"
    assert failed.err == "kindsphinx: “kind export logs” failed: ERROR: no room\n"


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([], "required: list, gc, delete or logs"),
        (["lst"], "“lst” is nothing to do with clusters: did you mean list?"),
        (["create"], "“create” is nothing to do with clusters: there are list, gc, delete, logs"),
        (["delete"], "it is “python -m kindsphinx clusters delete NAME”"),
        (["gc", "dev"], "it is “python -m kindsphinx clusters gc”"),
        (["logs", "dev"], "it is “python -m kindsphinx clusters logs NAME DIR”"),
        (["gc", "--older-than", "long"], "--older-than: 'long' is not a duration"),
        (["delete", "none"], "there is no cluster none: “clusters list” shows those that runs have made"),
    ],
)
def test_what_cannot_be_done_is_told(
    fake: FakeEngine, environ: dict[str, str], argv: list[str], message: str
) -> None:
    """With what to write instead."""
    ended = run("clusters", *argv, environ=environ)

    assert (ended.status, ended.out) == (2, "")
    assert message in ended.err


def test_an_engine_that_is_gone_is_told() -> None:
    """As where a page is run."""
    ended = run("clusters", "list", environ={"DOCKER_HOST": "unix:///absent/engine.sock"})

    assert ended.status == 2
    assert "no container engine answers" in ended.err
