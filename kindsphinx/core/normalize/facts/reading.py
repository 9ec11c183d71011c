"""Reads structured output for comparison: each of its facts becomes a line."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kindsphinx.core.normalize.facts.described import described
from kindsphinx.core.normalize.facts.facts import Fact, facts_of
from kindsphinx.core.normalize.facts.json_tree import json_documents
from kindsphinx.core.normalize.facts.things import NOTHING
from kindsphinx.core.normalize.facts.tree import Scalar
from kindsphinx.core.normalize.facts.values import normalized_values
from kindsphinx.core.normalize.facts.yaml_tree import yaml_documents
from kindsphinx.core.normalize.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kindsphinx.core.normalize.facts.tree import Node

_JSON: Final = re.compile(r"\s*[\[{]")
_LOGS: Final = re.compile(r"\blogs\b")
_ASKED: Final = re.compile(r"\bjq\s[^|;&]*\.(?P<jq>\w+)['\"]?\s*$|\{\{ *json [^{}]*\.(?P<json>\w+) *\}\}")
"""The field whose value a command asks for, last of all."""
_MADE_UP: Final = re.compile(r"[{,]\s*\"?(?P<key>\w+)\"?: *(?:\.[\w\[\]]+)*\.(?P<field>\w+) *(?=[,}])")
"""A key of an object that a program of jq makes, and the field whose value it is given."""
_WARNING: Final = "Warning"
_WARNINGS: Final = re.compile(r"(?:Warning: .*\n)+")
"""What kubectl says to stderr before it prints anything."""
_YAML: Final = re.compile(
    r"\s(?:-o|--output)[ =]?['\"]?yaml\b|\bget\s+kubeconfig\b|\bconfig\s+view\b"
    r"|\byq\b|\bcat\b[^|;&]*\.ya?ml\b"
)


def read_facts(text: str, *, command: str = "") -> Reading | None:
    """Return *text*, which *command* printed, read as data; ``None`` if it is none.

    Each line is one fact, what stands where in which thing: ``deployment web: spec.replicas: 2``.
    """
    if _LOGS.search(command):
        return None
    warned = _WARNINGS.match(text)
    warnings = warned[0].splitlines() if warned else []
    facts = _facts("\n" * len(warnings) + text[warned.end() :] if warned else text, command)
    if facts is None:
        return None
    told = [
        Fact(thing=NOTHING, path=_WARNING, name=_WARNING, value=line.removeprefix(f"{_WARNING}: "), line=at)
        for at, line in enumerate(warnings)
    ]
    return reading_of([*told, *facts])


def _facts(text: str, command: str) -> list[Fact] | None:
    if found := described(text, command):
        things, nodes = found
        return facts_of(nodes, things)
    documents = _documents(text, command)
    if documents is None or any(isinstance(each, Scalar) for each in documents):
        return None
    asked = _ASKED.search(command)
    facts = facts_of(documents, name=asked["jq"] or asked["json"] or "" if asked else "")
    renamed = _renamed_by_jq(command)
    return [replace(each, name=renamed.get(each.name, each.name)) for each in facts] if renamed else facts


@lru_cache(maxsize=1024)
def _renamed_by_jq(command: str) -> Mapping[str, str]:
    """Return which field a key means that jq makes up: ``{node: .spec.nodeName}``."""
    _, jq, program = command.partition("jq ")
    return {match["key"]: match["field"] for match in _MADE_UP.finditer(program)} if jq else {}


def reading_of(facts: Sequence[Fact]) -> Reading:
    """Return the reading whose lines are *facts*."""
    labels = [": ".join(filter(None, (each.thing.label, each.path))) for each in facts]
    plain = tuple(f"{label}: {each.value}" for label, each in zip(labels, facts, strict=True))
    keys = (f"{label}: {value}" for label, value in zip(labels, normalized_values(facts), strict=True))
    return Reading(
        lines=plain,
        keys=tuple(keys),
        plain=plain,
        tables=(),
        places=tuple(each.line for each in facts),
        facts=tuple(facts),
    )


def _documents(text: str, command: str) -> list[Node] | None:
    try:
        if _JSON.match(text):
            return json_documents(text) or None
        if _YAML.search(command):
            return yaml_documents(text) or None
    except (ValueError, RecursionError):
        return None
    return None
