"""A version of kind is recognized however people write it."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import is_release


@pytest.mark.parametrize(
    "text", ["v0.30.0", "0.30.0", "v0.30", "0.30", "v0.33.0-alpha", "v0.33.0-alpha+1f2e"]
)
def test_a_release_has_two_or_three_numbers(text: str) -> None:
    """With or without the letter, as ``kind version`` prints it."""
    assert is_release(text)


@pytest.mark.parametrize(
    "text", ["", "v", "30", "newest", "v0.30.", "0.30.0.1", "kind v0.30.0", "0.30 ", "v0.x"]
)
def test_anything_else_is_no_release(text: str) -> None:
    """So that a mistake is not taken for the newest kind."""
    assert not is_release(text)
