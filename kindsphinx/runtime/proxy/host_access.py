"""Keeps a page's containers away from the engine's machine itself: its files, devices, namespaces and rights.

What kind gives its own nodes is theirs: they are privileged, and have ``/lib/modules`` and ``/dev/mapper``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kindsphinx.core.permissions import (
    CAPABILITIES,
    DEVICES,
    GPUS,
    HOST_NAMESPACES,
    HOST_NETWORK,
    MOUNTS,
    PRIVILEGED,
    UNCONFINED,
    Permissions,
    capability,
)
from kindsphinx.runtime.kind_labels import CLUSTER_LABEL, CONTROL_PLANE, LOAD_BALANCER, ROLE_LABEL, WORKER
from kindsphinx.runtime.proxy.call import RefusedError
from kindsphinx.runtime.proxy.mounts import bound_paths, volume_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_NODES = frozenset({CONTROL_PLANE, WORKER})
_NODE_FOLDERS = ("/lib/modules", "/dev/mapper")
_DEFAULT_CAPABILITIES = frozenset(
    {
        *("AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE"),
        *("NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"),
    }
)
_HOST_DRIVERS = frozenset({"host", "macvlan", "ipvlan"})


@dataclass(frozen=True, kw_only=True, slots=True)
class HostAccess:
    """Says what of the engine's machine a page may reach; every method raises :class:`RefusedError`."""

    permissions: Permissions = Permissions()
    folders: tuple[Path, ...] = ()
    """The page's own folders, which its containers may mount."""

    def check_container(self, spec: Mapping[str, Any]) -> None:
        """Refuse a container that would reach the machine."""
        host = spec.get("HostConfig") or {}
        is_node = _role(spec.get("Labels")) in _NODES
        for path in bound_paths(host):
            self._check_path(path, _NODE_FOLDERS if is_node else ())
        endpoints = (spec.get("NetworkingConfig") or {}).get("EndpointsConfig") or {}
        modes = {**host, "UsernsMode": ""} if is_node else dict(host)
        self._check_namespaces({**modes, "NetworkMode": "host"} if "host" in endpoints else modes)
        if not is_node:
            self._check_rights(host)

    def check_resources(self, spec: Mapping[str, Any]) -> None:
        """Refuse devices of the machine."""
        for device in spec.get("Devices") or ():
            self._check_device(str(device.get("PathOnHost") or ""))
        if spec.get("DeviceCgroupRules"):
            self._need(PRIVILEGED, "give a container rules for devices")
        if spec.get("DeviceRequests"):
            self._need(GPUS, "give a container devices such as GPUs")

    def check_exec(self, spec: Mapping[str, Any], container: Mapping[str, Any]) -> None:
        """Refuse a privileged process in a container that is not privileged itself.

        kind runs all its processes so, those in the load balancer too, which is not privileged.
        """
        is_privileged = (container.get("HostConfig") or {}).get("Privileged")
        is_of_kind = _role((container.get("Config") or {}).get("Labels")) in {*_NODES, LOAD_BALANCER}
        if spec.get("Privileged") and not (is_privileged or is_of_kind):
            self._need(PRIVILEGED, "run a privileged process (“docker exec --privileged”)")

    def check_volume(self, spec: Mapping[str, Any]) -> None:
        """Refuse a volume that is a folder or a disk of the machine."""
        if path := volume_path(spec):
            self._check_path(path)

    def check_network(self, driver: str) -> None:
        """Refuse a network that is the machine's own."""
        if driver in _HOST_DRIVERS:
            self._need(HOST_NETWORK, f"use its network (“{driver}”)")

    def _check_rights(self, host: Mapping[str, Any]) -> None:
        self.check_resources(host)
        if host.get("Privileged"):
            self._need(PRIVILEGED, "start a privileged container, which only kind's own nodes are")
        allowed = {*_DEFAULT_CAPABILITIES, *self.permissions.values(CAPABILITIES)}
        for name in map(capability, host.get("CapAdd") or ()):
            if name not in allowed and not self.permissions.allow(PRIVILEGED):
                self._refuse(f"give a container the capability {name}", f"{CAPABILITIES}:{name}")
        open_paths = any(host.get(key) == [] for key in ("MaskedPaths", "ReadonlyPaths"))
        if open_paths or any(_is_unconfined(each) for each in host.get("SecurityOpt") or ()):
            self._need(UNCONFINED, "start a container without the engine's usual confinement")

    def _check_namespaces(self, host: Mapping[str, Any]) -> None:
        for mode, name in HOST_NAMESPACES.items():
            if host.get(mode) == "host":
                self._need(name, f"use the namespace of its machine ({mode} “host”)")

    def _check_device(self, path: str) -> None:
        if not self.permissions.allow(PRIVILEGED) and not _within(path, self.permissions.values(DEVICES)):
            self._refuse(f"give a container the device {path}", f"{DEVICES}:{path}")

    def _check_path(self, path: str, more: Iterable[str] = ()) -> None:
        own = (str(folder) for folder in self.folders)
        if not _within(path, (*own, *self.permissions.values(MOUNTS), *more)):
            self._refuse(
                f"mount {path}, which is outside its working directory", f"{MOUNTS}:{os.path.realpath(path)}"
            )

    def _need(self, name: str, what: str) -> None:
        if not self.permissions.allow(name):
            self._refuse(what, name)

    def _refuse(self, what: str, name: str) -> None:
        raise RefusedError(
            f"kindsphinx does not let a page {what}: that reaches the engine's machine itself; a project "
            f'whose pages need it says kind_allow = ["{name}"] in its conf.py'
        )


def _role(labels: Mapping[str, str] | None) -> str:
    """Return what a container is to a cluster of kind; empty if it is of none."""
    return (labels or {}).get(ROLE_LABEL, "") if CLUSTER_LABEL in (labels or {}) else ""


def _is_unconfined(option: str) -> bool:
    return option.replace("=", ":") in {"seccomp:unconfined", "apparmor:unconfined", "label:disable"}


def _within(path: str, folders: Iterable[str]) -> bool:
    """Return whether *path* is one of *folders* or below, when all links are followed."""
    real = os.path.realpath(path)
    return any(os.path.commonpath((real, root)) == root for root in map(os.path.realpath, folders))
