"""Takes real tables apart, and writes them anew as a program might have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.normalize import read

if TYPE_CHECKING:
    import random

_AGE = re.compile(r"\d+[smh]")


@dataclass(frozen=True, kw_only=True, slots=True)
class RealTable:
    """What a command printed, if it was one table below its header."""

    command: str
    columns: list[str]
    rows: list[list[str]]

    def text(self, rows: list[list[str]] | None = None, *, chance: random.Random | None = None) -> str:
        """Return it as a program writes it, columns as wide as they must be, or by *chance* wider."""
        rows = self.rows if rows is None else rows
        longest = [max(map(len, cells)) for cells in zip(self.columns, *rows, strict=True)]
        widths = [length + (chance.randint(2, 30) if chance else 3) for length in longest]
        lines = (
            "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            for row in [self.columns, *rows]
        )
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def shuffled(self, chance: random.Random) -> str:
        """Return it with its rows in another order, if none was asked for, wider columns and other ages."""
        rows = [
            [f"{chance.randint(1, 99)}m" if _AGE.fullmatch(cell) else cell for cell in row]
            for row in self.rows
        ]
        if "--sort-by" not in self.command:
            chance.shuffle(rows)
        return self.text(rows, chance=chance)


def real_table(output: str, *, command: str) -> RealTable | None:
    """Return the table that *command* printed; ``None`` if its output is anything else."""
    reading = read(output, command=command)
    if [table.heading for table in reading.tables] != [0]:
        return None
    (found,) = reading.tables
    assert found.columns
    rows = [found.columns.cells(reading.lines[row]) for row in found.rows]
    return RealTable(command=command, columns=list(found.names), rows=[row for row in rows if row])
