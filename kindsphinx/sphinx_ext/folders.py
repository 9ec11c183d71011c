"""Lists the files of a folder that a page takes whole."""

from __future__ import annotations

from pathlib import Path

_LEFT_OUT = frozenset({".git", ".DS_Store", "__pycache__"})


def names_in(folder: str | Path) -> tuple[str, ...]:
    """Return the files below *folder*, relative to it and sorted, but for what tools leave there."""
    root = Path(folder)
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return tuple(sorted(path.as_posix() for path in found if not _LEFT_OUT & set(path.parts)))
