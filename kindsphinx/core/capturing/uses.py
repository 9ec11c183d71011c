"""Where a command uses a captured value, and how it looks with the value in place."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_USE: Final = re.compile(
    r"""(?P<kept>
        \\. | '[^']*'
        |<<-?[ \t]*(?P<quote>['"\\])(?P<word>\w+)['"]?.*\n(?:.*\n)*?[ \t]*(?P=word)[ \t]*$
    )|\$\{(?P<name>[A-Za-z_]\w*)\}|(?P<double>")""",
    re.VERBOSE | re.MULTILINE | re.ASCII,
)
"""What bash expands, and leaves alone: behind a backslash, in single quotes, in a quoted here-document."""
_IN_DOUBLE: Final = re.compile(r"\\.|\$\{(?P<name>[A-Za-z_]\w*)\}|(?P<double>\")", re.ASCII | re.DOTALL)


def names_used(command: str) -> tuple[str, ...]:
    """Return the names that *command* has as ``${NAME}`` where bash expands them, in order, each once."""
    found: dict[str, None] = {}

    def note(name: str, written: str) -> str:
        found[name] = None
        return written

    _replaced(command, note)
    return tuple(found)


def with_values(command: str, values: Mapping[str, str]) -> str:
    """Return *command* with the values that are known, as a reader types them."""
    return _replaced(command, values.get)


def assignment(name: str, value: str) -> str:
    """Return the command that gives the shell a captured value."""
    return f"{name}={shlex.quote(value)}"


def _replaced(command: str, value_of: Callable[[str, str], str | None]) -> str:
    parts: list[str] = []
    at, in_double = 0, False
    while found := (_IN_DOUBLE if in_double else _USE).search(command, at):
        parts.append(command[at : found.start()])
        in_double ^= bool(found["double"])
        parts.append((found["name"] and value_of(found["name"], found[0])) or found[0])
        at = found.end()
    return "".join([*parts, command[at:]])
