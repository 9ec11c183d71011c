"""All tables of all runs, changed by chance: what never changes a verdict, and what always does."""

from __future__ import annotations

import random

import pytest

from kindsphinx.core.diff import compare
from tests.drift.corpora import CORPORA, Corpus
from tests.drift.real_tables import RealTable, real_tables
from tests.drift.test_tables import STRICT


def _tables(corpus: Corpus, run: str) -> list[RealTable]:
    return [
        table
        for command, output in corpus.texts(run).items()
        for table in real_tables(output, command=command)
    ]


RUNS = [
    pytest.param(corpus, run, id=f"{corpus.name}: {run}")
    for corpus in CORPORA
    for run in sorted({name for pair in corpus.good for name in pair} | set(corpus.faults))
    if _tables(corpus, run)
]
FEWEST = {"corpus": 60, "tables": 8, "data": 6}
"""So many tables at least a run has that has any."""


def _chance(corpus: Corpus, run: str) -> random.Random:
    return random.Random(f"{corpus.name} {run}")  # noqa: S311 - chance that repeats itself is what a test wants


@pytest.mark.parametrize(("corpus", "run"), RUNS)
def test_order_widths_ages_and_suffixes_never_change_a_verdict(corpus: Corpus, run: str) -> None:
    """With a header or without, alone or among others, of a good run or a spoilt one."""
    chance, found = _chance(corpus, run), _tables(corpus, run)

    told = {
        table.command: [each.sentence for each in diff.differences]
        for table in found
        if not (
            diff := compare(table.text(), table.shuffled(chance), command=table.command, ellipsis=False)
        ).equal
    }

    assert told == {}
    assert len(found) >= FEWEST[corpus.name]


@pytest.mark.parametrize(("corpus", "run"), RUNS)
def test_one_strict_cell_always_changes_it(corpus: Corpus, run: str) -> None:
    """One character of one strict cell of one row, all of them by chance."""
    chance = _chance(corpus, run)
    silent, changed = [], 0
    for table in _tables(corpus, run):
        columns = sorted({*STRICT}.intersection(table.columns))
        if not columns or "MESSAGE" in table.columns:
            continue
        at, number = table.columns.index(chance.choice(columns)), chance.randrange(len(table.rows))
        rows = [list(row) for row in table.rows]
        rows[number][at] = f"x{rows[number][at]}"
        changed += 1
        if compare(table.text(), table.text(rows), command=table.command, ellipsis=False).equal:
            silent.append((table.command, rows[number]))

    assert silent == []
    assert changed


@pytest.mark.parametrize(("corpus", "run"), RUNS)
def test_one_row_less_always_changes_it(corpus: Corpus, run: str) -> None:
    """Whichever it is, and whichever of the two outputs lacks it."""
    chance = _chance(corpus, run)
    for table in _tables(corpus, run):
        if "MESSAGE" in table.columns or "Message" in table.columns:
            continue
        fewer = list(table.rows)
        del fewer[chance.randrange(len(fewer))]
        whole, less = table.text(), table.text(fewer)

        assert not compare(whole, less, command=table.command, ellipsis=False).equal, table.command
        assert not compare(less, whole, command=table.command, ellipsis=False).equal, table.command
