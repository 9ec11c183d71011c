"""Calls the things that outputs are about by the words that a person has for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.filled import EMPTY
from kindsphinx.core.normalize.header import GAP
from kindsphinx.core.normalize.identity import subject
from kindsphinx.core.normalize.kinds import kind_of_name

if TYPE_CHECKING:
    from kindsphinx.core.normalize.tables import Table

_GENERATED: Final = re.compile(r"<hash>-<suffix>|<hash>|<suffix>")
_ROLES: Final = (
    (re.compile(r".+-control-plane\d*"), "control plane"),
    (re.compile(r".+-worker\d*"), "worker"),
    (re.compile(r".+-external-load-balancer"), "load balancer"),
)
_LONGEST: Final = 60
_LONGEST_MESSAGE: Final = 80
"""What went wrong stands at the end of an event's message."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """What a row is about."""

    kind: str
    """``pod``, ``worker``, ``image``; empty if unknown."""
    name: str
    """Its name, the generated parts left open: ``web-*``."""
    state: str = ""
    """How it is, where its table says so: ``CrashLoopBackOff``."""

    def __str__(self) -> str:
        """Return it as a sentence begins: ``pod web-*``."""
        return f"{self.kind} {self.name}" if self.kind else f"“{self.name}”"


def thing_of_row(table: Table, key: str) -> Thing:
    """Return what a normalized row is about."""
    cells = dict(zip(table.names, key.split(GAP), strict=False))
    if table.tells_events and len(cells) == len(table.names):
        return _event({name.upper(): cell for name, cell in cells.items()})
    if table.kind == "image" and "TAG" in cells:
        repository = cells.get("REPOSITORY", cells.get("IMAGE", ""))
        return Thing(kind="image", name=f"{repository}:{cells['TAG']}")
    if cells.get("NAMES") == "<name>":
        return Thing(
            kind="container", name=f"of {cells.get('IMAGE', 'an image')}", state=cells.get("STATUS", "")
        )
    *around, name = subject(table.names, key, whole=bool(table.names)).split(GAP)
    thing = named_thing(table.kind, name)
    where = f" in {around[0]}" if around else ""
    return Thing(kind=thing.kind, name=thing.name + where, state=cells.get("STATUS", ""))


def named_thing(kind: str, name: str) -> Thing:
    """Return the thing of that *kind* and *name*: ``pod/web-<hash>-<suffix>`` is the pod ``web-*``."""
    own_kind, rest = kind_of_name(name)
    kind, name = own_kind or kind, _GENERATED.sub("*", rest)
    if kind == "node":
        kind = next((role for pattern, role in _ROLES if pattern.fullmatch(name)), kind)
    return Thing(kind=kind, name=shown(name))


def shown_whole(text: str) -> str:
    """Return a normalized text with the generated parts of names left open."""
    return _GENERATED.sub("*", text)


def shown_message(text: str) -> str:
    """Return what an event says as a sentence can bear it."""
    return shown(text, longest=_LONGEST_MESSAGE)


def shown(text: str, *, longest: int = _LONGEST) -> str:
    """Return a normalized text as a sentence can bear it: short, generated parts of names left open."""
    text = shown_whole(text).replace(EMPTY, "empty").strip()
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _event(cells: dict[str, str]) -> Thing:
    about = f" of {named_thing('', cells['OBJECT'])}" if "OBJECT" in cells else ""
    message = f" ({shown_message(cells['MESSAGE'])})" if "MESSAGE" in cells else ""
    return Thing(kind="event", name=f"{cells['REASON']}{about}{message}")
