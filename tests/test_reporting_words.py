"""An outcome is told so that its reader can go to the place and knows what to do there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kindsphinx.core.blocks import Command
from kindsphinx.core.diff import compare
from kindsphinx.core.judging import judge_output
from kindsphinx.core.outcome import Outcome, Status
from kindsphinx.core.problems import Location
from kindsphinx.reporting import (
    describe,
    markdown_summary,
    not_run,
    painted_report,
    summary,
    version_places,
    version_summary,
)
from kindsphinx.reporting.paint import Paint
from kindsphinx.reporting.words import RULE, first_line
from tests.fakes.pages import an_interaction, an_outcome, an_output

EXPECTED = "NAME   STATUS\none    Ready\ntwo    Ready\n"
PRINTED = EXPECTED.replace("two    Ready", "two    NotReady")


def judged(*, expected: str | None, recorded: str) -> Outcome:
    """Return the outcome of a command that printed PRINTED."""
    command = Command(text="list", location=Location(source="x.rst", line=3), expected=expected)
    interaction = an_interaction("list", output=recorded)
    verdict = judge_output(command, an_output(PRINTED), exit_codes=(0,), recorded=interaction)
    outcome = an_outcome(Status.FAILED, message=verdict.message)
    return replace(outcome, command="list", diff=verdict.diff, drift=verdict.drift, exit_code=0, duration=0.4)


def test_difference_is_told_with_place_block_command_and_both_sides() -> None:
    """A failure has the form that doctest's readers know, with the place in front."""
    report = describe(judged(expected=EXPECTED, recorded=PRINTED))

    assert report.splitlines() == [
        RULE,
        "source/guide/nodes.rst:7:4: failed: “two”: STATUS is NotReady, the page says Ready",
        "in block nodes of guide/nodes",
        "Command:",
        "    $ list",
        "The output differs from what the page expects:",
        "    changed: “two”: STATUS is NotReady, the page says Ready",
        "Difference (- expected by the page, + printed now):",
        "      NAME   STATUS",
        "      one    Ready",
        "    - two    Ready",
        "    + two    NotReady",
        "Ended with exit code 0, 0.4 s",
    ]


@pytest.mark.parametrize(
    ("expected", "recorded", "side"),
    [
        (EXPECTED, EXPECTED, "expected by the page"),
        (PRINTED, EXPECTED, "recorded"),
        (None, EXPECTED, "recorded"),
    ],
    ids=["both differ", "the recording differs", "there is no expectation"],
)
def test_difference_says_which_side_is_which(expected: str | None, recorded: str, side: str) -> None:
    """What the judge compared with is what the report says."""
    report = describe(judged(expected=expected, recorded=recorded))

    assert f"Difference (- {side}, + printed now):" in report


def test_difference_has_three_lines_of_context() -> None:
    """What is equal far away from a difference is left out."""
    lines = [f"line {number}" for number in range(20)]
    diff = compare("\n".join(lines), "\n".join(lines).replace("line 9\n", "changed\n"))

    report = describe(replace(an_outcome(Status.FAILED), command="list", diff=diff))

    shown = [line.strip() for line in report.splitlines()]
    assert [f"line {number}" for number in (6, 7, 8, 10, 11, 12)] == [
        each for each in shown if each.startswith("line")
    ]
    assert shown.count("...") == 2


def test_output_of_a_failed_command_is_shown() -> None:
    """A wrong exit code comes with what was printed, tries and time, and the whole command."""
    outcome = replace(
        an_outcome(Status.FAILED, message="the command ended with 1, not with 0"),
        command="kubectl apply -f - <<EOF\nkind: Pod\nEOF",
        output="error: no matches\n\n",
        exit_code=1,
        tries=3,
        duration=75,
    )

    report = describe(outcome)

    assert report.splitlines()[3:] == [
        "Command:",
        "    $ kubectl apply -f - <<EOF",
        "    > kind: Pod",
        "    > EOF",
        "Printed:",
        "    error: no matches",
        "Ended with exit code 1, 3 tries, 1 min 15 s",
    ]


def test_command_that_printed_nothing_is_said_to() -> None:
    """Nothing printed is not the same as nothing shown; a command that was ended has no exit code."""
    outcome = replace(an_outcome(Status.FAILED, message="took longer than 120 s"), command="sleep 200")

    report = describe(outcome)

    assert report.splitlines()[-1] == "Printed: nothing"


@pytest.mark.parametrize(("number", "shown"), [(60, 60), (61, 61), (62, 61), (5000, 61)])
def test_long_output_is_shown_by_head_and_tail(number: int, shown: int) -> None:
    """Of a long output the beginning and the end are shown, and how much is left out."""
    output = "".join(f"line {at}\n" for at in range(number))

    report = describe(replace(an_outcome(Status.FAILED), command="list", output=output)).splitlines()

    printed = report[report.index("Printed:") + 1 :]
    assert len(printed) == shown
    assert (printed[0], printed[-1]) == ("    line 0", f"    line {number - 1}")
    assert (f"    [… {number - 60} lines left out …]" in printed) == (number > 61)


def test_page_that_could_not_be_run_is_told_without_a_block() -> None:
    """An outcome of a page as a whole names the page, with or without a place."""
    outcome = replace(an_outcome(Status.ERROR, message="kind is not installed"), block="", location=None)

    assert describe(outcome).splitlines() == [
        RULE,
        "guide/nodes: error: kind is not installed",
        "in guide/nodes",
    ]


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (replace(an_outcome(Status.PASSED), duration=2.2), "passed: nodes: 2.2 s"),
        (replace(an_outcome(Status.PASSED), duration=12, tries=4), "passed: nodes: 12 s, 4 tries"),
        (replace(an_outcome(Status.RECORDED), duration=75), "recorded: nodes: 1 min 15 s"),
        (an_outcome(Status.SKIPPED, message="not run: no engine"), "skipped: nodes: not run: no engine"),
        (an_outcome(Status.SKIPPED), "skipped: nodes: no reason is known"),
    ],
    ids=["passed", "tried", "recorded", "skipped", "skipped silently"],
)
def test_what_needs_no_attention_takes_one_line(outcome: Outcome, line: str) -> None:
    """Place, status, block, and how long or why."""
    assert describe(outcome) == f"source/guide/nodes.rst:7:4: {line}"


@pytest.mark.parametrize(
    ("statuses", "line"),
    [
        ([], "nothing was run in 4 min 2 s"),
        ([Status.PASSED], "1 passed on 1 page in 4 min 2 s"),
        ([Status.ERROR], "1 error on 1 page in 4 min 2 s"),
        ([Status.RECORDED] * 2, "2 recorded on 2 pages in 4 min 2 s"),
        (
            [*Status, Status.ERROR, Status.PASSED],
            "1 failed, 2 errors, 2 passed, 1 recorded, 1 skipped on 7 pages in 4 min 2 s",
        ),
    ],
    ids=["nothing", "one", "one error", "two pages", "everything"],
)
def test_summary_counts_what_there_is(statuses: list[Status], line: str) -> None:
    """Every status that occurs is counted, what went wrong first."""
    outcomes = [an_outcome(status, docname=f"page{at}") for at, status in enumerate(statuses)]

    assert summary(outcomes, 242) == line


@pytest.mark.parametrize(
    ("blocks", "pages", "line"),
    [
        (1, 1, "1 live block on 1 page not run; -D kind_execute=on"),
        (12, 1, "12 live blocks on 1 page not run; -D kind_execute=on"),
        (12, 3, "12 live blocks on 3 pages not run; -D kind_execute=on"),
    ],
)
def test_what_was_not_run_is_counted(blocks: int, pages: int, line: str) -> None:
    """The last line of a build that runs nothing says how to run it."""
    assert not_run(blocks, pages) == line


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("kubectl get nodes", "$ kubectl get nodes"),
        ("cat <<EOF\nx\nEOF\n", "$ cat <<EOF …"),
        ("\nkind version\n", "$ kind version"),
    ],
)
def test_command_for_one_line_says_that_it_goes_on(command: str, line: str) -> None:
    """The first line stands for the command."""
    assert first_line(command) == line


def test_volatile_values_stand_below_what_went_well() -> None:
    """Where somebody asked for them."""
    outcome = replace(an_outcome(Status.PASSED), cosmetic=("“web”: AGE is 3s, the recording says 5s",))

    assert describe(outcome).splitlines()[1:] == ["    cosmetic: “web”: AGE is 3s, the recording says 5s"]


def test_a_terminal_gets_colours() -> None:
    """For the headline, and for both sides of the difference; a log has none."""
    report = describe(judged(expected=EXPECTED, recorded=PRINTED))

    painted = painted_report(report, Paint(color=True)).splitlines()

    assert painted[1].startswith("\x1b[1;31msource/guide/nodes.rst:7:4: failed:")
    assert "\x1b[1;31m    - two    Ready\x1b[0m" in painted
    assert "\x1b[32m    + two    NotReady\x1b[0m" in painted
    assert painted_report(report, Paint(color=False)) == report


def of_version(docname: str, *nodes: str) -> Outcome:
    """Return the outcome of a page whose nodes have another version."""
    old = "NAME   STATUS   VERSION\n" + "".join(f"{node}   Ready   v1.34.0\n" for node in nodes)
    diff = compare(old, old.replace("v1.34.0", "v1.35.0"), command="kubectl get nodes")
    return replace(an_outcome(Status.FAILED, docname=docname), diff=diff, drift=diff.drift)


def test_versions_are_one_line_for_all_pages() -> None:
    """However many lines they stand in."""
    outcomes = [of_version("a", "one", "two"), of_version("b", "one"), an_outcome(Status.PASSED)]

    assert version_summary(outcomes) == ("v1.34.0 -> v1.35.0: 3 lines on 2 pages",)
    assert version_summary(outcomes[1:]) == ("v1.34.0 -> v1.35.0: 1 line on 1 page",)
    assert markdown_summary(outcomes).startswith("v1.34.0 -> v1.35.0: 3 lines on 2 pages\n\n| page")


def test_of_many_places_the_first_few_are_told() -> None:
    """The rest is a number."""
    outcomes = [of_version(f"page{number}", "one") for number in range(7)]

    places = version_places([*outcomes, an_outcome(Status.PASSED)])

    assert places[:5] == (f"{outcomes[0].location}: v1.34.0 -> v1.35.0",) * 5
    assert places[5:] == ("and at 2 places more, which -v tells",)
