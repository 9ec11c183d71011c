"""A filtering proxy in front of the caller's engine: a page sees, changes and removes only what is its own.

It protects from mistakes, not from malice: who may talk to an engine is root on its host, proxy or not.
"""

from __future__ import annotations

from kindsphinx.runtime.proxy.host_access import HostAccess
from kindsphinx.runtime.proxy.owner import Owner
from kindsphinx.runtime.proxy.server import EngineProxy

__all__ = ["EngineProxy", "HostAccess", "Owner"]
