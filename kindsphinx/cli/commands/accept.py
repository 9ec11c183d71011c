"""``accept``: take what the last run saw into pages and their recordings."""

from __future__ import annotations

import fnmatch
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kindsphinx.cli.accepting import Change, change_of, write_change
from kindsphinx.cli.asking import Asking
from kindsphinx.cli.command import Command
from kindsphinx.cli.errors import UsageError
from kindsphinx.cli.left_by_run import LeftError, left_by_run
from kindsphinx.cli.pages import page_globs
from kindsphinx.cli.project import find_project
from kindsphinx.core.drift import Drift
from kindsphinx.core.errors import KindSphinxError
from kindsphinx.reporting.columns import visible
from kindsphinx.reporting.paint import paint_for
from kindsphinx.reporting.patch import painted_patch
from kindsphinx.reporting.status_line import write_text

if TYPE_CHECKING:
    import argparse

    from kindsphinx.cli.left_by_run import LeftByRun, LeftPage
    from kindsphinx.cli.outside import Outside
    from kindsphinx.core.accepting import Place
    from kindsphinx.core.drift import Difference

NOT_TAKEN: Final = 1
_LINE: Final = re.compile(r"(?P<page>.+):(?P<line>[1-9][0-9]*):?")
_CLASSES: Final = (Drift.VERSION, Drift.CHANGED, Drift.STRUCTURE)

_DETAILS = """\
Nothing is run. Of each page the recording is taken whole, since it is one run, and what the page itself
expects is rewritten where it differs: placeholders, “...” and layout stay. SRCDIR and PAGE are those of
verify; PAGE:LINE, as a failure is reported, rewrites only what is expected at that line. Without PAGE, all
pages of the run are meant. A page that was edited since is left as it is.
"""
_EXAMPLES = """\
python -m kindsphinx accept --dry-run                  what would be taken, as a patch
python -m kindsphinx accept source/guide/first.rst:41  one expectation, and the page's recording"""
_STATUSES = """\
0 if all that was asked for is taken, or left by your answers, or nothing differs;
1 if a page was left as it is, 2 if no run has left anything, or the command line is wrong"""


def _run(found: argparse.Namespace, outside: Outside) -> int:
    names = [_split(each) for each in found.paths if each]
    project, pages = find_project([name for name, _ in names], confdir=found.confdir, builddir=found.builddir)
    lines = [line for _, line in names[len(names) - len(pages) :]]
    left = left_by_run(project.builddir, found.source, project.srcdir)
    globs = page_globs(pages, project.srcdir)
    chosen = _chosen(left, list(zip(pages, globs, lines, strict=True)))
    taking = _Taking(left, outside, only=found.only and Drift(found.only), dry_run=found.dry_run)
    if found.interactive:
        taking.ask()
    return taking.take(chosen)


def _split(path: str) -> tuple[str, int]:
    """Return a page and a line of it; 0 for all of them."""
    match = _LINE.fullmatch(path)
    if match is None or Path(path).exists():
        return path, 0
    return match["page"], int(match["line"])


def _chosen(left: LeftByRun, asked: list[tuple[str, str, int]]) -> dict[str, set[int]]:
    """Return the pages that are meant, each with the lines that are; none for all of them."""
    there = left.docnames()
    if not asked:
        return {docname: set() for docname in there}
    chosen: dict[str, set[int]] = {}
    whole: set[str] = set()
    for name, glob, line in asked:
        docnames = fnmatch.filter(there, glob)
        if not docnames:
            raise UsageError(
                f"the last run has left nothing of “{name}”: it did not run, or did not come to its end; "
                f"run it (python -m kindsphinx verify {name}), and correct what ends it"
            )
        for docname in docnames:
            chosen.setdefault(docname, set()).update({line} if line else ())
            whole.update(() if line else {docname})
    return {docname: set() if docname in whole else lines for docname, lines in chosen.items()}


class _Taking:
    """Takes one page after the other, and tells of each."""

    def __init__(self, left: LeftByRun, outside: Outside, *, only: Drift | None, dry_run: bool) -> None:
        self._left = left
        self._outside = outside
        self._only = only
        self._dry_run = dry_run
        self._paint = paint_for(outside.stdout, outside.environ)
        self._asking: Asking | None = None
        self._counts: Counter[str] = Counter()

    def ask(self) -> None:
        """Let somebody say of each difference whether it is to be taken."""
        self._asking = Asking(self._outside, self._paint)

    def take(self, chosen: dict[str, set[int]]) -> int:
        """Take pages and return the exit status."""
        for docname, lines in chosen.items():
            if self._asking and self._asking.is_over:
                break
            try:
                self._take_page(docname, lines)
            except KindSphinxError as error:
                self._refuse(docname, str(error))
        self._sum_up()
        return NOT_TAKEN if self._counts["refused"] else 0

    def _take_page(self, docname: str, lines: set[int]) -> None:
        self._check_lines(docname, lines)
        change = change_of(
            self._left,
            docname,
            is_chosen=lambda place: not lines or any(_stands_at(place, line) for line in lines),
            wanted=self._wants,
        )
        if change.acceptance.refusals:
            self._tell_refusals(change)
        elif not (change.changed or change.changes_recording):
            self._counts["same"] += 1
        elif self._dry_run:
            self._counts["taken"] += 1
            write_text(self._outside.stdout, painted_patch(change.patch(), self._paint))
        else:
            write_change(self._left, change)
            self._counts["taken"] += 1
            self._tell_taken(change)
        self._tell_left(change)

    def _wants(self, page: LeftPage, place: Place, difference: Difference) -> bool:
        if self._only and difference.drift is not self._only:
            return False
        return self._asking is None or self._asking.wants(page, place, difference)

    def _check_lines(self, docname: str, lines: set[int]) -> None:
        places = self._left.page(docname).seen.places if lines else ()
        for line in sorted(lines):
            if not any(_stands_at(place, line) for place in places):
                known = ", ".join(str(each.expected_line) for each in places if not each.met)
                hint = f"what differs is expected at {known}" if known else "nothing that it expects differs"
                raise LeftError(f"no command stands at line {line}: {hint}")

    def _refuse(self, docname: str, reason: str) -> None:
        self._counts["refused"] += 1
        self._complain(f"{docname}: left as it is: {reason}")

    def _tell_refusals(self, change: Change) -> None:
        refusals = change.acceptance.refusals
        is_answer = self._asking is not None and all(each.is_declined for each in refusals)
        self._counts["declined" if is_answer else "refused"] += 1
        for each in refusals:
            place = f"{change.page.path(each.file)}:{each.line}"
            self._complain(f"{place}: the page is left as it is: {each.reason}")

    def _tell_taken(self, change: Change) -> None:
        source = change.page.seen.source
        lines = [str(line) for file, line in change.acceptance.rewritten if file == source]
        others = [f"{file}:{line}" for file, line in change.acceptance.rewritten if file != source]
        told = []
        if lines or others:
            own = [f"line{'s' if len(lines) > 1 else ''} {', '.join(lines)}"] if lines else []
            told.append(f"what is expected at {' and at '.join([*own, *others])} is rewritten")
        if change.changes_recording:
            told.append("the recording is taken")
        self._say(f"{change.page.source}: {', '.join(told)}")

    def _tell_left(self, change: Change) -> None:
        if change.acceptance.refusals:
            return
        for place, difference in change.acceptance.left:
            line = place.expected_line + (difference.expected_line or 0)
            sentence = visible(difference.sentence)
            path = change.page.path(place.file)
            self._say(f"{path}:{line}: not taken, {difference.drift}: {sentence}")

    def _sum_up(self) -> None:
        taken, refused = self._counts["taken"], self._counts["refused"] + self._counts["declined"]
        if self._dry_run and taken:
            # what stands above is for “git apply”
            return
        others = f", {_pages(refused)} left as {'it is' if refused == 1 else 'they are'}" if refused else ""
        self._say(f"{_pages(taken)} accepted{others}" if taken or refused else "nothing differs")

    def _say(self, text: str) -> None:
        write_text(self._outside.stderr if self._dry_run else self._outside.stdout, f"{text}\n")

    def _complain(self, text: str) -> None:
        write_text(self._outside.stderr, f"{visible(text)}\n")


def _stands_at(place: Place, line: int) -> bool:
    return place.line <= line <= place.last_line


def _pages(number: int) -> str:
    return f"{number} page" if number == 1 else f"{number} pages"


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="SRCDIR, PAGE[:LINE]", help="see above")
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="DIR",
        help="take what a run elsewhere has left: the artifact of CI, unpacked",
    )
    parser.add_argument(
        "-i", "--interactive", action="store_true", help="ask about each difference: y takes it, n leaves it"
    )
    parser.add_argument(
        "--only",
        choices=tuple(map(str, _CLASSES)),
        metavar="CLASS",
        help=f"take the differences of one class only: {', '.join(_CLASSES)}",
    )
    parser.add_argument(
        "-n",
        "--dry-run",
        action="store_true",
        help="write nothing, but show the patch of pages and recordings",
    )
    parser.add_argument(
        "-c", dest="confdir", type=Path, metavar="CONFDIR", help="the folder of conf.py, if SRCDIR has none"
    )
    parser.add_argument(
        "--builddir",
        type=Path,
        metavar="DIR",
        help="where the run has left its results, in DIR/doctest; by default where verify leaves them",
    )


COMMAND: Final = Command(
    name="accept",
    summary="take what the last run saw into pages and their recordings",
    add_arguments=_add_arguments,
    run=_run,
    usage="[OPTION ...] [SRCDIR] [PAGE[:LINE] ...]",
    details=_DETAILS,
    examples=_EXAMPLES,
    statuses=_STATUSES,
)
