"""Follows values through the outputs of a page: what was one value must still be one."""

from __future__ import annotations

from kindsphinx.core.coherence.ledger import Ledger, chosen_in

__all__ = ["Ledger", "chosen_in"]
