"""Warn of fields that came with a later kind than the one that judges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.creation import Doubt
from kindsphinx.core.cluster_config.described import STRUCTURES
from kindsphinx.core.cluster_config.shapes import Items, Struct
from kindsphinx.core.cluster_config.versions import release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.cluster_config.faults import Path

_SINCE: Final = {
    (structure.place, key): text.since for structure in STRUCTURES for key, text in structure.fields.items()
}
_ALL: Final = max(map(release, _SINCE.values()))
"""The first release that has all fields."""


def doubts_of_release(cluster: Struct, kind_version: str) -> Iterator[Doubt]:
    """Return what to warn of in *cluster*, as it was decoded, if the kind of *kind_version* reads it."""
    if release(kind_version) < _ALL:
        yield from _newer(cluster, kind_version, "", ())


def _newer(struct: Struct, kind_version: str, place: str, at: Path) -> Iterator[Doubt]:
    for key, value in struct.values.items():
        path = (*at, key)
        since = _SINCE.get((place, key), "")
        if since and release(since) > release(kind_version):
            yield Doubt(
                path=path,
                code=ProblemCode.NEWER_FIELD,
                message=f"“{key}” came with kind {since}, and {kind_version}, which judges here, is older: "
                "leave it out, or use a newer kind",
            )
        below = f"{place}.{key}".removeprefix(".")
        if isinstance(value, Struct):
            yield from _newer(value, kind_version, below, path)
        elif isinstance(value, Items):
            for index, item in enumerate(value):
                if isinstance(item, Struct):
                    yield from _newer(item, kind_version, f"{below}[]", (*path, index))
