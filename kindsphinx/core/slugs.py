"""Names for blocks that have none: made of what they run."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

LIMIT = 60


def slug(text: str) -> str:
    """Return the first line of *text* as a lower-case name; letters of every script are kept."""
    first = unicodedata.normalize("NFKC", text.strip().partition("\n")[0]).lower()
    words = re.sub(r"[\W_]+", "-", first).strip("-")
    return words[:LIMIT].rstrip("-") or "command"


def unused_id(text: str, used: Container[str]) -> str:
    """Return the slug of *text* with its occurrence on the page: ``pwd``, ``pwd.2`` and so on."""
    base = slug(text)
    identity, occurrence = base, 1
    while identity in used:
        occurrence += 1
        identity = f"{base}.{occurrence}"
    return identity
