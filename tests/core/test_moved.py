"""A failure is told with what has changed since the recording."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.outcome import RecordMode
from kindsphinx.core.recording import Provenance
from kindsphinx.core.recording.model import moved
from kindsphinx.reporting import describe
from tests.fakes.project import Project, block
from tests.fakes.runtime import PROVENANCE, FakeRuntime

if TYPE_CHECKING:
    from pathlib import Path

OLD = Provenance(kind="v0.30.0", kubernetes="v1.34.0", architecture="linux/amd64", date="2026-01-01")

CASES = {
    "nothing": (OLD, ()),
    "kind": (replace(OLD, kind="v0.33.0"), ("kind v0.30.0 → v0.33.0",)),
    "two": (
        replace(OLD, kubernetes="v1.35.0", architecture="linux/arm64"),
        ("kubernetes v1.34.0 → v1.35.0", "architecture linux/amd64 → linux/arm64"),
    ),
    "unknown-before": (replace(OLD, engine="Docker 28.5.1"), ()),
    "unknown-now": (replace(OLD, kind=""), ()),
    "another-day": (replace(OLD, date="2026-02-02", kindsphinx="0.2.0"), ()),
}


@pytest.mark.parametrize(("new", "words"), CASES.values(), ids=CASES)
def test_what_moved_is_told_in_words(new: Provenance, words: tuple[str, ...]) -> None:
    """Programs, engine and machine; what is unknown is no other."""
    assert moved(OLD, new) == words


def test_a_failure_says_what_moved(tmp_path: Path) -> None:
    """In the first line below its own; what passes knows it, too."""
    project = Project(tmp_path)
    blocks = (block("one"), block("two"))
    project.run(*blocks, answers={"one": "1\n", "two": "2\n"})
    newer = FakeRuntime(answers={"one": "1\n", "two": "3\n"}, versions=replace(PROVENANCE, kind="v0.33.0"))

    passed, failed = project.run(*blocks, mode=RecordMode.NONE, runtime=newer)

    assert {passed.since, failed.since} == {("kind v0.30.0 → v0.33.0",)}
    assert describe(failed).splitlines()[2] == "Since the recording: kind v0.30.0 → v0.33.0"
