"""Reads structured output, such as YAML and JSON, as what it says: facts about things."""

from __future__ import annotations

from kindsphinx.core.normalize.facts.facts import LINE_OF_TEXT, ORDER_BETWEEN, Fact
from kindsphinx.core.normalize.facts.identities import is_ordered, names_of_objects
from kindsphinx.core.normalize.facts.reading import read_facts
from kindsphinx.core.normalize.facts.things import Thing

__all__ = [
    "LINE_OF_TEXT",
    "ORDER_BETWEEN",
    "Fact",
    "Thing",
    "is_ordered",
    "names_of_objects",
    "read_facts",
]
