"""Pages that use one cluster, one after the other: which may, and how each has left it."""

from __future__ import annotations

from kindsphinx.core.sharing.objects import ApiObject, ApiState, api_state
from kindsphinx.core.sharing.plan import Scope, Sharing, alone, in_running_order
from kindsphinx.core.sharing.returned import Returned, returned

__all__ = [
    "ApiObject",
    "ApiState",
    "Returned",
    "Scope",
    "Sharing",
    "alone",
    "api_state",
    "in_running_order",
    "returned",
]
