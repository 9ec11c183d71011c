"""What a page says itself of the values in its outputs: in one way for whoever compares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.core.coherence import Ledger
from kindsphinx.core.fingerprint import files_of

if TYPE_CHECKING:
    from kindsphinx.core.blocks import Scenario


def sources_of(scenario: Scenario) -> str:
    """Return what the commands and files say of a page, and of those that it goes on from."""
    whole = scenario.whole
    commands = [command.text for block in whole.runs for command in block.commands]
    files = [file.data.decode("utf-8", "replace") for block in whole.blocks for file in files_of(block)]
    return "\n".join([*commands, *files])


def ledger_of(scenario: Scenario) -> Ledger:
    """Return a ledger for the outputs of a page, which has none yet."""
    return Ledger(sources_of(scenario))
