"""Takes what a run saw into what an author wrote: the lines that differ, laid out as they were."""

from __future__ import annotations

from kindsphinx.core.accepting.in_order import Line
from kindsphinx.core.accepting.page import Acceptance, Refusal, accept_page
from kindsphinx.core.accepting.rewriting import Rewritten, rewritten
from kindsphinx.core.accepting.seen import (
    FOLDER,
    SUFFIX,
    Place,
    Seen,
    announced_path,
    digest_of,
    seen_from_json,
    seen_path,
    seen_to_json,
)

__all__ = [
    "FOLDER",
    "SUFFIX",
    "Acceptance",
    "Line",
    "Place",
    "Refusal",
    "Rewritten",
    "Seen",
    "accept_page",
    "announced_path",
    "digest_of",
    "rewritten",
    "seen_from_json",
    "seen_path",
    "seen_to_json",
]
