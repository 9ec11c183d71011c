"""Narrows what an engine lists down to one scenario's things, by the engine's own filters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kindsphinx.runtime.proxy.call import RefusedError

if TYPE_CHECKING:
    from kindsphinx.runtime.proxy.call import Call, Plan, Query


def only_own(call: Call) -> Plan:
    """List, prune or follow only what carries the owner's label."""
    return call.plan(query=with_label(call.query, call.world.owner.filter), edit=unchanged)


def with_label(query: Query, label: str) -> Query:
    """Return the parameters with *label* among the labels that a thing must have.

    :raises RefusedError: if the client's own filters cannot be read.
    """
    return with_filter(query, "label", label)


def with_filter(query: Query, key: str, value: str) -> Query:
    """Return the parameters with one more filter.

    :raises RefusedError: if the client's own filters cannot be read.
    """
    lists = filters_of(query.get("filters"))
    lists[key] = [*lists.get(key, ()), value]
    # some clients write {"label": {"a=b": true}}, others {"label": ["a=b"]}; every engine reads the former
    document = {name: dict.fromkeys(values, True) for name, values in lists.items()}
    return query.having("filters", json.dumps(document))


def filters_of(text: str) -> dict[str, list[str]]:
    """Return the values of each filter, however the client has written them.

    :raises RefusedError: if they cannot be read.
    """
    try:
        return {name: list(values) for name, values in json.loads(text or "{}").items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise RefusedError(f"invalid filter: {error}", status=400) from error


def unchanged(document: object) -> object:
    """Leave an answer as it is, but for the labels of kindsphinx, which every edited answer loses."""
    return document
