"""Removes what dead runs have left, on the engine and on this computer's disk, and nothing else."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.core.errors import EngineError
from kindsphinx.runtime import process_facts
from kindsphinx.runtime.belongings import belongings
from kindsphinx.runtime.cleanup import remove_notes, remove_run
from kindsphinx.runtime.endpoint import find_endpoint
from kindsphinx.runtime.engine import Engine
from kindsphinx.runtime.lease import EXPIRES_AFTER, Lease
from kindsphinx.runtime.scratch import LEASE_FILE, PREFIX, remove_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kindsphinx.runtime.belongings import Belongings

_ROUNDS = 10
_INTERVAL = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Collected:
    """What was removed, and what could not be, in words."""

    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return what is to be told."""
        return (
            *(f"removed what is left of {each}" for each in self.removed),
            *(f"could not be removed: {each}" for each in self.left),
        )


def collect_before_run(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Collect with the caller's engine, and return what is to be told; nothing if there was nothing."""
    try:
        with closing(Engine(find_endpoint(environ))) as engine:
            return collect(engine, environ).sentences
    except EngineError as error:
        return (f"what dead runs may have left was not looked for: {error}",)


def collect(
    engine: Engine,
    environ: Mapping[str, str],
    *,
    patience: float = EXPIRES_AFTER,
    sleep: Callable[[float], object] = time.sleep,
) -> Collected:
    """Remove what dead runs have left, but for what they were told to keep.

    :param environ: the caller's environment.
    :param patience: after how many seconds without a sign a run on another computer is dead.
    :raises EngineError: if the engine does not tell what it has.
    """
    here = Lease.current(environ)
    removed: dict[str, str] = {}
    left: list[str] = []
    # what the engine was making when a run was killed comes to light a moment later
    for _ in range(_ROUNDS):
        dead = _dead(engine, here, patience)
        left = [sentence for each in dead for sentence in _remove(engine, each)]
        for each in dead:
            removed[each.run] = removed.get(each.run, "") or _told(each)
        if left or not dead:
            break
        sleep(_INTERVAL)
    folders = _remove_folders(here, patience, sleep)
    told = tuple(each for each in removed.values() if each)
    return Collected(removed=(*told, *folders.removed), left=(*left, *folders.left))


def _dead(engine: Engine, here: Lease, patience: float) -> list[Belongings]:
    found = belongings(engine)
    now = engine.now() if found else 0.0
    dead = [each for each in found if not each.is_alive(here, now=now, patience=patience)]
    # of what is kept, only the notes go, which nobody needs
    return [each for each in dead if not each.is_kept or each.has_notes]


def _remove(engine: Engine, dead: Belongings) -> list[str]:
    return remove_notes(engine, dead.run) if dead.is_kept else remove_run(engine, dead.run)


def _told(dead: Belongings) -> str:
    return "" if dead.is_kept or not dead.summary else f"{dead.whose}: {dead.summary}"


def _remove_folders(here: Lease, patience: float, sleep: Callable[[float], object]) -> Collected:
    removed: list[str] = []
    left: list[str] = []
    for folder in _folders():
        if _is_dead(folder, here, patience):
            problems = _remove_folder(folder, sleep)
            left += problems
            removed += [] if problems else [f"the folder {folder}"]
    return Collected(removed=tuple(removed), left=tuple(left))


def _remove_folder(folder: Path, sleep: Callable[[float], object]) -> tuple[str, ...]:
    # the page's commands are ended a moment after their run, and would make anew what is removed before
    for _ in range(_ROUNDS):
        users = process_facts.processes_with(os.fsencode(folder))
        problems = (
            (f"the folder {folder} is in use by process {users[0]}",) if users else remove_folder(folder)
        )
        if not problems:
            break
        sleep(_INTERVAL)
    return problems


def _folders() -> Iterator[Path]:
    """Yield the folders of pages that are this user's."""
    for parent in sorted({Path(tempfile.gettempdir()).resolve(), Path("/tmp").resolve()}):  # noqa: S108 - where pages have them
        with suppress(OSError):
            for each in sorted(parent.glob(f"{PREFIX}*")):
                if each.is_dir() and not each.is_symlink() and each.stat().st_uid == os.getuid():
                    yield each


def _is_dead(folder: Path, here: Lease, patience: float) -> bool:
    note = folder / LEASE_FILE
    try:
        lease = Lease.parse(note.read_text(encoding="utf-8"))
        held = lease.is_held(here) if lease else None
        return time.time() - note.stat().st_mtime > patience if held is None else not held
    except FileNotFoundError:
        return _is_old_and_empty(folder, patience)
    except OSError:
        return False


def _is_old_and_empty(folder: Path, patience: float) -> bool:
    """Return whether a run was killed between the folder and its lease; another's is not touched."""
    try:
        return not any(folder.iterdir()) and time.time() - folder.stat().st_mtime > patience
    except OSError:
        return False
