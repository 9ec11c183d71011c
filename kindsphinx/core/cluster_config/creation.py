"""What is known when a cluster is created, beside its configuration."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.cluster_config.versions import NEWEST_KIND, release

if TYPE_CHECKING:
    from kindsphinx.core.cluster_config.codes import ProblemCode
    from kindsphinx.core.cluster_config.faults import Path
    from kindsphinx.core.cluster_config.model import Node

_TAG: Final = re.compile(r":v([0-9]{1,4})\.([0-9]{1,4})(?:\.([0-9]{1,4}))?(?:[.@+-][^/]*)?\Z")
_CONTAINERD_2_SINCE: Final = (0, 27)
_FIRST_CONTAINERD_2: Final = {29: 14, 30: 10, 31: 6, 32: 2}
"""Minor version of Kubernetes -> the first release of it whose node image has containerd 2."""


@lru_cache(maxsize=256)
def _version_of(image: str) -> tuple[int, int, int] | None:
    found = _TAG.search(image)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else None


@dataclass(frozen=True, kw_only=True, slots=True)
class CreationContext:
    """What is known beside the file when a cluster is created from it; only warnings depend on it."""

    wait: bool = False
    """Whether the creation waits until the cluster is ready."""
    image: str = ""
    """The image of all nodes, as ``--image`` gives it; empty if it gives none."""
    cgroup_version: int | None = None
    """1 or 2, as the engine says; ``None`` if it was not asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Creation:
    """A creation that may go wrong."""

    context: CreationContext
    kind_version: str = NEWEST_KIND

    @property
    def kind_release(self) -> tuple[int, int]:
        """Return the first two numbers of kind's version."""
        return release(self.kind_version)

    def kubernetes(self, node: Node) -> tuple[int, int] | None:
        """Return the first two numbers of *node*'s Kubernetes, ``None`` if its image does not say."""
        version = _version_of(self.context.image or node.image)
        return version[:2] if version else None

    def has_containerd_2(self, node: Node) -> bool:
        """Return whether *node*'s image has containerd 2: as it says, else as is usual with this kind."""
        version = _version_of(self.context.image or node.image)
        if version is None:
            return self.kind_release >= _CONTAINERD_2_SINCE
        _, minor, patch = version
        return minor > max(_FIRST_CONTAINERD_2) or patch >= _FIRST_CONTAINERD_2.get(minor, math.inf)


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """Something that kind accepts, and that then fails or surprises."""

    path: Path
    inside: tuple[int, int] | None = None
    """Line and column within the text at *path*, counted from 0; ``None`` for the text as a whole."""
    code: ProblemCode
    message: str
    """What will happen, and what to write instead."""
