"""What keeps a page apart from whoever runs it: which variables it may have, and what its ``sudo`` is."""

from __future__ import annotations

import re
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from kindsphinx.core.permissions import OTHER_ENGINES as PERMISSION

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

SU_ADVICE = (
    "a shell of another user has nothing that is the page's own, neither its home nor its engine: leave it "
    "out, as docker, kind and kubectl need no other user"
)

ELSEWHERE_ADVICE = (
    "this is another engine than the page's own, and may have your containers and clusters: leave "
    f'DOCKER_HOST and --host out, or allow it with kind_allow = ["{PERMISSION}"]'
)

OTHER_ENGINES = ("podman", "nerdctl", "finch", "nerdctl.lima")
"""The programs that kind can use instead of docker, none of which kindsphinx can stand in front of."""


def engine_advice(program: str) -> str:
    """Return why the *program* of another engine is refused, and what to do."""
    return (
        f"{program} would reach your own containers and clusters, since a page has an engine of its own "
        f'through docker alone: use docker, or allow it with kind_allow = ["{PERMISSION}"]'
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
