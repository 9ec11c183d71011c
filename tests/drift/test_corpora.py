"""On real outputs: nothing is told of two good runs, and a fault by every command that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.diff import compare
from tests.drift.corpora import CORPORA, SHOP, Corpus
from tests.drift.pairs import Runs, runs, verdicts

if TYPE_CHECKING:
    from kindsphinx.core.judging import Verdict

GOOD = [each for each in runs() if each.is_good]
SPOILT = [each for each in runs() if not each.is_good]


def _sentences(verdict: Verdict) -> str:
    told = [each.sentence for each in verdict.diff.differences] if verdict.diff else []
    return "\n".join([verdict.message, *told])


@pytest.mark.parametrize("two", GOOD, ids=str)
def test_nothing_is_told_of_two_good_runs(two: Runs) -> None:
    """Two clusters of one configuration, and one cluster looked at twice, are as the page promises."""
    told = {
        command: _sentences(verdict) for command, verdict in verdicts(two).items() if not verdict.is_right
    }

    assert told == {}


@pytest.mark.parametrize("two", SPOILT, ids=str)
def test_a_fault_is_told_by_every_command_that_shows_it(two: Runs) -> None:
    """What was spoilt shows in these outputs, as read by eye, and in no others."""
    told = {
        command: _sentences(verdict) for command, verdict in verdicts(two).items() if not verdict.is_right
    }

    assert {command: said for command, said in told.items() if command not in two.expected} == {}
    assert [command for command in two.expected if command not in told] == []


@pytest.mark.parametrize("two", SPOILT, ids=str)
def test_a_fault_is_told_with_its_class_and_its_word(two: Runs) -> None:
    """What differs is a value, a row or an exit code, and the sentence says which."""
    judged = verdicts(two)

    classes = {command: judged[command].drift for command in two.expected}
    wanted = {command: each.drift for command, each in two.expected.items()}
    assert classes == wanted
    said = {command: _sentences(judged[command]) for command in two.expected}
    assert {
        command: said[command] for command, each in two.expected.items() if each.word not in said[command]
    } == {}


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_the_expected_commands_are_those_that_were_run(corpus: Corpus) -> None:
    """A slip of the pen in the lists would expect nothing."""
    for name, fault in corpus.faults.items():
        assert fault.told
        assert fault.told.keys() <= corpus.run(name).keys() & corpus.run(fault.before).keys()


@pytest.mark.parametrize("fault", SHOP.faults)
def test_every_command_is_run_under_every_fault(fault: str) -> None:
    """What stays silent is as much of the truth as what is told."""
    assert SHOP.run(fault).keys() == SHOP.run("again").keys()
    assert SHOP.run(SHOP.faults[fault].before).keys() == SHOP.run("again").keys()


@pytest.mark.parametrize("two", GOOD, ids=str)
def test_an_output_meets_itself_as_an_expectation(two: Runs) -> None:
    """What an author has seen once may be written under its command."""
    outputs = two.corpus.texts(two.old)

    met = {command: compare(text, text, command=command).equal for command, text in outputs.items()}
    assert met == dict.fromkeys(outputs, True)
