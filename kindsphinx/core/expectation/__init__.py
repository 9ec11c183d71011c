"""Says what an author's expectation asks of an output, and what a page shows of a recording."""

from __future__ import annotations

from kindsphinx.core.expectation.eliding import elide, without_elided
from kindsphinx.core.expectation.matching import Matching, Relation, Step, match

__all__ = ["Matching", "Relation", "Step", "elide", "match", "without_elided"]
