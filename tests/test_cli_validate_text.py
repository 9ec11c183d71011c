"""What ``validate`` tells people can be read: in a terminal, in a log, and whatever the file has in it."""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path

import pytest

from kindsphinx.cli import main
from kindsphinx.core.cluster_config import judge
from kindsphinx.reporting.columns import width
from kindsphinx.reporting.paint import Paint
from kindsphinx.reporting.verdict_text import VerdictText
from kindsphinx.reporting.verdicts import Judged
from tests.fakes.command_line import encoded, run

HEAD = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
MISTAKES = f"""\
# 集群
{HEAD}\
nodes:
- role: contrl-plane
  extraPortMappings: [{{hostPort: 80, 容器: 80}}]
networking:
  ipFamily: ipv5
"""
DOUBTFUL = f"{HEAD}nodes: [{{}}, {{}}]\n"
TOLD = """\
kind.yaml:5:9: error: “contrl-plane” is no role: did you mean “control-plane”? [config-value]
  5 | - role: contrl-plane
    |         ^^^^^^^^^^^^
    = kind says: "contrl-plane" is not a valid node role

kind.yaml:6:38: error: there is no field “容器” here: known are “containerPort”, “hostPort”, “listenAddress” \
and “protocol” [config-field]
  6 |   extraPortMappings: [{hostPort: 80, 容器: 80}]
    |                                      ^^^^
    = kind says: field 容器 not found in type v1alpha4.PortMappingAlias

kind.yaml:8:13: error: “ipv5” is no ipFamily: did you mean “ipv6”? [config-value]
  8 |   ipFamily: ipv5
    |             ^^^^
    = kind says: invalid ipFamily: ipv5

"""
NARROW = """\
kind.yaml:6:38: error: there is no field “容器” here: known are “containerPort”, “hostPort”, “listenAddress” \
and “protocol” [config-field]
  6 | …tPort: 80, 容器: 80}]
    |             ^^^^
"""


class Terminal(io.StringIO):
    """A terminal with colours."""

    def isatty(self) -> bool:
        """Return that this is a terminal."""
        return True


def told(text: str | bytes, *, file: str = "kind.yaml", columns: int = 80, color: bool = False) -> str:
    """Return what is said of one file."""
    stream = io.StringIO()
    data = text.encode() if isinstance(text, str) else text
    verdict = judge(data)
    report = VerdictText(stream, paint=Paint(color=color), columns=columns)
    report.add(
        Judged(file=file, data=data, accepted=verdict.accepted, problems=verdict.problems, kind_message="")
    )
    report.end()
    return stream.getvalue()


def test_a_problem_is_shown_with_its_line_and_the_words_of_kind() -> None:
    """Place, severity, message and code stand in one line, as compilers write it."""
    assert told(MISTAKES) == f"{TOLD}3 errors in 1 file\n"


def test_a_warning_has_no_words_of_kind() -> None:
    """Its code can be ignored, so it is there to be copied."""
    head, line, mark, nothing, count = told(DOUBTFUL).splitlines()

    assert re.fullmatch(r"kind\.yaml:3:8: warning: 2 control planes .* \[even-control-planes\]", head)
    assert (line, mark) == ("  3 | nodes: [{}, {}]", "    |        ^")
    assert (nothing, count) == ("", "1 warning in 1 file")


def test_a_narrow_terminal_gets_a_part_of_the_line() -> None:
    """The token stays in sight; the message is never cut, as programs read it."""
    assert NARROW in told(MISTAKES, columns=30)


def test_lines_begin_behind_the_longest_number() -> None:
    """The frame stands in one column."""
    rows = told(f"{HEAD}{10 * chr(10)}nome: x\n").splitlines()

    assert rows[1:4] == [
        "  13 | nome: x",
        "     | ^^^^",
        "     = kind says: field nome not found in type v1alpha4.Cluster",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [("", "1:1"), ("\n\n", "1:1"), ("\ufeff", "1:1"), (f"{HEAD}- <<:", "3:1")],
    ids=["nothing", "blank", "byte order mark", "cut off"],
)
def test_the_end_of_a_file_is_a_place_like_others(text: str, place: str) -> None:
    """An empty line is not shown, as it would tell nothing."""
    said = told(text)

    assert said.startswith(f"kind.yaml:{place}: error: ")
    assert (" | " in said) == bool(text.strip("\n\ufeff"))


@pytest.mark.parametrize(
    ("files", "last_line"),
    [
        ([HEAD], "no problem in 1 file"),
        ([HEAD, HEAD], "no problem in 2 files"),
        ([MISTAKES, HEAD, DOUBTFUL], "3 errors and 1 warning in 2 of 3 files"),
        ([DOUBTFUL, DOUBTFUL], "2 warnings in 2 files"),
        ([HEAD, "a: b\n"], "no problem in 1 file; 1 other file passed over"),
        (["a: b\n", "b: [\n"], "no kind configuration; 2 other files passed over"),
    ],
    ids=["valid", "two valid", "errors and warnings", "all", "another", "only others"],
)
def test_the_last_line_counts(files: list[str], last_line: str, tmp_path: Path) -> None:
    """It is the only line where nothing is wrong."""
    paths = [tmp_path / f"{at}.yaml" for at, _ in enumerate(files)]
    for path, text in zip(paths, files, strict=True):
        path.write_text(text, encoding="utf-8")

    said = run("validate", "--only-kind", *map(str, paths)).out.splitlines()

    assert said[-1] == last_line
    assert ": error: " in said[0] or ": warning: " in said[0] or len(said) == 1


def test_nothing_is_counted_where_nothing_was_read() -> None:
    """What could not be read has been told already."""
    assert run("validate", "missing.yaml").out == ""


@pytest.mark.parametrize(
    ("environ", "colors"),
    [({}, True), ({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)],
    ids=["terminal", "named", "dumb", "forbidden"],
)
def test_colours_are_for_terminals(environ: dict[str, str], colors: bool) -> None:  # noqa: FBT001 - expected
    """What is red at a terminal is the same text elsewhere."""
    painted = run("validate", stdin=MISTAKES.encode(), environ=environ, stdout=Terminal).out
    plain = run("validate", stdin=MISTAKES.encode(), environ=environ).out

    assert ("\x1b[1;31merror:\x1b[0m" in painted) == colors
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == plain


def test_a_line_of_a_megabyte_is_cut() -> None:
    """Also where the problem stands at its end, and quotes it whole."""
    said = told(f"{HEAD}nodes: [{'{role: worker}, ' * 60_000}{{role: wrker}}]\n")
    name = told(f"{HEAD}name: {'A' * 1_000_000}\n")

    assert "  3 | …le: worker}, {role: worker}, {role: wrker}]\n" in said
    assert max(map(width, name.splitlines())) < 1000
    assert "…" in name.splitlines()[0]


HOSTILE = {
    "escape in a comment": f"{HEAD}# \x1b[31mred\n",
    "escape in a key": f'{HEAD}"na\\e[31mme": x\n',
    "escape in a value": f'{HEAD}name: "\\e]0;title\\a"\n',
    "escape in one character": f'{HEAD}name: "\\x9b31m"\n',
    "in an unknown apiVersion": 'kind: Cluster\napiVersion: "\\e[2J"\n',
    "in an alias": f"{HEAD}name: *\x1b[31m\n",
    "in a merge": f'{HEAD}<<: "\\e[2J"\n',
    "right to left": f"{HEAD}name: \u202eabc\n",
    "all octets": bytes(range(256)),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("form", ["text", "json"])
def test_no_file_moves_the_cursor(data: str | bytes, form: str) -> None:
    """What is quoted from it is shown by signs, also in messages, and escaped in JSON."""
    raw = data.encode() if isinstance(data, str) else data

    ended = run("validate", "--format", form, stdin=raw)

    assert ended.status == 1
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f]", ended.out) == []
    assert form == "json" or "\u202e" not in ended.out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_no_name_of_a_file_moves_the_cursor(tmp_path: Path) -> None:
    """A name can have anything but a slash, also what is no UTF-8."""
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\x1b[31m\n\xff.yaml")
    Path(name).write_text("a: b\n", encoding="utf-8")

    text = run("validate", name, f"{name}.missing")
    verdicts = run("validate", "--format", "json", name)

    assert "␛[31m␊" in text.out
    assert "␛[31m␊" in text.err
    assert "\x1b" not in text.out + text.err + verdicts.out
    assert json.loads(verdicts.out)[0]["file"] == name


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8", "utf-16"])
def test_every_stream_gets_what_it_can_show(encoding: str) -> None:
    """JSON says the same in any encoding; text has a sign for what is missing."""
    stream, outside = encoded(encoding, stdin=io.BytesIO(f'{HEAD}"工\\U0001F4E6": é\n'.encode()))
    text_stream, text_outside = encoded(encoding, stdin=io.BytesIO(MISTAKES.encode()))

    main(["validate", "--format", "json"], outside)
    main(["validate"], text_outside)

    stream.seek(0)
    text_stream.seek(0)
    assert json.loads(stream.read())[0]["problems"][0]["path"] == "工📦"
    assert text_stream.read().count("\n") == TOLD.count("\n") + 1


def test_the_same_is_said_whatever_encodes_the_file() -> None:
    """A byte order mark, another encoding and other line ends change nothing."""
    texts = [
        MISTAKES.encode("utf-8-sig"),
        MISTAKES.encode("utf-16"),
        MISTAKES.replace("\n", "\r\n").encode(),
        MISTAKES.replace("\n", "\r").encode(),
    ]

    assert {told(text) for text in texts} == {told(MISTAKES)}


@pytest.mark.parametrize("line", ["\t- role: worker", "\t"], ids=["before a word", "alone"])
def test_a_tab_is_as_wide_as_its_mark(line: str) -> None:
    """What cannot be seen is marked in its whole width."""
    rows = told(f"{HEAD}nodes:\n{line}\n").splitlines()

    assert rows[1:3] == [f"  4 | {line.expandtabs(4)}", "    | ^^^^"]
