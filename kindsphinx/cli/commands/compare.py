"""``compare``: tell what differs between two outputs of one command, as the pages of a guide are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kindsphinx.cli.command import Command
from kindsphinx.cli.errors import UsageError
from kindsphinx.cli.sources import STANDARD_INPUT, UnreadableError, read_source
from kindsphinx.cli.volatile_options import add_volatile_arguments, volatile_of
from kindsphinx.core.coherence import Ledger
from kindsphinx.core.comparing import Comparison, Mode, wrong_with_regex
from kindsphinx.core.diff import compare
from kindsphinx.core.differences import Says
from kindsphinx.reporting.columns import visible
from kindsphinx.reporting.comparison import comparison_data, comparison_text
from kindsphinx.reporting.paint import paint_for
from kindsphinx.reporting.status_line import write_text
from kindsphinx.reporting.verdict_json import write_json

if TYPE_CHECKING:
    import argparse

    from kindsphinx.cli.outside import Outside

UNREADABLE: Final = 2

_DETAILS = """\
OLD and NEW are files with what one command printed at two times; “-” is standard input. What differs from
run to run by nature, such as ages, addresses and the order of rows, is no difference. COMMAND says how an
output is read, and nothing is run. No project's settings count, unless -c names the folder of its conf.py.
"""
_EXAMPLES = """\
python -m kindsphinx compare old.txt new.txt --command "kubectl get pods"
kubectl get nodes | python -m kindsphinx compare nodes.txt - --command "kubectl get nodes\""""
_STATUSES = """\
0 if nothing differs but volatile values, else that of the worst difference:
9 a version of Kubernetes or kind, 10 a changed value, 11 rows, columns or lines that are missing or more;
2 if anything could not be read"""


def _run(found: argparse.Namespace, outside: Outside) -> int:
    if [found.old, found.new, *found.source].count(STANDARD_INPUT) > 1:
        raise UsageError("“-” is named twice: only one of them can be standard input")
    try:
        old, new, *sources = (
            read_source(name, outside).decode(errors="replace")
            for name in (found.old, found.new, *found.source)
        )
    except UnreadableError as error:
        write_text(outside.stderr, f"kindsphinx: {visible(str(error))}\n")
        return UNREADABLE
    comparison = _comparison(found, outside)
    diff = compare(
        old,
        new,
        command=found.command,
        comparison=comparison,
        ellipsis=found.expected or comparison.mode in {Mode.ELLIPSIS, Mode.REGEX},
        says=Says.BEFORE,
        cosmetic=found.verbose,
        ledger=Ledger("\n".join([found.command, *sources])),
    )
    if found.format == "json":
        write_json(outside.stdout, comparison_data(diff))
    else:
        paint = paint_for(outside.stdout, outside.environ)
        write_text(outside.stdout, comparison_text(diff, paint=paint, verbose=found.verbose))
    return diff.drift.exit_status if diff.drift else 0


def _comparison(found: argparse.Namespace, outside: Outside) -> Comparison:
    for regex in found.ignore:
        if wrong := wrong_with_regex(regex):
            raise UsageError(f"--ignore {regex}: {wrong}")
    return Comparison(
        mode=Mode(found.compare),
        ignored_columns=_names(found.ignore_columns),
        strict_columns=_names(found.strict_columns),
        ignored_lines=tuple(found.ignore),
        volatile=volatile_of(found, outside),
    )


def _names(values: list[str]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="an output, or “-”")
    parser.add_argument("new", metavar="NEW", help="another, or “-”")
    parser.add_argument(
        "--command", default="", metavar="COMMAND", help="the line of shell that printed both; it is not run"
    )
    parser.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="FILE",
        help="the page, a configuration or a manifest that both come from: ports and networks that it names "
        "are no choice of Kubernetes; may be given again",
    )
    parser.add_argument(
        "--expected",
        action="store_true",
        help="OLD is what a page expects: in it “...” stands for what is left out",
    )
    parser.add_argument(
        "--compare",
        choices=tuple(map(str, Mode)),
        default=str(Mode.AUTO),
        metavar="MODE",
        help=f"how they are read, as the option of kind-run: {', '.join(Mode)}; "
        "“auto” is the default, and with “ellipsis” or “regex” OLD is what a page expects",
    )
    parser.add_argument(
        "--ignore-columns",
        action="append",
        default=[],
        metavar="NAMES",
        help="the columns of tables to leave out, separated by commas",
    )
    parser.add_argument(
        "--strict-columns",
        action="append",
        default=[],
        metavar="NAMES",
        help="the columns to compare as they were printed",
    )
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="REGEX",
        help="leave out each line in which the regular expression is found; may be given again",
    )
    add_volatile_arguments(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="“text”, which is the default, or “json”"
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="tell of volatile values, and of each version, as well"
    )


COMMAND: Final = Command(
    name="compare",
    summary="tell what differs between two outputs of one command",
    add_arguments=_add_arguments,
    run=_run,
    usage="[OPTION ...] OLD NEW",
    details=_DETAILS,
    examples=_EXAMPLES,
    statuses=_STATUSES,
)
