"""What reviewers of a pull request see of a run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Drift
from kindsphinx.core.outcome import Outcome, Status
from kindsphinx.core.problems import Location
from kindsphinx.reporting import annotation, markdown_summary
from tests.fakes.pages import an_outcome

OLD = "NAME   STATUS\nweb    Running\n"
FAILED = replace(
    an_outcome(Status.FAILED, message="the output differs"),
    diff=compare(OLD, OLD.replace("Running", "Error")),
    drift=Drift.CHANGED,
)
ERROR = replace(an_outcome(Status.ERROR, message="no engine: 50%\nanswers"), block="", docname="a|b")

ANNOTATIONS = {
    "difference": (
        FAILED,
        (
            "::error file=source/guide/nodes.rst,line=7,col=4,title=kind%3A nodes"
            "::“web”: STATUS is Error, the page says Running"
        ),
    ),
    "escaped": (
        replace(ERROR, location=Location(source="a,b:c.rst", line=3)),
        "::error file=a%2Cb%3Ac.rst,line=3,title=kind%3A a|b::no engine: 50%25%0Aanswers",
    ),
    "without-a-place": (
        replace(ERROR, location=None),
        "::error title=kind%3A a|b::no engine: 50%25%0Aanswers",
    ),
}


@pytest.mark.parametrize(("outcome", "line"), ANNOTATIONS.values(), ids=ANNOTATIONS)
def test_an_annotation_stands_at_its_line(outcome: Outcome, line: str) -> None:
    """In one line of the log, whatever the message has."""
    assert annotation(outcome) == line


def test_the_summary_names_the_folder_of_a_failed_creation() -> None:
    """However long the message is."""
    failed = replace(ERROR, message="no " * 300, forensics="build/doctest/forensics/index.1")

    assert "; see build/doctest/forensics/index.1 |" in markdown_summary([failed])


def test_the_summary_has_a_row_for_each_page() -> None:
    """Those with failures first, each failure with its line and its class."""
    passed = an_outcome(Status.PASSED, docname="fine")

    assert markdown_summary([passed, FAILED, ERROR]).splitlines() == [
        "| page | blocks | what is wrong |",
        "|---|---|---|",
        "| guide/nodes | 1 failed | line 7: “web”: STATUS is Error, the page says Running (changed) |",
        "| a\\|b | 1 error | line 7: no engine: 50% answers (error) |",
        "| fine | 1 passed |  |",
    ]


def test_a_page_with_many_failures_stays_short() -> None:
    """The log has all of them."""
    *_, row = markdown_summary([FAILED] * 8).splitlines()

    assert row.count("STATUS is Error") == 5
    assert row.endswith("and 3 more |")


def test_what_was_printed_is_no_markup() -> None:
    """An output may have anything."""
    hostile = replace(ERROR, message="<b>*x*</b> [a](b) `c` | d")

    assert "&lt;b>\\*x\\*&lt;/b> \\[a\\](b) \\`c\\` \\| d" in markdown_summary([hostile])
