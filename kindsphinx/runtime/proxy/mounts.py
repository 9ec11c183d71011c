"""Reads what of a machine's files a container or a volume would have, out of its description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REMOTE = frozenset({"nfs", "nfs4", "cifs", "smb3"})
_NOWHERE = frozenset({"tmpfs", "ramfs"})


def named_volumes(host: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the volumes with a name, each with what is said of it should it have to be made."""
    driver = host.get("VolumeDriver") or ""
    for source in _bind_sources(host):
        if not source.startswith("/"):
            yield source, {"Driver": driver} if driver else {}
    for mount in host.get("Mounts") or ():
        if mount.get("Type") == "volume" and mount.get("Source"):
            yield mount["Source"], _volume_spec(mount.get("VolumeOptions") or {})


def bound_paths(host: Mapping[str, Any]) -> Iterator[str]:
    """Yield the paths of the machine that a container would have, also by way of its volumes."""
    for source in _bind_sources(host):
        if source.startswith("/"):
            yield source
    for mount in host.get("Mounts") or ():
        kind = mount.get("Type")
        if kind in {"bind", "npipe"}:
            yield str(mount.get("Source") or "/")
        elif kind == "volume" and (path := volume_path(_volume_spec(mount.get("VolumeOptions") or {}))):
            yield path


def volume_path(spec: Mapping[str, Any]) -> str:
    """Return which path or disk of the machine a volume is; empty for none.

    The driver “local” mounts whatever its options say. Those that say more than one path are “/”.
    """
    if (spec.get("Driver") or "local") != "local":
        return ""
    options = {str(key).lower(): str(value) for key, value in (spec.get("DriverOpts") or {}).items()}
    kind, device = options.get("type", ""), options.get("device", "")
    if kind in _REMOTE or kind in _NOWHERE or not (device or options.get("o") or kind):
        return ""
    return device if device.startswith("/") and kind != "overlay" else "/"


def _bind_sources(host: Mapping[str, Any]) -> Iterator[str]:
    for bind in host.get("Binds") or ():
        source, colon, _ = bind.partition(":")
        if colon and source:
            yield source


def _volume_spec(options: Mapping[str, Any]) -> dict[str, Any]:
    driver = options.get("DriverConfig") or {}
    spec = {
        "Driver": driver.get("Name"),
        "DriverOpts": driver.get("Options"),
        "Labels": options.get("Labels"),
    }
    return {key: value for key, value in spec.items() if value}
