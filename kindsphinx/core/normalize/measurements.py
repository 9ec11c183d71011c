"""Recognizes what programs tell of a machine and its moment: loads, memory, room on disks, times of files."""

from __future__ import annotations

import re

from kindsphinx.core.normalize.programs import NOT_COMPARED

_UP = re.compile(
    r"\bup +(?:\d+ days?, +)?(?:\d+:\d\d|\d+ min), +(?P<users>\d+ users?),"
    r" +load average: [\d.]+(?:, +[\d.]+){2}"
)
_LOAD = re.compile(r"(?m)^\d+\.\d\d \d+\.\d\d \d+\.\d\d \d+/\d+ \d+$")
_MEMORY = re.compile(r"(?m)^(\w+(?:\(\w+\))?:) +\d+ kB$")
_FREE = re.compile(r"(?m)^(Mem|Swap|Total|Low|High|-/\+ buffers/cache):(?: +\d[\d.]*[KMGTP]?i?B?)+$")
_FREE_HEADING = re.compile(r"(?m)^ +total +used +free.*$")
_TOP = re.compile(r"(?m)^((?:Mem|CPU|Load average|Tasks|%Cpu\(s\)|[KMG]iB (?:Mem|Swap)) *): .*$")
_SINCE_BOOT = re.compile(r"(?m)^\d+\.\d\d \d+\.\d\d$")
_INODE = re.compile(r"(?<=\bInode: )\d+")
_TRAFFIC = re.compile(r"\b((?:RX|TX) (?:packets|bytes)[: ])\d+(?: +bytes \d+)?(?: \([^)\n]*\))?")
_TRAFFIC_TABLE = re.compile(r"(?m)^ +\d+(?: +\d+){5,7}$")
_SOCKETS = re.compile(r"(?m)^(Total: |TCP: +(?=\d+ \(estab )).*$")
_ROOM = re.compile(r"(?m)^\d+(?:\.\d+)?[KMGTP]?\t(?=\S)")
_RUNTIMES = re.compile(r"(?m)^( Runtimes: )(.+)$")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_FILE = re.compile(
    r"(?m)^(?P<mode>(?P<kind>[-dlcbps])[-r][-w][-xsS][-r][-w][-xsS][-r][-w][-xtT][.+@]?) +\d+"
    r" +(?P<owner>\S+) +(?P<group>\S+) +(?P<size>\d+(?:\.\d)?[KMGTP]?|\d+, +\d+)"
    rf" +(?:{_MONTH} +\d\d? +(?:\d\d:\d\d|\d{{4}})|\d{{4}}-\d\d-\d\d \d\d:\d\d|<timestamp>) (?P<name>.+)$"
)
_TOTAL = re.compile(r"(?m)^total \d[\d.]*[KMGTP]?$")
_SERVICE = re.compile(r"(?m)^[●○\u00d7*↻] \S+\.[a-z]+ - ")
_OF_SERVICE = (
    (re.compile(r"(?m)^( *Active: .* since ).*; .* ago$"), r"\1<timestamp>; <age>"),
    (re.compile(r"(?m)^( *(?:Main PID|Process): )\d+"), r"\1<pid>"),
    (re.compile(r"(?m)^([ │]*[├└]─ *)\d+(?= )"), r"\1<pid>"),
    (re.compile(r"(?m)^( *(?:Tasks|Memory|CPU|IO|IP): )\S.*$"), r"\1<measured>"),
    (re.compile(r"(?m)^<timestamp> \S+ [^\s\[]+\[\d+\]: .*$"), NOT_COMPARED),
)


def measurements(text: str) -> str:
    """Replace what a machine measures: its load and memory, the sizes of folders, the times of its files.

    The mode, the owner and the name of a file stay, and its size if it is no folder.
    """
    if "load average" in text:
        text = _UP.sub(r"up <duration>, \g<users>, load average: <measured>", text)
    if "/" in text:
        text = _LOAD.sub("<measured>", text)
    if "Load average: " in text or "%Cpu" in text:
        text = _TOP.sub(r"\1: <measured>", text)
    if "RX" in text:
        text = _TRAFFIC_TABLE.sub("<measured>", _TRAFFIC.sub(r"\1<number>", text))
    if " kB" in text:
        text = _MEMORY.sub(r"\1 <size>", text)
    if " total " in text and _FREE_HEADING.search(text):
        text = _FREE_HEADING.sub(_words, _FREE.sub(r"\1: <size>", text))
    if "(estab " in text:
        text = _SOCKETS.sub(r"\1<measured>", text)
    if "Inode" in text:
        text = _INODE.sub("<number>", text)
    if " Runtimes: " in text:
        text = _RUNTIMES.sub(_in_order, text)
    return _files(text)


def measurements_alone(text: str) -> str:
    """Replace what nothing but its command tells to be of the machine: the room of folders, its time."""
    return _SINCE_BOOT.sub("<measured>", _ROOM.sub("<size>\t", text))


def services(text: str) -> str:
    """Replace what ``systemctl status`` measures, and drop the last lines of the journal that it adds."""
    if " Active: " not in text and " PID: " not in text and not _SERVICE.search(text):
        return text
    for pattern, by in _OF_SERVICE:
        text = pattern.sub(by, text)
    return text


def _files(text: str) -> str:
    if "rw" not in text and "r-" not in text and "---" not in text:
        return text
    found = _FILE.sub(_file, text)
    return text if found is text or found == text else _TOTAL.sub("total <size>", found)


def _file(match: re.Match[str]) -> str:
    # that of a link is the length of what it says
    size = "<size>" if match["kind"] in "dl" else " ".join(match["size"].split())
    return f"{match['mode']} {match['owner']} {match['group']} {size} <timestamp> {match['name']}"


def _words(match: re.Match[str]) -> str:
    return " ".join(match[0].split())


def _in_order(match: re.Match[str]) -> str:
    return match[1] + " ".join(sorted(match[2].split()))
