"""What tells one process from every other that there was or will be, on any computer."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

_SECONDS = 10.0
_STATE, _START = 0, 19
"""Places in ``/proc/PID/stat`` behind the program's name: proc(5)."""
_GONE = "ZX"
"""States of a process that has ended, and of which only its parent has not taken note."""


def boot_id() -> str:
    """Return what is another after each start of this computer; empty if the system does not tell."""
    return _text(Path("/proc/sys/kernel/random/boot_id")) or _said("sysctl", "-n", "kern.bootsessionuuid")


def process_space() -> str:
    """Return what is another in each container: its numbers of processes mean nothing outside of it."""
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""


def start_of(process: int) -> str:
    """Return when a process has begun, as the system says it; empty if it does not run."""
    if (proc := Path("/proc/self/stat")).exists():
        # the name may have blanks and brackets in it
        facts = _text(proc.parents[1] / str(process) / "stat").rpartition(")")[2].split()
        return facts[_START] if len(facts) > _START and facts[_STATE] not in _GONE else ""
    state, _, began = _said("ps", "-o", "stat=", "-o", "lstart=", "-p", str(process)).partition(" ")
    return "" if state[:1] in _GONE else began.strip()


def processes_with(value: bytes) -> list[int]:
    """Return which processes have begun with *value* in their environment, where the system tells."""
    found = []
    for each in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if value in each.read_bytes():
                found.append(int(each.parent.name))
    return sorted(found)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _said(*command: str) -> str:
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
