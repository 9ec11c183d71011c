"""Removes what a scenario has left on the engine, all of it, whatever fails on the way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from kindsphinx.core.errors import EngineError
from kindsphinx.runtime.belongings import belongings
from kindsphinx.runtime.engine import names_of
from kindsphinx.runtime.kind_labels import CLUSTER_LABEL
from kindsphinx.runtime.lease import EXPIRES_AFTER, Lease
from kindsphinx.runtime.proxy.loan import SHARED_LABEL
from kindsphinx.runtime.proxy.owner import (
    HOLDER_LABEL,
    KEEP_LABEL,
    PROJECT_LABEL,
    RUN_LABEL,
    TAG_LABEL,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kindsphinx.runtime.belongings import Belongings
    from kindsphinx.runtime.engine import Engine
    from kindsphinx.runtime.proxy.owner import Owner

_IN_PROGRESS = "already in progress"
_INTERVAL = 0.2
_SECONDS = 60.0


def remove_scenario(engine: Engine, owner: Owner, tags: Iterable[str] = ()) -> list[str]:
    """Remove the containers, networks, image tags and volumes of one run.

    The tags of a run that was killed are found too: its proxy has noted each on the engine. What an owner
    keeps stays, all of it: a cluster without the registry beside it would be no use to anybody.

    :param tags: those that the run's proxy knows of.
    :returns: what could not be removed, in words; empty if nothing is left.
    """
    return [] if owner.keep else _sweep(_Broom(engine, owner.own_filter), tags)


def remove_kept(engine: Engine, owner: Owner) -> list[str]:
    """Remove what earlier runs of the owner's page have kept, to make room for its run.

    What a run keeps that goes on, in another terminal, is still in use.

    :returns: what could not be removed, in words; empty if nothing is left.
    """
    try:
        found = belongings(engine)
        now = engine.now() if found else 0.0
    except EngineError as error:
        return [str(error)]
    here = Lease.parse(owner.lease)
    return [
        sentence
        for each in found
        if each.is_kept and (each.project, each.page) == (owner.project, owner.page)
        if each.run != owner.run and not _goes_on(each, here, now)
        for sentence in _sweep(_Broom(engine, f"{KEEP_LABEL}=true", f"{RUN_LABEL}={each.run}"), ())
    ]


def _goes_on(run: Belongings, here: Lease | None, now: float) -> bool:
    # what is kept has a lease as well; the notes are removed when its run ends
    return run.has_notes and (here is None or run.is_alive(here, now=now, patience=EXPIRES_AFTER))


def remove_kept_cluster(engine: Engine, project: str, cluster: str) -> list[str]:
    """Remove a cluster of this name that pages of a project have shared, and an earlier run has kept.

    :returns: what could not be removed, in words; empty if nothing is left.
    """
    mine = f"{KEEP_LABEL}=true", f"{PROJECT_LABEL}={project}"
    return remove_containers(engine, *mine, SHARED_LABEL, f"{CLUSTER_LABEL}={cluster}")


def remove_run(engine: Engine, run: str) -> list[str]:
    """Remove whatever a run that is over has left, and then what was noted for it.

    :returns: what could not be removed, in words; empty if nothing is left.
    """
    return _sweep(_Broom(engine, f"{RUN_LABEL}={run}"), ()) or remove_notes(engine, run)


def remove_containers(engine: Engine, *labels: str) -> list[str]:
    """Remove the containers with all these labels, and their anonymous volumes.

    :returns: what could not be removed, in words; empty if nothing is left.
    """
    broom = _Broom(engine, *labels)
    broom.sweep_containers()
    return broom.left


def remove_notes(engine: Engine, run: str) -> list[str]:
    """Remove what kindsphinx itself has noted for a run.

    :returns: what could not be removed, in words; empty if nothing is left.
    """
    broom = _Broom(engine, f"{HOLDER_LABEL}={run}")
    broom.sweep_volumes()
    return broom.left


def _sweep(broom: _Broom, tags: Iterable[str]) -> list[str]:
    broom.sweep_containers()
    broom.sweep_networks()
    broom.sweep_images(tags)
    broom.sweep_volumes()
    return list(dict.fromkeys(broom.left))


class _Broom:
    """Goes on after every failure, and keeps it."""

    def __init__(self, engine: Engine, *labels: str) -> None:
        self.left: list[str] = []
        self._engine = engine
        self._labels = labels

    def sweep_containers(self) -> None:
        """Remove the containers, with their anonymous volumes."""
        for container in self._listed(self._engine.containers):
            self._try(self._remove_container, container["Id"], names_of(container))

    def sweep_networks(self) -> None:
        """Remove the networks."""
        for network in self._listed(self._engine.networks):
            self._try(self._engine.remove_network, network["Id"], network["Name"])

    def sweep_images(self, tags: Iterable[str]) -> None:
        """Remove *tags* and those that are noted on the engine."""
        notes = {
            each["Labels"][TAG_LABEL]: each["Name"] for each in self._listed(self._engine.volumes, TAG_LABEL)
        }
        for tag in sorted({*tags, *notes}):
            # the note goes only after its tag: what is left can be found again
            if self._try(self._engine.remove_image, tag, tag) and tag in notes:
                self._try(self._engine.remove_volume, notes[tag], notes[tag])

    def sweep_volumes(self) -> None:
        """Remove the volumes, but for the notes of tags."""
        for volume in self._listed(self._engine.volumes):
            if TAG_LABEL not in volume["Labels"]:
                self._try(self._engine.remove_volume, volume["Name"], volume["Name"])

    def _listed(self, ask: Callable[..., list[dict[str, Any]]], *labels: str) -> list[dict[str, Any]]:
        try:
            return ask(*self._labels, *labels)
        except EngineError as error:
            self.left.append(str(error))
            return []

    def _try(self, remove: Callable[[str], None], reference: str, name: str) -> bool:
        try:
            remove(reference)
        except EngineError as error:
            self.left.append(f"{name}: {error}")
            return False
        return True

    def _remove_container(self, reference: str) -> None:
        deadline = time.monotonic() + _SECONDS
        while True:
            try:
                return self._engine.remove_container(reference)
            except EngineError as error:
                # “docker run --rm” is at it: wait until it is gone, since its networks and volumes are next
                if _IN_PROGRESS not in str(error) or time.monotonic() > deadline:
                    raise
            time.sleep(_INTERVAL)
