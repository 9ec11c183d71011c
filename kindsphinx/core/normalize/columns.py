"""Says for each column of a table what may differ in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.docker_names import is_drawn
from kindsphinx.core.normalize.identities import generated_names, identifiers
from kindsphinx.core.normalize.moments import ages
from kindsphinx.core.normalize.network import addresses
from kindsphinx.core.normalize.normalizers import normalize_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Policy = Callable[[str], str]

_SIZE = re.compile(r"\d+(?:\.\d+)?(?:e\+\d+)?(?:B|[kMGT]i?B)\b")
_AGO = re.compile(r" \([^)]* ago\)$")
_OWN_POD = re.compile(
    r"(?:pod/)?(?:etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kube-proxy|kindnet|coredns|local-path-provisioner)-"
)
_HEX = re.compile(r"[0-9a-f]{12,64}")


def normalized(names: tuple[str, ...], rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Return the *rows* of a table with these columns, each cell as it is compared.

    A column without a policy of its own is strict, but for values of a volatile type.
    """
    if not rows:
        return iter(())
    cells = zip(*rows, strict=True)
    columns = [equalized(policy, column) for policy, column in zip(_policies(names), cells, strict=True)]
    if {"NAME", "RESTARTS"}.issubset(names):
        at = names.index("RESTARTS")
        columns[at] = _freed(columns[names.index("NAME")], columns[at])
    return zip(*columns, strict=True)


def equalized(policy: Policy, cells: Iterable[str]) -> list[str]:
    """Return *cells* with *policy* applied, once to each of those that are equal."""
    found = list(cells)
    known = {cell: policy(cell) for cell in set(found)}
    return [known[cell] for cell in found]


def _policies(names: tuple[str, ...]) -> list[Policy]:
    pods = "NOMINATED NODE" in names
    return [_node if pods and name == "NODE" else _POLICIES.get(name, normalize_cell) for name in names]


def _freed(names: Sequence[str], restarts: Sequence[str]) -> list[str]:
    """Free how often kind's own pods had to start: on a busy machine some do so twice at the beginning."""
    return [
        "<restarts>" if _OWN_POD.match(name) else count for name, count in zip(names, restarts, strict=True)
    ]


def _strict(cell: str) -> str:
    return cell


def _name(cell: str) -> str:
    return generated_names(identifiers(cell))


def _measured(_cell: str) -> str:
    return "<measured>"


def _size(cell: str) -> str:
    return _SIZE.sub("<size>", cell)


def _id(cell: str) -> str:
    return _HEX.sub("<id>", normalize_cell(cell))


def _restarts(cell: str) -> str:
    return _AGO.sub("", cell)


def _node(cell: str) -> str:
    """Free where Kubernetes put a pod, but not whether it could."""
    return cell if cell.startswith("<") else "<node>"


def _container_name(cell: str) -> str:
    return "<name>" if is_drawn(cell) else _name(cell)


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
