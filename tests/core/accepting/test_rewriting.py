"""What an author expects takes in what is printed now, and stays the author's."""

from __future__ import annotations

import pytest

from kindsphinx.core.accepting import rewritten
from kindsphinx.core.comparing import Comparison, Mode
from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Difference, Drift
from tests.drift.corpora import TABLES

PODS = "kubectl get pods"
HEAD = "NAME                   READY   STATUS    RESTARTS   AGE\n"
WEB = "web-574cb87bd6-97qs7   1/1     Running   0          29s\n"
NOW = "web-574cb87bd6-bx8kq   0/1     Pending   0          3s\n"
DB = "db-0                   1/1     Running   0          28s\n"
WIDE_HEAD = "NAME                     READY   STATUS      RESTARTS   AGE\n"
WIDE_DB = "db-0                     1/1     Running     0          28s\n"
CUT = HEAD + "web-574cb87bd6-97qs7   1/1  ...\n"

REWRITTEN = {
    "the rows that did not change stay": (
        PODS,
        HEAD + WEB + DB,
        HEAD + NOW + DB,
        HEAD + "web-574cb87bd6-97qs7   0/1     Pending   0          29s\n" + DB,
    ),
    "the order of the author's rows stays": (
        PODS,
        HEAD + WEB + DB,
        HEAD + DB + NOW,
        HEAD + "web-574cb87bd6-97qs7   0/1     Pending   0          29s\n" + DB,
    ),
    "a placeholder in a cell stays": (
        PODS,
        HEAD + "web-574cb87bd6-97qs7   1/1     Running   0          <age>\n",
        HEAD + NOW,
        HEAD + "web-574cb87bd6-97qs7   0/1     Pending   0          <age>\n",
    ),
    "a placeholder in a line stays": (
        "kubectl cluster-info",
        "Kubernetes control plane is running at https://127.0.0.1:<port:api>\n",
        "Kubernetes control plane was seen at https://127.0.0.1:40075\n",
        "Kubernetes control plane was seen at https://127.0.0.1:<port:api>\n",
    ),
    "a placeholder goes where its value has gone": (
        "cat f",
        "port <port> is open\n",
        "no door is open\n",
        "no door is open\n",
    ),
    "a line cut short stays cut": (
        "cat f",
        "state: Running ...\n",
        "state: Waiting for 3 of 5\n",
        "state: Waiting ...\n",
    ),
    "lines left out stay left out": ("cat f", "a\n...\nb\nc\n", "a\nx\ny\nb\nd\n", "a\n...\nb\nd\n"),
    "an ellipsis that would hide nothing goes": ("cat f", "a ... b\n", "c\n", "c\n"),
    "a missing row goes": (PODS, HEAD + WEB + DB, HEAD + DB, HEAD + DB),
    "a row more gets the author's columns": (
        PODS,
        WIDE_HEAD + WIDE_DB,
        HEAD + WEB + DB,
        WIDE_HEAD + WIDE_DB + "web-574cb87bd6-97qs7     1/1     Running     0          29s\n",
    ),
    "a cell that is too long pushes those behind it": (
        PODS,
        HEAD + WEB,
        HEAD.replace("STATUS   ", "STATUS            ") + WEB.replace("Running", "CrashLoopBackOff"),
        HEAD + "web-574cb87bd6-97qs7   1/1     CrashLoopBackOff  0  29s\n",
    ),
    "a column more": (
        "kubectl get nodes",
        "NAME  STATUS  VERSION\ndev   Ready   v1.33.0\n",
        "NAME   STATUS   AGE   VERSION\ndev    Ready    5s    v1.34.0\n",
        "NAME  STATUS  AGE   VERSION\ndev    Ready    5s    v1.34.0\n",
    ),
    "Chinese": ("cat f", "集群 已就绪 <age>\n", "集群 未就绪 5s\n", "集群 未就绪 <age>\n"),
    "nothing is printed any more": ("cat f", "a\n", "", ""),
    "nothing differs": (PODS, CUT, HEAD + WEB, CUT),
}


@pytest.mark.parametrize(("command", "expected", "output", "wanted"), REWRITTEN.values(), ids=REWRITTEN)
def test_only_what_differs_is_rewritten(command: str, expected: str, output: str, wanted: str) -> None:
    """Placeholders, ellipses, order and columns are the author's."""
    result = rewritten(expected, output, command=command)

    assert (result.text, result.refusal) == (wanted, "")


def test_a_line_that_stays_is_known() -> None:
    """So that nothing of it is touched in the page, not even blanks at its end."""
    result = rewritten("a  \nb\n", "a\nc\n", command="cat f")

    assert [(line.text, line.kept) for line in result.lines] == [("a  ", 0), ("c", None)]


def test_what_is_not_wanted_is_left() -> None:
    """Of two differences the one is taken."""

    def is_changed(difference: Difference) -> bool:
        return difference.drift is Drift.CHANGED

    result = rewritten(HEAD + WEB, HEAD + NOW + DB, command=PODS, wanted=is_changed)

    assert result.text == HEAD + "web-574cb87bd6-97qs7   0/1     Pending   0          29s\n"
    assert [each.drift for each in result.taken] == [Drift.CHANGED]
    assert [each.drift for each in result.left] == [Drift.STRUCTURE]


REFUSED = {
    "regex": (Comparison(mode=Mode.REGEX), "regular expressions"),
    "contains": (Comparison(contained=("y",)), "must contain “y”"),
}


@pytest.mark.parametrize(("comparison", "why"), REFUSED.values(), ids=REFUSED)
def test_what_has_no_lines_to_rewrite_is_refused(comparison: Comparison, why: str) -> None:
    """Its author has to do it."""
    assert why in rewritten("a\n", "b\n", comparison=comparison).refusal


@pytest.mark.parametrize("mode", [Mode.EXACT, Mode.ELLIPSIS, Mode.LINES, Mode.UNORDERED], ids=str)
def test_other_ways_to_compare_are_kept_to(mode: Mode) -> None:
    """The result is compared in that way before it counts."""
    result = rewritten("a\nold  5s\n", "a\nnew  7s\n", comparison=Comparison(mode=mode))

    assert result.refusal == ""
    assert [line.kept for line in result.lines] == [0, None]


YAML = "kubectl get x -o yaml"
DATA = {
    "a key that has moved": (
        YAML,
        Comparison(),
        "b: 1\na:\n- one\nage: <age>\n",
        "a:\n- command:\n  - two\nage: 5s\nb: 1\n",
    ),
    "JSON": (
        "curl x",
        Comparison(mode=Mode.JSON),
        '{\n  "a": 1,\n  "id": "<uid>",\n  "b": 2\n}\n',
        '{\n  "a": 3,\n  "id": "0d6d4f8e-5d0c-4b5f-9d41-3a2b1c0d9e8f",\n  "b": 2\n}\n',
    ),
}


@pytest.mark.parametrize(("command", "comparison", "expected", "output"), DATA.values(), ids=DATA)
def test_data_is_rewritten_line_by_line(
    command: str, comparison: Comparison, expected: str, output: str
) -> None:
    """What is compared as data has lines as well, and placeholders in them."""
    result = rewritten(expected, output, command=command, comparison=comparison)

    assert (result.refusal, "<" in result.text) == ("", True)
    assert compare(result.text, output, command=command, comparison=comparison).equal


def test_data_whose_keys_have_moved_is_taken_whole() -> None:
    """Its differences are not those of lines."""
    old = "spec:\n  a: 1\n  b: 2\n  c: 3\n"
    new = "spec:\n  c: 4\n  b: 2\n  d: 3\n  a: 1\n"

    def is_changed(difference: Difference) -> bool:
        return difference.drift is Drift.CHANGED

    result = rewritten(old, new, command=YAML, wanted=is_changed)

    assert rewritten(old, new, command=YAML).text == new
    assert "all differences are taken, or none" in result.refusal


@pytest.mark.parametrize("fault", TABLES.faults)
def test_real_outputs_are_taken_with_few_lines(fault: str) -> None:
    """Of a cluster that is spoilt; lines of what is as it was stay."""
    before = TABLES.texts("first")
    for command, output in TABLES.texts(fault).items():
        expected = before.get(command, output)

        result = rewritten(expected, output, command=command)

        assert compare(result.text, output, command=command).equal, command
        changed = [line for line in result.lines if line.kept is None]
        assert len(changed) <= len(output.splitlines())
        assert bool(result.taken) or not changed
