"""Which containers on an engine are nodes of a cluster, and who has made them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kindsphinx.runtime.engine import names_of
from kindsphinx.runtime.kind_labels import CLUSTER_LABEL, CONTROL_PLANE, LOAD_BALANCER, ROLE_LABEL, WORKER
from kindsphinx.runtime.proxy.owner import PAGE_LABEL, PROJECT_LABEL, RUN_LABEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kindsphinx.runtime.engine import Engine
    from kindsphinx.runtime.proxy.owner import Owner

_ROLES = (CONTROL_PLANE, WORKER, LOAD_BALANCER)


def others_called(engine: Engine, name: str, *, but: Owner | None = None) -> str:
    """Return who has a cluster called *name*, or containers called as its nodes would be, in words.

    :param but: whose containers do not count.
    """
    others = [
        container
        for container in engine.containers()
        if _is_node_of(container, name) and not (but and but.expects(container["Labels"]))
    ]
    return whose(others) if others else ""


def is_node(container: Mapping[str, Any]) -> bool:
    """Return whether a container of a cluster is one of its nodes, rather than its load balancer."""
    return bool(container["Labels"].get(ROLE_LABEL) != LOAD_BALANCER)


def _is_node_of(container: Mapping[str, Any], cluster: str) -> bool:
    if container["Labels"].get(CLUSTER_LABEL) == cluster:
        return True
    name = names_of(container).rstrip("0123456789")
    return name in {f"{cluster}-{role}" for role in _ROLES}


def whose(containers: Sequence[Mapping[str, Any]]) -> str:
    """Return who has made *containers*, which ones, and when, in words."""
    labels = containers[0]["Labels"]
    names = ", ".join(sorted(map(names_of, containers)))
    since = datetime.fromtimestamp(min(each["Created"] for each in containers), UTC)
    made = f"made {since:%Y-%m-%d %H:%M} UTC"
    if RUN_LABEL in labels:
        page = f"the page “{labels.get(PAGE_LABEL, '')}” of {labels.get(PROJECT_LABEL, '')}"
        return f"{page}, in its run {labels[RUN_LABEL]} ({names}, {made})"
    return f"somebody without kindsphinx ({names}, {made})"
