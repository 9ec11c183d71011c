"""Tells how a page has left the cluster that other pages use after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kindsphinx.core.sharing.objects import ApiObject, ApiState

_MOST = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Returned:
    """How a page has left a cluster."""

    cluster: str
    left: tuple[ApiObject, ...] = ()
    """What was not there before the page."""
    lost: tuple[ApiObject, ...] = ()
    """What was there and is no more."""
    changed: tuple[ApiObject, ...] = ()
    """What is there as it was, by its names, and is wanted otherwise."""
    gone: tuple[str, ...] = ()
    """The nodes that run no more."""
    entered: tuple[str, ...] = ()
    """The nodes in which the page has worked: what it did there, nobody can check."""

    @property
    def complaint(self) -> str:
        """Return what the page has done wrong, and what to do; empty if nothing."""
        if self.gone:
            return (
                f"the page has stopped or deleted {_several(self.gone)}, of the cluster “{self.cluster}”, "
                'which other pages use after it (kind_scope = "project"): one of its commands has to be '
                f"“kind delete cluster”, which gives it a cluster of its own; {_NEXT}"
            )
        found = [
            f"{what} {_several(objects)}"
            for what, objects in (
                ("left behind:", self.left),
                ("lost:", self.lost),
                ("changed:", self.changed),
            )
            if objects
        ]
        if not found:
            return ""
        return (
            f"the page does not leave the cluster “{self.cluster}” as it found it, and other pages use that "
            f'after it (kind_scope = "project"): {"; ".join(found)}. Undo it in a block with “:cleanup:”, or '
            f'choose kind_scope = "document"; {_NEXT}'
        )

    @property
    def remark(self) -> str:
        """Return why the next page gets a new cluster although nothing is wrong; empty if it does not."""
        if not self.entered or self.complaint:
            return ""
        return (
            f"the page has worked in {_several(self.entered)}, where nobody can check what it leaves; {_NEXT}"
        )

    @property
    def is_fit(self) -> bool:
        """Return whether the next page can use the cluster."""
        return not (self.complaint or self.entered)


_NEXT = "the next page gets a new cluster"


def returned(cluster: str, before: ApiState, after: ApiState, *, entered: Sequence[str] = ()) -> Returned:
    """Return how a page has left a cluster whose API was as *before* says, and is as *after* says."""
    left = _without_namespaces({*(after.objects.keys() - before.objects.keys()), *after.going})
    lost = _without_namespaces(before.objects.keys() - after.objects.keys())
    changed = sorted(
        each for each, digest in before.objects.items() if after.objects.get(each, digest) != digest
    )
    return Returned(cluster=cluster, left=left, lost=lost, changed=tuple(changed), entered=tuple(entered))


def _without_namespaces(objects: set[ApiObject]) -> tuple[ApiObject, ...]:
    """Return *objects*, and of a namespace that is one of them nothing that is in it."""
    namespaces = {each.name for each in objects if each.kind == "Namespace"}
    return tuple(sorted(each for each in objects if each.namespace not in namespaces))


def _several(things: Sequence[object]) -> str:
    more = len(things) - _MOST
    return ", ".join(map(str, things[:_MOST])) + (f" and {more} more" if more > 0 else "")
