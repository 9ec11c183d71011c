"""Lists the normalizers: what may differ between two runs, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.normalize import identities, machine, measurements, moments, network, programs, starting

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


def _of_lines(name: str, equalizes: str, apply: Callable[[str], str]) -> Normalizer:
    return Normalizer(name=name, equalizes=equalizes, apply=apply, within_cells=False)


NORMALIZERS = (
    _of_lines("emoji", "emoji with and without U+FE0F", programs.emoji),
    _of_lines("steps", "kind's steps shown twice or once", programs.steps),
    _of_lines("hosts", "what kind says of its host", programs.hosts),
    _of_lines("salutations", "kind's closing line, and the order of what it deleted", programs.salutations),
    _of_lines("waits", "how often kubectl says that it waits", programs.waits),
    _of_lines("images", "what an engine says while it pulls or builds an image", programs.images),
    _of_lines("publications", "ports published on any address, with and without IPv6", programs.publications),
    _of_lines("meters", "curl's meter; how many workers nginx starts", programs.meters),
    _of_lines("starts", "what CoreDNS and a node's systemd say while they start", starting.starts),
    Normalizer(name="times", equalizes="points in time", apply=moments.times),
    _of_lines(
        "services", "what systemd measures of a service, and the end of its journal", measurements.services
    ),
    _of_lines(
        "measurements", "loads, memory and room of machines; the times of files", measurements.measurements
    ),
    Normalizer(name="identifiers", equalizes="ids, UIDs and digests", apply=identities.identifiers),
    Normalizer(name="processes", equalizes="numbers of processes", apply=machine.processes),
    _of_lines("connections", "what connects pods and containers to their host", network.connections),
    Normalizer(
        name="addresses",
        equalizes="addresses of hosts, pods and services; networks that nobody configured",
        apply=network.addresses,
    ),
    Normalizer(name="ports", equalizes="ports that nobody configured", apply=network.ports),
    Normalizer(
        name="placements", equalizes="the nodes that Kubernetes chose for pods", apply=machine.placements
    ),
    Normalizer(name="revisions", equalizes="resource versions", apply=machine.revisions),
    Normalizer(
        name="architectures", equalizes="the architecture of the machine", apply=machine.architectures
    ),
    Normalizer(name="kernels", equalizes="the kernel of the machine", apply=machine.kernels),
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
    """Apply the normalizers of single values to a table's cells, one a line."""
    if text.isalpha():
        return text
    for apply in _WITHIN_CELLS:
        text = apply(text)
    return text
