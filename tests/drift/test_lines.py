"""Real outputs that are neither tables nor data: a word that changes is told."""

from __future__ import annotations

import random
import re

import pytest

from kindsphinx.core.diff import compare
from kindsphinx.core.normalize import read
from kindsphinx.core.normalize.facts import read_facts
from tests.drift.corpora import SHOP

WORD = re.compile(r"\b[A-Za-z]{4,}\b")
CHANGED = 8
"""So many lines of each output are changed, each in turn."""
TEXTS = {
    command: output
    for command, output in SHOP.texts("first").items()
    if output and not read_facts(output, command=command) and not read(output, command=command).tables
}


@pytest.mark.parametrize(("command", "output"), TEXTS.items(), ids=TEXTS)
def test_one_changed_word_always_is_told(command: str, output: str) -> None:
    """Of a line in which nothing is volatile, every word counts."""
    chance = random.Random(command)  # noqa: S311 - chance that repeats itself is what a test wants
    reading, lines = read(output, command=command), output.split("\n")
    strict = [
        number
        for number, (line, key) in enumerate(zip(reading.lines, reading.keys, strict=True))
        if line == key == lines[number] and WORD.search(line)
    ]
    for number in chance.sample(strict, min(CHANGED, len(strict))):
        word = chance.choice([*WORD.finditer(lines[number])])
        changed = [*lines]
        changed[number] = f"{lines[number][: word.start()]}other{lines[number][word.start() :]}"

        diff = compare(output, "\n".join(changed), command=command, ellipsis=False)

        assert diff.differences, changed[number]
