"""Reads the ports that a container publishes, as the versions of docker and podman list them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kindsphinx.core.normalize.normalizers import normalize_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

_RANGE = re.compile(r"(?P<host>.*:)(?P<first>\d+)-(?P<last>\d+)->(?P<inner>\d+)-\d+(?P<rest>/\w+)")
_ANY = "0.0.0.0:"
_ANY_V6 = "[::]:"
_MANY = 100


def published_ports(cells: str) -> str:
    """Put the published ports of containers, one container a line, into one form.

    A range is written out, as whether there is one depends on which ports are free. What is published on any
    address of both versions counts once, as engines without the sixth publish on the fourth only. The order
    means nothing.
    """
    if "->" not in cells:
        return normalize_cell(cells)
    each = normalize_cell("\n".join(map(_written_out, cells.split("\n"))))
    return "\n".join([_in_order(cell) if ", " in cell else cell for cell in each.split("\n")])


def _written_out(cell: str) -> str:
    # the arrow has one, and a range has two more
    return ", ".join(_each(cell)) if cell.count("-") > 1 else cell


def _each(cell: str) -> Iterator[str]:
    for port in cell.split(", "):
        match = _RANGE.fullmatch(port)
        if match is None or int(match["last"]) - int(match["first"]) > _MANY:
            yield port
            continue
        inner = int(match["inner"])
        for offset in range(int(match["last"]) - int(match["first"]) + 1):
            yield f"{match['host']}{int(match['first']) + offset}->{inner + offset}{match['rest']}"


def _in_order(cell: str) -> str:
    ports = set(cell.split(", "))
    both = {port for port in ports if port.startswith(_ANY_V6) and port.replace(_ANY_V6, _ANY, 1) in ports}
    return ", ".join(sorted(ports - both))
