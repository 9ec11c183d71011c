"""Lists the normalizers: what may differ between two runs, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.normalize import identities, moments, network, programs

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, kw_only=True, slots=True)
class Normalizer:
    """One reason for which two outputs differ without meaning anything by it."""

    name: str
    equalizes: str
    """What becomes equal, in the words of the manual."""
    apply: Callable[[str], str]
    """Text to text, line by line: it keeps the number of lines."""
    within_cells: bool = True
    """Whether it reads single values, so that it applies to a table's cells as well."""


NORMALIZERS = (
    Normalizer(
        name="emoji", equalizes="emoji with and without U+FE0F", apply=programs.emoji, within_cells=False
    ),
    Normalizer(
        name="steps", equalizes="kind's steps shown twice or once", apply=programs.steps, within_cells=False
    ),
    Normalizer(
        name="salutations",
        equalizes="kind's closing line, and the order of deleted nodes",
        apply=programs.salutations,
        within_cells=False,
    ),
    Normalizer(
        name="rollouts",
        equalizes="how often kubectl says that it waits for a rollout",
        apply=programs.rollouts,
        within_cells=False,
    ),
    Normalizer(name="times", equalizes="points in time", apply=moments.times),
    Normalizer(name="identifiers", equalizes="ids, UIDs and digests", apply=identities.identifiers),
    Normalizer(name="addresses", equalizes="addresses of hosts, pods and services", apply=network.addresses),
    Normalizer(name="ports", equalizes="ports that nobody configured", apply=network.ports),
    Normalizer(
        name="placements", equalizes="the nodes that Kubernetes chose for pods", apply=identities.placements
    ),
    Normalizer(name="revisions", equalizes="resource versions", apply=identities.revisions),
    Normalizer(name="kernels", equalizes="the kernel of the machine", apply=identities.kernels),
    Normalizer(name="credentials", equalizes="certificates, keys and tokens", apply=identities.credentials),
    Normalizer(name="names", equalizes="what Kubernetes appends to names", apply=identities.generated_names),
    Normalizer(name="ages", equalizes="ages and durations", apply=moments.ages),
)
"""The closed list, in the order in which they are applied; columns of tables have policies besides."""

_WITHIN_CELLS = tuple(normalizer.apply for normalizer in NORMALIZERS if normalizer.within_cells)


def normalize_lines(text: str, *, durations: bool = True) -> str:
    """Apply the normalizers to lines outside tables; *durations* says whether these are volatile here."""
    for normalizer in NORMALIZERS:
        if durations or normalizer.name != "ages":
            text = normalizer.apply(text)
    return text


def normalize_cell(text: str) -> str:
    """Apply the normalizers of single values to a table's cell."""
    if text.isalpha():
        return text
    for apply in _WITHIN_CELLS:
        text = apply(text)
    return text
