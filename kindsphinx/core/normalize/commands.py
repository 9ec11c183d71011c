"""Says what a command promises about the order and the form of its output."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.drawn import counts_events
from kindsphinx.core.normalize.layouts import layouts
from kindsphinx.core.normalize.templates import header_of_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.normalize.header import Header

_ENGINE = r"(?:docker|podman|nerdctl)"
_SORTED = re.compile(r"--sort-by|--watch|(?:^|\s)-w(?:\s|$)|\|\s*(?:sort|head|tail(?!\s+(?:-n\s*)?\+))\b")
_SORTED_BY = re.compile(r"--sort-by[= ]['\"{]*(?P<path>[^\s'\"}]+)")
_ROWS = re.compile(
    r"\bkind\s+(?:get\s+(?:nodes|clusters)|load)\b"
    r"|\bget\s.*(?:--no-headers|-o[ =]?name\b|--output[ =]name\b|\|\s*(?:e?grep|tail|sed|awk)\b)"
    r"|\bget\s(?!.*(?:jsonpath|template|(?:-o|--output)[ =]?(?:yaml|json)\b)).*\|\s*(?:sort|tr|cut)\b"
    r"|\btop\s.*--no-headers"
    r"|(?:^|\s)ps\s+(?:-ef|-?aux)\b[^;&]*\|\s*(?:e?grep|tail|sed)\b"
    r"|\bkubectl\s+(?:[^|;&]*\s)?(?:drain|wait)\s"
    r"|(?:^|\s)(?:print)?env\s*$"
    rf"|\b{_ENGINE}\s+(?:(?:container|image|network|volume)\s+)?(?:ps|ls|images|list|stats)\b"
    r".*(?:\s-\w*q|--quiet|--format|\|\s*(?:e?grep|tail|sed|awk|sort|tr|cut)\b)",
    re.DOTALL,
)
_NO_ROWS = re.compile(
    r"\|\s*(?:wc|jq|yq|xargs|uniq|sha\w+sum|md5sum)\b|grep\s+(?:-\w+\s+)*-\w*c|--format[= ]?['\"]?json\b"
)
_HEADER = re.compile(r"custom-columns|\bconfig\s+get-(?:clusters|users)\b")
_NO_HEADER = re.compile(r"--no-headers|\|\s*(?:sort|uniq)\b")
_PORT = re.compile(r"jsonpath.*[pP]ort\b|\bHostPort\b|\bgo-template.*[pP]ort\b", re.DOTALL)
_ALIGNED = re.compile(r"\bdescribe\s")
_DATA = re.compile(
    r"\s(?:-o|--output)[ =]?(?:yaml|json)\b|\binspect\b|\bconfig\s+view\b|\bget\s+kubeconfig\b"
)
_SEVERAL_LOGS = re.compile(
    r"\bkubectl\s+(?:[^|;&]*\s)?logs\s"
    r"(?=[^|;&]*(?:-l[ =]?\w|--selector|--prefix|--all-pods|--all-containers))"
    r"|\bkubectl(?=[^|;&]*\slogs\s)[^|;&]*(?:-n|--namespace)[ =]?kube-system\b"
)
_ANSWERS = re.compile(
    r"(?:^|[\s;&|(])(?:nslookup|dig|getent\s+\w*hosts\w*)\s"
    r"|(?:(?:^|[;&|(]|\s--)\s*|\bexec\s+(?:-\w+\s+)*\S+\s+)(?:host|find|du)\s"
    r"|docker\s+diff\s"
    r"|docker\s+network\s+inspect\s.*\{\{-? *range\s[^{}]*\.Containers *-?\}\}"  # by their ids
    r"|iptables\b.*\bKUBE-[A-Z]"
)
_TIMES = re.compile(r"\bdate\b[^|;&]*\+[^|;&]*%s|\$EPOCH|%\{time_\w+\}")
_WITHIN = re.compile(r"\$\((?:[^()]|\([^()]*\))*\)")
_MEASURES = re.compile(r"\bdu\s|/proc/uptime\b")
_CUT = re.compile(r"\|\s*(?:head|tail(?!\s+(?:-n\s*)?\+))\b")
_DRAIN = re.compile(r"\bkubectl\s+(?:[^|;&]*\s)?drain\s")
_KERNEL = re.compile(r"(?:^|\s|[;&|])uname\s+-r\b")
_CUSTOM = re.compile(r"custom-columns=['\"]?(?P<columns>[^\s'\"]+)")

_NAME: Final = "NAME"
_TIME: Final = "AGE"
_SORT_COLUMNS: Final = {
    "creationTimestamp": _TIME,
    "startTime": _TIME,
    "lastTimestamp": _TIME,
    "firstTimestamp": _TIME,
    "name": _NAME,
}
_SORTED_BY_CHANCE: Final = frozenset(
    {"nodeName", "podIP", "hostIP", "clusterIP", "uid", "resourceVersion", "cpu", "memory"}
)
_MEANINGS: Final = {
    "name": _NAME,
    "namespace": "NAMESPACE",
    "nodeName": "NODE OF A POD",
    "image": "IMAGE",
    "kernelVersion": "KERNEL-VERSION",
    "podCIDR": "NODE'S NETWORK",
    "podCIDRs": "NODE'S NETWORK",
    "resourceVersion": "REVISION OF AN OBJECT",
    "nodePort": "PORT OF NODES",
}
_MACHINE: Final = re.compile(r"\.(?:capacity|allocatable)\.(?:cpu|memory|ephemeral-storage)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """What is known of an output before it is read."""

    command: str
    ordered: bool
    """Whether the order of rows means something."""
    sorted_by: str
    """The column after which rows stand in order; empty if it is unknown, or there is no order."""
    rows: bool
    """Whether every line is a row of a table that has no header."""
    header: bool
    """Whether the first line is a header, whatever stands there."""
    port: bool
    """Whether a number alone on its line is a port."""
    aligned: bool
    """Whether values are aligned, by blanks that mean nothing."""
    data: bool
    """Whether it is YAML or JSON, where a duration is configuration."""
    unordered: bool
    """Whether it shows lines in whatever order these come: logs of several pods, addresses of a name."""
    kernel: bool
    """Whether a line is the version of a kernel."""
    times: bool
    """Whether it asks for moments in seconds, or how long something took."""
    measures: bool
    """Whether numbers are of the machine, though nothing else tells them from others."""
    drains: bool
    """Whether it empties a node: how many pods of a kind were there is chance."""
    cuts: bool
    """Whether only the first or the last rows are left."""
    layouts: tuple[Header, ...]
    """The headers that rows without one may have."""
    meanings: Mapping[str, str] = field(default_factory=dict)
    """Columns that the command names itself -> the usual column that means the same."""


@lru_cache(maxsize=1024)
def promise(command: str) -> Promise:
    """Return what *command*, a line of shell, promises; what it asks for within ``$()`` it does not print."""
    printing = _WITHIN.sub("$()", command)
    sorted_by = _sorted_by(printing)
    rows = bool(_ROWS.search(printing)) and not _NO_ROWS.search(printing)
    rows = rows or header_of_template(printing) is not None
    return Promise(
        command=command,
        ordered=bool(_SORTED.search(printing)) and sorted_by is not None,
        sorted_by=sorted_by or "",
        rows=rows,
        header=bool(_HEADER.search(command)) and not _NO_HEADER.search(command),
        port=bool(_PORT.search(command)),
        aligned=bool(_ALIGNED.search(command)),
        data=bool(_DATA.search(command)),
        unordered=bool(
            _SEVERAL_LOGS.search(printing) or _ANSWERS.search(printing) or counts_events(printing)
        ),
        kernel=bool(_KERNEL.search(command)),
        times=bool(_TIMES.search(command)),
        measures=bool(_MEASURES.search(command)),
        cuts=bool(_CUT.search(printing)),
        drains=bool(_DRAIN.search(command)),
        layouts=tuple(layouts(printing)) if rows else (),
        meanings=_meanings(command),
    )


def _sorted_by(command: str) -> str | None:
    """Return the column by which rows are sorted, empty if it is unknown; ``None`` if it is chance."""
    match = _SORTED_BY.search(command)
    if match is None:
        return ""
    last = re.split(r"[.\]\[]", match["path"])[-1]
    return None if last in _SORTED_BY_CHANCE else _SORT_COLUMNS.get(last, "")


def _meanings(command: str) -> Mapping[str, str]:
    """Return what the columns mean that a command makes up: ``WHERE:.spec.nodeName``."""
    match = _CUSTOM.search(command)
    if match:
        columns = [column.partition(":") for column in match["columns"].split(",")]
        found = {name: _meaning(path) for name, _, path in columns}
    else:
        header = header_of_template(command)
        found = {name: _meaning(name) for name in header.columns} if header else {}
    return {name: meaning for name, meaning in found.items() if meaning}


def _meaning(path: str) -> str:
    return "MEASURED" if _MACHINE.search(path) else _MEANINGS.get(re.split(r"[.\]]", path)[-1], "")
