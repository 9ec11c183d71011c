"""The figures of the manual are those of the samples."""

from __future__ import annotations

from pathlib import Path

from tests.drift.matrix import rows, sizes

PAGE = Path(__file__).parents[2] / "source/manual/drift.rst"


def test_the_manual_has_these_figures() -> None:
    """Whoever changes how output is compared prints the table anew, and looks at it."""
    text = PAGE.read_text(encoding="utf-8")

    for row in rows():
        assert "   * - " + "\n     - ".join(row) in text


def test_the_manual_says_of_how_many_pairs() -> None:
    """A figure means nothing without the number that it is of."""
    text = PAGE.read_text(encoding="utf-8")

    for number, what in zip(sizes(), ("two good runs", "does not show it", "shows it"), strict=True):
        assert any(what in line and f"{number} " in line for line in text.splitlines())
