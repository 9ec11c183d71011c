"""A recording: what the commands of one page printed in one complete run."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
"""The version of the file format that this release writes, and the newest that it reads."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """Which programs, engine and images printed a recording; a field is empty where it is unknown."""

    kindsphinx: str = ""
    date: str = ""
    """The day, ISO 8601, UTC."""
    kind: str = ""
    kubectl: str = ""
    kubernetes: str = ""
    """The version of the first cluster's API server."""
    engine: str = ""
    engine_api: str = ""
    architecture: str = ""
    """The engine's, e.g. ``linux/amd64``."""
    node_images: Mapping[str, str] = field(default_factory=dict)
    """Image reference -> digest in its registry; empty where the image came from no registry."""


def moved(old: Provenance, new: Provenance) -> tuple[str, ...]:
    """Return which programs, engine and machine are others in *new*: ``kind v0.30.0 → v0.33.0``.

    What is unknown on either side is no other.
    """
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in _MOVING)
    return tuple(
        f"{name} {before} → {after}" for name, before, after in pairs if before and after and before != after
    )


_MOVING = ("kind", "kubectl", "kubernetes", "engine", "architecture")
"""What may explain why outputs differ."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Interaction:
    """One command with its output and exit code."""

    id: str
    """The block's id; ``/2``, ``/3`` … follow for the block's later commands."""
    fingerprint: str
    command: str
    exit_code: int
    output: str
    duration: float
    """Seconds."""
    provenance: Provenance | None = None
    """Its own, where another machine recorded it than the rest (``:platform:``)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recording:
    """One complete run of one page."""

    provenance: Provenance
    interactions: tuple[Interaction, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    """What went into the fingerprints besides the commands: label -> digest; names what changed."""

    def find(self, identity: str) -> Interaction | None:
        """Return the interaction with this id."""
        return next((each for each in self.interactions if each.id == identity), None)

    @property
    def digest(self) -> str:
        """Return the digest of the interactions, which an edit by hand changes."""
        plain = [[i.id, i.fingerprint, i.command, i.exit_code, i.output] for i in self.interactions]
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
