"""YAML is read to the letter as kind's reader reads it, with libyaml and without.

``syntax.json`` holds texts that are about one rule of the syntax each, with the answers of kind v0.33.0.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kindsphinx.core.cluster_config import judge
from kindsphinx.core.cluster_config.reading import (
    Alias,
    Mapping,
    Scalar,
    YamlError,
    YamlNode,
    decode,
    read_tree,
)
from tests.core.cluster_config.mutations import mutations


def _load(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(__file__).with_name(name).read_text("utf-8"))
    return found


CASES = _load("syntax.json")


@pytest.mark.parametrize("case", CASES, ids=[case["yaml"][44:80] for case in CASES])
def test_a_rule_of_the_syntax_is_kinds(case: dict[str, Any]) -> None:
    """Verdict, message and the scalars that come out are kind's."""
    verdict = judge(case["yaml"])

    assert (verdict.accepted, verdict.kind_message) == (case["accepted"], case["error"])
    if verdict.config:
        assert list(verdict.config.kubeadm_config_patches) == (case["patches"] or [])


TEXTS = [*CASES, *_load("probes.json"), *_load("mutated.json")]


def test_both_parsers_read_the_same() -> None:
    """Without libyaml the tree, or the refusal, is the same, only later."""
    texts = [text["yaml"].encode("utf-8", "surrogatepass") for text in TEXTS]

    for text in [*texts, *mutations(300, seed=6)]:
        assert _outcome(text, "slow") == _outcome(text, "fast")


def _outcome(text: bytes, way: str) -> object:
    source = decode(text)
    try:
        return _plain(read_tree(source) if way == "fast" else read_tree(source, None))
    except YamlError as error:
        return error.kind_message, error.line, error.column


def _plain(node: YamlNode | None, depth: int = 20) -> object:
    """Return *node* as nested tuples, with places."""
    if node is None or not depth:
        return None
    place = (node.place.line, node.place.column)
    if isinstance(node, Scalar):
        # where nothing stands, nobody looks
        return (place, node.tag, node.value) if node.tag or node.value else None
    if isinstance(node, Alias):
        return place, node.name
    children = tuple(_plain(child, depth - 1) for child in node.children)
    return place, node.tag, isinstance(node, Mapping), children


PADDING = "\n# c" * 400
REFUSED_LATE = {
    "in the same block": (b"a: b\n--- [c, d, e]\n\x07", "control characters are not allowed"),
    "in the next block": (f"a: b\n--- [c, d, e]{PADDING}\x07".encode(), "unknown apiVersion: "),
    "where it looks": (f"a: b\n---{PADDING}\x07".encode(), "control characters are not allowed"),
    "an incomplete character": (b"a: b\n--- [c, d, e]\n\xe9", "unknown apiVersion: "),
    "in UTF-16": (
        f"\ufeffa: b\n--- [c, d, e]{PADDING}".encode("utf-16-le") + b"\0\xdc",
        "unknown apiVersion: ",
    ),
}


@pytest.mark.parametrize(("data", "words"), REFUSED_LATE.values(), ids=REFUSED_LATE)
def test_what_is_behind_the_document_counts_only_as_far_as_kind_looks(data: bytes, words: str) -> None:
    """Kind's reader takes 512 bytes at a time, and stops behind the first document."""
    assert words in judge(data).kind_message
