"""Which programs run in a folder, for tests of what is left of a shell."""

from __future__ import annotations

from pathlib import Path

from kindsphinx.runtime import supervisor


def alive(folder: Path) -> list[str]:
    """Return the programs that run in *folder*."""
    found = []
    for each in supervisor.processes_in_proc():
        try:
            process = Path("/proc", str(each.pid))
            if (process / "cwd").readlink() == folder:
                found.append((process / "exe").readlink().name)
        except OSError:
            continue
    return found
