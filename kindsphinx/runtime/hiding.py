"""Decides what of the caller's own a page's commands must not find."""

from __future__ import annotations

import logging
import os
import shutil
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.core.permissions import CREDENTIALS, OTHER_ENGINES
from kindsphinx.runtime.caller_files import engine_sockets, files_of_credentials, homes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kindsphinx.core.permissions import Permissions
    from kindsphinx.runtime.caller_files import Place

_log = logging.getLogger(__name__)

_SYSTEM = "/bin /dev /etc /lib /lib64 /opt /proc /run /sbin /sys /tmp /usr /var /var/tmp"
"""What a variable may name, and nothing runs without."""
_PROGRAMS = ("docker", "kubectl", "kind", "helm")
"""What pages are about; a program need not lie where the folder on ``PATH`` has it."""
_SNAP = "snap"


@dataclass(frozen=True, kw_only=True, slots=True)
class Hiding:
    """What is covered with empty files and folders for a page's shell and all that it starts."""

    folder: Path
    """An empty one, which is used meanwhile."""
    places: tuple[str, ...]
    """Files, folders and sockets that exist; none is a link, and none is in another one."""
    no_users: str = ""
    """Why no user namespace may be used; empty if one may."""

    @property
    def message(self) -> bytes:
        """Return what :func:`.covering.start` is told."""
        words = (self.no_users, os.fspath(self.folder), *self.places)
        return b"".join(os.fsencode(each) + b"\0" for each in words) if self.places else b""


def hidden_from_pages(  # noqa: PLR0913 - all that a page needs and may have
    environ: Mapping[str, str],
    *,
    environment: Mapping[str, str],
    allow: Permissions,
    engine: str,
    folder: Path,
    needed: Iterable[Path | str],
) -> Hiding:
    """Return what of the caller's a page's commands do not find: credentials, and the sockets of engines.

    What the page's own variables name stays, and what is in a folder that they name: the project has given
    it.

    :param environ: the caller's environment.
    :param environment: the page's.
    :param engine: the path of the caller's engine's socket; empty if it is reached otherwise.
    :param folder: an empty one.
    :param needed: what else has to stay; it may lie in what is the caller's.
    """
    sockets = tuple(engine_sockets(environ, engine=engine))
    usual = {*map(_real, _SYSTEM.split()), *map(_real, homes(environ))}
    words = {word for value in environment.values() for word in value.split(os.pathsep)}
    given = {_real(word) for word in words if word.startswith("/")} - usual
    kept = usual | given | {_real(each) for each in (*needed, folder, sys.prefix, sys.base_prefix)}
    programs = {_real(each) for each in _found(environment.get("PATH", ""))}
    places: list[Place] = []
    if not allow.allow(CREDENTIALS):
        places += files_of_credentials(environ)
    if allow.allow(OTHER_ENGINES):
        kept |= {_real(each.path) for each in sockets}
    else:
        places += sockets
    return Hiding(
        folder=folder,
        places=places_to_cover(
            (each for each in places if _real(each.path).parent not in given), kept | programs
        ),
        no_users=_no_users(programs, allow),
    )


def places_to_cover(places: Iterable[Place], kept: Iterable[Path]) -> tuple[str, ...]:
    """Return the real paths of those of *places* that exist, each once, without what is *kept*.

    Of a tool's folder in which something is kept, everything else is covered; a folder that may have anything
    in it stays as it is then, which is told.

    :param kept: real paths.
    """
    kept = frozenset(kept)
    above = frozenset(folder for each in kept for folder in each.parents)
    found: set[Path] = set()
    for place in places:
        found.update(_parts(_real(place.path), kept, above, is_divisible=place.is_of_a_tool))
    return tuple(sorted(str(each) for each in found if found.isdisjoint(each.parents)))


def tell_exposed(what: str) -> None:
    """Say that something is not hidden, for whoever wants to know it (``-v``)."""
    _log.info("the caller's files of credentials and engines are not hidden from pages: %s", what)


def _parts(
    path: Path, kept: frozenset[Path], above: frozenset[Path], *, is_divisible: bool
) -> Iterator[Path]:
    if path in kept or not _is_coverable(path):
        return
    if path not in above:
        yield path
    elif is_divisible:
        for each in _entries(path):
            yield from _parts(each, kept, above, is_divisible=True)
    else:
        tell_exposed(f"{path} has what pages need in it")


def _is_coverable(path: Path) -> bool:
    """Return whether it is a file, a folder or a socket; a device such as ``/dev/null`` is nobody's own."""
    with suppress(OSError):
        mode = path.stat().st_mode
        return stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISSOCK(mode)
    return False


def _entries(folder: Path) -> tuple[Path, ...]:
    # where whoever runs the page may not look, the page does not either
    with suppress(OSError):
        # what a link leads to is not in the folder
        return tuple(each for each in folder.iterdir() if not each.is_symlink())
    return ()


def _real(path: Path | str) -> Path:
    # a loop of links leads nowhere, and is no error
    return Path(os.path.realpath(path))


def _found(path: str) -> Iterator[str]:
    return filter(None, (shutil.which(name, path=path) for name in _PROGRAMS))


def _no_users(programs: Iterable[Path], allow: Permissions) -> str:
    """Return why programs of pages could not do without what a user namespace takes: the rights of others."""
    if allow.allow(OTHER_ENGINES):
        return f"“{OTHER_ENGINES}” is allowed, and other engines need programs with root's rights"
    if any(each.name == _SNAP for each in programs):
        return "a program of the page is a snap, which needs root's rights to start"
    return ""
