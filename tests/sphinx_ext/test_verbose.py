"""What ``-v`` tells of pages that run."""

from __future__ import annotations

import pytest

from kindsphinx.runtime.hiding import tell_exposed
from kindsphinx.sphinx_ext.verbose import notes_told


@pytest.mark.parametrize(("is_verbose", "times"), [(True, 1), (False, 0)])
def test_what_is_not_hidden_is_told_once(times: int, *, is_verbose: bool) -> None:
    """Not once for every page, and only for whoever wants to know it."""
    told: list[str] = []

    with notes_told(told.append, is_verbose=is_verbose):
        for _ in range(3):
            tell_exposed("unshare: Operation not permitted")
    tell_exposed("afterwards")

    assert len(told) == times
    assert all("not hidden from pages: unshare: Operation not permitted" in each for each in told)
