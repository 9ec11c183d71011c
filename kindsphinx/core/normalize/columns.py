"""Says for each column of a table what may differ in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.docker_names import is_drawn
from kindsphinx.core.normalize.identities import generated_names, identifiers
from kindsphinx.core.normalize.kinds import is_named
from kindsphinx.core.normalize.moments import ages
from kindsphinx.core.normalize.network import addresses
from kindsphinx.core.normalize.normalizers import normalize_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Policy = Callable[[str], str]
    """Takes cells, one a line, and returns as many lines."""

EMPTY = "<empty>"
"""What stands for an empty cell where rows are compared."""

_SIZE = re.compile(r"\d+(?:\.\d+)?(?:e\+\d+)?(?:B|[kMGT]i?B)\b")
_AGO = re.compile(r"(?m) \([^)\n]* ago\)$")
_OWN_POD = re.compile(
    r"(?:pod/)?(?:etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kube-proxy|kindnet|coredns|local-path-provisioner)-"
)
_HEX = re.compile(r"[0-9a-f]{12,64}")
_ANY = re.compile(r"(?m)^.+$")
_PLACED = re.compile(r"(?m)^[^<\n].*$")


def normalized(names: tuple[str, ...], columns: Sequence[Sequence[str]], kind: str) -> list[list[str]]:
    """Return the *columns* of a table that lists things of *kind*, each cell as it is compared.

    A column without a policy of its own is strict, but for values of a volatile type.
    """
    policies = zip(_policies(names, kind), columns, strict=True)
    found = [equalized(policy, column) for policy, column in policies]
    if {"NAME", "RESTARTS"}.issubset(names):
        at = names.index("RESTARTS")
        found[at] = _freed(found[names.index("NAME")], found[at])
    return found


def equalized(policy: Policy, cells: Iterable[str]) -> list[str]:
    """Return *cells* with *policy* applied, once to each of those that are equal; none is empty then."""
    found = list(cells)
    distinct = list(dict.fromkeys(found))
    policed = policy("\n".join(distinct)).split("\n") if distinct else ()
    known = dict(zip(distinct, policed, strict=True))
    if "" in known:
        known[""] = EMPTY
    return [known[cell] for cell in found]


def _policies(names: tuple[str, ...], kind: str) -> list[Policy]:
    policies = [_POLICIES.get(name, normalize_cell) for name in names]
    for at, name in enumerate(names):
        if name == "NODE" and "NOMINATED NODE" in names:
            policies[at] = _node
        elif name == "NAME" and is_named(kind):
            policies[at] = identifiers
    return policies


def _freed(names: Sequence[str], restarts: Sequence[str]) -> list[str]:
    """Free how often kind's own pods had to start: on a busy machine some do so twice at the beginning."""
    return [
        "<restarts>" if _OWN_POD.match(name) else count for name, count in zip(names, restarts, strict=True)
    ]


def _strict(cells: str) -> str:
    return cells


def _name(cells: str) -> str:
    return generated_names(identifiers(cells))


def _measured(cells: str) -> str:
    return _ANY.sub("<measured>", cells)


def _size(cells: str) -> str:
    return _SIZE.sub("<size>", cells)


def _id(cells: str) -> str:
    return _HEX.sub("<id>", normalize_cell(cells))


def _restarts(cells: str) -> str:
    return _AGO.sub("", cells)


def _node(cells: str) -> str:
    """Free where Kubernetes put a pod, but not whether it could."""
    return _PLACED.sub("<node>", cells)


def _container_name(cells: str) -> str:
    return _name("\n".join("<name>" if is_drawn(cell) else cell for cell in cells.split("\n")))


_POLICIES: dict[str, Policy] = {
    **dict.fromkeys(("NAMESPACE", "READY", "REPOSITORY", "ROLES", "TAG", "TYPE", "VERSION"), _strict),
    **dict.fromkeys(("NAME", "OBJECT", "POD", "VOLUME NAME"), _name),
    "AGE": ages,
    "IP": addresses,
    "SIZE": _size,
    "DISK USAGE": _size,
    "CONTENT SIZE": _size,
    "RESTARTS": _restarts,
    "NAMES": _container_name,
    "CONTAINER ID": _id,
    "ID": _id,
    "IMAGE ID": _id,
    "NETWORK ID": _id,
    **dict.fromkeys(
        (
            *("CPU(cores)", "CPU(%)", "CPU%", "MEMORY(bytes)", "MEMORY(%)", "MEMORY%"),  # kubectl top
            *("CPU %", "MEM USAGE / LIMIT", "MEM %", "NET I/O", "BLOCK I/O", "PIDS"),  # docker stats
            *("PID", "PPID", "C", "STIME", "TIME"),  # docker top
            *("KERNEL-VERSION", "RECLAIMABLE"),  # the machine's
        ),
        _measured,
    ),
}
