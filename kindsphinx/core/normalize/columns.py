"""Says for each column of a table what may differ in it."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.clues import LineStart
from kindsphinx.core.normalize.cron_jobs import starts_often
from kindsphinx.core.normalize.docker_names import is_drawn
from kindsphinx.core.normalize.identities import generated_names, identifiers
from kindsphinx.core.normalize.kinds import is_named, kind_of_name
from kindsphinx.core.normalize.moments import ages
from kindsphinx.core.normalize.network import addresses
from kindsphinx.core.normalize.normalizers import normalize_cell
from kindsphinx.core.normalize.published import published_ports
from kindsphinx.core.normalize.volatile import freed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Policy = Callable[[str], str]
    """Takes cells, one a line, and returns as many lines."""

_OPEN = "..."
_FEW = 3
"""Columns with no more different cells are likely to have them in each output."""
_SIZE = re.compile(r"\d+(?:\.\d+)?(?:e\+\d+)? ?(?:B|[kKMGT]i?B|bytes)\b")
_NOTHING = "0B / 0B"
_AGO = re.compile(r"(?m) \([^)\n]* ago\)$")
_OWN_POD = re.compile(
    r"(?:pod/)?(?:etcd|kube-apiserver|kube-controller-manager|kube-scheduler|kube-proxy|kindnet|coredns|local-path-provisioner)-"
)
_HEX = re.compile(r"[0-9a-f]{12,64}")
_ID_ALONE = LineStart(r"(?:[0-9a-f]{12}|[0-9a-f]{64})$")
_ANY = re.compile(r"(?m)^.+$")
_PLACED = re.compile(r"(?m)^[^<\n].*$")
_PERCENTAGE = re.compile(r"\d+(?:\.\d+)?%")
_USED = re.compile(r"(?<![\w.])\d[\w.]*%?(?=/)")
_PLAIN_IP = LineStart(r"(?!127\.|255\.|0\.0\.0\.0$)\d+\.\d+\.\d+\.\d+$")
_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_HOST = LineStart(rf"(?!127\.|255\.|0\.0\.0\.0$){_OCTET}(?:\.{_OCTET}){{3}}$")
_PLAIN_AGE = LineStart(r"\d+[ywdhms](?:\d+[ywdhms])*$")
_PORT_OF_NODES = re.compile(r"(?m)(?<![^\n ,])3[0-2]\d{3}(?![^\n ,])")
_CRASHED = frozenset({"CrashLoopBackOff", "Error", "OOMKilled"})


def normalized(names: tuple[str, ...], columns: Sequence[Sequence[str]], kind: str) -> list[Sequence[str]]:
    """Return the *columns* of a table that lists things of *kind*, each cell as it is compared.

    A column without a policy of its own is strict, but for values of a volatile type.
    """
    found = list(map(equalized, _policies(names, kind), columns))
    if kind == "cronjob" and {"SCHEDULE", "ACTIVE", "LAST SCHEDULE"}.issubset(names):
        _free_schedules(names, found)
    if {"NAME", "RESTARTS"}.issubset(names):
        _free_restarts(names, found)
    if names == ("Resource", "Requests", "Limits"):
        found[1:] = [
            [freed(cell, "<measured>") if cell[:1].isdigit() else cell for cell in column]
            for column in columns[1:]
        ]
    if kind == "pod" and {"NAME", "NODE"}.issubset(names):
        _pin_own_pods(names, found, columns)
    return found


def equalized(policy: Policy, cells: Sequence[str]) -> Sequence[str]:
    """Return *cells* with *policy* applied, once to each of those that are equal."""
    if policy is _strict:
        return cells
    distinct = dict.fromkeys(cells)
    if len(distinct) == 1:
        return [_policed(policy, cells[0])] * len(cells)
    if len(distinct) == len(cells) > _FEW:
        return policy("\n".join(cells)).split("\n")
    if len(distinct) <= _FEW:
        known = {cell: _policed(policy, cell) for cell in distinct}
    else:
        known = dict(zip(distinct, policy("\n".join(distinct)).split("\n"), strict=True))
    return list(map(known.__getitem__, cells))


@lru_cache(maxsize=4096)
def _policed(policy: Policy, cell: str) -> str:
    return policy(cell)


@lru_cache(maxsize=1024)
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


def _free_restarts(names: tuple[str, ...], columns: list[Sequence[str]]) -> None:
    """Free how often kind's own pods had to start, as on a busy machine some do, and pods that crash."""
    at = names.index("RESTARTS")
    states = columns[names.index("STATUS")] if "STATUS" in names else ()
    are_own = list(map(_OWN_POD.match, columns[names.index("NAME")]))
    if not any(are_own) and _CRASHED.isdisjoint(states):
        return
    rows = zip(are_own, states or [""] * len(are_own), columns[at], strict=True)
    columns[at] = [
        freed(count, "<restarts>") if is_own or (state in _CRASHED and count != "0") else count
        for is_own, state, count in rows
    ]


def _free_schedules(names: tuple[str, ...], columns: list[Sequence[str]]) -> None:
    """Free whether a CronJob that starts often has a job now, or has had one yet."""
    schedules = columns[names.index("SCHEDULE")]
    active, last = (list(columns[names.index(name)]) for name in ("ACTIVE", "LAST SCHEDULE"))
    for row, schedule in enumerate(schedules):
        if starts_often(schedule):
            active[row] = "<count>" if active[row] in {"0", "1"} else active[row]
            last[row] = freed(last[row], "<age>")
    columns[names.index("ACTIVE")], columns[names.index("LAST SCHEDULE")] = active, last


def _pin_own_pods(
    names: tuple[str, ...], columns: list[Sequence[str]], printed: Sequence[Sequence[str]]
) -> None:
    """Keep the node of a pod that is called after it: a static one, which stands nowhere else."""
    at = names.index("NODE")
    nodes = list(columns[at])
    for row, name in enumerate(columns[names.index("NAME")]):
        if "<" not in name and name.endswith(f"-{printed[at][row]}"):
            nodes[row] = printed[at][row]
    columns[at] = nodes


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
    return ages(_PLAIN_AGE.sub("<age>", cells)).replace("<duration>", "<age>")


def _ip(cells: str) -> str:
    found = _PLAIN_IP.sub("<ip>", cells)
    return addresses(found) if "." in found or ":" in found else found


def _host(cells: str) -> str:
    return normalize_cell(_HOST.sub("<ip>", cells))


def _percentage(cells: str) -> str:
    return _PERCENTAGE.sub("<percentage>", cells)


def _size(cells: str) -> str:
    return _SIZE.sub("<size>", cells)


def _used(cells: str) -> str:
    """Free what a container uses, but not that it uses nothing: one that is stopped."""
    return "\n".join(cell if cell == _NOTHING else _size(cell) for cell in cells.split("\n"))


def _container_id(cells: str) -> str:
    return _HEX.sub("<container-id>", normalize_cell(_ID_ALONE.sub("<container-id>", cells)))


def _digest(cells: str) -> str:
    return _HEX.sub(
        "<digest>", normalize_cell(_ID_ALONE.sub("<digest>", cells)).replace("<container-id>", "<digest>")
    )


def _restarts(cells: str) -> str:
    return _AGO.sub("", cells)


def _reclaimable(cells: str) -> str:
    return _percentage(_size(cells))


def _target(cells: str) -> str:
    """Free what an autoscaler measures, but not what it aims at: ``cpu: 1%/50%``."""
    return _USED.sub("<measured>", cells)


def _node(cells: str) -> str:
    """Free where Kubernetes put a pod, but not whether it could."""
    return _replaced(_PLACED, "<node>", cells)


def _endpoints(cells: str) -> str:
    """Put the addresses of a service in order, as they stand in none; an author may leave out the last."""
    rows = (cell.split(",") for cell in addresses(cells).split("\n"))
    return "\n".join(",".join(sorted(row, key=_is_open)) for row in rows)


def _is_open(address: str) -> tuple[bool, str]:
    return address.endswith(_OPEN), address


def _container_name(cells: str) -> str:
    return identifiers("\n".join("<name>" if is_drawn(cell) else cell for cell in cells.split("\n")))


def _replaced(cells: re.Pattern[str], mark: str, column: str) -> str:
    if _OPEN not in column:
        return cells.sub(mark, column)
    return cells.sub(lambda match: freed(match[0], mark), column)


def _whole(mark: str) -> Policy:
    """Return what puts *mark* in the place of every cell that has something."""
    return partial(_replaced, _ANY, mark)


def _placed(mark: str) -> Policy:
    """Return what puts *mark* in the place of every cell but those that say there is nothing: ``<none>``."""
    return partial(_replaced, _PLACED, mark)


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
    **dict.fromkeys(("CLUSTER-IP", "EXTERNAL-IP", "INTERNAL-IP"), _host),
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
    "MEM USAGE / LIMIT": _used,
    **dict.fromkeys(("NET I/O", "BLOCK I/O", "NET IO", "BLOCK IO"), _size),
    **dict.fromkeys(("PID", "PPID", "PIDS"), _whole("<pid>")),
    "RECLAIMABLE": _reclaimable,
    **dict.fromkeys(("Recv-Q", "Send-Q"), _whole("<measured>")),
    "KERNEL-VERSION": _placed("<kernel>"),
    "NODE OF A POD": _node,
    "NODE'S NETWORK": _placed("<network>"),
    "PORT OF NODES": partial(_PORT_OF_NODES.sub, "<port>"),
    "REVISION OF AN OBJECT": _placed("<revision>"),
}
