"""Puts programs of its own before those that a page would find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.errors import MissingProgramError
from kindsphinx.runtime.sudo import add_sudo

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.runtime.runtime_settings import RuntimeSettings


def add_programs(
    folder: Path, environment: dict[str, str], settings: RuntimeSettings, *, kind: Path | None
) -> None:
    """Let ``kind`` be the program that the settings choose, whatever it is called, and ``sudo`` ours.

    :param folder: where they are put; *environment* finds them there.
    :param kind: where the chosen kind is; ``None`` if it is nowhere.
    :raises MissingProgramError: if the project has chosen a kind that is not there.
    """
    add_sudo(folder, settings.sudo)
    environment["PATH"] = f"{folder}:{environment.get('PATH', '')}"
    if settings.executable == "kind":
        return
    if kind is None:
        # without it, the page would run another kind that happens to be there
        raise MissingProgramError(f"the kind of this project, “{settings.executable}”, is not installed")
    (folder / "kind").symlink_to(kind)
