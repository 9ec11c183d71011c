"""The options that say how a block's output is compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kindsphinx.core.comparing import Comparison, Mode, unknown_columns, wrong_with_json, wrong_with_regex
from kindsphinx.core.freshness import Freshness
from kindsphinx.core.problems import Location, Severity, did_you_mean
from kindsphinx.sphinx_ext.warnings import WarningSubtype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.blocks import Command, RunBlock
    from kindsphinx.core.comparing import Volatile
    from kindsphinx.core.freshness import BlockState
    from kindsphinx.sphinx_ext.directives.base import KindDirective
    from kindsphinx.sphinx_ext.options import Options

COMPARING_OPTIONS = ("compare", "contains", "ignore", "ignore-columns", "strict-columns")
_COLUMNS = ("ignore-columns", "strict-columns")


def compared(directive: KindDirective, commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """Return *commands* with what the directive's options say about them, and tell what is wrong in these."""
    comparison = _comparison(directive.read, directive.settings.volatile)
    contained = tuple(directive.read.each_line("contains"))
    _refuse_without_effect(directive.read, comparison.mode, commands)
    found = [replace(command, comparison=comparison) for command in commands]
    for command in found:
        for message, location in _wrong_expectation(command):
            directive.complain(message, WarningSubtype.OPTION, location)
    if contained and found:
        found[-1] = replace(found[-1], comparison=replace(comparison, contained=contained))
    return tuple(found)


def tell_unknown_columns(directive: KindDirective, block: RunBlock, state: BlockState | None) -> None:
    """Give a warning for each column that the recording of the block has not."""
    if state is None or state.freshness is not Freshness.FRESH:
        return
    outputs = [(each.command, each.output) for each in state.interactions]
    comparison = block.commands[-1].comparison
    for option, names in zip(_COLUMNS, (comparison.ignored_columns, comparison.strict_columns), strict=True):
        unknown, known = unknown_columns(names, outputs)
        for name in unknown:
            there = f": there are {', '.join(known)}" if known else ": it has no table"
            hint = did_you_mean(name.upper(), known) or there
            directive.complain(
                f"“{option}”: no table of the recording has a column “{name}”{hint}",
                WarningSubtype.OPTION,
                directive.place.of_option(option, name),
                severity=Severity.WARNING,
            )


def _comparison(read: Options, volatile: Volatile) -> Comparison:
    mode = read.choice("compare", choices=tuple(Mode))
    ignored, strict = (tuple(read.names(option)) for option in _COLUMNS)
    for name in strict:
        if name.casefold() in map(str.casefold, ignored):
            message = (
                f"“strict-columns”: “{name}” is left out by “ignore-columns”: remove it from one of them"
            )
            read.problem("strict-columns", message, name)
    return Comparison(
        mode=Mode(mode or Mode.AUTO),
        ignored_columns=ignored,
        strict_columns=strict,
        ignored_lines=tuple(_regexes(read, "ignore")),
        volatile=volatile,
    )


def _regexes(read: Options, option: str) -> Iterator[str]:
    for line in read.each_line(option):
        if wrong := wrong_with_regex(line):
            read.problem(option, f"“{option}”: “{line}”: {wrong}", line)
        else:
            yield line


def _refuse_without_effect(read: Options, mode: Mode, commands: tuple[Command, ...]) -> None:
    """Say which options change nothing."""
    if read.has("no-run"):
        for option in COMPARING_OPTIONS:
            read.refuse(option, "the block is never run")
        return
    if not mode.reads_tables:
        for option in _COLUMNS:
            read.refuse(option, f"with “compare: {mode}” nothing is read as a table")
    if mode is Mode.REGEX and commands and all(command.expected is None for command in commands):
        read.refuse("compare", "the content has no expected lines, which would be the regular expressions")
    if len(commands) == 1 and read.has("contains"):
        for option in COMPARING_OPTIONS:
            if option != "contains":
                read.refuse(option, "with “contains” nothing else of the output is compared")


def _wrong_expectation(command: Command) -> Iterator[tuple[str, Location]]:
    """Yield what keeps an expectation from being compared in its mode, with the place."""
    if command.expected is None:
        return
    begin = command.expected_location or command.location
    if command.comparison.mode is Mode.REGEX:
        for number, line in enumerate(command.expected.splitlines()):
            if line.strip() != "..." and (wrong := wrong_with_regex(line)):
                yield (
                    f"“{line}”: {wrong}",
                    Location(source=begin.source, line=begin.line + number, column=begin.column),
                )
    elif command.comparison.mode is Mode.JSON and (problem := wrong_with_json(command.expected)):
        column = (begin.column or 1) + problem.column - 1
        where = Location(source=begin.source, line=begin.line + problem.line - 1, column=column)
        yield f"the expectation is no JSON, as which “compare: json” takes it: {problem.message}", where
