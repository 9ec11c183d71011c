"""Runs ``sphinx-build -M doctest`` in this process, with what the command line means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from kindsphinx.cli.arguments import parse
from kindsphinx.cli.errors import UsageError
from kindsphinx.cli.pages import page_globs
from kindsphinx.cli.project import find_project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kindsphinx.cli.arguments import Arguments

FAILED = 1
USAGE = 2


def main(
    argv: Sequence[str] | None = None,
    *,
    build: Callable[[list[str]], int] | None = None,
    stderr: TextIO | None = None,
) -> int:
    """Run the command line *argv*, by default that of this process, and return the exit status.

    0: all is well; 1: something failed or could not run; 2: the command line is wrong. *build* takes the
    arguments of sphinx-build and returns its exit status.
    """
    try:
        arguments = parse(sys.argv[1:] if argv is None else argv)
        command = sphinx_arguments(arguments)
    except UsageError as error:
        stream = stderr or sys.stderr
        stream.write(f"kindsphinx: {error}\nTry “python -m kindsphinx --help”.\n")
        return USAGE
    return FAILED if (build or _sphinx_build)(command) else 0


def sphinx_arguments(arguments: Arguments) -> list[str]:
    """Return the arguments of the sphinx-build that does what *arguments* say.

    :raises UsageError: if there is no such project, or no such page.
    """
    project, pages = find_project(arguments.paths, confdir=arguments.confdir, builddir=arguments.builddir)
    globs = page_globs(pages, project.srcdir)
    return [
        *("-M", "doctest", str(project.srcdir), str(project.builddir), "-c", str(project.confdir)),
        *("-D", "kind_execute=on", "-D", f"kind_record={arguments.mode}"),
        *(("-D", f"kind_pages={','.join(globs)}") if globs else ()),
        *arguments.sphinx_options,
    ]


def _sphinx_build(command: list[str]) -> int:
    from sphinx.cmd.build import main as sphinx_main  # noqa: PLC0415 - --help and --version need no Sphinx

    return sphinx_main(command)
