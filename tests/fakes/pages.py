"""Pages and outcomes for tests, with as little said as a test wants to say."""

from __future__ import annotations

from kindsphinx.core.blocks import Command, RunBlock, Scenario
from kindsphinx.core.outcome import Outcome, Status
from kindsphinx.core.ports import Output
from kindsphinx.core.problems import Location
from kindsphinx.core.recording import Interaction

PAGE = "guide/nodes"
SOURCE = "source/guide/nodes.rst"


def a_block(identity: str, *commands: str, line: int = 1, retry: float = 0.0) -> RunBlock:
    """Return a block at *line* whose commands stand below one another."""
    made = tuple(
        Command(text=text, location=Location(source=SOURCE, line=line + at, column=4))
        for at, text in enumerate(commands, start=1)
    )
    return RunBlock(id=identity, location=Location(source=SOURCE, line=line), commands=made, retry=retry)


def a_page(*blocks: RunBlock, docname: str = PAGE) -> Scenario:
    """Return the scenario of a page with these blocks."""
    return Scenario(docname=docname, blocks=blocks)


def an_output(text: str = "", *, exit_code: int = 0, duration: float = 0.0) -> Output:
    """Return what a command printed."""
    return Output(text=text, exit_code=exit_code, duration=duration)


def an_interaction(identity: str, *, output: str = "") -> Interaction:
    """Return an interaction that took a second."""
    return Interaction(
        id=identity, fingerprint="f00", command=f"run {identity}", exit_code=0, output=output, duration=1.0
    )


def an_outcome(status: Status, *, docname: str = PAGE, message: str = "") -> Outcome:
    """Return an outcome of the block ``nodes`` at line 7."""
    location = Location(source=SOURCE, line=7, column=4)
    return Outcome(docname=docname, block="nodes", status=status, location=location, message=message)
