"""Knows the columns of listings that have no header, by the command that prints them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.header import Header
from kindsphinx.core.normalize.kinds import kind_of_command
from kindsphinx.core.normalize.templates import header_of_template

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS: Final = {
    "pod": ("NAME READY STATUS RESTARTS AGE", "IP NODE NOMINATED_NODE READINESS_GATES"),
    "node": (
        "NAME STATUS ROLES AGE VERSION",
        "INTERNAL-IP EXTERNAL-IP OS-IMAGE KERNEL-VERSION CONTAINER-RUNTIME",
    ),
    "service": ("NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE", "SELECTOR"),
    "deployment": ("NAME READY UP-TO-DATE AVAILABLE AGE", "CONTAINERS IMAGES SELECTOR"),
    "replicaset": ("NAME DESIRED CURRENT READY AGE", "CONTAINERS IMAGES SELECTOR"),
    "daemonset": (
        "NAME DESIRED CURRENT READY UP-TO-DATE AVAILABLE NODE_SELECTOR AGE",
        "CONTAINERS IMAGES SELECTOR",
    ),
    "statefulset": ("NAME READY AGE", "CONTAINERS IMAGES"),
    "job": ("NAME STATUS COMPLETIONS DURATION AGE", "CONTAINERS IMAGES SELECTOR"),
    "namespace": ("NAME STATUS AGE", ""),
    "configmap": ("NAME DATA AGE", ""),
    "secret": ("NAME TYPE DATA AGE", ""),
    "endpoints": ("NAME ENDPOINTS AGE", ""),
    "endpointslice": ("NAME ADDRESSTYPE PORTS ENDPOINTS AGE", ""),
    "event": ("LAST_SEEN TYPE REASON OBJECT MESSAGE", ""),
}
_OF_DOCKER: Final = {
    "ps": ("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"),
    "images": ("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"),
    "network": ("NETWORK ID", "NAME", "DRIVER", "SCOPE"),
    "stats": (
        *("CONTAINER ID", "NAME", "CPU %", "MEM USAGE / LIMIT", "MEM %"),
        *("NET I/O", "BLOCK I/O", "PIDS"),
    ),
}
_LISTED: Final = re.compile(r"\bdocker\s+(?P<what>ps|images|stats|network(?=\s+(?:ls|list)\b))\b")
_TOP: Final = {
    "pod": "NAME CPU(cores) MEMORY(bytes)",
    "node": "NAME CPU(cores) CPU(%) MEMORY(bytes) MEMORY(%)",
}
_TOP_COMMAND: Final = re.compile(r"\bkubectl\b[^|;&]*\stop\s")
_ALL_NAMESPACES: Final = re.compile(r"\s(?:-A|--all-namespaces)\b")
_WIDE: Final = re.compile(r"(?:-o|--output)[ =]?wide\b")
_CUSTOM: Final = re.compile(r"custom-columns=(?P<quote>['\"]?)(?P<columns>[^\s'\"]+)")

_TEMPLATE: Final = re.compile(
    r"--format(?:=|\s+)(?P<quote>['\"]?)(?P<table>table )?(?P<template>\{\{.*?)(?P=quote)(?:\s*(?:[|;&<>]|$))"
)
_FIELD: Final = re.compile(r"\{\{\s*\.(?P<name>\w+)\s*\}\}")
_FIELDS: Final = {
    "BlockIO": "BLOCK I/O",
    "CPUPerc": "CPU %",
    "Command": "COMMAND",
    "CreatedAt": "CREATED AT",
    "CreatedSince": "CREATED",
    "Image": "IMAGE",
    "MemPerc": "MEM %",
    "MemUsage": "MEM USAGE / LIMIT",
    "Name": "NAME",
    "Names": "NAMES",
    "NetIO": "NET I/O",
    "PIDs": "PIDS",
    "Ports": "PORTS",
    "Repository": "REPOSITORY",
    "RunningFor": "CREATED",
    "Size": "SIZE",
    "Status": "STATUS",
    "Tag": "TAG",
}
_IDS: Final = {"container": "CONTAINER ID", "image": "IMAGE ID", "network": "NETWORK ID"}
_AGE: Final = r"(?:\d+|About an?|Less than a) \w+"
_WORD: Final = r"(\S+)"
_FORMS: Final = {
    **dict.fromkeys(("ID", "Image", "Name", "Names", "Repository", "State", "Tag"), _WORD),
    "CreatedAt": r"(\S+ \S+ \S+ \S+)",
    "CreatedSince": rf"({_AGE} ago)",
    "RunningFor": rf"({_AGE} ago)",
    "Status": rf"((?:Up {_AGE}|\w+ \(\d+\) {_AGE} ago|(?!Up )[A-Z]\w+)(?: \([^)]*\))?)",
}
"""What the fields of docker's templates look like; others may be anything."""


_AWK: Final = re.compile(
    r"\|\s*awk\s+'(?:NR *> *1 *)?\{ *print +(?P<fields>\$\d+(?: *, *\$\d+)*) *\}'\s*"
    r"(?:\|\s*(?:sort|head|tail)\b[^|]*)*$"
)
_PROCESSES: Final = re.compile(r"(?:^|\s)ps\s+-?(?P<options>ef|aux)\b[^;&]*\|")
_OF_PROCESSES: Final = {
    "ef": "UID PID PPID C STIME TTY TIME CMD",
    "aux": "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND",
}


def layouts(command: str) -> Iterator[Header]:
    """Yield the headers that the rows of *command* may lack: those of kubectl, or of docker's templates."""
    kind = kind_of_command(command)
    if processes := _PROCESSES.search(command):
        columns = tuple(_OF_PROCESSES[processes["options"]].split())
        yield Header(columns=columns, starts=(0,) * len(columns), words=True)
    if header := header_of_template(command):
        yield header
    elif match := _CUSTOM.search(command):
        yield _header(*(column.partition(":")[0] for column in match["columns"].split(",")))
    elif _TOP_COMMAND.search(command):
        yield from _kubectl(command, _TOP.get(kind, ""))
    elif kind in _COLUMNS and "kubectl" in command:
        usual, wide = _COLUMNS[kind]
        found = _kubectl(command, f"{usual} {wide}" if _WIDE.search(command) else usual)
        awk = _AWK.search(command)
        yield from _chosen(found, awk["fields"]) if awk else found
    elif (listed := _LISTED.search(command)) and "--format" not in command:
        yield _header(*_OF_DOCKER.get(listed["what"], ()))
    elif match := _TEMPLATE.search(command):
        yield from _of_template(match["template"], kind, is_table=bool(match["table"]))


def _kubectl(command: str, columns: str) -> Iterator[Header]:
    names = [name.replace("_", " ") for name in columns.split()]
    if not names:
        return
    if _ALL_NAMESPACES.search(command):
        names.insert(0, "NAMESPACE")
    if "--show-labels" in command:
        names.append("LABELS")
    yield _header(*names)


def _chosen(headers: Iterator[Header], fields: str) -> Iterator[Header]:
    """Yield *headers* with the columns only that awk prints, ``$1, $3``, a blank between them."""
    numbers = [int(field.strip(" $")) - 1 for field in fields.split(",")]
    for header in headers:
        if max(numbers) < len(header.columns):
            yield Header(
                columns=tuple(header.columns[number] for number in numbers),
                starts=(0,) * len(numbers),
                pattern=re.compile(" ".join([r"(\S*)"] * len(numbers))),
            )


def _of_template(template: str, kind: str, *, is_table: bool) -> Iterator[Header]:
    """Yield the header of a docker template that has fields and text between them, and nothing else.

    :param is_table: whether docker puts the fields under each other, so that blanks stand between them.
    """
    parts = _FIELD.split(template.replace("\\t", "\t"))
    texts, fields = parts[::2], parts[1::2]
    if not fields or any("{{" in text or "\n" in text for text in texts):
        return
    names = [_IDS.get(kind, "ID") if field == "ID" else _FIELDS.get(field, field.upper()) for field in fields]
    if is_table:
        yield _header(*names)
        return
    cells = [_FORMS.get(field, "(.*?)") for field in fields]
    line = "".join(re.escape(text) + cell for text, cell in zip(texts, cells[:-1], strict=False))
    *_, before, behind = texts
    # blanks at the end of a line are gone, and an empty cell with them
    last = f"(?:{re.escape(before)}{cells[-1]})?" if before.isspace() else re.escape(before) + cells[-1]
    line += last + re.escape(behind)
    yield Header(columns=tuple(names), starts=(0,) * len(names), pattern=re.compile(line))


def _header(*names: str) -> Header:
    return Header(columns=names, starts=(0,) * len(names), loose=True)
