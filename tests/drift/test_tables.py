"""Real tables, changed by chance: what never changes a verdict, and what always does."""

from __future__ import annotations

import random
import re

import pytest

from kindsphinx.core.diff import Diff, LineKind, compare
from kindsphinx.core.normalize import read
from tests.drift import corpora

FIRST = corpora.TABLES.texts("first")
READINGS = {command: read(output, command=command) for command, output in FIRST.items()}
TABLES = [command for command, found in READINGS.items() if [table.heading for table in found.tables] == [0]]
ROUNDS = 20
STRICT = (
    "NAME",
    "READY",
    "STATUS",
    "ROLES",
    "VERSION",
    "TYPE",
    "IMAGE",
    "IMAGES",
    "TAG",
    "DESIRED",
    "COMPLETIONS",
)


DAYS = {
    "2026-11-24": "2027-01-05",
    "2026/11/24": "2027/01/05",
    "24/Nov/2026": "05/Jan/2027",
    "Tue, 24 Nov 2026": "Tue, 05 Jan 2027",
    "Tue Nov 24": "Tue Jan  5",
    "I1124 ": "I0105 ",
}
"""How the day on which the samples were taken is written there -> the same of another day."""


@pytest.mark.parametrize("command", FIRST)
def test_the_next_day_nothing_differs(command: str) -> None:
    """Whatever has the day in it: what a program writes, and the name of an image that kind loaded."""
    today = FIRST[command]
    another_day = today
    for day, other in DAYS.items():
        another_day = another_day.replace(day, other)

    assert compare(today, another_day, command=command, ellipsis=False).text() == ""


@pytest.mark.parametrize("command", TABLES)
def test_order_widths_and_ages_never_change_a_verdict(command: str) -> None:
    """However a real table's rows are shuffled, its columns stretched, its ages changed: it stays equal."""
    chance = random.Random(command)  # noqa: S311 - chance that repeats itself is what a test wants
    columns, rows = _table(command)
    for _ in range(ROUNDS):
        changed = [[re.sub(r"^\d+[smh]$", f"{chance.randint(1, 99)}m", cell) for cell in row] for row in rows]
        if "--sort-by" not in command:
            chance.shuffle(changed)

        diff = compare(_rendered(columns, rows), _rendered(columns, changed, chance=chance), command=command)

        assert diff.equal, diff.text()


@pytest.mark.parametrize("command", TABLES)
def test_one_strict_cell_always_does(command: str) -> None:
    """One changed character in one strict cell of a real table is a difference, and it is told at its row."""
    columns, rows = _table(command)
    strict = [column for column in STRICT if column in columns]
    for number in range(len(rows)):
        for column in strict:
            changed = [list(row) for row in rows]
            changed[number][columns.index(column)] = "x" + rows[number][columns.index(column)]

            diff = compare(
                _rendered(columns, rows), _rendered(columns, changed), command=command, ellipsis=False
            )

            assert sorted(_kinds(diff)) == sorted("=" * len(rows) + "-+"), diff.text()


@pytest.mark.parametrize("command", TABLES)
def test_one_row_more_or_less_always_does(command: str) -> None:
    """A row that is missing, and one that is new, are told as that."""
    columns, rows = _table(command)
    for number in range(len(rows)):
        fewer = _rendered(columns, rows[:number] + rows[number + 1 :])
        whole = _rendered(columns, rows)

        assert sorted(_kinds(compare(whole, fewer, command=command))) == ["-", *"=" * len(rows)]
        assert sorted(_kinds(compare(fewer, whole, command=command))) == ["+", *"=" * len(rows)]


@pytest.mark.parametrize("command", FIRST)
def test_equal_means_without_a_difference(command: str) -> None:
    """The verdict and the lines never contradict each other, whatever is put into an output."""
    chance = random.Random(command)  # noqa: S311 - chance that repeats itself is what a test wants
    output = FIRST[command]
    for _ in range(ROUNDS):
        lines = output.splitlines()
        for _ in range(chance.randint(1, 3)):
            lines[chance.randrange(len(lines))] = chance.choice(["...", "something else", lines[0], ""])

        for ellipsis in (True, False):
            diff = compare("\n".join(lines), output, command=command, ellipsis=ellipsis)

            assert diff.equal == (set(_kinds(diff)) <= {"="})
            assert diff.equal == (diff.first_line is None)
            assert diff.equal == (diff.text() == "")


def _kinds(diff: Diff) -> str:
    marks = {LineKind.EQUAL: "=", LineKind.MISSING: "-", LineKind.UNEXPECTED: "+"}
    return "".join(marks[line.kind] for line in diff.lines)


def _table(command: str) -> tuple[list[str], list[list[str]]]:
    """Return the columns and cells of the table that *command* printed."""
    reading = READINGS[command]
    (found,) = reading.tables
    assert found.columns
    rows = [found.columns.cells(reading.lines[row]) for row in found.rows]
    return list(found.names), [row for row in rows if row]


def _rendered(columns: list[str], rows: list[list[str]], *, chance: random.Random | None = None) -> str:
    """Return a table as a program writes it, columns as wide as they must be, or by *chance* wider."""
    longest = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    widths = [length + (chance.randint(2, 30) if chance else 3) for length in longest]
    lines = (
        "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in [columns, *rows]
    )
    return "\n".join(line.rstrip() for line in lines) + "\n"
