"""Says which values are followed through a page, and how far: those that name one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kindsphinx.core.coherence.networks import USUAL_NETWORKS, Networks
from kindsphinx.core.normalize.volatile import VolatileType

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTED: Final = re.compile(r"'[^']*'")
_PARTS: Final = re.compile(r"\|\|?|&&|;|\n")
_ENGINES: Final = frozenset({"docker", "podman", "nerdctl"})
_OBJECTS: Final = frozenset({"container", "network", "volume", "system", "config", "image"})
_FILTERS: Final = frozenset(
    """
    awk cat column cut date echo egrep grep head jq ls pwd sed sleep sort tail test tr true uniq wc yq
    """.split()  # noqa: SIM905 - a list of words is read as one
)
_OF_KUBECTL: Final = frozenset(
    """
    api-resources api-versions cluster-info current-context describe explain get get-clusters get-contexts
    get-users logs top version view
    """.split()  # noqa: SIM905 - a list of words is read as one
)
_OF_ENGINES: Final = frozenset(
    {"images", "info", "inspect", "list", "logs", "ls", "port", "ps", "stats", "top"}
)
_LOOKS: Final = {
    "kubectl": _OF_KUBECTL,
    "kind": frozenset({"get", "version"}),
    **dict.fromkeys(_ENGINES, _OF_ENGINES),
}
"""What only looks at a cluster or an engine."""
_CONTEXT: Final = re.compile(r"--(?:context|kubeconfig)[= ](\S+)")
_POD_LABEL: Final = re.compile(r"\s*(?:- )?\"?(?:IPs?|Endpoints|podIPs?|ip)\"?:")
_NO_OBJECT: Final = re.compile(r"[hH]older|(?:System|Boot|Machine) (?:UUID|ID)|systemUUID|(?:boot|machine)ID")
"""What has a UID and is no object: who leads, which may change at any time; the machine."""
_REPLACED: Final = frozenset({"pod", "replicaset", "job"})
"""Kinds whose objects controllers replace."""
_NOT_TCP: Final = re.compile(r"/(?:udp|sctp)\b", re.IGNORECASE)


class Reach(StrEnum):
    """How far a value is followed."""

    PAGE = "page"
    """Through the page: no other thing gets that value later."""
    MOMENT = "moment"
    """As long as the commands only look: what is made later may get the value of what is gone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a value stands."""

    command: str
    kind: str = ""
    """What its table, or else its command, lists; empty if unknown."""
    column: str = ""
    state: str = ""
    """What the row says of the thing: ``Running``; empty if it says nothing."""
    line: str = ""
    """The normalized line."""
    networks: Networks = USUAL_NETWORKS


def reaches(
    kind: VolatileType, place: Place, word: str, values: tuple[Sequence[str], Sequence[str]]
) -> list[Reach | None]:
    """Return how far each of the *values* of that *kind*, old and new, is followed; ``None`` if it is not.

    :param word: the normalized word that they are part of.
    """
    count = len(values[0])
    if kind is not VolatileType.IP:
        return [_reach(kind, place, word)] * count
    if place.networks.have_services([*values[0], *values[1]]):
        return [Reach.PAGE] * count
    if place.networks.have_pods([*values[0], *values[1]]):
        return [_reach_of_pods(place)] * count
    return [_reach_of_address(place, pair) for pair in zip(*values, strict=True)]


def may_be_followed(command: str) -> bool:
    """Return whether what *command* prints is about the same things in every run.

    What it asks for may come from what chance made, such as the node of a pod; logs tell of anybody.
    """
    text = _QUOTED.sub("", command)
    return not any(sign in text for sign in ("$", "`", "xargs", " logs"))


def only_looks(command: str) -> bool:
    """Return whether *command* leaves everything as it is; one that is not known does not."""
    return all(map(_looks, filter(str.strip, _PARTS.split(_QUOTED.sub("''", command)))))


def context(command: str) -> str:
    """Return which cluster *command* names; empty for none."""
    match = _CONTEXT.search(command)
    return match[1] if match else ""


def _looks(part: str) -> bool:
    program, *words = part.split()
    if program in _FILTERS:
        return True
    verbs = [word for word in words if not word.startswith("-") and word not in _OBJECTS]
    return not _LOOKS.get(program, frozenset[str]()).isdisjoint(verbs[:2])


def _asks_engine(command: str) -> bool:
    program = command.split(None, 1)[0] if command.strip() else ""
    return program in _ENGINES and " exec " not in command


def _reach(kind: VolatileType, place: Place, word: str) -> Reach | None:
    if kind is VolatileType.PORT:
        return None if _NOT_TCP.search(word) else Reach.PAGE
    if kind is VolatileType.UID:
        return _reach_of_uid(place)
    if kind is VolatileType.CONTAINER_ID:
        of_image = place.kind == "image" or "image" in place.command
        return Reach.PAGE if _asks_engine(place.command) and not of_image else None
    if kind is VolatileType.MAC:
        return Reach.MOMENT if _asks_engine(place.command) else None
    return Reach.PAGE


def _reach_of_uid(place: Place) -> Reach | None:
    if place.kind == "lease" or place.column == "HOLDER" or _NO_OBJECT.search(place.line):
        return None
    return Reach.MOMENT if place.kind in _REPLACED else Reach.PAGE


def _reach_of_address(place: Place, values: tuple[str, str]) -> Reach | None:
    if place.networks.have_services(values):
        return Reach.PAGE
    if place.networks.have_pods(values):
        return _reach_of_pods(place)
    of_node = place.kind == "node" and place.column == "INTERNAL-IP"
    return Reach.MOMENT if of_node or _asks_engine(place.command) else None


def _reach_of_pods(place: Place) -> Reach | None:
    """Return how far addresses of pods are followed."""
    of_pod = place.column in {"IP", "ENDPOINTS"} or (not place.column and _POD_LABEL.match(place.line))
    return Reach.MOMENT if of_pod and place.state in {"", "Running"} else None
