"""What a page can take from an output, and how it says so."""

from __future__ import annotations

import pytest

from kindsphinx.core.capturing import Capture, Form, capture_value, parse_captures, why_not_captured

SERVICES = """\
NAME         TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)        AGE
kubernetes   ClusterIP   10.96.0.1      <none>        443/TCP        2m
web          NodePort    10.96.12.143   <none>        80:31734/TCP   5s
"""
PODS = """\
NAME                   READY   STATUS    RESTARTS   AGE
web-7d9c8f5b6d-x2k4j   1/1     Running   0          5s
web-7d9c8f5b6d-zq7mw   0/1     Pending   0          5s
"""
DOCKER = """\
CONTAINER ID   IMAGE       STATUS         PORTS                       NAMES
0a1b2c3d4e5f   node:v1     Up 2 minutes   127.0.0.1:40075->6443/tcp   dev-control-plane
"""
JSON = (
    '{"items": [{"metadata": {"name": "a", "labels": {"app.kubernetes.io/name": "x"}}, "ports": [80, 443]},\n'
)
JSON += ' {"metadata": {"name": "b"}, "ports": []}]}'
YAML = "spec:\n  clusterIP: 10.96.0.7\n  ports:\n  - name: http\n    nodePort: 030001\n"

CASES = {
    "group": (r"PORT = :(\d+)->6443", DOCKER, "40075"),
    "whole-match": (r"PORT = \d+(?=->6443)", DOCKER, "40075"),
    "line-anchors": ("WORD = ^web +(\\S+)", SERVICES, "NodePort"),
    "equals-in-regex": ("V = a=(.)", "a=1", "1"),
    "empty-group": ("V = a(x*)", "ab", ""),
    "no-match": ("V = nothing", SERVICES, None),
    "group-left-out": ("V = a(b)?", "a", None),
    "cell": ("IP = TABLE(web, CLUSTER-IP)", SERVICES, "10.96.12.143"),
    "cell-in-any-case": ("T = TABLE(web, type)", SERVICES, "NodePort"),
    "cell-by-glob": ("POD = TABLE(web-*, NAME)", PODS, "web-7d9c8f5b6d-x2k4j"),
    "cell-by-number": ("POD = TABLE(2, NAME)", PODS, "web-7d9c8f5b6d-zq7mw"),
    "cell-by-container": ("ID = TABLE(dev-control-plane, CONTAINER ID)", DOCKER, "0a1b2c3d4e5f"),
    "cell-by-another-cell": ("POD = TABLE(Pending, NAME)", PODS, "web-7d9c8f5b6d-zq7mw"),
    "cell-in-quotes": ("IP = TABLE('web', \"CLUSTER-IP\")", SERVICES, "10.96.12.143"),
    "no-such-row": ("V = TABLE(db, NAME)", SERVICES, None),
    "no-such-column": ("V = TABLE(web, IP)", SERVICES, None),
    "no-table": ("V = TABLE(web, IP)", "nothing here", None),
    "json": ("V = {.items[1].metadata.name}", JSON, "b"),
    "json-last": ("V = {.items[-1].metadata.name}", JSON, "b"),
    "json-number": ("V = $.items[0].ports[1]", JSON, "443"),
    "json-all": ("V = {.items[*].metadata.name}", JSON, "a"),
    "json-quoted-field": ("V = {.items[0].metadata.labels['app.kubernetes.io/name']}", JSON, "x"),
    "json-escaped-field": (r"V = {.items[0].metadata.labels.app\.kubernetes\.io/name}", JSON, "x"),
    "json-filter": ('V = {.items[?(@.metadata.name=="b")].metadata.name}', JSON, "b"),
    "yaml": ("V = {.spec.clusterIP}", YAML, "10.96.0.7"),
    "yaml-text-as-written": ('V = {.spec.ports[?(@.name=="http")].nodePort}', YAML, "030001"),
    "no-scalar": ("V = {.spec}", YAML, None),
    "no-field": ("V = {.spec.nothing}", YAML, None),
    "no-yaml": ("V = {.spec}", "a: b: c", None),
}
"""Capture, output -> value."""


@pytest.mark.parametrize(("written", "output", "value"), CASES.values(), ids=CASES)
def test_a_capture_takes_what_its_author_sees(written: str, output: str, value: str | None) -> None:
    """A regular expression, a path and a cell each find one value, or nothing."""
    (capture,), problems = parse_captures(written)

    found = capture_value(capture, output, command="docker ps")

    assert not problems
    assert found == value


FORMS = {
    "A = .*": Form.REGEX,
    "A = TABLE(a, b)": Form.TABLE,
    "A = {.a}": Form.JSONPATH,
    "A = { .a }": Form.JSONPATH,
    "A = $.a": Form.JSONPATH,
    "A = $['a']": Form.JSONPATH,
    "A = ^a$": Form.REGEX,
    "A = {2,}x|y": None,
}


@pytest.mark.parametrize(("written", "form"), FORMS.items(), ids=FORMS)
def test_the_form_is_seen_from_how_it_is_written(written: str, form: Form | None) -> None:
    """What begins as a path is one, what is called TABLE is a cell, all else is a regular expression."""
    captures, _ = parse_captures(written)

    assert [each.form for each in captures] == ([form] if form else [])


WRONG = {
    "no-expression": ("PORT", "“PORT” says not what is captured"),
    "empty-expression": ("PORT =", "“PORT” says not what is captured"),
    "no-name": ("1A = x", "“1A” cannot be a name"),
    "chinese-name": ("端口 = x", "“端口” cannot be a name"),
    "taken": ("HOME = x", "“HOME” is a variable that the shell or a program has already"),
    "regex": ("A = (", "“(” is no regular expression: "),
    "groups": ("A = (a)(b)", "“(a)(b)” has 2 groups, and one value is captured"),
    "path": ("A = {.a[b]}", "“{.a[b]}” is no jsonpath: “[b]” is no step of one"),
    "empty-path": ("A = {$.}", "“{$.}” is no jsonpath"),
    "cell": ("A = TABLE(web)", "“TABLE(web)” names no cell"),
    "row-zero": ("A = TABLE(0, NAME)", "“TABLE(0, NAME)” names no row: they are counted from 1"),
    "empty-cell": ("A = TABLE(, NAME)", "“TABLE(, NAME)” names no cell"),
}


@pytest.mark.parametrize(("written", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_with_what_to_write(written: str, message: str) -> None:
    """What cannot be meant is a problem in its line, and captures nothing."""
    captures, problems = parse_captures(f"GOOD = x\n\n  {written}\n")

    assert captures == (Capture(name="GOOD", form=Form.REGEX, expression="x"),)
    assert [each.line for each in problems] == [3]
    assert problems[0].message.startswith(message)


def test_all_mistakes_are_told_at_once() -> None:
    """Each line is judged, and a name twice is told as well."""
    captures, problems = parse_captures("A = x\nA = y\nB = (\nC\n")

    assert [each.name for each in captures] == ["A"]
    assert [each.line for each in problems] == [2, 3, 4]


def test_a_hostile_output_finds_nothing() -> None:
    """A deep or large output is no tree, and ends in nothing."""
    (capture,), _ = parse_captures("A = {.a}")

    assert capture_value(capture, "[" * 100_000) is None
    assert capture_value(capture, "a: 1\n" + "b: 2\n" * 300_000) is None


REASONS = {
    "regex": ("V = nothing", SERVICES, "“nothing” is not there"),
    "row": ("V = TABLE(db, NAME)", SERVICES, "no row is called “db”, there are kubernetes, web"),
    "number": ("V = TABLE(3, NAME)", SERVICES, "there is no row 3, there are 2"),
    "column": (
        "V = TABLE(web, IP)",
        SERVICES,
        "no column is called “IP”, there are NAME, TYPE, CLUSTER-IP, EXTERNAL-IP, PORT(S), AGE",
    ),
    "no-rows": ("V = TABLE(web, AGE)", SERVICES.splitlines()[0], "the table has no rows"),
    "no-table": ("V = TABLE(web, IP)", "nothing here", "there is no table"),
    "many": (
        "V = TABLE(db, NAME)",
        "NAME   AGE\n" + "".join(f"pod{number:02}  5s\n" for number in range(12)),
        "there are pod00, pod01, pod02, pod03, pod04, pod05, pod06, pod07 and 4 more",
    ),
}


@pytest.mark.parametrize(("written", "output", "reason"), REASONS.values(), ids=REASONS)
def test_a_value_that_is_not_there_is_told_with_what_is(written: str, output: str, reason: str) -> None:
    """So that nobody has to look up what a row is called."""
    capture = parse_captures(written)[0][0]

    assert why_not_captured(capture, output, command="kubectl get things").endswith(reason)
