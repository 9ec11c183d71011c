"""A text that is no YAML is refused at the place where it goes wrong, in words that help."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import ProblemCode, judge

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"

MISTAKES = {
    "tab": (
        "nodes:\n\t- role: worker\n",
        (4, 1),
        "a tab cannot indent",
        "line 4: found character that cannot start",
    ),
    "at sign": (
        "name: @a\n",
        (3, 7),
        "cannot begin with “@”",
        "line 3: found character that cannot start any token",
    ),
    "percent": (
        "name: %a\n",
        (3, 7),
        "cannot begin with “%”",
        "line 3: found character that cannot start any token",
    ),
    "second colon": ("name: a: b\n", (3, 8), "no place for a “: ”", "line 3: mapping values are not allowed"),
    "less indent": (
        "nodes:\n  - role: worker\n - role: worker\n",
        (5, 2),
        "does not belong",
        "line 4: did not find expected key",
    ),
    "no colon": (
        "name\nnodes: []\n",
        (3, 1),
        "this is no “key: value”",
        "line 3: could not find expected ':'",
    ),
    "escape": ('name: "\\/"\n', (3, 8), "there is no such escape", "line 3: found unknown escape character"),
    "alias of nothing": (
        "name: *x\n",
        (3, 7),
        "stands for what is marked “&x” above",
        "unknown anchor 'x' referenced",
    ),
    "no anchor": (
        "name: * x\n",
        (3, 7),
        "begin the name of an anchor",
        "line 3: did not find expected alphabetic",
    ),
    "open quote": (
        'name: "a\nnodes: []\n',
        (3, 7),
        "this quotation mark is never closed",
        "unexpected end of stream",
    ),
    "open quote before a document": (
        "name: 'a\n---\n",
        (3, 7),
        "is not closed before the next document",
        "line 3: found unexpected document indicator",
    ),
    "open list": (
        "nodes: [\n",
        (3, 8),
        "a closing bracket is missing",
        "line 3: did not find expected node content",
    ),
    "open list of one": (
        "nodes: [{}\n",
        (3, 8),
        "the list in brackets",
        "line 2: did not find expected ',' or ']'",
    ),
    "item in a line": (
        "nodes: - role: x\n",
        (3, 8),
        "no place for a “- ”",
        "line 3: block sequence entries are not",
    ),
    "brace": (
        "networking: {a: b]\n",
        (3, 18),
        "the mapping in braces goes wrong",
        "did not find expected ',' or '}'",
    ),
    "control character": (
        "name: a\x07\n",
        (3, 8),
        "this character is not allowed",
        "control characters are not allowed",
    ),
    "directive": (
        "%YAML 1\n---\n",
        (3, 8),
        "did not find expected digit or '.'",
        "line 3: did not find expected digit",
    ),
}


@pytest.mark.parametrize(("text", "at", "says", "kind"), MISTAKES.values(), ids=MISTAKES)
def test_a_slip_is_explained_where_it_is(text: str, at: tuple[int, int], says: str, kind: str) -> None:
    """There is one problem, at the token, with kind's words beside ours."""
    verdict = judge(HEAD + text)

    (problem,) = verdict.problems
    assert (problem.line, problem.column) == at
    assert problem.code == ProblemCode.SYNTAX
    assert says in problem.message
    assert kind in verdict.kind_message
    assert verdict.kind_message == problem.kind_message
    assert verdict.config is None


ENCODINGS = {
    "Latin-1": b"name: \xe9\n",
    "cut short": b"name: \xc3",
    "overlong": b"name: \xc0\xaf\n",
    "surrogate": b"name: \xed\xa0\x80\n",
    "UTF-16 cut short": "\ufeffkind: Cluster".encode("utf-16-le") + b"\x00\xd8",
}


@pytest.mark.parametrize("data", ENCODINGS.values(), ids=ENCODINGS)
def test_another_encoding_is_named(data: bytes) -> None:
    """Bytes that are no text are refused with advice to save as UTF-8."""
    verdict = judge(data)

    assert [problem.message for problem in verdict.problems] == [
        "the text is not UTF-8 here: save the file as UTF-8"
    ]
