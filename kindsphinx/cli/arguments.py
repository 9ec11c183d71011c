"""What can be written on the command line."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx import __version__
from kindsphinx.cli.errors import UsageError
from kindsphinx.core.outcome import RecordMode

if TYPE_CHECKING:
    from collections.abc import Sequence

MODES = {"record": RecordMode.ALL, "verify": RecordMode.NONE}
"""Command -> its record mode."""

_EXAMPLES = """\
examples:
  python -m kindsphinx verify                            every page of this folder's project
  python -m kindsphinx record source/guide/first.rst     one page, by its file
  python -m kindsphinx verify docs guide/first 'more/*'  pages of the project in docs, by name
  python -m kindsphinx verify -c . source -- -W -q       with options of sphinx-build

exit status: 0 if all is well, 1 if anything failed or could not run, 2 if the command line is wrong
"""
_PAGES = """\
SRCDIR is the source folder. Without it: source, docs or the current folder, whichever has conf.py;
or the folder source below one of them. PAGE is the name of a page without suffix, such as guide/first,
a glob of names, or the path of a page or of a folder of pages. Options of sphinx-build follow after --.
"""
_USAGE = "%(prog)s [-h] [-c CONFDIR] [--builddir DIR] [SRCDIR] [PAGE ...] [-- OPTION ...]"
_VERBS = {
    "record": "run pages on real clusters and record what they print",
    "verify": "run pages on real clusters and compare with what is recorded",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Arguments:
    """One command line, taken apart."""

    mode: RecordMode
    paths: list[str]
    """SRCDIR and pages, which only the files tell apart."""
    confdir: Path | None
    builddir: Path | None
    sphinx_options: list[str]


def parse(argv: Sequence[str]) -> Arguments:
    """Return what *argv* says.

    :raises UsageError: if it cannot be understood.
    :raises SystemExit: after the help or the version has been printed.
    """
    own, sphinx_options = _split(list(argv))
    found, rest = _parser().parse_known_args(own)
    # argparse lets go of what stands behind an option that follows the first path
    options = [each for each in rest if each.startswith("-")]
    if options:
        raise UsageError(f"unknown option {options[0]}: options of sphinx-build follow after --")
    return Arguments(
        mode=MODES[found.command],
        paths=[each for each in (*found.paths, *rest) if each],
        confdir=found.confdir,
        builddir=found.builddir,
        sphinx_options=sphinx_options,
    )


def _split(argv: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in argv:
        return argv, []
    at = argv.index("--")
    return argv[:at], argv[at + 1 :]


class _Parser(argparse.ArgumentParser):
    """Raises what argparse would print, so that one place ends the program."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(message)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m kindsphinx",
        description="Runs the pages of a Sphinx project on real kind clusters.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"kindsphinx {__version__}")
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True, parser_class=_Parser
    )
    for name, verb in _VERBS.items():
        command = commands.add_parser(
            name,
            help=verb,
            usage=_USAGE,
            description=f"{verb[0].upper()}{verb[1:]}.\n\n{_PAGES}",
            epilog=_EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        _add_arguments(command)
    return parser


def _add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="*", metavar="SRCDIR, PAGE", help="see above")
    command.add_argument(
        "-c", dest="confdir", type=Path, metavar="CONFDIR", help="the folder of conf.py, if SRCDIR has none"
    )
    command.add_argument(
        "--builddir",
        type=Path,
        metavar="DIR",
        help="where the results go, in DIR/doctest; by default build beside SRCDIR, "
        "or _build within it where conf.py lies among the pages",
    )
