"""Knows the tables that programs of Linux print with headers of their own: ``df``, ``ss``, ``netstat``."""

from __future__ import annotations

import re
from typing import Final

from kindsphinx.core.normalize.header import Header

STARTS: Final = ("Filesystem ", "Netid ", "Proto ", "State ")
"""What their headers begin with."""

_HEADERS: Final = (
    re.compile(
        r"(Filesystem) +(?:(Type) +)?(Size|Inodes|1[0-9KM]*-blocks) +(I?Used) +(Avail|Available|IFree)"
        r" +(I?Use%|Capacity) +(Mounted on)"
    ),
    re.compile(
        r"(?:(Netid) +)?(State) +(Recv-Q) +(Send-Q) +(Local Address):Port +(Peer Address):Port *(Process)?"
    ),
    re.compile(
        r"(Proto) +(Recv-Q) +(Send-Q) +(Local Address) +(Foreign Address) +(State)(?: +(PID/Program name))?"
    ),
)
_WORD: Final = r"(\S+)"
_REST: Final = r"(?: +(\S.*))?"


def header_of_program(line: str) -> Header | None:
    """Return the columns if *line* is such a header; each cell is a word, but for the last one."""
    match = next(filter(None, (header.fullmatch(line) for header in _HEADERS)), None)
    if match is None:
        return None
    names = [name for name in match.groups() if name]
    row = re.compile(" +".join([_WORD] * (len(names) - 1)) + _REST)
    return Header(columns=tuple(names), starts=(0,) * len(names), pattern=row)
