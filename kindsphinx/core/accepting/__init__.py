"""Takes what a run saw into what an author wrote: the lines that differ, laid out as they were."""

from __future__ import annotations

from kindsphinx.core.accepting.rewriting import Line, Rewritten, rewritten

__all__ = ["Line", "Rewritten", "rewritten"]
