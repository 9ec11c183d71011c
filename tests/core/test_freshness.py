"""A recording belongs to the block whose fingerprints it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.freshness import Freshness, block_state, interaction_ids
from kindsphinx.core.recording import Interaction, Provenance, Recording
from tests.fakes.project import block

if TYPE_CHECKING:
    from collections.abc import Mapping

TWO = block("one", "two\nrest", id="both")


def _recording(*commands: str, sources: Mapping[str, str] | None = None) -> Recording:
    ids = ("both", "both/2", "both/3")
    interactions = tuple(
        Interaction(id=each, fingerprint=text[:1], command=text, exit_code=0, output="", duration=1)
        for each, text in zip(ids, commands, strict=False)
    )
    return Recording(provenance=Provenance(), interactions=interactions, sources=sources or {})


def test_later_commands_are_numbered() -> None:
    """The first interaction of a block has the block's id."""
    assert interaction_ids(TWO) == ("both", "both/2")


def test_equal_fingerprints_are_fresh() -> None:
    """Each command has its interaction then."""
    state = block_state(TWO, ("o", "t"), {}, _recording("one", "two\nrest"))

    assert (state.freshness, state.reason) == (Freshness.FRESH, "")
    assert [each.command for each in state.interactions] == ["one", "two\nrest"]


@pytest.mark.parametrize(
    "recording", [None, _recording(), _recording("one")], ids=["file", "block", "command"]
)
def test_a_block_without_all_its_interactions_is_missing(recording: Recording | None) -> None:
    """Half a block is none."""
    state = block_state(TWO, ("o", "t"), {}, recording)

    assert state.freshness is Freshness.MISSING
    assert state.interactions == ()


@pytest.mark.parametrize(
    ("recording", "sources", "reason"),
    [
        (_recording("one", "two"), {}, "the command was “two” when it was recorded"),
        (_recording("a\nb", "two\nrest"), {}, "the command was “a …” when it was recorded"),
        (
            _recording("one", "two\nrest", sources={"b": "1", "c": "1", "d": "1"}),
            {"a": "1", "b": "2", "d": "1"},
            "a, b, c changed since it was recorded",
        ),
        (_recording("one", "two\nrest"), {}, "a block before it changed since it was recorded"),
    ],
    ids=["command", "long command", "files", "block before"],
)
def test_a_stale_block_says_what_changed(recording: Recording, sources: dict[str, str], reason: str) -> None:
    """Its own command, else a file or setting, else something above."""
    state = block_state(TWO, ("x", "y"), sources, recording)

    assert (state.freshness, state.reason) == (Freshness.STALE, reason)
