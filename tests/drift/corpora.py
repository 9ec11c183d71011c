"""The real outputs that comparing is tested on, and what was read in them by eye."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from kindsphinx.core.drift import Drift

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER: Final = Path(__file__).parent
NO_LINE_END: Final = "\n\\ no line end\n"
"""What stands below an output that did not end its last line."""
_HEADING: Final = re.compile(r"(?:(\d+) )?(.*)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """What a command printed, and how it ended."""

    text: str
    exit_code: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """What is to be told of one command under one fault."""

    drift: Drift
    word: str = ""
    """What the told sentences say among other things."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What was spoilt, and which outputs show it."""

    before: str
    """The good run that it is compared with."""
    told: Mapping[str, Expected]
    """The commands whose output shows it; all others are to stay silent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Corpus:
    """The runs of one folder: its README says how they were taken."""

    name: str
    good: tuple[tuple[str, str], ...] = field(repr=False)
    """Pairs of runs between which nothing is to be told."""
    faults: Mapping[str, Fault] = field(repr=False)

    def run(self, name: str) -> dict[str, Printed]:
        """Return what each command of one run printed."""
        return _run(self.name, name)

    def texts(self, name: str) -> dict[str, str]:
        """Return the same without the exit codes."""
        return {command: printed.text for command, printed in self.run(name).items()}


@cache
def _run(folder: str, name: str) -> dict[str, Printed]:
    text = (FOLDER / folder / "runs" / f"{name}.txt").read_bytes().decode()
    return dict(_parsed(text))


def _parsed(text: str) -> Iterator[tuple[str, Printed]]:
    for part in f"\n{text}".removesuffix("\n").split("\n==== ")[1:]:
        heading, _, output = f"{part}\n".partition("\n")
        found = _HEADING.fullmatch(heading)
        assert found
        whole = output.removesuffix(NO_LINE_END)
        yield found[2], Printed(text=whole, exit_code=int(found[1] or 0))


def _corpus(name: str) -> Corpus:
    read: dict[str, Any] = yaml.safe_load((FOLDER / name / "expected.yaml").read_text(encoding="utf-8"))
    return Corpus(
        name=name,
        good=tuple((old, new) for old, new in read["good"]),
        faults={
            fault: Fault(before=said["before"], told=_told(said)) for fault, said in read["faults"].items()
        },
    )


def _told(said: Mapping[str, Any]) -> dict[str, Expected]:
    return {
        command: Expected(drift=drift, word=word or "")
        for drift in Drift
        for command, word in said.get(drift, {}).items()
    }


TABLES: Final = _corpus("tables")
DATA: Final = _corpus("data")
SHOP: Final = _corpus("corpus")
CORPORA: Final = (SHOP, TABLES, DATA)
