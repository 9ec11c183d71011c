"""What keeps a page apart from whoever runs it: which variables it may have, and what its ``sudo`` is."""

from __future__ import annotations

import re
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NEVER_INHERITED = frozenset(
    {"BASH_ENV", "ENV", "HOME", "KUBECONFIG", "PATH", "PWD", "TMPDIR"}
    | {f"DOCKER_{each}" for each in ("CERT_PATH", "CONFIG", "CONTEXT", "HOST", "TLS", "TLS_VERIFY")}
)
"""What would lead a page's commands to the caller's clusters, engine and files."""
_PATTERN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\*?")


class Sudo(StrEnum):
    """What becomes of ``sudo`` on pages."""

    REFUSE = "refuse"
    STRIP = "strip"
    """The command runs, as the user who runs the page."""


ADVICE = (
    "a page is not given root's rights on your machine: leave “sudo” out, as docker, kind and kubectl need "
    'none, or set kind_sudo = "strip", which shows it and runs the command without'
)


def checked_inheritance(pattern: str) -> str:
    """Return a name of variables that pages may have of their caller's, or a beginning of names with ``*``.

    :raises ValueError: if it cannot be one.
    """
    if pattern in NEVER_INHERITED:
        raise ValueError(f"{pattern!r} is never the caller's: a page has its own home, folders and engine")
    if not _PATTERN.fullmatch(pattern):
        raise ValueError(f"{pattern!r} is no name of variables: write 'NAME', or 'PREFIX_*'")
    return pattern


def is_inherited(name: str, patterns: Iterable[str]) -> bool:
    """Return whether a page has the caller's variable *name*."""
    return name not in NEVER_INHERITED and any(fnmatchcase(name, pattern) for pattern in patterns)
