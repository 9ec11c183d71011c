"""``clusters``: see what runs have on the engine, and remove it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kindsphinx.cli.command import PROGRAM, Command
from kindsphinx.cli.errors import UsageError
from kindsphinx.core.cluster_config.suggest import nearest
from kindsphinx.core.durations import in_one_unit, parse_duration
from kindsphinx.core.errors import KindSphinxError
from kindsphinx.reporting.columns import visible, width
from kindsphinx.reporting.status_line import write_text
from kindsphinx.reporting.verdict_json import write_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from kindsphinx.cli.outside import Outside

LEFT: Final = 1
IMPOSSIBLE: Final = 2
_HEADER = ("NAME", "PAGE", "PROJECT", "RUN", "AGE", "STATE", "NODES", "OTHERS")
_DETAILS = """\
list shows the clusters that runs of pages have on the engine, and the runs that have none. gc removes
whatever dead runs have left: clusters, containers, networks, volumes, image tags, folders. delete removes
the cluster NAME of a run, and logs writes what its nodes have logged into the folder DIR.
"""
_EXAMPLES = """\
python -m kindsphinx clusters list
python -m kindsphinx clusters list --format json
python -m kindsphinx clusters gc
python -m kindsphinx clusters delete dev
python -m kindsphinx clusters logs dev build/logs"""


def _run(found: argparse.Namespace, outside: Outside) -> int:
    action = _ACTIONS.get(found.action)
    if action is None:
        near = nearest(found.action, _ACTIONS)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(_ACTIONS)}"
        raise UsageError(f"“{found.action}” is nothing to do with clusters: {hint}")
    if found.format == "json" and found.action != "list":
        raise UsageError(f"--format json is for “{PROGRAM} clusters list”")
    names, do = action
    if len(found.names) != len(names):
        raise UsageError(f"it is “{PROGRAM} clusters {' '.join((found.action, *names))}”")
    try:
        return do(found, outside)
    except KindSphinxError as error:
        write_text(outside.stderr, f"kindsphinx: {visible(str(error))}\n")
        return IMPOSSIBLE


def _list(found: argparse.Namespace, outside: Outside) -> int:
    from kindsphinx.runtime.housekeeping import rows  # noqa: PLC0415 - needs an engine

    told = rows(outside.environ, **_patience(found))
    if found.format == "json":
        write_json(outside.stdout, [asdict(each) for each in told])
        return 0
    cells = [
        [
            *(each.name, each.page, each.project, each.run),
            *(in_one_unit(each.age), each.state, str(each.nodes), each.others),
        ]
        for each in told
    ]
    text = _table([_HEADER, *cells]) if cells else "no run has anything on this engine\n"
    write_text(outside.stdout, text)
    return 0


def _gc(found: argparse.Namespace, outside: Outside) -> int:
    from kindsphinx.runtime.housekeeping import collected  # noqa: PLC0415 - needs an engine

    done = collected(outside.environ, **_patience(found))
    return _tell(outside, done.sentences or ["dead runs have left nothing"], done.left)


def _delete(found: argparse.Namespace, outside: Outside) -> int:
    from kindsphinx.runtime.housekeeping import deleted  # noqa: PLC0415 - needs an engine

    gone, left = deleted(outside.environ, found.names[0])
    sentences = [*(f"deleted {each}" for each in gone), *(f"could not be deleted: {each}" for each in left)]
    return _tell(outside, sentences, left)


def _logs(found: argparse.Namespace, outside: Outside) -> int:
    from kindsphinx.runtime.housekeeping import exported  # noqa: PLC0415 - needs an engine

    name, folder = found.names
    return _tell(outside, [f"the logs of {name} are in {exported(outside.environ, name, Path(folder))}"], ())


def _tell(outside: Outside, sentences: Iterable[str], left: Sequence[str]) -> int:
    write_text(outside.stdout, "".join(f"{visible(each)}\n" for each in sentences))
    return LEFT if left else 0


def _patience(found: argparse.Namespace) -> dict[str, float]:
    if found.older_than is None:
        return {}
    try:
        return {"patience": parse_duration(found.older_than)}
    except ValueError as error:
        raise UsageError(f"--older-than: {error}") from error


def _table(cells: Sequence[Sequence[str]]) -> str:
    shown = [[visible(cell) or "-" for cell in row] for row in cells]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    lines = (
        "   ".join(cell + " " * (space - width(cell)) for cell, space in zip(row, widths, strict=True))
        for row in shown
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", metavar="list, gc, delete or logs", help="what to do")
    parser.add_argument("names", nargs="*", metavar="NAME, DIR", help="a cluster, and a folder for its logs")
    parser.add_argument(
        "--older-than",
        metavar="TIME",
        help="how long a run on another computer may have given no sign before it is dead; by default 1h",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="what list prints: “text”, which is the default, or “json”",
    )


_ACTIONS: dict[str, tuple[tuple[str, ...], Callable[[argparse.Namespace, Outside], int]]] = {
    "list": ((), _list),
    "gc": ((), _gc),
    "delete": (("NAME",), _delete),
    "logs": (("NAME", "DIR"), _logs),
}
"""Name -> what follows it, and what it does."""
COMMAND: Final = Command(
    name="clusters",
    summary="show what runs of pages have on the engine, and remove it",
    add_arguments=_add_arguments,
    run=_run,
    usage="[OPTION...] list | gc | delete NAME | logs NAME DIR",
    details=_DETAILS,
    examples=_EXAMPLES,
    statuses="0 if it was done, 1 if something could not be removed, 2 if nothing could be done",
)
