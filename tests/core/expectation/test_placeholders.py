"""What an author writes in angle brackets stands for a value, if it is the name of a type."""

from __future__ import annotations

import pytest

from kindsphinx.core.coherence import Ledger
from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Drift
from kindsphinx.core.expectation import elide, without_elided
from kindsphinx.core.expectation.placeholders import mistyped, without_names
from tests.drift.corpora import TABLES

NODES = """\
NAME                STATUS   ROLES           AGE   VERSION
dev-control-plane   Ready    control-plane   46s   v1.34.0
dev-worker          Ready    <none>          31s   v1.34.0
"""
PS = """\
CONTAINER ID   IMAGE                  STATUS         PORTS                                              NAMES
54f38f8e9fa6   kindest/node:v1.34.0   Up 2 minutes   127.0.0.1:42585->6443/tcp, 0.0.0.0:8080->80/tcp    dev
"""
HEADER = "NAME                STATUS   ROLES           AGE   VERSION\n"

MEETS = {
    "a port that no rule finds": ("NodePort <port>", "NodePort 8080"),
    "an address that no rule frees": ("http://<ip>:<port>/", "http://127.0.0.1:80/"),
    "what a rule finds": ("https://127.0.0.1:<port>", "https://127.0.0.1:40075"),
    "beside a value as it was": ("up 5m on <port>", "up 7m on 80"),
    "any text": ("from <any> to three", "from one over two to three"),
    "any line": ("<any>\ntwo", "one\ntwo"),
    "with three dots": ("... <port>\n...", "at port 80\nand\nmore"),
    "in a strict column": (NODES.replace("Ready", "<any>"), NODES),
    "a type in a strict column": (NODES.replace("v1.34.0", "v<any>.0"), NODES),
    "in a column that is free": (NODES.replace("46s", "<age>"), NODES),
    "another type that fits": (NODES.replace("46s", "<duration>"), NODES),
    "a name in a column, not aligned": (NODES.replace("46s", "<age:first>"), NODES),
    "the name of a row": (HEADER + "...\n<any>   Ready   <none>   31s   v1.34.0", NODES),
    "a row as a whole": (f"{HEADER}<any>\n<any>", NODES),
    "a row with its end left out": (f"{HEADER}...\ndev-<any>   <any>   ...", NODES),
    "rows in another order": (
        f"{HEADER}dev-worker   <any>   <none>   <any>   <any>\n<any>   Ready   control-plane   1s   v1.34.0",
        NODES,
    ),
    "what kubectl prints": (NODES, NODES),
    "as it was printed": ("run with <name:tag> or <port>", "run with <name:tag> or <port>"),
    "among ports": (PS.replace("42585", "<port:api>").replace("8080", "<port:web>"), PS),
}
FAILS = {
    "another type": ("NodePort <port>", "NodePort http"),
    "nothing": ("a <any> c", "a  c"),
    "an empty cell": ("NAME   LABELS   AGE\na      <any>   5m", "NAME   LABELS   AGE\na               5m"),
    "text beside it": ("at <port> now", "at 80 then"),
    "no value, as kubectl says it": (NODES.replace("<none>", "<unset>"), NODES),
    "none is no placeholder": (NODES.replace("control-plane   46s", "<none>   46s"), NODES),
    "what is none": ("is <hostname>", "is dev"),
    "two cells": ("NAME   STATUS   AGE\na   <any>", "NAME   STATUS   AGE\na      Ready    5m"),
    "another row": (NODES.replace("dev-worker ", "web-<any>  "), NODES),
}


@pytest.mark.parametrize(("expected", "actual"), MEETS.values(), ids=MEETS)
def test_a_placeholder_stands_for_a_value(expected: str, actual: str) -> None:
    """Wherever it stands."""
    assert compare(expected, actual, command="kubectl get nodes", ledger=Ledger()).equal


@pytest.mark.parametrize(("expected", "actual"), FAILS.values(), ids=FAILS)
def test_it_stands_for_nothing_else(expected: str, actual: str) -> None:
    """And the other angle brackets stand for themselves."""
    assert not compare(expected, actual, command="kubectl get nodes").equal


def test_a_recording_has_none() -> None:
    """What a program printed is what it printed."""
    assert not compare("use <any>", "use it", ellipsis=False).equal


def test_the_report_tells_the_cells_that_differ() -> None:
    """Not those that a placeholder stands for."""
    expected = NODES.replace("31s", "<any>").replace(
        "dev-worker          Ready ", "dev-worker          <port>"
    )

    (difference,) = compare(expected, NODES, command="kubectl get nodes").differences

    assert difference.sentence == "worker dev-worker: STATUS is Ready, the page says <port>"


@pytest.mark.parametrize(
    ("line", "nameless"),
    [
        ("at <port:api> now", "at <port> now"),
        ("<port:api>   Ready", "<port>       Ready"),
        ("<ip:a>:<port:b>  x", "<ip>:<port>      x"),
        ("<none:a> <prot:b> <port>", "<none:a> <prot:b> <port>"),
    ],
    ids=["line", "cell", "two", "others"],
)
def test_a_name_goes_without_moving_the_columns(line: str, nameless: str) -> None:
    """The text behind a single blank belongs to the same cell."""
    assert without_names(line) == nameless


NAMED: dict[str, tuple[tuple[str, str], ...]] = {
    "in a line": (("at <port:api>", "at 80"), ("is <port:api>, ok", "is 81, ok")),
    "in a row": (
        ("at <port:api>", "at 80"),
        (PS.replace("42585", "<port:api>"), PS),
    ),
    "among ports in another order": (
        ("at <port:api>", "at 80"),
        (
            PS.replace(
                "127.0.0.1:42585->6443/tcp, 0.0.0.0:8080",
                "0.0.0.0:8080->80/tcp, 127.0.0.1:<port:api>->6443/tcp, x:9",
            ),
            PS.replace("0.0.0.0:8080", "x:9->80/tcp, 0.0.0.0:8080"),
        ),
    ),
    "where a rule finds it": (("http://a:<port:api>", "http://a:40075"), ("at :<port:api>/", "at :40076/")),
    "beside values as they were": (
        ("up 5m on <port:api>", "up 7m on 80"),
        ("up 5m on <port:api>", "up 8m on 81"),
    ),
    "any text": (("is <any:api>", "is a b"), ("was <any:api>.", "was a c.")),
}


@pytest.mark.parametrize("outputs", NAMED.values(), ids=NAMED)
def test_a_named_place_has_one_value(outputs: tuple[tuple[str, str], ...]) -> None:
    """Another one is told with both places."""
    ledger = Ledger()
    (one, first), (other, second) = outputs
    assert compare(one, first, command="first", ledger=ledger, line=3).equal
    ledger.keep("first")

    diff = compare(other, second, ledger=ledger, line=12)

    (difference,) = diff.differences
    assert not diff.equal
    assert difference.drift is Drift.CHANGED
    assert difference.sentence.endswith("in “first” (line 3)")
    assert ":api> is " in difference.sentence
    assert compare(one, first, ledger=ledger).equal


def test_a_named_place_has_one_value_within_an_output() -> None:
    """It is told at the line of the second."""
    diff = compare("a <port:x>\nb <port:x>\nc <port:y>", "a 1\nb 2\nc 2", ledger=Ledger(), line=7)

    assert [each.sentence for each in diff.differences] == [
        "<port:x> is 2 here, and 1 in the output (line 7)"
    ]
    assert diff.first_line == 1
    assert diff.text().splitlines() == ["  a <port>", "- b <port:x>", "+ b 2", "  c <port>"]


def test_the_recording_is_shown_in_its_place() -> None:
    """A page never shows a placeholder where it has a value."""
    recorded = "a 1\nb 2\nc 3\n"

    assert elide("a <port:x>\n...\nc <any>\n", recorded) == "a 1\n...\nc 3\n"
    assert elide("a <port:x>\nb 2\nc <any>\n", recorded) == recorded


@pytest.mark.parametrize(
    ("expected", "text", "compared"),
    [
        ("is <port>", "is 80", "is <port>"),
        ("is <port:api>\nb", "is 80\nb", "is <port>\nb"),
        ("https://127.0.0.1:<port:api>", "https://127.0.0.1:40075", "https://127.0.0.1:40075"),
        ("is <port>", "is none", "is none"),
    ],
    ids=["value", "named", "found by a rule", "not met"],
)
def test_what_it_stands_for_is_not_compared_with_the_recording(
    expected: str, text: str, compared: str
) -> None:
    """But where the value is volatile anyhow, and so is compared with the others of the page."""
    assert without_elided(expected, text) == compared


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("x\nis <prot:api>", [(1, "<prot:api>", "<port:api>")]),
        ("<ipp:a> <timestmp:b>", [(0, "<ipp:a>", "<ip:a>"), (0, "<timestmp:b>", "<timestamp:b>")]),
        ("<port:api> <prot> <http://x> <host:port> <image:tag> <none>", []),
    ],
    ids=["one", "two", "none"],
)
def test_a_near_miss_is_found(text: str, meant: list[tuple[int, str, str]]) -> None:
    """With a name, as others may well be text."""
    assert [(each.line, each.text, each.meant) for each in mistyped(text)] == meant


def test_named_places_are_found_in_real_outputs() -> None:
    """Values aligned by many blanks, and rows that the author did not align."""
    first, second, ledger = TABLES.texts("first"), TABLES.texts("second"), Ledger()
    described = (
        "Name:  web-front\n...\nIP:  <ip:web>\nIPs:  <ip:web>\nPort:  <any>  <port>/TCP\n"
        "TargetPort:  <port>/TCP\nNodePort:  <any>  <port:node>/TCP\nEndpoints:  <any>\n...\n"
    )
    command, listing = "kubectl describe service web-front", "kubectl get services"
    listed = first[listing].replace("10.96.128.150", "<ip:web>").replace("32593", "<port:node>")
    assert compare(described, first[command], command=command, ledger=ledger).equal
    ledger.keep(command)

    same = compare(listed, first[listing], command=listing, ledger=ledger)
    other = compare(listed, second[listing], command=listing, ledger=ledger)

    assert same.equal
    assert [each.sentence for each in other.differences] == [
        "<ip:web> is 10.96.137.223 here, and 10.96.128.150 in “kubectl describe service web-front”",
        "<port:node> is 31932 here, and 32593 in “kubectl describe service web-front”",
    ]
