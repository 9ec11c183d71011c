"""Hand-written stand-ins for the outside world; each passes the contract of the real thing."""

from __future__ import annotations
