"""Lists all that an API server has, but for what comes and goes by itself, and takes a page's events out."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Final, Protocol

from kindsphinx.core.errors import EngineError
from kindsphinx.core.sharing import ApiState, api_state
from kindsphinx.core.sharing.objects import PASSING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_LIMIT: Final = "--request-timeout=10s"
_NAMES: Final = '-o=jsonpath={range .items[*]}{.metadata.namespace} {.metadata.name}{"\\n"}{end}'
_AT_ONCE: Final = 500
"""How many names one command may have."""


class Asked(Protocol):
    """Knows clusters, and asks them."""

    def asked(self, name: str, *question: str) -> str:
        """Return what kubectl prints for *question* about a cluster.

        :raises EngineError: if that fails.
        """
        ...


def api_of(clusters: Asked, name: str) -> ApiState:
    """Return what there is in the cluster *name*.

    :raises EngineError: if its API server does not tell all.
    """
    answer = clusters.asked(name, "api-resources", _LIMIT, "--verbs=list", "-o", "name")
    resources = sorted(set(answer.split()) - PASSING)
    text = clusters.asked(name, "get", _LIMIT, "-A", "-o", "json", ",".join(resources))
    try:
        return api_state(json.loads(text)["items"])
    except (ValueError, KeyError, TypeError) as error:
        raise EngineError(f"kubectl does not list the objects of the cluster {name}") from error


def events_of(clusters: Asked, name: str) -> frozenset[tuple[str, str]]:
    """Return namespace and name of each event of the cluster *name*.

    :raises EngineError: if its API server does not tell.
    """
    lines = clusters.asked(name, "get", _LIMIT, "-A", _NAMES, "events").splitlines()
    return frozenset((namespace, event) for namespace, _, event in (line.partition(" ") for line in lines))


def forget_events(clusters: Asked, name: str, *, but: AbstractSet[tuple[str, str]]) -> None:
    """Delete the events of the cluster *name*, which would be there for an hour.

    :param but: those that stay, as :func:`events_of` returns them.
    :raises EngineError: if that fails.
    """
    events = sorted(events_of(clusters, name) - but)
    for namespace, found in groupby(events, key=lambda each: each[0]):
        names = [event for _, event in found]
        delete = "delete", _LIMIT, "--ignore-not-found", "--wait=false", "-n", namespace, "events"
        for at in range(0, len(names), _AT_ONCE):
            clusters.asked(name, *delete, *names[at : at + _AT_ONCE])
