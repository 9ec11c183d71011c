"""Takes what a project says of its values, ``kind_volatile``, from its conf.py and from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kindsphinx.cli.errors import UsageError
from kindsphinx.core.comparing.volatile_setting import volatile

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from kindsphinx.cli.outside import Outside
    from kindsphinx.core.comparing import ColumnRule, Volatile


def add_volatile_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    parser.add_argument(
        "-c",
        dest="confdir",
        type=Path,
        metavar="CONFDIR",
        help="the folder of a conf.py whose kind_volatile counts; it is Python, and executed",
    )
    parser.add_argument(
        "--volatile",
        action="append",
        default=[],
        metavar="NAME=REGEX",
        help="a type of values that differ in every run, as in kind_volatile; may be given again",
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="[KIND/]COLUMN=TYPE",
        help="what the cells of a column are: a type, “any” or “strict”; may be given again",
    )


def volatile_of(found: argparse.Namespace, outside: Outside) -> Volatile:
    """Return what differs in every run: by a conf.py, if one is named, and by the options, which go first.

    :raises UsageError: if anything is wrong in it.
    """
    said = outside.settings(found.confdir).get("kind_volatile") or {} if found.confdir else {}
    try:
        project = volatile(said)
    except ValueError as error:
        raise UsageError(f"{found.confdir / 'conf.py'}: kind_volatile: {error}") from None
    columns = {_named(each): each.meaning for each in project.columns}
    try:
        return volatile(
            {
                "types": dict(project.types) | dict(_pairs("--volatile", "NAME=REGEX", found.volatile)),
                "columns": columns | dict(_pairs("--column", "[KIND/]COLUMN=TYPE", found.column)),
                "normalizers": project.normalizers,
            }
        )
    except ValueError as error:
        raise UsageError(str(error)) from None


def _named(rule: ColumnRule) -> str:
    return f"{rule.kind}/{rule.column}" if rule.kind else rule.column


def _pairs(option: str, form: str, texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"{option} {text}: write it as {form}")
        yield name.strip(), value
