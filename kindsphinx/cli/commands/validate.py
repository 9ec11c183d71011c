"""``validate``: judge configurations as kind would, with neither kind nor an engine."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from kindsphinx.cli.command import Command
from kindsphinx.cli.errors import UsageError
from kindsphinx.cli.sources import STANDARD_INPUT, UnreadableError, read_source
from kindsphinx.core.cluster_config import (
    NEWEST_KIND,
    OLDEST_KIND,
    ProblemCode,
    dump,
    is_cluster_config,
    is_newer_than_known,
    is_release,
    is_too_old,
    judge,
)
from kindsphinx.core.cluster_config.suggest import nearest
from kindsphinx.core.problems import Severity
from kindsphinx.reporting.columns import visible
from kindsphinx.reporting.paint import paint_for
from kindsphinx.reporting.status_line import write_text
from kindsphinx.reporting.verdict_json import VerdictJson, write_json
from kindsphinx.reporting.verdict_text import VerdictText
from kindsphinx.reporting.verdicts import Judged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kindsphinx.cli.outside import Outside
    from kindsphinx.reporting.verdicts import VerdictReport

PROBLEMS: Final = 1
UNREADABLE: Final = 2

_WARNINGS: Final = tuple(each for each in ProblemCode if each.severity is Severity.WARNING)
_DETAILS = """\
FILE is a configuration of kind; “-”, or no FILE at all, is standard input. Each problem is told at its line
and column, with what to write instead, and with kind's own words where kind refuses the configuration.
A warning is about what kind accepts, and what then fails or surprises.
"""
_EXAMPLES = """\
python -m kindsphinx validate kind-config.yaml         a configuration, or several
python -m kindsphinx validate --dump < config.yaml     what kind makes of it, with all defaults"""
_STATUSES = "0 if kind accepts all, 1 if there are problems, 2 if anything could not be read"


class _Validation:
    """Judges one file after the other, and tells of each at once."""

    def __init__(self, wishes: argparse.Namespace, outside: Outside) -> None:
        self._wishes = wishes
        self._outside = outside
        self._report = _report(wishes, outside)

    def status_of(self, files: Iterable[str]) -> int:
        """Return the exit status that *files* deserve: that of the worst."""
        worst = max([self._take(file) for file in files])
        self._report.end()
        return worst

    def _take(self, file: str) -> int:
        try:
            data = read_source(file, self._outside)
        except UnreadableError as error:
            write_text(self._outside.stderr, f"kindsphinx: {visible(str(error))}\n")
            return UNREADABLE
        if self._wishes.only_kind and not is_cluster_config(data):
            self._report.pass_over()
            return 0
        return self._judge(file, data)

    def _judge(self, file: str, data: bytes) -> int:
        verdict = judge(data, kind_version=self._wishes.kind_version)
        problems = tuple(each for each in verdict.problems if each.code not in self._wishes.ignore)
        self._report.add(
            Judged(
                file=file,
                data=data,
                accepted=verdict.accepted,
                problems=problems,
                kind_message=verdict.kind_message,
            )
        )
        if self._wishes.dump:
            write_json(self._outside.stdout, verdict.config and dump(verdict.config))
        is_bad = not verdict.accepted or (self._wishes.strict and problems)
        return PROBLEMS if is_bad else 0


def _run(found: argparse.Namespace, outside: Outside) -> int:
    files = [*found.files, *found.behind] or [STANDARD_INPUT]
    if files.count(STANDARD_INPUT) > 1:
        raise UsageError("“-” is named twice: standard input can be read only once")
    if is_newer_than_known(found.kind_version):
        write_text(
            outside.stderr,
            f"kindsphinx: {found.kind_version} is newer than {NEWEST_KIND}, the newest kind that is known: "
            "that one judges\n",
        )
    return _Validation(found, outside).status_of(files)


def _report(wishes: argparse.Namespace, outside: Outside) -> VerdictReport:
    stream = outside.stderr if wishes.dump else outside.stdout
    if wishes.format == "json":
        return VerdictJson(stream)
    return VerdictText(stream, paint=paint_for(stream, outside.environ), counts=not wishes.dump)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="a configuration, or “-”")
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="“text”, which is the default, or “json”, a list with an object for each file",
    )
    parser.add_argument("--strict", action="store_true", help="let warnings count as problems")
    parser.add_argument(
        "--ignore",
        action="extend",
        type=_codes,
        default=[],
        metavar="CODE",
        help="say nothing of a warning with this code, such as even-control-planes; "
        "several are separated by commas, or have an --ignore each",
    )
    parser.add_argument(
        "--only-kind",
        action="store_true",
        help="pass over files that are no configurations: whose apiVersion is none of kind's",
    )
    parser.add_argument(
        "--kind-version",
        type=_version,
        default=NEWEST_KIND,
        metavar="VERSION",
        help=f"which kind is to judge, such as 0.30; by default {NEWEST_KIND}",
    )
    parser.add_argument(
        "--dump",
        action="store_true",
        help="print each configuration as kind decodes it, with all defaults, as JSON; "
        "“null” if kind gets none out of the file; problems go to standard error",
    )


def _version(text: str) -> str:
    if not is_release(text):
        raise argparse.ArgumentTypeError(
            f"“{text}” is no version of kind: write it as {NEWEST_KIND}, or shorter as 0.33"
        )
    if is_too_old(text):
        raise argparse.ArgumentTypeError(
            f"kind {text} is older than what can be judged: write {OLDEST_KIND}, the first that reads "
            "kind.x-k8s.io/v1alpha4, or a later one"
        )
    return text


def _codes(text: str) -> list[str]:
    """Return the codes of a list; Sphinx' names for them, which begin with ``kind.``, will do."""
    codes = [word.removeprefix("kind.") for word in text.replace(",", " ").split()]
    for code in codes:
        if code not in _WARNINGS:
            raise argparse.ArgumentTypeError(_no_warning(code))
    return codes


def _no_warning(code: str) -> str:
    if code in list(ProblemCode):
        return f"“{code}” is an error, and only warnings can be ignored: correct the configuration"
    near = nearest(code, _WARNINGS)
    hint = f"did you mean “{near}”?" if near else f"there are {', '.join(_WARNINGS)}"
    return f"“{code}” is no warning: {hint}"


COMMAND: Final = Command(
    name="validate",
    summary="judge configurations as kind would, with no kind and no engine",
    add_arguments=_add_arguments,
    run=_run,
    usage="[OPTION ...] [FILE ...] [-- FILE ...]",
    details=_DETAILS,
    examples=_EXAMPLES,
    statuses=_STATUSES,
    behind="files whose names begin with a dash",
)
