"""What people do by hand with the clusters of runs: see them, remove them, look into them."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.core.errors import KindSphinxError, MissingProgramError
from kindsphinx.runtime.belongings import belongings
from kindsphinx.runtime.cleanup import remove_containers, remove_run
from kindsphinx.runtime.collecting import collect
from kindsphinx.runtime.endpoint import find_endpoint
from kindsphinx.runtime.engine import Engine
from kindsphinx.runtime.kind_labels import CLUSTER_LABEL
from kindsphinx.runtime.lease import EXPIRES_AFTER, Lease
from kindsphinx.runtime.node_containers import others_called
from kindsphinx.runtime.proxy.owner import RUN_LABEL
from kindsphinx.runtime.redacted_files import redact_files, secrets_of
from kindsphinx.runtime.requirements import program_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kindsphinx.core.redaction import SecretBook
    from kindsphinx.runtime.belongings import Belongings
    from kindsphinx.runtime.collecting import Collected


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A cluster of a run, or a run that has none."""

    name: str
    """Empty without a cluster."""
    page: str
    project: str
    run: str
    age: int
    """Seconds."""
    state: str
    """``alive``, ``dead`` or ``kept``."""
    nodes: int
    others: str
    """What else the run has, in words."""


def rows(environ: Mapping[str, str], *, patience: float = EXPIRES_AFTER) -> list[Row]:
    """Return what the runs of pages have on the caller's engine, the oldest first.

    :param patience: after how many seconds without a sign a run on another computer is dead.
    :raises KindSphinxError: if the engine does not answer.
    """
    with _engine(environ) as engine:
        here, found = Lease.current(environ), belongings(engine)
        now = engine.now()
        return [
            row
            for each in found
            for row in _rows(each, now, is_alive=each.is_alive(here, now=now, patience=patience))
        ]


def collected(environ: Mapping[str, str], *, patience: float = EXPIRES_AFTER) -> Collected:
    """Remove what dead runs have left.

    :param patience: as for :func:`rows`.
    :raises KindSphinxError: if the engine does not answer.
    """
    with _engine(environ) as engine:
        return collect(engine, environ, patience=patience)


def deleted(environ: Mapping[str, str], name: str) -> tuple[list[str], list[str]]:
    """Delete a cluster, and the rest of its run if that is over and has no other cluster.

    Returns what was deleted and what could not be, in words.

    :raises KindSphinxError: if no run has made a cluster of that name, or the engine does not answer.
    """
    with _engine(environ) as engine:
        here = Lease.current(environ)
        gone: list[str] = []
        left: list[str] = []
        for each in _owners(engine, name):
            alive = each.is_alive(here, now=engine.now(), patience=EXPIRES_AFTER)
            if alive or len(each.nodes) > 1:
                left += remove_containers(engine, f"{RUN_LABEL}={each.run}", f"{CLUSTER_LABEL}={name}")
                gone.append(f"the cluster {name} of {each.whose}")
            else:
                left += remove_run(engine, each.run)
                gone.append(f"{each.summary} of {each.whose}")
        return gone, left


def exported(environ: Mapping[str, str], name: str, folder: Path) -> Path:
    """Let kind write the logs of a cluster's nodes into *folder*, and take the secrets out of them.

    :raises KindSphinxError: if no run has made a cluster of that name, or kind fails.
    """
    with _engine(environ) as engine:
        _owners(engine, name)
    kind = program_path("kind", environ)
    if kind is None:
        raise MissingProgramError("“kind” is not installed, which is needed for the logs of a cluster")
    # in a folder of its own, as others may hold files that are somebody else's
    with tempfile.TemporaryDirectory(prefix="kind-logs-") as own:
        logs = Path(own, "logs")
        command = [str(kind), "export", "logs", str(logs), "--name", name]
        done = subprocess.run(command, env=dict(environ), capture_output=True, text=True, check=False)
        if logs.is_dir():
            book = secrets_of(name, Path(own), kind=str(kind), environ=environ)
            _move_redacted(logs, folder, book)
    if done.returncode:
        raise KindSphinxError(f"“kind export logs” failed: {done.stderr.strip()}")
    return folder


def _move_redacted(logs: Path, folder: Path, book: SecretBook) -> None:
    try:
        redact_files(logs, book.redact)
        shutil.copytree(logs, folder, dirs_exist_ok=True, symlinks=True)
    except OSError as error:
        raise KindSphinxError(f"the logs cannot be written to {folder}: {error}") from error


def _owners(engine: Engine, name: str) -> list[Belongings]:
    if found := [each for each in belongings(engine) if name in each.nodes]:
        return found
    if others := others_called(engine, name):
        raise KindSphinxError(
            f"the cluster {name} is not one of kindsphinx: {others}. It is left alone; "
            f"“kind delete cluster --name {name}” deletes it"
        )
    raise KindSphinxError(f"there is no cluster {name}: “clusters list” shows those that runs have made")


def _rows(each: Belongings, now: float, *, is_alive: bool) -> Iterator[Row]:
    state = "alive" if is_alive else "kept" if each.is_kept else "dead"
    for name, nodes in sorted(each.nodes.items()) or [("", 0)]:
        yield Row(
            name=name,
            page=each.page,
            project=each.project,
            run=each.run,
            age=max(0, int(now - each.began)),
            state=state,
            nodes=nodes,
            others=each.other_things,
        )


@contextmanager
def _engine(environ: Mapping[str, str]) -> Iterator[Engine]:
    with closing(Engine(find_endpoint(environ))) as engine:
        yield engine
