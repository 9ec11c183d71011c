"""``kind.json`` has every outcome, for programs that know its format."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx import __version__
from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Drift
from kindsphinx.core.errors import KindSphinxError
from kindsphinx.core.outcome import Status
from kindsphinx.reporting import machine_report, write_machine_report
from tests.fakes.pages import an_outcome

if TYPE_CHECKING:
    from pathlib import Path

FAILED = replace(
    an_outcome(Status.FAILED, message="the output differs from the recording"),
    command="list",
    diff=compare("one\ntwo\n", "one\nthree\n"),
    drift=Drift.CHANGED,
    exit_code=0,
    duration=1.23456,
    tries=2,
)


def test_report_has_the_run_as_a_whole() -> None:
    """Format and version come first, and whether all is well."""
    report = machine_report([an_outcome(Status.PASSED), FAILED], duration=242.00049)

    del report["outcomes"]
    assert report == {
        "format": 1,
        "kindsphinx": __version__,
        "ok": False,
        "complete": True,
        "duration": 242.0,
        "pages": 1,
        "counts": {"passed": 1, "failed": 1, "error": 0, "skipped": 0, "recorded": 0},
        "since": [],
    }


def test_report_has_all_of_an_outcome() -> None:
    """Each outcome has its place, what was run, and the difference as text and as lines."""
    report = machine_report([FAILED], duration=1)

    assert report["outcomes"] == [
        {
            "page": "guide/nodes",
            "block": "nodes",
            "status": "failed",
            "drift": "changed",
            "file": "source/guide/nodes.rst",
            "line": 7,
            "column": 4,
            "since": "",
            "command": "list",
            "message": "the output differs from the recording",
            "exit_code": 0,
            "duration": 1.235,
            "tries": 2,
            "cosmetic": [],
            "output": "",
            "forensics": "",
            "diff": {
                "sentences": ["“three”, the page says “two”"],
                "text": "  one\n- two\n+ three",
                "lines": [
                    {"kind": "equal", "text": "one", "expected": 0},
                    {"kind": "missing", "text": "two", "expected": 1},
                    {"kind": "unexpected", "text": "three", "expected": None},
                ],
            },
        }
    ]


def test_report_says_null_for_what_is_unknown() -> None:
    """An outcome of a page without a place has the same keys."""
    outcome = replace(an_outcome(Status.ERROR), block="", location=None)

    (told,) = machine_report([outcome], duration=0)["outcomes"]

    unknown = {key for key, value in told.items() if value is None}
    assert unknown == {"drift", "file", "line", "column", "exit_code", "diff"}
    assert told["block"] == ""


@pytest.mark.parametrize("status", list(Status))
def test_run_is_ok_if_nothing_is_bad(status: Status) -> None:
    """``ok`` is what the exit status says."""
    assert machine_report([an_outcome(status)], duration=0)["ok"] == (not an_outcome(status).is_bad)


def test_file_is_readable_utf_8(tmp_path: Path) -> None:
    """Chinese and emoji stay readable, and what is no text does no harm."""
    path = tmp_path / "doctest" / "kind.json"
    outcome = replace(an_outcome(Status.FAILED), output="集群 📦 \udcff\n")

    write_machine_report(path, [outcome], duration=1)

    text = path.read_text(encoding="utf-8")
    assert "集群 📦" in text
    assert text.endswith("}\n")
    assert json.loads(text) == machine_report([outcome], duration=1)


def test_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A report that is not there is not silently missing."""
    (tmp_path / "doctest").write_text("a file", encoding="utf-8")

    with pytest.raises(KindSphinxError, match=r"kind\.json cannot be written: "):
        write_machine_report(tmp_path / "doctest" / "kind.json", [], duration=1)


def test_a_run_that_was_broken_off_is_not_ok() -> None:
    """Whoever reads nothing but that must not take it for a pass."""
    report = machine_report([], duration=1, complete=False)

    assert (report["ok"], report["complete"]) == (False, False)
