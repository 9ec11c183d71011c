"""Takes a command line apart: a command, and what it declares."""

from __future__ import annotations

import argparse
import textwrap
from typing import TYPE_CHECKING

from kindsphinx import __version__
from kindsphinx.cli.command import PROGRAM
from kindsphinx.cli.commands import COMMANDS
from kindsphinx.cli.errors import UsageError
from kindsphinx.core.cluster_config.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kindsphinx.cli.command import Command

_SHORTEST_NAME = 3
"""Of an option that resembles another by more than chance."""


class _Parser(argparse.ArgumentParser):
    """Raises what argparse would print, so that one place ends the program."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(message)


def parse(argv: Sequence[str], commands: Sequence[Command] = COMMANDS) -> tuple[Command, argparse.Namespace]:
    """Return the one of *commands* that *argv* begins with, and what follows it.

    :raises UsageError: if it cannot be understood.
    :raises SystemExit: after the help or the version has been printed.
    """
    name = _overview(commands).parse_args(argv[:1]).command
    command = next(each for each in commands if each.name == name)
    own, behind = _split(list(argv[1:]))
    if behind and not command.behind:
        raise UsageError(f"nothing follows “{name} --”: leave out {' '.join(behind)}")
    parser = _parser(command)
    # arguments and options in any order, which argparse does not take by itself
    found, rest = parser.parse_known_intermixed_args(own)
    if rest:
        raise UsageError(_unknown(rest, parser, command))
    found.behind = behind
    return command, found


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in words:
        return words, []
    at = words.index("--")
    return words[:at], words[at + 1 :]


def _unknown(rest: list[str], parser: _Parser, command: Command) -> str:
    word = next((each for each in rest if each.startswith("-")), "")
    if not word:
        return f"“{rest[0]}” is one argument too many"
    own = {option.lstrip("-"): option for option in parser._option_string_actions}  # noqa: SLF001 - it has no other list
    name = word.partition("=")[0].lstrip("-")
    near = nearest(name, own) if len(name) >= _SHORTEST_NAME else ""
    if near:
        return f"unknown option {word}: did you mean {own[near]}?"
    return f"unknown option {word}" + (f": {command.behind} follow after --" if command.behind else "")


def _overview(commands: Sequence[Command]) -> _Parser:
    """Return what prints the help of the whole, and knows the commands' names."""
    examples = "\n".join(dict.fromkeys(each.examples for each in commands))
    parser = _Parser(
        prog=PROGRAM,
        description="Runs the pages of a Sphinx project on real kind clusters, and judges configurations.",
        epilog=_epilog(examples, f"“{PROGRAM} COMMAND --help” tells more of a command."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"kindsphinx {__version__}")
    names = parser.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True, parser_class=_Parser
    )
    for command in commands:
        names.add_parser(command.name, help=command.summary, add_help=False)
    return parser


def _parser(command: Command) -> _Parser:
    """Return what takes the arguments of one command, and prints its help."""
    verb = f"{command.summary[0].upper()}{command.summary[1:]}."
    parser = _Parser(
        prog=f"{PROGRAM} {command.name}",
        usage=f"%(prog)s [-h] {command.usage}",
        description=f"{verb}\n\n{command.details}",
        epilog=_epilog(command.examples, f"exit status: {command.statuses}"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_arguments(parser)
    return parser


def _epilog(examples: str, last: str) -> str:
    return f"examples:\n{textwrap.indent(examples, '  ')}\n\n{last}\n"
