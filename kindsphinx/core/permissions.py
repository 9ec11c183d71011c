"""What a project lets its pages reach, beyond what is theirs (``kind_allow``)."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PRIVILEGED = "privileged"
UNCONFINED = "unconfined"
GPUS = "gpus"
HOST_NETWORK = "host-network"
OTHER_ENGINES = "other-engines"
CREDENTIALS = "credentials"
MOUNTS, DEVICES, CAPABILITIES = "mounts", "devices", "capabilities"
HOST_NAMESPACES = {
    "NetworkMode": HOST_NETWORK,
    "PidMode": "host-pid",
    "IpcMode": "host-ipc",
    "UTSMode": "host-uts",
    "UsernsMode": "host-users",
    "CgroupnsMode": "host-cgroups",
}
"""What lets a container into a namespace of the engine's machine, by the engine's name for its mode."""
PLAIN = (PRIVILEGED, UNCONFINED, GPUS, *HOST_NAMESPACES.values(), OTHER_ENGINES, CREDENTIALS)
WITH_VALUE = {MOUNTS: "/PATH", DEVICES: "/dev/PATH", CAPABILITIES: "NAME"}
_WEAKER = frozenset({UNCONFINED, GPUS})


@dataclass(frozen=True, slots=True)
class Permissions:
    """Permissions by name, such as ``host-network`` or ``mounts:/data``."""

    names: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, names: Iterable[str]) -> Permissions:
        """Read permissions as people write them.

        :raises ValueError: if there is none of that name, or its value is missing.
        """
        return cls(frozenset(_checked(name) for name in names))

    def allow(self, name: str) -> bool:
        """Return whether a permission without a value is given; ``privileged`` includes weaker ones."""
        return name in self.names or (name in _WEAKER and PRIVILEGED in self.names)

    def values(self, kind: str) -> tuple[str, ...]:
        """Return the values of a permission, such as the paths of ``mounts``."""
        pairs = (name.partition(":") for name in sorted(self.names))
        return tuple(value for key, _, value in pairs if key == kind)


def capability(name: str) -> str:
    """Return a capability's name as docker writes it: ``NET_ADMIN``."""
    return name.upper().removeprefix("CAP_")


def _checked(text: str) -> str:
    name, colon, value = text.partition(":")
    if name in PLAIN and not colon:
        return name
    if name == CAPABILITIES and value:
        return f"{name}:{capability(value)}"
    if name in WITH_VALUE and value.startswith("/"):
        return text
    if name in WITH_VALUE:
        raise ValueError(f"{text!r} lacks what it allows: '{name}:{WITH_VALUE[name]}'")
    every = (*PLAIN, *(f"{key}:{form}" for key, form in WITH_VALUE.items()))
    near = difflib.get_close_matches(name, [*PLAIN, *WITH_VALUE], n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(every)}"
    raise ValueError(f"{text!r} is no permission: {hint}")
