"""A project asks for versions: comparisons, globs, and names."""

from __future__ import annotations

import pytest

from kindsphinx.core.requirement import is_met, unmet_requirements, wrong_with_requirement

CASES = [
    ("0.30.*", "v0.30.0", True),
    ("v0.30.*", "v0.30.2-alpha", True),
    ("0.30.*", "v0.31.0", False),
    ("0.30", "v0.30.4", True),
    ("0.3", "v0.30.4", False),
    (">=1.33", "v1.33.0", True),
    (">=1.33", "v1.32.9", False),
    (">= v1.33", "v1.34.1", True),
    (">1.33", "v1.33.0", False),
    ("<1.36", "v1.35.9", True),
    ("<=1.33", "v1.33.1", False),
    ("==1.33", "v1.33.0", True),
    ("!=0.31.0", "v0.31.0", False),
    (">=1.33, <1.36", "v1.36.0", False),
    (">=1.33, <1.36", "v1.34.0", True),
    (">=1.9", "v1.10.0", True),
    (">=27", "Docker Engine - Community 28.1.1", True),
    (">=29", "Docker Engine - Community 28.1.1", False),
    ("docker*", "Docker Engine - Community 28.1.1", True),
    ("Podman*", "Docker Engine - Community 28.1.1", False),
    ("Docker*, >=27", "Docker Engine - Community 28.1.1", True),
    ("linux/*", "linux/amd64", True),
    ("linux/arm64", "linux/amd64", False),
    (">=1.0", "", False),
    ("*", "", False),
]


@pytest.mark.parametrize(("text", "found", "met"), CASES, ids=[f"{each[1]} {each[0]}" for each in CASES])
def test_a_version_is_what_is_asked_for_or_not(text: str, found: str, *, met: bool) -> None:
    """Numbers are compared as such; names and globs whatever their case; what is unknown is not."""
    assert wrong_with_requirement(text) == ""
    assert is_met(text, found) is met


@pytest.mark.parametrize("text", ["=>1.33", "~=1.2", ">=1.33.x", ">=", "^1.2", "> x", ">=1.33-rc"])
def test_what_is_no_requirement_says_how_to_write_it(text: str) -> None:
    """An operator that is unknown is not taken for a name."""
    assert wrong_with_requirement(text).startswith(f"{text!r} is no requirement: write >=1.33, ")


@pytest.mark.parametrize("text", ["", " , "])
def test_nothing_is_no_requirement(text: str) -> None:
    """Most likely something was forgotten."""
    assert wrong_with_requirement(text) == "it is empty"


def test_all_that_is_wanted_and_not_there_is_one_sentence() -> None:
    """What is as wanted is not told."""
    required = {"kind": "0.30.*", "kubectl": ">=1.33", "architecture": "linux/amd64", "engine": ">=27"}
    found = {"kind": "v0.31.0", "architecture": "linux/amd64", "engine": "Docker Engine 20.10.1"}

    assert unmet_requirements(required, found) == (
        "kind_requires is not met: kind 0.30.* is wanted, v0.31.0 is there; "
        "kubectl >=1.33 is wanted, none that tells its version is there; "
        "engine >=27 is wanted, Docker Engine 20.10.1 is there"
    )
    assert unmet_requirements({"architecture": "linux/*"}, found) == ""
