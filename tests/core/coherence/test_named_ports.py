"""A port that the page itself names is nobody else's choice, whatever numbers engines and clusters choose."""

from __future__ import annotations

import pytest

from kindsphinx.core.coherence import Ledger
from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Drift

MANIFEST = "spec:\n  type: NodePort\n  ports:\n  - port: 80\n    nodePort: 30080\n"
LISTING = "NAME   TYPE       PORT(S)        AGE\nweb    NodePort   80:{}/TCP   5m\n"
YAML = "kind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n    nodePort: {}\n"
OUTPUTS = {
    "a listing": ("kubectl get services", LISTING),
    "YAML": ("kubectl get service web -o yaml", YAML),
    "a description": (
        "kubectl describe service web",
        "Name:      web\nNamespace: default\nNodePort:  http  {}/TCP\n",
    ),
}


@pytest.mark.parametrize(("command", "output"), OUTPUTS.values(), ids=OUTPUTS)
def test_a_port_that_the_page_names_must_stay(command: str, output: str) -> None:
    """It is told as a value that changed, and no other port is."""
    ledger = Ledger(MANIFEST)

    diff = compare(output.format(30080), output.format(30090), command=command, ellipsis=False, ledger=ledger)

    assert [each.sentence for each in diff.differences] == ["port 30080, which the page names, is 30090 now"]
    assert diff.drift is Drift.CHANGED
    assert compare(
        output.format(31813), output.format(30125), command=command, ellipsis=False, ledger=Ledger(MANIFEST)
    ).equal


@pytest.mark.parametrize(
    "sources", ["", "image: web:1.30080", "digest: 30080abc", "nodePort: 30081", "version-30080"]
)
def test_what_is_no_port_names_none(sources: str) -> None:
    """A number is one only where it stands for itself."""
    command, output = OUTPUTS["a listing"]

    assert compare(
        output.format(30080), output.format(30090), command=command, ellipsis=False, ledger=Ledger(sources)
    ).equal
