"""What an author leaves out with three dots may be anything; the rest must be there."""

from __future__ import annotations

import pytest

from kindsphinx.core.diff import compare
from kindsphinx.core.expectation import elide

NODES = """\
NAME                STATUS   ROLES           AGE   VERSION
dev-control-plane   Ready    control-plane   46s   v1.34.0
dev-worker          Ready    <none>          31s   v1.34.0
dev-worker2         Ready    <none>          31s   v1.34.0
"""
PODS = """\
NAME                       READY   STATUS    RESTARTS   AGE
coredns-66bc5c9577-ln67k   1/1     Running   0          46s
coredns-66bc5c9577-x2x9z   1/1     Running   0          46s
etcd-dev-control-plane     1/1     Running   0          52s
"""

MEETS = {
    "nothing": ("", ""),
    "dots alone": ("...", "one\ntwo"),
    "dots for nothing": ("...", ""),
    "dots at the end": ("one\n...", "one\ntwo\nthree"),
    "dots at the end for nothing": ("one\n...", "one"),
    "dots at the beginning": ("...\nthree", "one\ntwo\nthree"),
    "dots between": ("one\n...\nthree", "one\ntwo\nthree"),
    "dots twice": ("...\ntwo\n...", "one\ntwo\nthree"),
    "indented dots": ("spec:\n  ...\nstatus:", "spec:\n  a: 1\n  b: 2\nstatus:"),
    "first place that fits, not only": ("...\na\nb\n...\nb", "a\nx\na\nb\nb"),
    "neighbouring dots": ("one\n...\n...\nfour", "one\ntwo\nthree\nfour"),
    "rest of a line": (
        "Kubernetes control plane is running at ...",
        "Kubernetes control plane is running at https://x",
    ),
    "inside a line": ("from ... to three", "from one over two to three"),
    "twice in a line": ("a ... c ... e", "a b c d e"),
    "beginning of a line": ("... done", "all is done"),
    "dots that were printed": ('Creating cluster "dev" ...', 'Creating cluster "dev" ...'),
    "rows in another order": (
        NODES,
        "\n".join([NODES.splitlines()[0], *sorted(NODES.splitlines()[1:], reverse=True)]),
    ),
    "some rows": (
        "NAME   STATUS   ROLES   AGE   VERSION\ndev-worker   Ready   <none>   1s   v1.34.0\n...",
        NODES,
    ),
    "some rows in another order": (
        (
            "NAME   STATUS   ROLES   AGE   VERSION\ndev-worker2   Ready   <none>   1s   v1.34.0\n...\n"
            "dev-control-plane   Ready   control-plane   1s   v1.34.0"
        ),
        NODES,
    ),
    "rows without their header": ("...\ndev-worker   Ready   <none>   5m   v1.34.0\n...", NODES),
    "row cut short": ("NAME   STATUS   ...\ndev-worker   Ready   ...\n...", NODES),
    "name cut short": (
        "NAME   READY   STATUS   RESTARTS   AGE\ncoredns-66bc5c9577-...   1/1   Running   0   5s\n...",
        PODS,
    ),
    "value cut short": ("IP: 172.18...", "IP: 172.18.0.5"),
    "value cut short in a row": (
        "NAME   READY   STATUS   RESTARTS   AGE\ncoredns-66bc...   1/1   Running   0   5m\n...",
        PODS,
    ),
    "each open row gets a row of its own": (
        (
            "NAME   READY   STATUS   RESTARTS   AGE\n"
            "core...   1/1   Running   0   5m\n...-plane   1/1   Running   0   5m\n"
            "coredns-...   1/1   Running   0   5m"
        ),
        PODS,
    ),
}

FAILS = {
    "nothing for something": ("", "one"),
    "something for nothing": ("one", ""),
    "line after the end": ("...\ntwo", "one\ntwo\nthree"),
    "line before the beginning": ("two\n...", "one\ntwo"),
    "lines in another order": ("...\ntwo\n...\none\n...", "one\ntwo"),
    "neighbours that are not": ("...\none\nthree\n...", "one\ntwo\nthree"),
    "one line for two": ("...\none\n...\none\n...", "one\ntwo"),
    "text that ends otherwise": ("from ... to three", "from one to four"),
    "parts that overlap": ("abc...bcd", "abcd"),
    "line that dots cannot reach over": ("a ...", "a\nb"),
    "missing row": (
        "NAME   STATUS   ROLES   AGE   VERSION\ndev-worker9   Ready   <none>   1s   v1.34.0\n...",
        NODES,
    ),
    "wrong cell": ("...\ndev-worker   Ready   <none>   5m   v1.33.0\n...", NODES),
    "one row more than there are": (
        "NAME   READY   STATUS   RESTARTS   AGE\n" + "coredns-...   1/1   Running   0   5m\n" * 3 + "...",
        PODS,
    ),
}


@pytest.mark.parametrize(("expected", "actual"), MEETS.values(), ids=MEETS)
def test_an_output_meets_an_expectation(expected: str, actual: str) -> None:
    """Three dots stand for any lines, for the rest of a line, or for text within it."""
    assert compare(expected, actual).equal


@pytest.mark.parametrize(("expected", "actual"), FAILS.values(), ids=FAILS)
def test_an_output_fails_an_expectation(expected: str, actual: str) -> None:
    """Three dots stand for nothing but what they may stand for."""
    assert not compare(expected, actual).equal


def test_dots_in_a_recording_are_dots() -> None:
    """A recording is compared as it is: what a program printed leaves nothing open."""
    assert compare("one\n...", "one\n...", ellipsis=False).equal
    assert not compare("one\n...", "one\ntwo", ellipsis=False).equal
    assert not compare("loading...", "loading nginx", ellipsis=False).equal


def test_the_recording_is_cut_where_the_expectation_is() -> None:
    """A page shows the lines that its author wrote, with the recorded values, and the author's cut."""
    expected = NODES.splitlines()[0] + "\ndev-control-plane   Ready   control-plane   5m   v1.34.0\n...\n"

    assert elide(expected, NODES) == "".join(NODES.splitlines(keepends=True)[:2]) + "...\n"


def test_each_cut_is_shown_at_its_place() -> None:
    """Several cuts stay several, each with the author's indentation; one that cuts nothing is not shown."""
    recorded = "a: 1\nspec:\n  b: 2\n  c: 3\nstatus:\n  d: 4\n"

    assert (
        elide("...\nspec:\n  ...\nstatus:\n  d: 4\n...", recorded) == "...\nspec:\n  ...\nstatus:\n  d: 4\n"
    )


def test_rows_are_shown_in_the_order_in_which_they_came() -> None:
    """The author's order of rows chooses what is shown, not where."""
    expected = (
        "...\ndev-worker2   Ready   <none>   5m   v1.34.0\ndev-worker   Ready   <none>   5m   v1.34.0\n"
    )

    assert elide(expected, NODES) == "...\n" + "".join(NODES.splitlines(keepends=True)[2:])


def test_a_step_of_kind_is_cut_with_its_announcement() -> None:
    """The line that announces a step goes with the line that ends it."""
    recorded = 'Creating cluster "dev" ...\n • A 📦  ...\n ✓ A 📦\n • B 📜  ...\n ✓ B 📜\n'

    assert elide('Creating cluster "dev" ...\n...\n ✓ B 📜\n', recorded) == (
        'Creating cluster "dev" ...\n...\n • B 📜  ...\n ✓ B 📜\n'
    )


@pytest.mark.parametrize(
    ("expected", "recorded"),
    [
        ("one\n...\nfour\n", "one\ntwo\nthree\n"),
        ("one\n", "one\n"),
        ("one ...\n", "one two\n"),
        ("", "one\n"),
    ],
    ids=["not met", "without a cut", "cut within a line", "nothing expected"],
)
def test_other_recordings_are_shown_whole(expected: str, recorded: str) -> None:
    """Without a cut, and where the expectation is not met, the recording is shown as it is."""
    assert elide(expected, recorded) == recorded


def test_a_command_tells_how_its_output_is_read() -> None:
    """The names that ``kind get nodes`` prints stand in no order."""
    expected, recorded = "dev-worker\n...\n", "dev-control-plane\ndev-worker\n"

    assert elide(expected, recorded, command="kind get nodes --name dev") == "...\ndev-worker\n"
    assert elide(expected, recorded, command="cat names") == recorded
