"""Recognizes in structured output the things that it is about: objects of Kubernetes and of an engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.facts.tree import Fields, Items, Scalar
from kindsphinx.core.normalize.identities import generated_names, identifiers
from kindsphinx.core.normalize.kinds import is_named

if TYPE_CHECKING:
    from kindsphinx.core.normalize.facts.tree import Node

_SYSTEM: Final = frozenset({"kube-system", "kube-public", "kube-node-lease", "local-path-storage"})
_OF_CONTROLLERS: Final = frozenset({"controllerrevision", "endpoints", "endpointslice", "lease"})
"""Kinds of which only controllers change objects, as often as it takes."""
_ENGINE: Final = (
    ("IPAM", "network"),
    ("RepoTags", "image"),
    ("Mountpoint", "volume"),
    ("State", "container"),
)
_USUAL: Final = frozenset({"", "default"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """What some values of an output are about."""

    kind: str = ""
    """As kubectl calls one of it: ``pod``."""
    name: str = ""
    """Normalized: ``web-<hash>-<suffix>``."""
    namespace: str = ""
    number: int = 1
    """Which of several that are called alike."""

    @property
    def label(self) -> str:
        """Return it as it begins a line: ``pod web-<hash>-<suffix>``."""
        if not self.name:
            return ""
        which = f" ({self.number})" if self.number > 1 else ""
        return f"{self.kind} {self.name}{self.where}{which}".strip()

    @property
    def where(self) -> str:
        """Return in which namespace it is, if that is not the usual one: `` in kube-system``."""
        return "" if self.namespace in _USUAL else f" in {self.namespace}"

    @property
    def is_of_system(self) -> bool:
        """Return whether kind or Kubernetes has made it, not the page."""
        named = self.kind == "namespace" and self.name in _SYSTEM
        return named or self.namespace in _SYSTEM or self.kind in _OF_CONTROLLERS


NOTHING: Final = Thing()


def thing_of(node: Fields) -> Thing | None:
    """Return what a mapping is about as a whole; ``None`` if it is a part of something."""
    metadata = node.get("metadata")
    if isinstance(metadata, Fields) and metadata.text("name") and node.text("kind"):
        kind = node.text("kind").lower()
        name = metadata.text("name")
        return Thing(
            kind=kind,
            name=name if is_named(kind) else generated_names(identifiers(name)),
            namespace=metadata.text("namespace"),
        )
    return _of_engine(node)


def _of_engine(node: Fields) -> Thing | None:
    if node.text("Names") and node.text("Image"):
        return Thing(kind="container", name=node.text("Names"))
    if node.get("Id") is None and node.get("Mountpoint") is None:
        return None
    kind = next((kind for field, kind in _ENGINE if node.get(field) is not None), "")
    name = _first(node.get("RepoTags")) if kind == "image" else node.text("Name").removeprefix("/")
    return Thing(kind=kind, name=name) if kind and name else None


def _first(node: Node | None) -> str:
    texts = [each.text for each in node.nodes if isinstance(each, Scalar)] if isinstance(node, Items) else []
    return texts[0] if texts else ""
