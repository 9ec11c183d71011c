"""Puts programs of its own before those that a page would find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.errors import MissingProgramError
from kindsphinx.core.isolation import OTHER_ENGINES, SU_ADVICE, engine_advice
from kindsphinx.core.permissions import OTHER_ENGINES as PERMISSION
from kindsphinx.runtime.docker_program import add_docker
from kindsphinx.runtime.sudo import add_sudo

if TYPE_CHECKING:
    from pathlib import Path

    from kindsphinx.runtime.runtime_settings import RuntimeSettings

_OTHER_USERS = ("su", "runuser")
_REFUSAL = """\
#!/bin/sh
cat >&2 <<'END'
kindsphinx: {advice}
END
exit 1
"""


def add_programs(
    folder: Path, environment: dict[str, str], settings: RuntimeSettings, *, kind: Path | None
) -> None:
    """Let ``kind`` be the program that the settings choose, whatever it is called, and ``sudo`` ours.

    Other engines' programs refuse, unless they are allowed, and ``docker`` reaches the page's engine alone.

    :param folder: where they are put; *environment* finds them there.
    :param kind: where the chosen kind is; ``None`` if it is nowhere.
    :raises MissingProgramError: if the project has chosen a kind that is not there.
    """
    add_sudo(folder, settings.sudo)
    others = settings.allow.allow(PERMISSION)
    advice = {
        **dict.fromkeys(_OTHER_USERS, SU_ADVICE),
        **{each: engine_advice(each) for each in OTHER_ENGINES},
    }
    for name in _OTHER_USERS if others else advice:
        program = folder / name
        program.write_text(_REFUSAL.format(advice=advice[name]), encoding="utf-8")
        program.chmod(0o755)
    add_docker(folder, environment, others=others)
    environment["PATH"] = f"{folder}:{environment.get('PATH', '')}"
    if settings.executable == "kind":
        return
    if kind is None:
        # without it, the page would run another kind that happens to be there
        raise MissingProgramError(f"the kind of this project, “{settings.executable}”, is not installed")
    (folder / "kind").symlink_to(kind)
