"""Asks programs for their versions."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERSION = re.compile(r"v\d+\.\d+\.\d+[\w.+-]*")
_ASK_SECONDS = 30


def version_of(program: str, *arguments: str, environment: Mapping[str, str]) -> str:
    """Return the version that *program* tells, ``v0.30.0``; empty if it is not there, or tells none."""
    path = shutil.which(program, path=environment.get("PATH"))
    if path is None:
        return ""
    try:
        done = subprocess.run(
            [path, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_ASK_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = _VERSION.search(done.stdout)
    return found[0] if found else ""


def kind_version(program: str, environment: Mapping[str, str]) -> str:
    """Return the version of kind, which is called *program*."""
    return version_of(program, "version", environment=environment)


def kubectl_version(environment: Mapping[str, str]) -> str:
    """Return the version of kubectl."""
    return version_of("kubectl", "version", "--client", environment=environment)
