"""Finds the programs of a block that its project does not let pages use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import RunBlock
from kindsphinx.core.fingerprint import files_of
from kindsphinx.core.permissions import OTHER_ENGINES
from kindsphinx.core.program_check import ProgramCheck, ProgramRules
from kindsphinx.core.programs import functions_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.blocks import Block
    from kindsphinx.core.problems import Location
    from kindsphinx.sphinx_ext.settings import KindSettings


def wrong_programs(
    block: RunBlock, before: Iterable[Block], settings: KindSettings
) -> Iterator[tuple[str, Location]]:
    """Yield what is wrong with the programs that *block* names, each with its place.

    :param before: the blocks of the page so far, whose functions and files are the page's own.
    """
    # a script is run by kindsphinx' own command
    if block.no_run is not None or block.files:
        return
    rules = ProgramRules(
        sudo=settings.sudo,
        allowed=frozenset(settings.allowed_programs),
        engines=settings.allow.allow(OTHER_ENGINES),
    )
    check = ProgramCheck(rules=rules, own=set(_own(before)))
    for command in block.commands:
        for wrong in check.follow(command.text):
            place = replace(command.location, line=command.location.line + wrong.line) if wrong.line else None
            yield wrong.message, place or command.location


def _own(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from (file.name for file in files_of(block))
        if isinstance(block, RunBlock):
            for command in block.commands:
                yield from functions_in(command.text)
