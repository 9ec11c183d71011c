"""A difference is told where it stands, as both sides have it."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import Diff, DiffLine, LineKind, compare

NODES = "kubectl get nodes"


@pytest.mark.parametrize(
    ("expected", "actual", "lines", "first"),
    [
        ("a\nb\nc", "a\nb\nc", "===", None),
        ("a\nb\nc", "a\nx\nc", "=-+=", 1),
        ("a\nb\nc", "a\nc", "=-=", 1),
        ("a\nc", "a\nb\nc", "=+=", 1),
        ("a", "a\nb", "=+", 0),
        ("", "a", "+", 0),
        ("a", "", "-", 0),
        ("a\n\n\n", "a", "=", None),
        ("a\nb", "x\ny", "-+-+", 0),
        ("a\nb\nc", "x\ny", "---++", 0),
        ("a\n...\nc", "a\nb\nb\nc", "===", None),
        ("...\na: 1\n...", "x\na: 2\ny", "=-+=", 1),
    ],
    ids=[
        *("equal", "changed", "missing", "unexpected", "unexpected at the end", "nothing expected"),
        *(
            "nothing printed",
            "empty lines",
            "all changed",
            "changed, not in pairs",
            "cut",
            "changed between cuts",
        ),
    ],
)
def test_differences_stand_at_their_lines(expected: str, actual: str, lines: str, first: int | None) -> None:
    """The first difference is named by the expected line at which it stands."""
    diff = compare(expected, actual)

    assert _kinds(diff) == lines
    assert diff.first_line == first


def test_lines_are_shown_as_they_were() -> None:
    """A diff shows what the author wrote and what was printed, widths and all."""
    expected = "NAME         STATUS\ndev-worker   Ready\n"
    actual = "NAME                STATUS\ndev-control-plane   Ready\ndev-worker          NotReady\n"

    diff = compare(expected, actual, command=NODES)

    assert tuple(diff.lines) == (
        DiffLine(kind=LineKind.EQUAL, text="NAME         STATUS", expected=0),
        DiffLine(kind=LineKind.MISSING, text="dev-worker   Ready", expected=1),
        DiffLine(kind=LineKind.UNEXPECTED, text="dev-worker          NotReady"),
        DiffLine(kind=LineKind.UNEXPECTED, text="dev-control-plane   Ready"),
    )


def test_a_changed_row_stands_beside_the_row_it_was() -> None:
    """In a table without order the row of the same thing is shown as the change, not whichever came there."""
    rows = "dev-worker    Ready\ndev-worker2   Ready\ndev-worker3   Ready\n"
    changed = "dev-worker3   NotReady\ndev-worker2   Ready\ndev-worker    Ready\n"

    diff = compare(f"NAME          STATUS\n{rows}", f"NAME          STATUS\n{changed}", command=NODES)

    assert diff.text(context=0) == "  ...\n- dev-worker3   Ready\n+ dev-worker3   NotReady"


def test_a_diff_is_compact() -> None:
    """Around each difference stand a few lines; where lines are left out stand dots."""
    lines = [f"line {letter}" for letter in "abcdefghijklmn"]
    changed = [line.replace("line f", "line x") for line in lines]

    text = compare("\n".join(lines), "\n".join(changed)).text(context=1)

    assert text == "  ...\n  line e\n- line f\n+ line x\n  line g\n  ..."


def test_steps_that_are_not_compared_keep_their_lines() -> None:
    """A doubled step counts as a line of the page, so that what differs below it is named rightly."""
    expected = " • A 📦  ...\n ✓ A 📦\n • B 📜  ...\n ✓ B 📜\nv1.34.0\n"

    diff = compare(expected, " ✓ A 📦\n ✓ B 📜\nv1.33.0\n")

    assert _kinds(diff) == "====-+"
    assert diff.first_line == 4


@pytest.mark.parametrize("changed", ["few", "many", "repeated"])
def test_long_outputs_keep_what_is_common(changed: str) -> None:
    """In thousands of lines only those that changed are told."""
    lines = [f"line {number if changed != 'repeated' else number % 7} of a log" for number in range(3000)]
    others = list(lines)
    places = {"few": [5, 1500], "many": list(range(0, 3000, 10)), "repeated": [700]}[changed]
    for place in places:
        others[place] = f"another {place}"

    diff = compare("\n".join(lines), "\n".join(others))

    assert _kinds(diff).count("-") == _kinds(diff).count("+") == len(places)


def _kinds(diff: Diff) -> str:
    """Return a diff's lines as a word: ``=``, ``-`` and ``+``."""
    marks = {LineKind.EQUAL: "=", LineKind.MISSING: "-", LineKind.UNEXPECTED: "+"}
    return "".join(marks[line.kind] for line in diff.lines)
