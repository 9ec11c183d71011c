"""One value that a block takes from the output of its last command: how it is written, and what it finds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kindsphinx.core.capturing.jsonpath import JsonPath
from kindsphinx.core.capturing.table_cell import cell, wanted_number, why_no_cell
from kindsphinx.core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kindsphinx.core.problems import Location

CODE: Final = "capture"
_NAME: Final = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_TABLE: Final = re.compile(r"TABLE\(\s*(?P<row>[^,]*?)\s*,\s*(?P<column>.*?)\s*\)")
_PATH_START: Final = re.compile(r"\{\s*[.$\[]|\$[.\[]")
_TAKEN: Final = re.compile(
    r"BASH\w*|COMP\w+|DOCKER_\w+|KIND_\w+|LC_\w+|DIRSTACK|EUID|FUNCNAME|GROUPS|HOME|HOSTNAME|IFS|KUBECONFIG"
    r"|LANG|OLDPWD|OPTARG|OPTIND|PATH|PIPESTATUS|PPID|PS[0-4]|PWD|RANDOM|REPLY|SECONDS|SHELL|SHELLOPTS|SHLVL"
    r"|TERM|TMPDIR|UID|_"
)
"""Variables that mean something to the shell or to the programs of a page."""


class Form(StrEnum):
    """How a capture says what it takes."""

    REGEX = "regex"
    """The first group of the first match, or the whole match."""
    JSONPATH = "jsonpath"
    TABLE = "table"
    """The cell of a row and a column."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """A name for a value that the output of a command has."""

    name: str
    """Also the shell variable that later commands find it in."""
    form: Form
    expression: str
    """As its author wrote it."""
    location: Location | None = field(default=None, compare=False)
    """Where its author wrote it; ``None`` where that is unknown."""


def parse_captures(text: str) -> tuple[tuple[Capture, ...], tuple[Problem, ...]]:
    """Return the captures of *text*, a ``NAME = EXPRESSION`` in each line, and what is wrong.

    A problem's line counts from 1 within *text*.
    """
    found: dict[str, Capture] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        name, equals, expression = (part.strip() for part in line.partition("="))
        wrong = list(_wrong(name, equals, expression, found))
        problems += [Problem(message=each, code=CODE, line=number) for each in wrong]
        if not wrong:
            found[name] = Capture(name=name, form=_form(expression), expression=expression)
    return tuple(found.values()), tuple(problems)


def capture_value(capture: Capture, output: str, *, command: str = "") -> str | None:
    """Return what *capture* takes from *output*, which *command* printed; ``None`` if it finds nothing."""
    if capture.form is Form.JSONPATH:
        return JsonPath(capture.expression).value(output)
    if capture.form is Form.TABLE:
        row, column = _row_and_column(capture.expression)
        return cell(output, row, column, command=command)
    found = re.search(capture.expression, output, re.MULTILINE)
    if found is None:
        return None
    return found[1] if found.re.groups else found[0]


def why_not_captured(capture: Capture, output: str, *, command: str = "") -> str:
    """Return why *capture* takes nothing from *output*, for a reader."""
    if capture.form is not Form.TABLE:
        return f"“{capture.expression}” is not there"
    row, column = _row_and_column(capture.expression)
    return f"“{capture.expression}”: {why_no_cell(output, row, column, command=command)}"


def _wrong(name: str, equals: str, expression: str, found: dict[str, Capture]) -> Iterator[str]:
    if not equals or not expression:
        yield f"“{name}” says not what is captured: write NAME = REGEX, a jsonpath, or TABLE(ROW, COLUMN)"
        return
    if not _NAME.fullmatch(name):
        yield f"“{name}” cannot be a name: write letters, digits and “_”, as for a variable of the shell"
    elif _TAKEN.fullmatch(name):
        yield f"“{name}” is a variable that the shell or a program has already: choose another name"
    elif name in found:
        yield f"“{name}” is captured twice: give one of them another name"
    yield from _wrong_expression(expression)


def _wrong_expression(expression: str) -> Iterator[str]:
    form = _form(expression)
    if form is Form.TABLE:
        row, column = _row_and_column(expression)
        if wanted_number(row) == 0:
            yield f"“{expression}” names no row: they are counted from 1, and the header does not count"
        elif not (row and column):
            yield f"“{expression}” names no cell: write TABLE(ROW, COLUMN), such as TABLE(web, CLUSTER-IP)"
        return
    try:
        groups = 0
        if form is Form.JSONPATH:
            JsonPath(expression)
        else:
            groups = re.compile(expression, re.MULTILINE).groups
    except (ValueError, re.error, RecursionError, OverflowError) as error:
        what = "jsonpath" if form is Form.JSONPATH else "regular expression"
        yield f"“{expression}” is no {what}: {error}"
        return
    if groups > 1:
        yield f"“{expression}” has {groups} groups, and one value is captured: write “(?:” for the others"


def _form(expression: str) -> Form:
    if expression.startswith("TABLE("):
        return Form.TABLE
    return Form.JSONPATH if _PATH_START.match(expression) else Form.REGEX


def _row_and_column(expression: str) -> tuple[str, str]:
    found = _TABLE.fullmatch(expression)
    return (_unquoted(found["row"]), _unquoted(found["column"])) if found else ("", "")


def _unquoted(text: str) -> str:
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1] if quoted else text
