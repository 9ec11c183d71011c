"""Which nodes of a role are drawn, and which are counted."""

from __future__ import annotations

import pytest

from kindsphinx.core.topology import Kind, TopologyNode
from kindsphinx.core.topology.alike import grouped

ALIKE = {
    "none": ("", []),
    "one": ("a", ["w1"]),
    "twelve": ("a" * 12, [f"w{at}" for at in range(1, 13)]),
    "one-more-is-drawn": ("a" * 13, [f"w{at}" for at in range(1, 14)]),
    "five-more": ("a" * 17, [*(f"w{at}" for at in range(1, 13)), "5: w13 … w17"]),
    "two-more": ("a" * 14, [*(f"w{at}" for at in range(1, 13)), "2: w13, w14"]),
    "all-different": ("abcdefghijklmnopq", [f"w{at}" for at in range(1, 18)]),
    "last-is-different": ("a" * 16 + "b", [*(f"w{at}" for at in range(1, 13)), "w17", "4: w13 … w16"]),
    "with-a-gap": (
        "a" * 14 + "b" + "a" * 3,
        [*(f"w{at}" for at in range(1, 13)), "w15", "5: w13, w14, w16 … w18"],
    ),
    "two-sorts": (
        "a" * 14 + "b" * 4,
        [*(f"w{at}" for at in range(1, 13)), "w15", "2: w13, w14", "3: w16 … w18"],
    ),
    "many-gaps": (
        "ab" * 12,
        [*(f"w{at}" for at in range(1, 13)), "6: w13, w15, w17, …, w23", "6: w14, w16, w18, …, w24"],
    ),
}


@pytest.mark.parametrize(("labels", "shown"), ALIKE.values(), ids=ALIKE)
def test_only_what_is_alike_is_counted(labels: str, shown: list[str]) -> None:
    """Whatever has something of its own is drawn, however many there are."""
    nodes = [
        TopologyNode(name=f"w{at}", kind=Kind.WORKER, labels=(label,)) for at, label in enumerate(labels, 1)
    ]

    found = grouped(nodes)

    assert [(f"{each.count}: " if each.count > 1 else "") + each.names for each in found] == shown
    assert sum(each.count for each in found) == len(labels)
    assert {each.node.labels for each in found} == {(label,) for label in labels}
