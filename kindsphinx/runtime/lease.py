"""Says whether the run that has made something still goes on, wherever that is."""

from __future__ import annotations

import json
import os
import platform
import secrets
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kindsphinx.runtime.process_facts import boot_id, process_space, start_of

if TYPE_CHECKING:
    from collections.abc import Mapping

RENEWED_EVERY = 60.0
"""Seconds."""
EXPIRES_AFTER = 3600.0
"""Seconds without a renewal after which a run on another computer is taken for dead."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lease:
    """The one process that a run's things are for."""

    seat: str
    """Another for each user on each computer, and in each container that begins with an empty home."""
    host: str
    """The computer's name."""
    boot: str
    """Another after each start of the computer; empty if unknown."""
    space: str
    """In which namespace its number counts."""
    process: int
    began: str
    """When it began, as the system says it: a number is soon another process's."""

    @classmethod
    def current(cls, environ: Mapping[str, str]) -> Lease:
        """Return the lease of this process.

        :param environ: the caller's environment, which says where the seat is noted.
        """
        return cls(
            seat=_seat(state_folder(environ)),
            host=platform.node(),
            boot=boot_id(),
            space=process_space(),
            process=os.getpid(),
            began=start_of(os.getpid()),
        )

    @classmethod
    def parse(cls, text: str) -> Lease | None:
        """Read what :attr:`text` has written; ``None`` for anything else."""
        try:
            found = json.loads(text)
            return cls(**{each.name: _typed(found[each.name], each.name) for each in fields(cls)})
        except (ValueError, KeyError, TypeError):
            return None

    @property
    def text(self) -> str:
        """Return it as a label's value."""
        return json.dumps(asdict(self), separators=(",", ":"))

    def is_held(self, here: Lease) -> bool | None:
        """Return whether its process lives; ``None`` if nobody can tell from *here*."""
        if not self.boot:
            return None
        if (self.boot, self.space) == (here.boot, here.space):
            return bool(self.began) and start_of(self.process) == self.began
        # the same computer, which has been started anew since; a home that computers share is no proof
        if (self.seat, self.host) == (here.seat, here.host) and self.boot != here.boot:
            return False
        return None


def _typed(value: Any, name: str) -> Any:  # noqa: ANN401 - checked here
    if not isinstance(value, int if name == "process" else str):
        raise TypeError(name)
    return value


def state_folder(environ: Mapping[str, str]) -> Path:
    """Return where kindsphinx notes what is to outlive a run, for this user; it need not exist."""
    if chosen := environ.get("XDG_STATE_HOME", ""):
        return Path(chosen, "kindsphinx")
    return Path(environ.get("HOME") or "/nonexistent", ".local", "state", "kindsphinx")


def _seat(folder: Path) -> str:
    """Return what is noted in *folder*, or note it; where that is impossible, it is another every time."""
    file, new = folder / "seat", secrets.token_hex(8)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = folder / f"seat.{new}"
        draft.write_text(new, encoding="utf-8")
        try:
            # never half a file, and the first one stays
            os.link(draft, file)
        except FileExistsError:
            return file.read_text(encoding="utf-8")
        finally:
            draft.unlink()
    except OSError:
        return new
    return new
