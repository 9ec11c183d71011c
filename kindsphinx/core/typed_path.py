"""Writes paths as people type them."""

from __future__ import annotations

import os
from pathlib import Path


def as_typed(path: str | Path) -> str:
    """Return *path* from the current folder where it is below, else as it is."""
    try:
        return os.fspath(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return os.fspath(path)
