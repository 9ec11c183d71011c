"""Lists all that an API server has, but for what comes and goes by itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kindsphinx.core.errors import EngineError
from kindsphinx.core.sharing import ApiState, api_state
from kindsphinx.core.sharing.objects import PASSING

if TYPE_CHECKING:
    from kindsphinx.runtime.clusters import KindClusters

_LIMIT: Final = "--request-timeout=10s"


def api_of(clusters: KindClusters, name: str) -> ApiState:
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
