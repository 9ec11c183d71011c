"""Says for each column of a table what may differ in it."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.cron_jobs import starts_often
from kindsphinx.core.normalize.docker_names import is_drawn
from kindsphinx.core.normalize.identities import generated_names, identifiers
from kindsphinx.core.normalize.kinds import is_named, kind_of_name
from kindsphinx.core.normalize.moments import ages
from kindsphinx.core.normalize.network import addresses
from kindsphinx.core.normalize.normalizers import normalize_cell
from kindsphinx.core.normalize.published import published_ports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Policy = Callable[[str], str]
    """Takes cells, one a line, and returns as many lines."""

_FEW = 3
"""Columns with no more different cells are likely to have them in each output."""
_SIZE = re.compile(r"\d+(?:\.\d+)?(?:e\+\d+)? ?(?:B|[kKMGT]i?B|bytes)\b")
_AGO = re.compile(r"(?m) \([^)\n]* ago\)$")
_OWN_POD = re.compile(
    r"(?:pod/)?(?:etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kube-proxy|kindnet|coredns|local-path-provisioner)-"
)
_HEX = re.compile(r"[0-9a-f]{12,64}")
_ANY = re.compile(r"(?m)^.+$")
_PLACED = re.compile(r"(?m)^[^<\n].*$")
_PERCENTAGE = re.compile(r"\d+(?:\.\d+)?%")
_USED = re.compile(r"(?<![\w.])\d[\w.]*%?(?=/)")
_PLAIN_IP = re.compile(r"(?m)^(?!127\.|255\.|0\.0\.0\.0$)\d+\.\d+\.\d+\.\d+$")
_PORT_OF_NODES = re.compile(r"(?m)(?<![^\n ,])3[0-2]\d{3}(?![^\n ,])")
_CRASHED = frozenset({"CrashLoopBackOff", "Error", "OOMKilled"})


def normalized(names: tuple[str, ...], columns: Sequence[Sequence[str]], kind: str) -> list[list[str]]:
    """Return the *columns* of a table that lists things of *kind*, each cell as it is compared.

    A column without a policy of its own is strict, but for values of a volatile type.
    """
    policies = zip(_policies(names, kind), columns, strict=True)
    found = [equalized(policy, column) for policy, column in policies]
    if kind == "cronjob" and {"SCHEDULE", "ACTIVE", "LAST SCHEDULE"}.issubset(names):
        _free_schedules(names, found)
    if {"NAME", "RESTARTS"}.issubset(names):
        _free_restarts(names, found)
    if names == ("Resource", "Requests", "Limits"):
        found[1:] = [
            ["<measured>" if cell[:1].isdigit() else cell for cell in column] for column in columns[1:]
        ]
    if kind == "pod" and {"NAME", "NODE"}.issubset(names):
        _pin_own_pods(names, found, columns)
    return found


def equalized(policy: Policy, cells: Iterable[str]) -> list[str]:
    """Return *cells* with *policy* applied, once to each of those that are equal."""
    found = list(cells)
    distinct = list(dict.fromkeys(found))
    if len(distinct) <= _FEW:
        known = {cell: _policed(policy, cell) for cell in distinct}
    else:
        known = dict(zip(distinct, policy("\n".join(distinct)).split("\n"), strict=True))
    return [known[cell] for cell in found]


@lru_cache(maxsize=4096)
def _policed(policy: Policy, cell: str) -> str:
    return policy(cell)


def _policies(names: tuple[str, ...], kind: str) -> list[Policy]:
    if names[:1] == ("Filesystem",):
        return [normalize_cell if name in _OF_DISKS else _ROOM for name in names]
    policies = [_POLICIES.get(name, normalize_cell) for name in names]
    for at, name in enumerate(names):
        if name == "NODE" and kind == "pod":
            policies[at] = _node
        elif name == "NAME" and kind in _NAMES:
            policies[at] = _NAMES[kind]
        elif name == "NAME" and is_named(kind):
            policies[at] = identifiers
        elif (name in {"TOTAL", "ACTIVE"} and "RECLAIMABLE" in names) or (name == "CPU" and "PID" in names):
            policies[at] = _COUNTED
    return policies


def _free_restarts(names: tuple[str, ...], columns: list[list[str]]) -> None:
    """Free how often kind's own pods had to start, as on a busy machine some do, and pods that crash."""
    at = names.index("RESTARTS")
    states = columns[names.index("STATUS")] if "STATUS" in names else [""] * len(columns[at])
    rows = zip(columns[names.index("NAME")], states, columns[at], strict=True)
    columns[at] = [
        "<restarts>" if _OWN_POD.match(name) or (state in _CRASHED and count != "0") else count
        for name, state, count in rows
    ]


def _free_schedules(names: tuple[str, ...], columns: list[list[str]]) -> None:
    """Free whether a CronJob that starts often has a job now, or has had one yet."""
    schedules, active, last = (columns[names.index(name)] for name in ("SCHEDULE", "ACTIVE", "LAST SCHEDULE"))
    for row, schedule in enumerate(schedules):
        if starts_often(schedule):
            active[row] = "<count>" if active[row] in {"0", "1"} else active[row]
            last[row] = "<age>"


def _pin_own_pods(names: tuple[str, ...], columns: list[list[str]], printed: Sequence[Sequence[str]]) -> None:
    """Keep the node of a pod that is called after it: a static one, which stands nowhere else."""
    at = names.index("NODE")
    rows = zip(columns[names.index("NAME")], printed[at], columns[at], strict=True)
    columns[at] = [
        node if "<" not in name and name.endswith(f"-{node}") else placed for name, node, placed in rows
    ]


def _strict(cells: str) -> str:
    return cells


def _name(cells: str) -> str:
    return generated_names(identifiers(cells))


def _row_name(cells: str) -> str:
    """Replace what is generated in names, unless their own kind says that they are chosen."""
    found = _name(cells)
    if "/" not in cells or found == cells:
        return found
    pairs = zip(cells.split("\n"), found.split("\n"), strict=True)
    return "\n".join(cell if is_named(kind_of_name(cell)[0]) else name for cell, name in pairs)


def _age(cells: str) -> str:
    return ages(cells).replace("<duration>", "<age>")


def _ip(cells: str) -> str:
    found = _PLAIN_IP.sub("<ip>", cells)
    return addresses(found) if "." in found or ":" in found else found


def _percentage(cells: str) -> str:
    return _PERCENTAGE.sub("<percentage>", cells)


def _size(cells: str) -> str:
    return _SIZE.sub("<size>", cells)


def _container_id(cells: str) -> str:
    return _HEX.sub("<container-id>", normalize_cell(cells))


def _digest(cells: str) -> str:
    return _HEX.sub("<digest>", normalize_cell(cells).replace("<container-id>", "<digest>"))


def _restarts(cells: str) -> str:
    return _AGO.sub("", cells)


def _reclaimable(cells: str) -> str:
    return _percentage(_size(cells))


def _target(cells: str) -> str:
    """Free what an autoscaler measures, but not what it aims at: ``cpu: 1%/50%``."""
    return _USED.sub("<measured>", cells)


def _node(cells: str) -> str:
    """Free where Kubernetes put a pod, but not whether it could."""
    return _PLACED.sub("<node>", cells)


def _endpoints(cells: str) -> str:
    """Put the addresses of a service in order: they stand in none."""
    rows = (cell.split(",") for cell in addresses(cells).split("\n"))
    return "\n".join(",".join(sorted(row)) for row in rows)


def _container_name(cells: str) -> str:
    return identifiers("\n".join("<name>" if is_drawn(cell) else cell for cell in cells.split("\n")))


def _whole(mark: str) -> Policy:
    """Return what puts *mark* in the place of every cell that has something."""
    return partial(_ANY.sub, mark)


def _placed(mark: str) -> Policy:
    """Return what puts *mark* in the place of every cell but those that say there is nothing: ``<none>``."""
    return partial(_PLACED.sub, mark)


_ROOM = _whole("<size>")
_COUNTED = _whole("<count>")
_OF_DISKS = frozenset({"Filesystem", "Type", "Mounted on"})
_NAMES = dict.fromkeys(("pod", "replicaset", "job", "endpointslice"), generated_names)
"""Kinds whose names have no ids in them -> how they are read."""
_POLICIES: dict[str, Policy] = {
    **dict.fromkeys(
        (
            *("NAMESPACE", "READY", "REPOSITORY", "ROLES", "TAG", "TYPE", "VERSION", "SCHEDULE"),
            *("REQUEST", "LIMIT", "REQUESTEDDURATION", "REPLICAS", "REVISION", "CHART"),
        ),
        _strict,
    ),
    **dict.fromkeys(("IMAGE", "IMAGES", "CONTAINERS"), identifiers),
    "NAME": _row_name,
    **dict.fromkeys(("OBJECT", "POD", "VOLUME NAME"), _name),
    **dict.fromkeys(("AGE", "LAST SEEN", "FIRST SEEN", "LAST SCHEDULE", "Age"), _age),
    "IP": _ip,
    "ENDPOINTS": _endpoints,
    "PORTS": published_ports,
    **dict.fromkeys(("SIZE", "DISK USAGE", "CONTENT SIZE"), _size),
    "RESTARTS": _restarts,
    "NAMES": _container_name,
    **dict.fromkeys(("CONTAINER ID", "CONTAINER", "ID", "NETWORK ID", "POD ID"), _container_id),
    "IMAGE ID": _digest,
    "COUNT": _COUNTED,
    "TARGETS": _target,
    **dict.fromkeys(
        ("CPU(cores)", "MEMORY(bytes)", "MEASURED", "STIME", "START", "STAT", "TIME", "C", "VSZ", "RSS"),
        _whole("<measured>"),
    ),
    **dict.fromkeys(("PR", "VIRT", "RES", "SHR", "S", "TIME+"), _whole("<measured>")),
    **dict.fromkeys(
        ("CPU(%)", "CPU%", "MEMORY(%)", "MEMORY%", "CPU %", "MEM %", "%CPU", "%MEM", "%VSZ"),
        _whole("<percentage>"),
    ),
    **dict.fromkeys(("MEM USAGE / LIMIT", "NET I/O", "BLOCK I/O", "NET IO", "BLOCK IO"), _size),
    **dict.fromkeys(("PID", "PPID", "PIDS"), _whole("<pid>")),
    "RECLAIMABLE": _reclaimable,
    **dict.fromkeys(("Recv-Q", "Send-Q"), _whole("<measured>")),
    "KERNEL-VERSION": _placed("<kernel>"),
    "NODE OF A POD": _node,
    "NODE'S NETWORK": _placed("<network>"),
    "PORT OF NODES": partial(_PORT_OF_NODES.sub, "<port>"),
    "REVISION OF AN OBJECT": _placed("<revision>"),
}
