"""An output is compared in the way that its page asks for."""

from __future__ import annotations

import json
import random

import pytest

from kindsphinx.core.comparing import Comparison, Mode
from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Drift

PODS = "NAME    READY   STATUS    RESTARTS   AGE\nweb-1   1/1     Running   0          5m\n"
LATER = PODS.replace("5m", "61m")
TWO_PODS = PODS + "web-2   1/1     Running   0          5m\n"
TURNED_PODS = PODS.replace("web-1", "web-2") + "web-1   1/1     Running   0          7m\n"


def pod(name: str) -> dict[str, object]:
    """Return a pod as JSON has it."""
    return {"kind": "Pod", "metadata": {"name": name}, "ready": True}


AGAINST_THE_PAGE = {
    "auto: an age": (Mode.AUTO, PODS, LATER, True),
    "exact: the same": (Mode.EXACT, PODS, PODS, True),
    "exact: blanks at the end": (Mode.EXACT, "a\n", "a  \n\n", True),
    "exact: an age": (Mode.EXACT, PODS, LATER, False),
    "exact: dots are dots": (Mode.EXACT, "a\n...\n", "a\nb\n", False),
    "exact: dots that are there": (Mode.EXACT, "a\n...\n", "a\n...\n", True),
    "exact: order of rows": (Mode.EXACT, TWO_PODS, TURNED_PODS, False),
    "ellipsis: lines": (Mode.ELLIPSIS, "a\n...\nd\n", "a\nb\nc\nd\n", True),
    "ellipsis: within a line": (Mode.ELLIPSIS, "a ... c\n", "a b c\n", True),
    "ellipsis: an age": (Mode.ELLIPSIS, PODS, LATER, False),
    "ellipsis: an age left out": (Mode.ELLIPSIS, PODS.replace("5m", "..."), LATER, True),
    "ellipsis: a place": (Mode.ELLIPSIS, "up <age>, port <port:api>\n", "up 5m, port 6443\n", True),
    "ellipsis: no such value": (Mode.ELLIPSIS, "up <age>\n", "up long\n", False),
    "exact: a place stands for itself": (Mode.EXACT, "up <age>\n", "up 5m\n", False),
    "json: a place": (Mode.JSON, '{"ip": "<ip:web>"}', '{"ip": "10.0.0.7"}', True),
    "regex: a name": (Mode.REGEX, r"(?P<port>\d+) x", "6443 x", True),
    "regex: a pattern": (Mode.REGEX, r"took \d+ms", "took 12ms\n", True),
    "regex: a whole line": (Mode.REGEX, r"took \d+ms", "it took 12ms\n", False),
    "regex: line by line": (Mode.REGEX, "a.\nb.", "a1\nb2\n", True),
    "regex: a line missing": (Mode.REGEX, "a.\nb.", "a1\n", False),
    "regex: a line more": (Mode.REGEX, "a.", "a1\na2\n", False),
    "regex: any lines": (Mode.REGEX, "a.\n...\nz", "a1\nb\nc\nz\n", True),
    "regex: a volatile value": (Mode.REGEX, "age 5m", "age 61m\n", False),
    "lines: an age": (Mode.LINES, PODS, LATER, True),
    "lines: order": (Mode.LINES, TWO_PODS, TURNED_PODS, False),
    "lines: dots": (Mode.LINES, "...\nb", "a\nb\n", True),
    "unordered: lines": (Mode.UNORDERED, "a\nb\nc", "c\na\nb\n", True),
    "unordered: how often": (Mode.UNORDERED, "a\nb", "a\nb\nb\n", False),
    "unordered: volatile": (Mode.UNORDERED, "up for 5m\nb", "b\nup for 7m\n", True),
    "unordered: text left out": (Mode.UNORDERED, "a ...\nb", "b\na 12\n", True),
    "unordered: lines left out": (Mode.UNORDERED, "b\n...", "a\nb\nc\n", True),
    "unordered: tables, too": (Mode.UNORDERED, f"{TWO_PODS}\nend", f"end\n\n{TURNED_PODS}", True),
    "json: order of keys": (Mode.JSON, '{"a": 1, "b": 2}', '{\n  "b": 2,\n  "a": 1\n}\n', True),
    "json: a value": (Mode.JSON, '{"a": 1}', '{"a": 2}', False),
    "json: order of a list": (Mode.JSON, "[1, 2]", "[2, 1]", False),
    "json: a volatile value": (
        Mode.JSON,
        '{"at": "2026-01-01T10:00:00Z"}',
        '{"at":"2027-02-02T11:00:00Z"}',
        True,
    ),
    "json: a value left out": (Mode.JSON, '{"a": "...", "b": 1}', '{"b": 1, "a": "long"}', True),
    "json: an object left out": (Mode.JSON, '{"a": "...", "b": 1}', '{"b": 1, "a": {"c": [1]}}', True),
    "json: further keys": (Mode.JSON, '{"a": 1, "...": "..."}', '{"b": {"c": 2}, "a": 1}', True),
    "json: no further keys": (Mode.JSON, '{"a": 1, "...": "..."}', '{"a": 1}', True),
    "json: further keys, another value": (Mode.JSON, '{"a": 1, "...": "..."}', '{"b": 1, "a": 2}', False),
    "json: further keys, one missing": (Mode.JSON, '{"a": 1, "...": "..."}', '{"b": 1}', False),
    "json: further keys of that object alone": (
        Mode.JSON,
        '{"a": {"b": 1, "...": "..."}}',
        '{"a": {"b": 1, "c": 2}, "d": 3}',
        False,
    ),
    "json: further items": (Mode.JSON, '[1, "..."]', "[1, 2, 3]", True),
    "json: items between": (Mode.JSON, '[1, "...", 9]', "[1, 2, 3, 9]", True),
    "json: no items between": (Mode.JSON, '[1, "...", 9]', "[1, 9]", True),
    "json: an item too few": (Mode.JSON, '[1, "...", 1]', "[1]", False),
    "json: another last item": (Mode.JSON, '[1, "...", 9]', "[1, 2, 8]", False),
    "json: keys of items": (
        Mode.JSON,
        '{"items": ["...", {"name": "web", "...": "..."}]}',
        '{"items": [{"name": "db"}, {"uid": 7, "name": "web"}]}',
        True,
    ),
    "json: items in another order": (
        Mode.JSON,
        json.dumps({"items": [pod("web"), pod("db")]}),
        json.dumps({"items": [pod("db"), pod("web")]}),
        True,
    ),
    "json: an item of several, wherever it is": (
        Mode.JSON,
        json.dumps({"items": [{"metadata": {"name": "web"}, "...": "..."}, "..."]}),
        json.dumps({"items": [pod("db"), pod("web")]}),
        True,
    ),
    "json: an item of several, missing": (
        Mode.JSON,
        json.dumps({"items": [{"metadata": {"name": "web"}, "...": "..."}, "..."]}),
        json.dumps({"items": [pod("db"), pod("cache")]}),
        False,
    ),
    "json: an item of several, changed": (
        Mode.JSON,
        json.dumps({"items": [{"metadata": {"name": "web"}, "ready": False, "...": "..."}, "..."]}),
        json.dumps({"items": [pod("db"), pod("web")]}),
        False,
    ),
    "json: containers in another order": (
        Mode.JSON,
        '{"containers": [{"name": "a", "...": "..."}, {"name": "b"}]}',
        '{"containers": [{"name": "b"}, {"name": "a", "image": "x"}]}',
        False,
    ),
    "json: a value that is volatile by its name": (
        Mode.JSON,
        '{"NFd": 46, "Containers": 2}',
        '{"Containers": 2, "NFd": 48}',
        True,
    ),
    "json: a part of a value left out": (Mode.JSON, '{"a": "1 ... 3"}', '{"a":"1 2 3"}', True),
    "json: a place, another key": (Mode.JSON, '{"ip": "<ip>", "a": 1}', '{"a": 2, "ip": "10.0.0.7"}', False),
    "json: a place in a name": (
        Mode.JSON,
        json.dumps({"items": [pod("web-<any>")]}),
        json.dumps({"items": [pod("web-one")]}),
        True,
    ),
    "json: a document in each line": (Mode.JSON, '{"a": 1}\n{"a": 2}', '{"a":1}\n{"a":2}\n', True),
    "json: further keys in each line": (
        Mode.JSON,
        '{"a": 1, "...": "..."}\n{"a": 2}',
        '{"a":1,"b":1}\n{"a":2}\n',
        True,
    ),
}


@pytest.mark.parametrize(
    ("mode", "expected", "printed", "equal"), AGAINST_THE_PAGE.values(), ids=AGAINST_THE_PAGE
)
def test_an_expectation_in_each_mode(mode: Mode, expected: str, printed: str, *, equal: bool) -> None:
    """What counts, and what does not."""
    diff = compare(expected, printed, command="kubectl get pods", comparison=Comparison(mode=mode))

    assert diff.equal is equal


AGAINST_THE_RECORDING = {
    "exact: an age": (Mode.EXACT, PODS, LATER, False),
    "ellipsis: an age": (Mode.ELLIPSIS, PODS, LATER, False),
    "ellipsis: dots are dots": (Mode.ELLIPSIS, "a\n...\n", "a\nb\n", False),
    "regex: as auto": (Mode.REGEX, PODS, LATER, True),
    "regex: no expressions": (Mode.REGEX, r"a.\n", "ab\n", False),
    "unordered: lines": (Mode.UNORDERED, "a\nb", "b\na\n", True),
    "json: order of keys": (Mode.JSON, '{"a": 1, "b": 2}', '{"b": 2, "a": 1}', True),
    "json: dots are dots": (Mode.JSON, '{"a": 1, "...": "..."}', '{"b": 2, "a": 1}', False),
}


@pytest.mark.parametrize(
    ("mode", "recorded", "printed", "equal"), AGAINST_THE_RECORDING.values(), ids=AGAINST_THE_RECORDING
)
def test_a_recording_in_each_mode(mode: Mode, recorded: str, printed: str, *, equal: bool) -> None:
    """It is an output, and leaves nothing out."""
    diff = compare(
        recorded, printed, command="kubectl get pods", comparison=Comparison(mode=mode), ellipsis=False
    )

    assert diff.equal is equal


NO_JSON = {
    "output": (
        '{"a": 1}',
        "error: no such thing\n",
        "the output is no JSON: Expecting value (line 1, column 1)",
    ),
    "half an output": (
        '{"a": 1}',
        '{"a": 1',
        "the output is no JSON: Expecting ',' delimiter (line 1, column 8)",
    ),
    "expectation": ("{a: 1}", "{}", "what the page says is no JSON: "),
    "nothing": ("{}", "\n", "the output is no JSON: there is nothing (line 1, column 1)"),
    "the same text": ("x", "x", "the output is no JSON: Expecting value (line 1, column 1)"),
}


@pytest.mark.parametrize(("expected", "printed", "sentence"), NO_JSON.values(), ids=NO_JSON)
def test_what_is_no_json_says_so(expected: str, printed: str, sentence: str) -> None:
    """It is never equal, not even to itself."""
    diff = compare(expected, printed, comparison=Comparison(mode=Mode.JSON))

    assert not diff.equal
    assert diff.drift is Drift.STRUCTURE
    assert diff.differences[0].sentence.startswith(sentence)


def test_a_difference_in_json_is_told_at_its_line() -> None:
    """By where the value stands in its object."""
    diff = compare(
        '{"b": 1,\n "a": {"c": 2}}', '{"a": {"c": 3}, "b": 1}', comparison=Comparison(mode=Mode.JSON)
    )

    assert [(each.drift, each.expected_line) for each in diff.differences] == [(Drift.CHANGED, 1)]
    assert diff.differences[0].sentence == "a.c is 3, the page says 2"
    assert diff.first_line == 1
    assert "- a.c: 2" in diff.text()


def test_a_difference_in_json_with_openings_is_told_without_a_line() -> None:
    """What is compared has other lines than what was written."""
    diff = compare(
        '{"b": 1,\n "a": {"c": 2, "...": "..."}}',
        '{"a": {"c": 3, "d": 4}, "b": 1}',
        comparison=Comparison(mode=Mode.JSON),
    )

    assert [(each.sentence, each.expected_line) for each in diff.differences] == [
        ("a.c is 3, the page says 2", None)
    ]
    assert diff.first_line is None


def test_ignored_lines_of_json_have_one_value_each() -> None:
    """However it was printed."""
    comparison = Comparison(mode=Mode.JSON, ignored_lines=('"a":',))

    assert compare('{"a": 1, "b": 2}', '{"b":2,"a":7}', comparison=comparison).equal
    assert not compare('{"a": 1, "b": 2}', '{"b":3,"a":7}', comparison=comparison).equal


def test_unordered_says_which_line_is_missing() -> None:
    """And not that all lines stand elsewhere."""
    diff = compare("a\nb\nc\nd", "d\nx\na\nc", comparison=Comparison(mode=Mode.UNORDERED))

    assert [each.sentence for each in diff.differences] == [
        "the line “b” is missing",
        "there is a line more: “x”",
    ]


def test_unordered_says_what_a_row_became() -> None:
    """A row is still told apart by what it is about."""
    diff = compare(
        f"{TWO_PODS}\nend",
        f"end\n\n{TURNED_PODS.replace('Running', 'Error', 1)}",
        command="kubectl get pods",
        comparison=Comparison(mode=Mode.UNORDERED),
    )

    assert [each.sentence for each in diff.differences] == [
        "pod web-2: STATUS is Error, the page says Running"
    ]


@pytest.mark.parametrize("seed", range(20))
def test_shuffled_lines_are_equal_and_shuffled_keys_are(seed: int) -> None:
    """Whatever the order, and one changed word is always found."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    lines = [f"line {number} {chance.choice('abc')}" for number in range(30)]
    shuffled = chance.sample(lines, len(lines))
    pairs = [(f"key{number}", chance.choice(["x", 1, None, [1, {"b": 2}]])) for number in range(30)]
    texts = json.dumps(dict(pairs)), json.dumps(dict(chance.sample(pairs, len(pairs))), indent=1)
    unordered, as_json = Comparison(mode=Mode.UNORDERED), Comparison(mode=Mode.JSON)

    assert compare("\n".join(lines), "\n".join(shuffled), comparison=unordered).equal
    assert compare(*texts, comparison=as_json).equal
    shuffled[chance.randrange(30)] += "!"
    assert not compare("\n".join(lines), "\n".join(shuffled), comparison=unordered).equal
    assert not compare(texts[0], texts[1].replace('"key7"', '"other"'), comparison=as_json).equal
