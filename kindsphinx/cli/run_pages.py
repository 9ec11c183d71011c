"""What ``record`` and ``verify`` have in common: both are ``sphinx-build -M doctest`` in this process."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.cli.command import Command
from kindsphinx.cli.pages import page_globs
from kindsphinx.cli.project import find_project
from kindsphinx.core.drift import Drift, worst
from kindsphinx.core.outcome import RecordMode, Status

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from kindsphinx.cli.outside import Outside
    from kindsphinx.cli.project import Project

FAILED = 1
COULD_NOT_RUN = 2

_EXAMPLES = """\
python -m kindsphinx verify                            every page of this folder's project
python -m kindsphinx record source/guide/first.rst     one page, by its file
python -m kindsphinx verify docs guide/first 'more/*'  pages of the project in docs, by name
python -m kindsphinx verify -c . source -- -W -q       with options of sphinx-build"""
_PAGES = """\
SRCDIR is the source folder. Without it: source, docs or the current folder, whichever has conf.py;
or the folder source below one of them. PAGE is the name of a page without suffix, such as guide/first,
a glob of names, or the path of a page or of a folder of pages. Options of sphinx-build follow after --.
"""


_STATUSES = {
    RecordMode.ALL: "0 if all is well, 1 if anything failed or could not run, 2 if the command line is wrong",
    RecordMode.NONE: """\
0 if all is well, else that of the worst difference:
9 a version of Kubernetes or kind, 10 a changed value, 11 rows, columns or lines that are missing or more, or
a recording that is missing or stale, 12 an exit code, or a command that took too long;
1 if the build failed for another reason, 2 if anything could not be run, or the command line is wrong""",
}


def pages_command(name: str, summary: str, mode: RecordMode) -> Command:
    """Return a command that runs pages in record mode *mode*."""
    return Command(
        name=name,
        summary=summary,
        add_arguments=_add_arguments,
        run=lambda found, outside: _run(_asked(found, mode), outside),
        usage="[-c CONFDIR] [--builddir DIR] [SRCDIR] [PAGE ...] [-- OPTION ...]",
        details=_PAGES,
        examples=_EXAMPLES,
        statuses=_STATUSES[mode],
        behind="options of sphinx-build",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which pages are to be run, and how."""

    mode: RecordMode
    paths: list[str]
    """SRCDIR and pages, which only the files tell apart."""
    confdir: Path | None
    builddir: Path | None
    sphinx_options: list[str]


def _sphinx_arguments(asked: Asked, project: Project, globs: Sequence[str]) -> list[str]:
    """Return the arguments of the sphinx-build that does what is *asked*."""
    return [
        *("-M", "doctest", str(project.srcdir), str(project.builddir), "-c", str(project.confdir)),
        *("-D", "kind_execute=on", "-D", f"kind_record={asked.mode}"),
        *(("-D", f"kind_pages={','.join(globs)}") if globs else ()),
        *asked.sphinx_options,
    ]


def _run(asked: Asked, outside: Outside) -> int:
    project, pages = find_project(asked.paths, confdir=asked.confdir, builddir=asked.builddir)
    command = _sphinx_arguments(asked, project, page_globs(pages, project.srcdir))
    report = project.builddir / "doctest" / "kind.json"
    # what lies there is of an earlier run, and this one may not get as far
    with contextlib.suppress(OSError):
        report.unlink()
    failed = outside.build(command)
    if asked.mode is RecordMode.ALL:
        return FAILED if failed else 0
    return _status_of(report) or (FAILED if failed else 0)


def _status_of(report: Path) -> int:
    """Return the exit status for the worst that a run has found; 0 if it has found nothing."""
    try:
        found = json.loads(report.read_bytes())
        outcomes = [(each["status"], each["drift"]) for each in found["outcomes"]]
    except (OSError, ValueError, LookupError, TypeError):
        return 0
    if any(status == Status.ERROR for status, _ in outcomes) or not found["complete"]:
        return COULD_NOT_RUN
    drift = worst(Drift(drift) for _, drift in outcomes if drift)
    return drift.exit_status if drift else 0


def _asked(found: argparse.Namespace, mode: RecordMode) -> Asked:
    return Asked(
        mode=mode,
        paths=[each for each in found.paths if each],
        confdir=found.confdir,
        builddir=found.builddir,
        sphinx_options=found.behind,
    )


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="SRCDIR, PAGE", help="see above")
    parser.add_argument(
        "-c", dest="confdir", type=Path, metavar="CONFDIR", help="the folder of conf.py, if SRCDIR has none"
    )
    parser.add_argument(
        "--builddir",
        type=Path,
        metavar="DIR",
        help="where the results go, in DIR/doctest; by default build beside SRCDIR, "
        "or _build within it where conf.py lies among the pages",
    )
