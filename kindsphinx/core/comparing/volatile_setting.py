"""Reads ``kind_volatile``: what differs in every run besides what kindsphinx knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kindsphinx.core.comparing.columns import ANY, STRICT
from kindsphinx.core.comparing.regexes import wrong_with_regex
from kindsphinx.core.comparing.volatile import ColumnRule, Volatile, function_called
from kindsphinx.core.normalize.volatile import VolatileType
from kindsphinx.core.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_PARTS: Final = ("types", "columns", "normalizers")
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TAKEN: Final = frozenset({ANY, STRICT, "empty", "invalid", "nil", "none", "pending", "unknown", "unset"})
"""What programs print between angle brackets, or kindsphinx does."""
_MANY: Final = 100


def volatile(value: object) -> Volatile:
    """Return the setting, checked.

    :raises ValueError: if anything is wrong in it, with all that is.
    """
    if not isinstance(value, dict):
        raise ValueError("a dictionary is needed: {'types': {…}, 'columns': {…}}")  # noqa: TRY004 - one error for all bad values
    problems = [*_of_parts(value)]
    types = _texts(value.get("types", {}), "types", problems)
    columns = _texts(value.get("columns", {}), "columns", problems)
    normalizers = _list(value.get("normalizers", ()), problems)
    problems += [*_of_types(types), *_of_columns(columns, types), *_of_normalizers(normalizers)]
    if problems:
        raise ValueError("; ".join(problems))
    return Volatile(
        types=tuple(types.items()),
        columns=tuple(_rule(key, meaning) for key, meaning in columns.items()),
        normalizers=normalizers,
    )


def _rule(key: str, meaning: str) -> ColumnRule:
    kind, _, column = key.partition("/")
    # a column may have a slash itself: NET I/O
    is_of_kind = column and kind.islower()
    return ColumnRule(column=column if is_of_kind else key, kind=kind if is_of_kind else "", meaning=meaning)


def _of_parts(value: Mapping[object, object]) -> Iterator[str]:
    for part in value:
        if part not in _PARTS:
            hint = did_you_mean(str(part), _PARTS) or f": there are {', '.join(_PARTS)}"
            yield f"{part!r} is no part of it{hint}"


def _texts(value: object, part: str, problems: list[str]) -> dict[str, str]:
    if isinstance(value, dict) and all(isinstance(each, str) for pair in value.items() for each in pair):
        return dict(value)
    problems.append(f"{part!r} must be a dictionary from names to strings")
    return {}


def _list(value: object, problems: list[str]) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value):
        return tuple(value)
    problems.append("'normalizers' must be a list of strings, 'MODULE:FUNCTION'")
    return ()


def _of_types(types: Mapping[str, str]) -> Iterator[str]:
    if len(types) > _MANY:
        yield f"there are {len(types)} types, and no more than {_MANY} can be told apart"
    for name, regex in types.items():
        if not _NAME.fullmatch(name):
            yield f"the type {name!r} must be called in lower case, as in 'lease-id'"
        elif name in set(VolatileType) or name in _TAKEN:
            yield f"the type {name!r} is there already: choose another name"
        if wrong := wrong_with_regex(regex):
            yield f"the type {name!r}: {wrong}"
        elif re.fullmatch(regex, ""):
            yield f"the type {name!r}: {regex!r} may be nothing at all, which is everywhere"


def _of_columns(columns: Mapping[str, str], types: Collection[str]) -> Iterator[str]:
    known = [*VolatileType, *types, ANY, STRICT]
    for column, meaning in columns.items():
        if not column.strip():
            yield "a column has no name"
        if meaning not in known:
            hint = did_you_mean(meaning, known) or f": there are {', '.join(known)}"
            yield f"the column {column!r}: there is no type {meaning!r}{hint}"


def _of_normalizers(normalizers: tuple[str, ...]) -> Iterator[str]:
    for name in normalizers:
        if not re.fullmatch(r"[\w.]+:\w+", name):
            yield f"the normalizer {name!r} must be written as 'MODULE:FUNCTION'"
            continue
        try:
            function_called(name)
        except ValueError as error:
            yield f"the normalizer {name!r}: {error}"
