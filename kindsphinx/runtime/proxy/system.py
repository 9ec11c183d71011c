"""What a page may ask of the engine as a whole."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from kindsphinx.runtime.proxy.call import Plan, RefusedError
from kindsphinx.runtime.proxy.lists import with_label
from kindsphinx.runtime.proxy.owner import without_own_labels
from kindsphinx.runtime.proxy.ownership import NOT_YOURS
from kindsphinx.runtime.proxy.progress import parse_line

if TYPE_CHECKING:
    from kindsphinx.runtime.proxy.call import Call, Policy

_COUNTS = {"ContainersRunning": "running", "ContainersPaused": "paused", "ContainersStopped": "exited"}


def passes(call: Call) -> Plan:
    """Let a request through that concerns nobody's things."""
    return call.plan()


def info(call: Call) -> Plan:
    """Describe the engine, with the page's own containers and images counted."""

    def count(document: dict[str, Any]) -> dict[str, Any]:
        containers = call.world.ownership.containers()
        states = Counter(container["State"] for container in containers)
        images = call.world.engine.get("images", "json").document or ()
        visible = sum(call.world.images.visible(image) is not None for image in images)
        counts = {key: states[state] for key, state in _COUNTS.items()}
        swarm = {"LocalNodeState": "inactive"}  # a page has none, and its clients ask for none then
        return {**document, "Containers": len(containers), **counts, "Images": visible, "Swarm": swarm}

    return call.plan(edit=count)


def events(call: Call) -> Plan:
    """Follow what happens to the page's things."""
    return call.plan(query=with_label(call.query, call.world.owner.filter), watch=_Events())


def refused(what: str) -> Policy:
    """Refuse every request about *what*, since it is the engine's as a whole."""

    def refuse(call: Call) -> Plan:
        del call
        raise RefusedError(
            f"kindsphinx gives a page no access to {what} of the engine, which everybody shares"
        )

    return refuse


def no_plugin(call: Call) -> Plan:
    """Say that there is no such plugin: ``docker inspect`` looks for its argument among plugins too."""
    raise RefusedError(f'plugin "{call.params["name"]}" not found {NOT_YOURS}', status=404)


class _Events:
    """Takes the labels of kindsphinx out of events."""

    def line(self, data: bytes) -> bytes:
        """Return an event as the page sees it."""
        document = parse_line(data)
        if document is None:
            return data
        return json.dumps(without_own_labels(document), ensure_ascii=False).encode() + b"\n"

    def end(self) -> bytes:
        """Add nothing."""
        return b""
