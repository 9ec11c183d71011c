"""The line of a problem is quoted with a mark under the token, in the columns that there are."""

from __future__ import annotations

import pytest

from kindsphinx.core.cluster_config import ProblemCode
from kindsphinx.core.problems import Problem
from kindsphinx.reporting.columns import width
from kindsphinx.reporting.excerpt import excerpt

VALUE, FIELD, TYPE = ProblemCode.VALUE, ProblemCode.FIELD, ProblemCode.TYPE


def quoted(line: str, at: str, *, code: str = VALUE, path: str = "", room: int = 60) -> list[str]:
    """Return what is shown of a problem where *at* begins in *line*, and the mark below it."""
    problem = Problem(message="", code=code, column=line.index(at) + 1, path=path)
    shown = excerpt(line, problem, room=room)
    return [shown.text, " " * shown.indent + "^" * shown.length]


TOKENS = {
    "plain value": ("- role: wrker # 集群", "wrker", VALUE, "wrker"),
    "value with blanks": ("name: my  cluster  # x", "my", VALUE, "my  cluster"),
    "value with a colon": ("podSubnet: fd00::/129", "fd00", VALUE, "fd00::/129"),
    "value with a comma": ("podSubnet: 10.0.0.0/8,fd00::/8", "10", VALUE, "10.0.0.0/8,fd00::/8"),
    "value with a sharp": ("name: a#b", "a#b", VALUE, "a#b"),
    "negative number": ("hostPort: -2", "-2", VALUE, "-2"),
    "value in braces": ("{hostPort: 99999, protocol: TCP}", "99999", VALUE, "99999"),
    "last value in braces": ("[{hostPort: 99999 }]", "99999", VALUE, "99999"),
    "in double quotes": (r'hostPort: "8\"0" # "', '"8', TYPE, r'"8\"0"'),
    "in single quotes": ("hostPort: 'it''s' # '", "'it", TYPE, "'it''s'"),
    "quotes left open": ('name: "a b', '"a', TYPE, '"a b'),
    "alias": ("[*nodes, x]", "*nodes", VALUE, "*nodes"),
    "tag": ("hostPort: !!str 80", "!!str", TYPE, "!!str"),
    "unknown key": ("- imge: x", "imge", FIELD, "imge"),
    "quoted key": ('- "im\\x67e": x', '"im', FIELD, '"im\\x67e"'),
    "key without a value": ("rol:", "rol", FIELD, "rol"),
    "list in brackets": ("ipFamily: [a]", "[a", TYPE, "["),
    "mapping in braces": ("name: {a: b}", "{a", TYPE, "{"),
    "list of lines": ("- a", "- a", TYPE, "-"),
    "dash alone": ("-", "-", TYPE, "-"),
    "text of lines": ("name: |", "|", TYPE, "|"),
    "mapping of lines": ("  role: worker", "role", TYPE, "r"),
    "broken syntax": ("role: worker: x", "worker", ProblemCode.SYNTAX, "w"),
}


@pytest.mark.parametrize(("line", "at", "code", "token"), TOKENS.values(), ids=TOKENS)
def test_the_token_is_marked_and_no_more(line: str, at: str, code: str, token: str) -> None:
    """A value is marked to its end, of a structure only the beginning, where its first key stands."""
    before = line[: line.index(at)]

    assert quoted(line, at, code=code) == [line, " " * len(before) + "^" * len(token)]


def test_a_key_is_marked_where_the_problem_is_about_it() -> None:
    """The last part of the path is its name."""
    line = "kind: Cluster"

    assert quoted(line, "kind", path="kind")[1] == "^^^^"
    assert quoted(line, "kind", path="nodes[0].kind")[1] == "^^^^"
    assert quoted(line, "kind", path="subkind")[1] == "^"


@pytest.mark.parametrize(
    ("line", "at", "rows"),
    [
        ('{"集群": 工人}', "工", ['{"集群": 工人}', "         ^^^^"]),
        ("{📦: wrker}", "wrker", ["{📦: wrker}", "     ^^^^^"]),
        (
            "{e\N{COMBINING ACUTE ACCENT}: wrker}",
            "wrker",
            ["{e\N{COMBINING ACUTE ACCENT}: wrker}", "    ^^^^^"],
        ),
        ("a:\twrker\t# x", "wrker", ["a:    wrker    # x", "      ^^^^^"]),
        ("\t- a", "\t", ["    - a", "^^^^"]),
        ("{\x1b[31m: wrker}", "wrker", ["{␛[31m: wrker}", "        ^^^^^"]),
        ("{\u200b\u202e: wrker}", "wrker", ["{��: wrker}", "     ^^^^^"]),
    ],
    ids=["Chinese", "emoji", "accent", "tabs", "tab itself", "escape", "unseen"],
)
def test_the_mark_stands_below_the_token(line: str, at: str, rows: list[str]) -> None:
    """Columns are those of a terminal, whatever stands before the token."""
    code = ProblemCode.SYNTAX if at == "\t" else VALUE

    assert quoted(line, at, code=code) == rows


@pytest.mark.parametrize(
    ("line", "at", "rows"),
    [
        ("name: wrker # ab", "wrker", ["name: wrker # ab", "      ^^^^^"]),
        ("name: wrker # abc", "wrker", ["name: wrker # a…", "      ^^^^^"]),
        ("{aaaa: b, cccc: wrker}", "wrker", ["…cccc: wrker}", "       ^^^^^"]),
        ("{aaaa: b, 集群: wrker, ee: f}", "wrker", ["…集群: wrker, e…", "       ^^^^^"]),
        ("name: wwwwwwwwwwwwwwwww", "wwww", ["name: wwwwwwwww…", "      ^^^^^^^^^^"]),
        (f"{'a' * 999}: wrker # {'b' * 999}", "wrker", ["…aaaaa: wrker #…", "        ^^^^^"]),
    ],
    ids=["fits", "end cut", "beginning cut", "both cut, Chinese", "long token", "very long line"],
)
def test_a_long_line_is_cut_around_the_token(line: str, at: str, rows: list[str]) -> None:
    """The token stays, with as much of the line as has room."""
    assert quoted(line, at, room=16) == rows


@pytest.mark.parametrize("room", [1, 2, 3, 20, 79])
@pytest.mark.parametrize("char", ["a", "集", "\t", "\x1b", "e\N{COMBINING ACUTE ACCENT}", " "], ids=ascii)
def test_no_excerpt_is_wider_than_its_room(char: str, room: int) -> None:
    """Wherever the token stands in a line of whatever."""
    line = char * 100

    for column in (1, 2, 50, 99, 100, 101, 1000):
        shown = excerpt(line, Problem(message="", code=VALUE, column=column), room=room)

        assert width(shown.text) <= room
        assert shown.length >= 1
        assert shown.indent + shown.length <= room + 1
