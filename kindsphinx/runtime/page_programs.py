"""Puts programs of its own before those that a page would find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.errors import MissingProgramError
from kindsphinx.core.permissions import OTHER_ENGINES
from kindsphinx.runtime.sudo import add_sudo

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.runtime.runtime_settings import RuntimeSettings

_ENGINES = ("podman", "nerdctl", "finch", "nerdctl.lima")
"""Those that kind can use instead of docker, none of which kindsphinx can stand in front of."""
_REFUSAL = """\
#!/bin/sh
cat >&2 <<'END'
kindsphinx: {name} would reach your own containers and clusters, since a page has an engine of its own \
through docker alone: use docker, or allow it with kind_allow = ["{permission}"]
END
exit 1
"""


def add_programs(
    folder: Path, environment: dict[str, str], settings: RuntimeSettings, *, kind: Path | None
) -> None:
    """Let ``kind`` be the program that the settings choose, whatever it is called, and ``sudo`` ours.

    Other engines' programs refuse, unless they are allowed.

    :param folder: where they are put; *environment* finds them there.
    :param kind: where the chosen kind is; ``None`` if it is nowhere.
    :raises MissingProgramError: if the project has chosen a kind that is not there.
    """
    add_sudo(folder, settings.sudo)
    for name in () if settings.allow.allow(OTHER_ENGINES) else _ENGINES:
        program = folder / name
        program.write_text(_REFUSAL.format(name=name, permission=OTHER_ENGINES), encoding="utf-8")
        program.chmod(0o755)
    environment["PATH"] = f"{folder}:{environment.get('PATH', '')}"
    if settings.executable == "kind":
        return
    if kind is None:
        # without it, the page would run another kind that happens to be there
        raise MissingProgramError(f"the kind of this project, “{settings.executable}”, is not installed")
    (folder / "kind").symlink_to(kind)
