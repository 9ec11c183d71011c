"""Warn of patches for containerd that do not parse, or that containerd does not heed."""

from __future__ import annotations

import math
import tomllib
from typing import TYPE_CHECKING, Any, Final

from kindsphinx.core.cluster_config.codes import ProblemCode
from kindsphinx.core.cluster_config.creation import Doubt
from kindsphinx.core.cluster_config.patch_trees import ignored, unparsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.cluster_config.creation import Creation
    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.model import ClusterConfig

_FORMAT: Final = 2
"""The version of containerd's configuration in node images."""
_CHECKS_VERSION: Final = (0, 32)
_CRI: Final = "io.containerd.grpc.v1.cri"
_CRI_OF_3: Final = ("io.containerd.cri.v1.images", "io.containerd.cri.v1.runtime")
_DEEPEST: Final = 20


def doubts_of_containerd(config: ClusterConfig, creation: Creation) -> Iterator[Doubt]:
    """Return what to warn of in the TOML patches of *config*."""
    if not config.containerd_config_patches:
        return
    tables: dict[int, dict[str, Any]] = {}
    for index, text in enumerate(config.containerd_config_patches):
        at: Path = ("containerdConfigPatches", index)
        try:
            tables[index] = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            yield unparsed(at, f"does not parse as TOML: {' '.join(str(error).split())}")
            continue
        yield from _table(tables[index], at, creation)
    has_2 = [creation.has_containerd_2(node) for node in config.nodes]
    if not any(has_2):
        yield from _too_new(tables)
    yield from _mirrors(tables, any_2=any(has_2))


def _table(table: dict[str, Any], at: Path, creation: Creation) -> Iterator[Doubt]:
    version = table.get("version", _FORMAT)
    if not isinstance(version, int):
        yield unparsed(at, f"has a “version” that is no number: write {_FORMAT}, or leave it out")
    elif creation.kind_release >= _CHECKS_VERSION and version not in {_FORMAT, 0}:
        yield ignored(
            at,
            f"kind will ignore this patch, since it is for version {version} of containerd's configuration, "
            f"and node images have version {_FORMAT}: leave “version” out",
        )
    if _has_no_number(table):
        yield unparsed(at, "has a number that is none, “nan” or “inf”: write another")
    plugins = table.get("plugins")
    if isinstance(plugins, dict) and isinstance(plugins.get("io"), dict):
        yield ignored(
            at,
            "containerd will ignore this patch, since without quotation marks each dot of "
            f'“plugins.io.containerd…” begins another table: write “plugins."{_CRI}"”',
        )
    if isinstance(plugins, dict) and isinstance(plugins.get("cri"), dict):
        yield ignored(
            at,
            "containerd will ignore this patch, since the table “plugins.cri” is that of its first "
            f'configurations: write “plugins."{_CRI}"”',
        )


def _too_new(tables: dict[int, dict[str, Any]]) -> Iterator[Doubt]:
    """Warn of what only containerd 2 reads; who writes both names has both in mind."""
    if any(_CRI in _plugins(table) for table in tables.values()):
        return
    for index, table in tables.items():
        for name in _CRI_OF_3:
            if name in _plugins(table):
                yield ignored(
                    ("containerdConfigPatches", index),
                    f'containerd will ignore “plugins."{name}"”, which version 2 of it has and the node '
                    f'images here do not: write “plugins."{_CRI}"”',
                )


def _mirrors(tables: dict[int, dict[str, Any]], *, any_2: bool) -> Iterator[Doubt]:
    registries = {index: list(_registries(table)) for index, table in tables.items()}
    has_path = any(each.get("config_path") for found in registries.values() for each in found)
    for index, found in registries.items():
        if any(each.get("mirrors") for each in found) and (has_path or any_2):
            why = (
                "containerd will not start, since it takes no “registry.mirrors” together with “config_path”"
                if has_path
                else "containerd 2 is about to drop “registry.mirrors”, and that of kind v0.31 refuses it"
            )
            yield Doubt(
                path=("containerdConfigPatches", index),
                code=ProblemCode.REGISTRY_MIRRORS,
                message=f"{why}: set “config_path” alone, and write a hosts.toml into the nodes",
            )


def _plugins(table: dict[str, Any]) -> dict[str, Any]:
    plugins = table.get("plugins")
    return plugins if isinstance(plugins, dict) else {}


def _registries(table: dict[str, Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    for key, child in table.items():
        if isinstance(child, dict) and depth < _DEEPEST:
            if key == "registry":
                yield child
            yield from _registries(child, depth + 1)


def _has_no_number(value: object, depth: int = 0) -> bool:
    if isinstance(value, float):
        return not math.isfinite(value)
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return depth < _DEEPEST and any(_has_no_number(child, depth + 1) for child in children)
