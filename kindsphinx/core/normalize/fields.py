"""Knows fields by their names: what is not compared, and the types of values that only a name tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Mapping

DROPPED: Final = frozenset({"managedFields", "endpoints.kubernetes.io/last-change-trigger-time"})
"""What is no promise of anybody, with all that is in it."""
NEVER: Final = "0001-01-01T00:00:00Z"
"""A time that has not come."""

_NUMBER: Final = re.compile(r'"?-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?:[kKMGTP]i?|m)?"?')
_TYPES: Final[Mapping[str, VolatileType]] = {
    "resourceVersion": VolatileType.REVISION,
    "Resource Version": VolatileType.REVISION,
    "nodeName": VolatileType.NODE,
    "kernelVersion": VolatileType.KERNEL,
    "KernelVersion": VolatileType.KERNEL,
    "Pid": VolatileType.PID,
    "pid": VolatileType.PID,
    "podCIDR": VolatileType.NETWORK,
    "podCIDRs": VolatileType.NETWORK,
    "sizeBytes": VolatileType.SIZE,
    "Size": VolatileType.SIZE,
    "VirtualSize": VolatileType.SIZE,
    "MemTotal": VolatileType.SIZE,
    "NCPU": VolatileType.MEASURED,
    "Created": VolatileType.TIMESTAMP,
    "Duration": VolatileType.DURATION,
    "CreatedAt": VolatileType.TIMESTAMP,
    "RunningFor": VolatileType.AGE,
    "NFd": VolatileType.NUMBER,
    "NGoroutines": VolatileType.NUMBER,
    "NEventsListener": VolatileType.NUMBER,
    "machineID": VolatileType.UID,
    "systemUUID": VolatileType.UID,
    "bootID": VolatileType.UID,
    "certificate-authority-data": VolatileType.TOKEN,
    "client-certificate-data": VolatileType.TOKEN,
    "client-key-data": VolatileType.TOKEN,
    "pod-template-hash": VolatileType.HASH,
    "controller-revision-hash": VolatileType.HASH,
}
_LOWEST_PORTS: Final = {"nodePort": 30_000, "healthCheckNodePort": 30_000, "HostPort": 32_768}
"""Fields with ports -> the lowest that Kubernetes or an engine chooses."""
_OF_MACHINE: Final = re.compile(
    r"(?i)\b(?:capacity|allocatable)\.(?:cpu|memory|ephemeral-storage|hugepages-\w+)"
)
_OF_SYSTEM: Final[Mapping[str, VolatileType]] = {
    "generation": VolatileType.REVISION,
    "observedGeneration": VolatileType.REVISION,
    "leaseTransitions": VolatileType.COUNT,
    "restartCount": VolatileType.RESTARTS,
    "Restart Count": VolatileType.RESTARTS,
}


def type_of(
    path: str, name: str, value: str, *, kind: str = "", is_of_system: bool = False
) -> VolatileType | None:
    """Return the type of a *value* by where it stands; ``None`` if its place says nothing.

    :param path: the fields that lead to it: ``spec.nodeName``.
    :param name: the last of them.
    :param kind: what has it, as kubectl calls one of it.
    :param is_of_system: whether kind or Kubernetes has made that, not the page.
    """
    if name in _LOWEST_PORTS:
        number = value.strip('"')
        return VolatileType.PORT if number.isdigit() and int(number) >= _LOWEST_PORTS[name] else None
    if value in {"null", '""', NEVER}:
        return None
    if name in _TYPES:
        return _TYPES[name]
    if name == "subnet" and ".ranges[" in path:
        return VolatileType.NETWORK
    of_machine = kind == "node" and _OF_MACHINE.search(path) and _NUMBER.fullmatch(value)
    if of_machine or (path.startswith("Allocated resources[") and name in {"Requests", "Limits"}):
        return VolatileType.MEASURED
    return _OF_SYSTEM.get(name) if is_of_system else None
