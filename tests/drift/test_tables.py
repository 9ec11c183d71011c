"""Real tables, changed by chance: what never changes a verdict, and what always does."""

from __future__ import annotations

import random

import pytest

from kindsphinx.core.diff import Diff, LineKind, compare
from tests.drift.corpora import SHOP
from tests.drift.corpora import TABLES as OLDER
from tests.drift.real_tables import RealTable, real_table

FIRST = OLDER.texts("first")
TABLES = {
    f"{corpus.name}: {command}": table
    for corpus in (OLDER, SHOP)
    for command, output in corpus.texts("first").items()
    if (table := real_table(output, command=command))
}
LISTINGS = {name: table for name, table in TABLES.items() if "MESSAGE" not in table.columns}
"""Those without events, of which several say the same, and some say nothing."""
of_each_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
of_each_listing = pytest.mark.parametrize("table", LISTINGS.values(), ids=LISTINGS)
ROUNDS = 8
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
    "UP-TO-DATE",
    "AVAILABLE",
    "REPLICAS",
    "SCHEDULE",
    "STORAGECLASS",
    "ACCESS MODES",
    "PROVISIONER",
    "TAINTS",
    "REQUEST",
    "HOSTS",
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


@of_each_table
def test_order_widths_and_ages_never_change_a_verdict(table: RealTable) -> None:
    """However a real table's rows are shuffled, its columns stretched, its ages changed: it stays equal."""
    chance = random.Random(table.command)  # noqa: S311 - chance that repeats itself is what a test wants
    for _ in range(ROUNDS):
        diff = compare(table.text(), table.shuffled(chance), command=table.command)

        assert diff.equal, diff.text()


@of_each_listing
def test_one_strict_cell_always_does(table: RealTable) -> None:
    """One changed character in one strict cell of a real table is a difference, and it is told at its row."""
    for number, row in enumerate(table.rows):
        for column in {*STRICT}.intersection(table.columns):
            at = table.columns.index(column)
            changed = [list(each) for each in table.rows]
            changed[number][at] = "x" + row[at]

            diff = compare(table.text(), table.text(changed), command=table.command, ellipsis=False)

            assert sorted(_kinds(diff)) == sorted("=" * len(changed) + "-+"), diff.text()


@of_each_listing
def test_one_row_more_or_less_always_does(table: RealTable) -> None:
    """A row that is missing, and one that is new, are told as that."""
    whole = table.text()
    for number in range(len(table.rows)):
        fewer = table.text(table.rows[:number] + table.rows[number + 1 :])

        assert sorted(_kinds(compare(whole, fewer, command=table.command))) == [
            "-",
            *"=" * len(table.rows),
        ]
        assert sorted(_kinds(compare(fewer, whole, command=table.command))) == [
            "+",
            *"=" * len(table.rows),
        ]


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
