"""Tells which clusters a page's kubeconfigs know."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LARGEST = 1 << 20
_HEAD = re.compile(r"^clusters:", re.MULTILINE)
_NAME = re.compile(r"^ +name: ([\"']?)kind-(?P<name>[\w.-]+)\1$", re.MULTILINE)


def unknown_clusters(names: Iterable[str], places: Iterable[Path]) -> set[str]:
    """Return those of *names* that no kubeconfig in *places*, files or folders, knows.

    kind writes a kubeconfig when a creation has succeeded and not before; a cluster that none knows is one
    whose creation goes on, or has failed and left its nodes behind (``--retain``).
    """
    unknown = set(names)
    for file in files_in(places):
        if not unknown:
            break
        unknown -= _clusters_in(file)
    return unknown


def files_in(places: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of *places*, files or folders, and below them."""
    for place in places:
        if place.is_file():
            yield place
        for folder, _, names in os.walk(place):
            yield from (Path(folder, name) for name in names)


def _clusters_in(file: Path) -> set[str]:
    try:
        # a pipe or a socket must not be opened
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return set()
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return set()
    return {match["name"] for match in _NAME.finditer(text)} if _HEAD.search(text) else set()
