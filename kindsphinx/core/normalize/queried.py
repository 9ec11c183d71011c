"""Knows the values that a command asks for by a path, so that they stand alone in its output."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kindsphinx.core.normalize.fields import type_of
from kindsphinx.core.normalize.kinds import kind_of_command
from kindsphinx.core.normalize.volatile import freed

_QUERY: Final = re.compile(
    r"(?:-o|--output)[ =]?(?:jsonpath|go-template)="
    r"(?:'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\"|(?P<bare>\S+))"
)
_ONE_PATH: Final = re.compile(r"\{\{? *(?P<path>[\w.*@$?()\[\]=<>!'\"\\ -]+?) *\}\}?")
_FIELD: Final = re.compile(r"[A-Za-z_][\w-]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Queried:
    """What a command asks for."""

    path: str
    kind: str
    """What has it, as kubectl calls one of it."""

    def normalized(self, line: str) -> str:
        """Return a *line* of values with types in place of those that differ in every run."""
        name = _FIELD.findall(self.path)[-1]
        found = [(word, type_of(self.path, name, word, kind=self.kind)) for word in line.split(" ")]
        return " ".join(freed(word, kind.mark) if kind else word for word, kind in found)


@lru_cache(maxsize=1024)
def queried(command: str) -> Queried | None:
    """Return what *command* asks for, if that is one path: ``-o jsonpath='{.items[*].spec.nodeName}'``."""
    query = _QUERY.search(command)
    if query is None or "|" in command[query.end() :]:
        return None
    match = _ONE_PATH.fullmatch(next(filter(None, query.groups()), ""))
    if match is None or not _FIELD.search(match["path"]):
        return None
    return Queried(path=match["path"], kind=kind_of_command(command))
