"""The configurations in a listing are found among whatever stands beside them."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import configurations_in

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
POD = "kind: Pod\napiVersion: v1\n"
ABOVE = "# x\n%YAML 1.1\n---\n"
PATCH = f"{HEAD}kubeadmConfigPatches:\n- |\n  kind: InitConfiguration\n  ...\n"

FOUND: dict[str, tuple[str | bytes, list[tuple[int, str | bytes]]]] = {
    "nothing": ("", []),
    "something else": (POD, []),
    "one": (HEAD, [(0, HEAD)]),
    "one, with all that stands above it": (f"{ABOVE}{HEAD}", [(0, f"{ABOVE}{HEAD}")]),
    "below another thing": (f"{POD}---\n{HEAD}", [(2, f"---\n{HEAD}")]),
    "above another thing": (f"{HEAD}---\n{POD}", [(0, HEAD.rstrip("\n"))]),
    "below a document on its separator": (f"--- {{a: b}}\n--- # kind\n{HEAD}", [(1, f"--- # kind\n{HEAD}")]),
    "two": (f"{HEAD}name: a\n---\n{HEAD}name: b", [(0, f"{HEAD}name: a"), (3, f"---\n{HEAD}name: b")]),
    "with carriage returns": (
        f"{POD}---\n{HEAD}".replace("\n", "\r\n"),
        [(2, f"---\n{HEAD}")],
    ),
    "no UTF-8": (b"# \xff\n" + HEAD.encode(), [(0, b"# \xff\n" + HEAD.encode())]),
    "in UTF-16": (f"{POD}---\n{HEAD}".encode("utf-16"), [(2, f"---\n{HEAD}")]),
    "broken": (f"{HEAD}nodes: [\n", [(0, f"{HEAD}nodes: [\n")]),
    "dashes in a text": (f"{HEAD}name: ---\n", [(0, f"{HEAD}name: ---\n")]),
    "a comment with dots": (f"{HEAD}# and so on ...\n", [(0, f"{HEAD}# and so on ...\n")]),
    "dots in a value": (f"{HEAD}name: a...\n", [(0, f"{HEAD}name: a...\n")]),
    "a placeholder in another document": (f"{POD}...\n---\n{HEAD}", [(3, f"---\n{HEAD}")]),
}


@pytest.mark.parametrize(("data", "found"), FOUND.values(), ids=FOUND)
def test_configurations_are_found_with_the_lines_before_them(
    data: str | bytes, found: list[tuple[int, str | bytes]]
) -> None:
    """One that stands alone is taken as it is, byte by byte."""
    expected = [(at, text.encode() if isinstance(text, str) else text) for at, text in found]

    assert list(configurations_in(data)) == expected


FRAGMENTS = {
    "a line": f"{HEAD}nodes:\n...\n",
    "a line further in": f"{HEAD}nodes:\n- role: control-plane\n  ...\n",
    "an ellipsis": f"{HEAD}nodes:\n  …\n",
    "with a comment": f"{HEAD}...  # as above\n",
    "an item": f"{HEAD}nodes:\n- ...\n",
    "a value": f"{HEAD}nodes: ...\n",
    "a value of an item": f"{HEAD}nodes:\n- role: ...\n",
    "a quoted key": f'{HEAD}"nodes": ...\n',
    "in a patch": PATCH,
}


@pytest.mark.parametrize("text", FRAGMENTS.values(), ids=FRAGMENTS)
def test_what_is_left_out_makes_a_fragment(text: str) -> None:
    """Nobody knows what is wrong in it."""
    assert list(configurations_in(text)) == []
