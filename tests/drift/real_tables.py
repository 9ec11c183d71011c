"""Takes real tables apart, and writes them anew as a program might have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.normalize import read

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from kindsphinx.core.normalize import Reading, Table

_AGE = re.compile(r"\d+[smh]")
_DIGITS = "456789bcdf"
_SAFE = "bcdfghjklmnpqrstvwxz2456789"
_POD = re.compile(rf"(?<=-)(?P<hash>[{_DIGITS}]{{8,10}})-(?P<suffix>[{_SAFE}]{{5}})(?![\w-])")
"""What Kubernetes has drawn for the name of a pod."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RealTable:
    """One table of what a command printed, and the lines around it."""

    command: str
    columns: list[str]
    rows: list[list[str]]
    has_header: bool = True
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def text(self, rows: list[list[str]] | None = None, *, chance: random.Random | None = None) -> str:
        """Return it as a program writes it, columns as wide as they must be, or by *chance* wider."""
        rows = self.rows if rows is None else rows
        printed = [self.columns, *rows] if self.has_header else rows
        longest = [max(map(len, cells)) for cells in zip(self.columns, *rows, strict=True)]
        widths = [length + (chance.randint(2, 30) if chance else 3) for length in longest]
        lines = (
            "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in printed
        )
        return "\n".join([*self.before, *(line.rstrip() for line in lines), *self.after]) + "\n"

    def shuffled(self, chance: random.Random) -> str:
        """Return it with its rows in another order, if none was asked for, and all that differs by nature.

        Columns are wider, ages are others, and so is what Kubernetes draws for the names of pods.
        """
        drawn: dict[str, str] = {}

        def redrawn(match: re.Match[str]) -> str:
            digits, letters = match["hash"], match["suffix"]
            new = drawn.setdefault(digits, "".join(chance.choices(_DIGITS, k=len(digits))))
            return f"{new}-{drawn.setdefault(letters, ''.join(chance.choices(_SAFE, k=5)))}"

        rows = [
            [f"{chance.randint(1, 99)}m" if _AGE.fullmatch(cell) else _POD.sub(redrawn, cell) for cell in row]
            for row in self.rows
        ]
        if not re.search(r"--sort-by|\|\s*(?:sort|head|tail)\b", self.command):
            chance.shuffle(rows)
        return self.text(rows, chance=chance)


def real_table(output: str, *, command: str) -> RealTable | None:
    """Return the table that *command* printed; ``None`` if its output is anything else."""
    found = list(real_tables(output, command=command))
    alone = [each for each in found if each.has_header and not (each.before or each.after)]
    return alone[0] if alone else None


def real_tables(output: str, *, command: str) -> Iterator[RealTable]:
    """Yield the tables that *command* printed among other things, if their columns stand under each other.

    What describes one thing has tables as well, which are read as what they say of it.
    """
    if " describe " in command:
        return
    reading = read(output, command=command)
    for table in reading.tables:
        columns = table.columns
        if columns and not (columns.pattern or columns.words or columns.starts[0]):
            yield from _taken_apart(reading, table, command)


def _taken_apart(reading: Reading, table: Table, command: str) -> Iterator[RealTable]:
    assert table.columns
    cells = [table.columns.cells(reading.lines[row]) for row in table.rows]
    rows = [row for row in cells if row]
    has_header = table.heading is not None
    if not rows or len(rows) < len(cells) or (not has_header and any("" in row for row in rows)):
        return
    yield RealTable(
        command=command,
        columns=list(table.names),
        rows=rows,
        has_header=has_header,
        before=reading.lines[: table.rows.start - has_header],
        after=reading.lines[table.rows.stop :],
    )
