"""Finds in recorded outputs the values that chance made, so that they are another in every run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.comparing import Volatile
from kindsphinx.core.comparing.own_types import own_values
from kindsphinx.core.normalize import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kindsphinx.core.recording import Interaction

_LOWEST_PORT: Final = 1024
_NOTHING: Final = Volatile()
_SHORTEST: Final = 4
"""A shorter value of a project's own type may as well be a word or a count."""
_WORD: Final = re.compile(
    r"""(?<![\w.-])(?:(?P<uid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})
    |(?P<ip>\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7})
    |(?P<id>(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{12,64})
    |(?P<name>[a-z0-9](?:[a-z0-9.]*-)+[a-z0-9]{5,10})
    |(?P<port>\d{4,5}))(?!\w|-(?!>)|\.\w)""",
    re.VERBOSE,
)
_WHAT: Final = {
    "uid": "a UID",
    "ip": "an address",
    "id": "an id",
    "name": "a generated name",
    "port": "a port",
}
_MARKS: Final = {
    "uid": ("<uid>",),
    "ip": ("<ip>",),
    "id": ("<container-id>", "<digest>"),
    "name": ("<suffix>", "<hash>"),
    "port": ("<port>",),
}
"""What stands in a normalized line where such a value was."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChanceValue:
    """A value that another run would not have."""

    text: str
    what: str
    """What it is, in words: ``a port``."""
    block: str
    """The id of the block that printed it first."""


class ChanceValues:
    """The values of one page that chance made."""

    def __init__(self, values: Iterable[ChanceValue], volatile: Volatile) -> None:
        self._values = {value.text: value for value in values}
        self._volatile = volatile

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self._values)

    def within(self, text: str) -> Iterator[ChanceValue]:
        """Yield the values that *text* has, each once."""
        own = (found for _, found in own_values(text, self._volatile))
        for word in dict.fromkeys([*_words(text), *own]):
            if word in self._values:
                yield self._values[word]


def chance_values(
    interactions: Iterable[Interaction], *, own: str, volatile: Volatile = _NOTHING
) -> ChanceValues:
    """Return the ports, addresses, ids and generated names in *interactions* that chance made.

    :param own: what the author wrote; whatever stands there is the author's choice, not chance.
    :param volatile: the types of the project, whose values chance made, too.
    """
    found: dict[str, ChanceValue] = {}
    for each in interactions:
        for value in [*_of(each), *_of_own_types(each, volatile)]:
            if value.text not in own:
                found.setdefault(value.text, value)
    return ChanceValues(found.values(), volatile)


def _of(interaction: Interaction) -> Iterator[ChanceValue]:
    reading = read(interaction.output, command=interaction.command)
    block = interaction.id.partition("/")[0]
    for line, key in zip(reading.lines, reading.keys, strict=True):
        if "<" not in key:
            # nothing in this line is volatile
            continue
        kept = set(_words(key))
        for match in _WORD.finditer(line):
            word, what = match[0], match.lastgroup or ""
            made = any(mark in key for mark in _MARKS[what])
            if made and word not in kept and (what != "port" or int(word) >= _LOWEST_PORT):
                yield ChanceValue(text=word, what=_WHAT[what], block=block)


def _of_own_types(interaction: Interaction, volatile: Volatile) -> Iterator[ChanceValue]:
    block = interaction.id.partition("/")[0]
    for name, text in own_values(interaction.output, volatile):
        if len(text) >= _SHORTEST:
            yield ChanceValue(text=text, what=f"{'an' if name[0] in 'aeio' else 'a'} {name}", block=block)


def _words(text: str) -> Iterator[str]:
    return (match[0] for match in _WORD.finditer(text))
