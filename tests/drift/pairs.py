"""The pairs of real outputs that comparing is measured on, what each has to tell, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kindsphinx.core.coherence import Ledger
from kindsphinx.core.judging import Verdict, judge_output
from kindsphinx.core.ports import Output
from kindsphinx.core.recording import Interaction
from tests.drift.corpora import CORPORA, Corpus, Expected, Printed
from tests.fakes.project import command as written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class Runs:
    """Two runs of the same commands, the later one good or spoilt."""

    corpus: Corpus
    old: str
    new: str
    expected: Mapping[str, Expected]
    """What is to be told of each command of which anything is."""

    def __str__(self) -> str:
        """Return what a test is called by."""
        return f"{self.corpus.name}: {self.old}, {self.new}"

    @property
    def is_good(self) -> bool:
        """Return whether nothing was spoilt."""
        return (self.old, self.new) in self.corpus.good

    def pairs(self) -> Iterator[Pair]:
        """Yield the pairs of each command that both have run."""
        old, new = self.corpus.run(self.old), self.corpus.run(self.new)
        for command in old:
            if command in new:
                yield Pair(runs=self, command=command, old=old[command], new=new[command])


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """What one command printed in two runs."""

    runs: Runs
    command: str
    old: Printed
    new: Printed

    @property
    def is_shown(self) -> bool:
        """Return whether the second shows what was spoilt, as it was read by eye."""
        return self.command in self.runs.expected


def runs() -> list[Runs]:
    """Return the runs that are compared: good ones, and then each fault with a good one."""
    good = [
        Runs(corpus=corpus, old=old, new=new, expected={}) for corpus in CORPORA for old, new in corpus.good
    ]
    spoilt = [
        Runs(corpus=corpus, old=fault.before, new=name, expected=fault.told)
        for corpus in CORPORA
        for name, fault in corpus.faults.items()
    ]
    return [*good, *spoilt]


def pairs() -> Iterator[Pair]:
    """Yield all pairs."""
    for each in runs():
        yield from each.pairs()


def verdicts(of: Runs) -> dict[str, Verdict]:
    """Return what is told of each command, as of a page that is these commands in their order."""
    return _verdicts(of.corpus.name, of.old, of.new)


@cache
def _verdicts(corpus: str, old: str, new: str) -> dict[str, Verdict]:
    (found,) = (each for each in runs() if (each.corpus.name, each.old, each.new) == (corpus, old, new))
    ledger = Ledger()
    judged = {}
    for pair in found.pairs():
        judged[pair.command] = _judged(pair, ledger)
        ledger.keep(pair.command)
    return judged


def _judged(pair: Pair, ledger: Ledger) -> Verdict:
    recorded = Interaction(
        id=pair.command,
        fingerprint="",
        command=pair.command,
        exit_code=pair.old.exit_code,
        output=pair.old.text,
        duration=0,
    )
    output = Output(text=pair.new.text, exit_code=pair.new.exit_code, duration=0)
    return judge_output(
        written(pair.command), output, exit_codes=(pair.old.exit_code,), recorded=recorded, ledger=ledger
    )
