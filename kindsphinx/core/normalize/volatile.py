"""Names the types of values that differ from run to run."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

_OPEN: Final = "..."


class VolatileType(StrEnum):
    """What a volatile value is; ``<age>`` stands in its place where outputs are compared and shown."""

    AGE = "age"
    """How long ago something was: ``5m``, ``3 weeks ago``."""
    DURATION = "duration"
    """How long something took: ``1.25s``."""
    TIMESTAMP = "timestamp"
    """A point in time, of whatever format."""
    IP = "ip"
    """An address of the fourth or sixth version."""
    NETWORK = "network"
    """The part of a network that a node, or an engine's network, was given."""
    MAC = "mac"
    """A hardware address."""
    PORT = "port"
    """A port that nobody configured."""
    INTERFACE = "interface"
    """A network interface whose name an engine makes up: ``veth6766306b``."""
    UID = "uid"
    """An identifier of 32 hexadecimal digits in five groups."""
    CONTAINER_ID = "container-id"
    """The id of a container, or of another object of an engine."""
    DIGEST = "digest"
    """A digest of an image, also as its id, or of a layer."""
    HASH = "hash"
    """What Kubernetes appends to the name of a ReplicaSet, or to a label: of a template."""
    SUFFIX = "suffix"
    """What Kubernetes appends to a name that it generates."""
    NAME = "name"
    """The name of a container that nobody named: ``eager_hopper``."""
    NODE = "node"
    """The node that Kubernetes chose for a pod."""
    PID = "pid"
    """The number of a process."""
    NUMBER = "number"
    """A counter of the machine, such as that of its interfaces."""
    SIZE = "size"
    """Bytes, as programs count them: ``142MB``."""
    PERCENTAGE = "percentage"
    """A share of what a machine has."""
    MEASURED = "measured"
    """Any other measurement."""
    COUNT = "count"
    """How often an event was seen."""
    RESTARTS = "restarts"
    """How often one of kind's own pods had to start."""
    REVISION = "revision"
    """A counter of changes in a cluster."""
    KERNEL = "kernel"
    """The version of the machine's kernel."""
    TOKEN = "token"  # noqa: S105 - the word, no token
    """A certificate, a key or a token."""
    ARCHITECTURE = "architecture"
    """The machine's: ``amd64``."""
    SALUTATION = "salutation"
    """The line with which kind takes leave."""

    @property
    def mark(self) -> str:
        """Return what stands in the place of such a value."""
        return f"<{self}>"


def freed(text: str, mark: str) -> str:
    """Return *mark* in place of a value; nothing for none, and what an author left out stays so."""
    if not text.endswith(_OPEN):
        return text and mark
    return text if text == _OPEN else mark + _OPEN
