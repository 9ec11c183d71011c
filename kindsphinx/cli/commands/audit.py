"""``audit``: look through recordings and built pages for what looks like a secret."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kindsphinx.cli.command import Command
from kindsphinx.cli.errors import UsageError
from kindsphinx.cli.project import find_project
from kindsphinx.cli.sources import UnreadableError, read_source
from kindsphinx.core.redaction import Audit, Secret
from kindsphinx.core.redaction.entries import secret_entries, shapes_of, variable_of
from kindsphinx.reporting.columns import visible
from kindsphinx.reporting.status_line import write_text
from kindsphinx.reporting.verdict_json import write_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from kindsphinx.cli.outside import Outside
    from kindsphinx.core.redaction import Survivor

FOUND: Final = 1
UNREADABLE: Final = 2

_MARKUP: Final = {".html", ".htm", ".xhtml", ".xml", ".svg"}
_NO_TEXT: Final = {".css", ".gif", ".ico", ".jpg", ".js", ".png", ".ttf", ".woff", ".woff2"}
_DETAILS = """\
PATH is a file or a folder, with all below it. Without one, the recordings and the build folder of the
project in the current folder are looked through, and its kind_secrets count. What looks like a secret:
private keys, client-key-data of kubeconfigs, tokens, the data of Secrets, passwords in URLs, and others.
What is found is told by its place; it is never printed.
"""
_EXAMPLES = """\
python -m kindsphinx audit                               this project's recordings and built pages
python -m kindsphinx audit public --pattern 'ghp_\\w+'   a folder, and what else is secret
python -m kindsphinx audit --allow '^abcdef\\.' docs     leave out what everybody may read"""
_STATUSES = """\
0 if nothing looks like a secret, 1 if something does,
2 if anything could not be read, or the command line is wrong"""


def _run(found: argparse.Namespace, outside: Outside) -> int:
    places, entries = _asked(found, outside)
    audit = _audit(found, entries, outside.environ)
    told: list[dict[str, object]] = []
    failed = False
    for path in sorted(_files(places)):
        try:
            survivors = _look_into(path, audit, outside)
        except UnreadableError as error:
            write_text(outside.stderr, f"kindsphinx: {visible(str(error))}\n")
            failed = True
            continue
        for each in survivors:
            told.append({"file": str(path), "line": each.line, "column": each.column, "what": each.what})
            if found.format == "text":
                place = f"{path}:{each.line}:{each.column}"
                write_text(outside.stdout, f"{visible(place)}: {visible(each.what)}\n")
    if found.format == "json":
        write_json(outside.stdout, told)
    return UNREADABLE if failed else FOUND if told else 0


def _asked(found: argparse.Namespace, outside: Outside) -> tuple[list[Path], tuple[str, ...]]:
    """Return what to look through, and what the project says is secret."""
    if found.paths and found.confdir is None:
        return [Path(each) for each in found.paths], ()
    project, _ = find_project([], confdir=found.confdir, builddir=None)
    settings = outside.settings(project.confdir)
    try:
        entries = secret_entries(settings.get("kind_secrets") or [])
    except ValueError as error:
        raise UsageError(f"kind_secrets in {project.confdir / 'conf.py'}: {error}") from None
    recordings = project.srcdir / str(settings.get("kind_recordings_path") or "_recordings")
    own = [each for each in (recordings, project.builddir) if each.exists()]
    if not found.paths and not own:
        raise UsageError(f"there is neither {recordings} nor {project.builddir}: name a file or a folder")
    return [Path(each) for each in found.paths] or own, entries


def _audit(found: argparse.Namespace, entries: tuple[str, ...], environ: Mapping[str, str]) -> Audit:
    try:
        entries += secret_entries(found.pattern)
        for each in found.allow:
            re.compile(each)
    except (ValueError, re.error) as error:
        raise UsageError(str(error)) from None
    values = ((name, environ.get(name, "")) for name in filter(None, map(variable_of, entries)))
    secrets = [Secret(value=value.encode(), what=f"the variable {name}") for name, value in values if value]
    return Audit(secrets=secrets, shapes=shapes_of(entries), allowed=found.allow)


def _files(places: list[Path]) -> Iterator[Path]:
    for place in places:
        if not place.is_dir():
            yield place
        for folder, _, names in os.walk(place):
            yield from (Path(folder, name) for name in names)


def _look_into(path: Path, audit: Audit, outside: Outside) -> tuple[Survivor, ...]:
    if path.suffix.lower() in _NO_TEXT:
        return ()
    text = read_source(str(path), outside).decode("utf-8", "replace")
    return audit.survivors(text, is_markup=path.suffix.lower() in _MARKUP)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder")
    parser.add_argument(
        "-c", dest="confdir", type=Path, metavar="CONFDIR", help="the folder of the conf.py that counts"
    )
    parser.add_argument(
        "--pattern",
        action="append",
        default=[],
        metavar="SECRET",
        help="what else is secret, as in kind_secrets: a regular expression, or $NAME for a variable",
    )
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        metavar="REGEX",
        help="what the regular expression finds something in is no secret; may be given again",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="“text”, which is the default, or “json”"
    )


COMMAND: Final = Command(
    name="audit",
    summary="look through recordings and built pages for what looks like a secret",
    add_arguments=_add_arguments,
    run=_run,
    usage="[OPTION ...] [PATH ...]",
    details=_DETAILS,
    examples=_EXAMPLES,
    statuses=_STATUSES,
)
