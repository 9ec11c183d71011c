"""What kind says of a configuration is what we say, word for word, and what it reads is what we read.

``probes.json`` holds 439 configurations with the answers of kind v0.33.0, ``mutated.json`` more of them,
made by :mod:`tests.core.cluster_config.mutations`, and ``generated.json`` those on which the two once
differed, and others that kind accepts, with what it decodes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kindsphinx.core.cluster_config import ProblemCode, dump, judge
from kindsphinx.core.problems import Severity


def _load(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(__file__).with_name(name).read_text("utf-8"))
    return found


PROBES = _load("probes.json")
MUTATED = _load("mutated.json")
GENERATED = _load("generated.json")


@pytest.mark.parametrize("probe", PROBES, ids=[probe["id"] for probe in PROBES])
def test_verdict_message_and_configuration_are_those_of_kind(probe: dict[str, Any]) -> None:
    """Every probe is taken or refused as kind does it, and decoded and completed field by field."""
    verdict = judge(probe["yaml"])

    assert verdict.accepted == (probe["verdict"] == "ok")
    assert verdict.kind_message == probe["error"]
    assert verdict.printed == (f"ERROR: failed to create cluster: {probe['error']}" if probe["error"] else "")
    assert (verdict.config and dump(verdict.config)) == probe["decoded"]


@pytest.mark.parametrize("case", MUTATED, ids=range(len(MUTATED)))
def test_a_mutation_is_judged_as_kind_judges_it(case: dict[str, Any]) -> None:
    """What nobody would write is judged as kind judges it, too."""
    verdict = judge(case["yaml"])

    assert (verdict.accepted, verdict.kind_message) == (case["accepted"], case["error"])


@pytest.mark.parametrize("case", GENERATED, ids=range(len(GENERATED)))
def test_what_is_generated_is_judged_and_decoded_as_by_kind(case: dict[str, Any]) -> None:
    """Verdict, message and every field are kind's."""
    verdict = judge(case["yaml"])

    assert (verdict.accepted, verdict.kind_message) == (case["accepted"], case["error"])
    assert (verdict.config and dump(verdict.config)) == case["decoded"]


ALL = [*PROBES, *MUTATED, *GENERATED]


@pytest.mark.parametrize("probe", ALL, ids=range(len(ALL)))
def test_a_refusal_comes_with_an_error_and_only_a_refusal(probe: dict[str, Any]) -> None:
    """There is an error if and only if kind refuses, and each stands at a place of the text."""
    verdict = judge(probe["yaml"])

    errors = [problem for problem in verdict.problems if problem.severity is Severity.ERROR]
    assert bool(errors) != verdict.accepted
    assert all(ProblemCode(problem.code).severity is problem.severity for problem in verdict.problems)
    assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in verdict.problems)
