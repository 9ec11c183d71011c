"""What a page shows of a block: its commands, with the recorded output or what stands in for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import Action
from kindsphinx.core.capturing.uses import with_values
from kindsphinx.core.expectation import elide
from kindsphinx.core.freshness import Freshness
from kindsphinx.core.transcript_text import shown_once
from kindsphinx.core.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kindsphinx.core.blocks import Command, RunBlock
    from kindsphinx.core.freshness import BlockState
    from kindsphinx.core.recording import Interaction


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownCommand:
    """One command with the output that the page shows under it."""

    command: tuple[str, ...]
    """Its lines, prompts included."""
    output: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What a page shows of a block."""

    commands: tuple[ShownCommand, ...]
    doubt: str = ""
    """Why the output is not verified; empty if it was recorded from this very page."""

    def transcript(self, *, commands: bool, output: bool) -> str:
        """Return the lines of the listing."""
        lines: list[str] = []
        for each in self.commands:
            lines += each.command if commands else ()
            lines += visible(each.output).splitlines() if output else []
        return "\n".join(lines) + "\n" * bool(lines)


def show_block(
    block: RunBlock, state: BlockState, *, instead: str = "", values: Mapping[str, str] | None = None
) -> Shown:
    """Return what the page shows of *block*.

    :param instead: the output to show where nothing is recorded and the author expects nothing.
    :param values: what the captures above found, which the commands show in place of the names.
    """
    known = values or {}
    if block.no_run is not None:
        return Shown(commands=_unrecorded(block, instead, known), doubt=block.no_run)
    if state.freshness is Freshness.MISSING:
        return Shown(commands=_unrecorded(block, instead, known), doubt="it has no recording yet")
    pairs = zip(block.commands, state.interactions, strict=True)
    doubt = f"its recording is stale: {state.reason}" if state.freshness is Freshness.STALE else ""
    return Shown(commands=tuple(_recorded(block, *pair, known) for pair in pairs), doubt=doubt)


def prompted(command: Command, values: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the lines of *command* as its author wrote them, else after the usual prompts.

    :param values: what to show in place of the names that it uses.
    """
    first, *rest = command.text.split("\n")
    lines = command.written or (f"$ {first}", *(f"> {line}".rstrip() for line in rest))
    known = {each.name: values[each.name] for each in command.captured if values and each.name in values}
    return tuple(with_values("\n".join(lines), known).split("\n")) if known else lines


def _recorded(
    block: RunBlock, command: Command, kept: Interaction, values: Mapping[str, str]
) -> ShownCommand:
    if kept.command != command.text:
        return ShownCommand(command=prompted(command, values), output=command.expected or "")
    output = shown_once(kept.output) if _prints_steps(block, command) else kept.output
    if command.expected is not None:
        output = elide(command.expected, output, command=command.text, comparison=command.comparison)
    return ShownCommand(command=prompted(command, values), output=output)


def _prints_steps(block: RunBlock, command: Command) -> bool:
    return block.action is Action.CREATE or "kind" in command.text


def _unrecorded(block: RunBlock, instead: str, values: Mapping[str, str]) -> tuple[ShownCommand, ...]:
    shown = [
        ShownCommand(command=prompted(each, values), output=each.expected or "") for each in block.commands
    ]
    if instead and not any(each.output for each in shown):
        shown[-1] = ShownCommand(command=shown[-1].command, output=instead)
    return tuple(shown)
