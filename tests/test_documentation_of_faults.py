"""The manual's table of faults says what tests show."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "source/manual/clusters.rst").read_text(encoding="utf-8").partition("\n.. _faults:\n")[2]


def test_every_row_names_a_test_that_exists() -> None:
    """A row without one would be a promise."""
    rows = TABLE.split("   * - ")[2:]
    named = [re.findall(r"     - ``(test_\w+)``\n", row) for row in rows]
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))

    assert len(rows) > 5
    assert [row for row, names in zip(rows, named, strict=True) if len(names) != 1] == []
    assert [name for (name,) in named if f"def {name}(" not in tests] == []


WORDS = (
    *("Ctrl-C", "another Ctrl-C", "SIGTERM", "SIGHUP", "SIGKILL", "power fails", "engine stops"),
    *("engine is started anew", "disk is full", "image cannot be pulled", "port is in use"),
    *("node container is killed", "``kubectl`` is missing", "two runs at once", "somebody else's"),
)
"""What may break, as the table calls it."""


def test_every_fault_that_may_be_met_has_a_row() -> None:
    """Whoever meets one looks for it in the first column."""
    faults = [row.partition("\n")[0] for row in TABLE.split("   * - ")[2:]]

    assert [word for word in WORDS if not any(word in fault for fault in faults)] == []


def test_every_fault_that_is_tried_is_in_the_table() -> None:
    """What breaks, and is not told, helps nobody."""
    files = (ROOT / "tests/live").glob("test_live_*faults.py")
    live = "".join(path.read_text(encoding="utf-8") for path in files)

    assert {name for name in re.findall(r"^def (test_\w+)", live, re.MULTILINE) if name not in TABLE} == set()
