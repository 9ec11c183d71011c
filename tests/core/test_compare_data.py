"""YAML and JSON are compared as what they say: what differs by nature is no difference, all else is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.coherence import Ledger
from kindsphinx.core.comparing import Comparison, Volatile
from kindsphinx.core.diff import compare
from kindsphinx.core.normalize.facts import read_facts
from tests.core.data_pairs import EQUAL, POD, SERVICE, TOLD

if TYPE_CHECKING:
    from kindsphinx.core.diff import Diff
    from kindsphinx.core.drift import Drift


def told(diff: Diff) -> list[tuple[Drift, str]]:
    """Return what a diff says."""
    return [(each.drift, each.sentence.replace("the recording says", "it was")) for each in diff.differences]


@pytest.mark.parametrize(("command", "one", "other"), EQUAL.values(), ids=EQUAL)
def test_what_differs_by_nature_is_equal(command: str, one: str, other: str) -> None:
    """Layout, the order of names and of what has none, and volatile values are no difference."""
    for old, new in ((one, other), (other, one)):
        diff = compare(old, new, command=command, ellipsis=False)

        assert (diff.equal, diff.text()) == (True, "")


@pytest.mark.parametrize(("command", "old", "new", "differences"), TOLD.values(), ids=TOLD)
def test_all_else_is_told(command: str, old: str, new: str, differences: list[tuple[Drift, str]]) -> None:
    """The sentence names the thing, the place in it, and both values."""
    diff = compare(old, new, command=command, ellipsis=False)

    assert told(diff) == differences
    assert not diff.equal


def test_a_line_of_a_text_stays_what_it_is_where_another_comes_or_goes() -> None:
    """What is told of a text with several lines is which of them changed, not that all below have moved."""
    old = (
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n"
        "data:\n  nginx.conf: |\n    server {\n      listen 8080;\n      root /www;\n    }\n"
    )
    new = old.replace("      listen 8080;\n", "").replace("/www", "/srv")

    fewer, more = (
        compare(*pair, command="kubectl get configmap web -o yaml", ellipsis=False)
        for pair in ((old, new), (new, old))
    )

    assert told(fewer) == [
        ("structure", "configmap web: data[nginx.conf], line 2 is missing, it was listen 8080;"),
        ("changed", "configmap web: data[nginx.conf], line 3 is root /srv;, it was root /www;"),
    ]
    assert [drift for drift, _ in told(more)] == ["structure", "changed"]


def test_a_difference_is_found_in_the_text() -> None:
    """The lines of a difference are those of the texts, not those of what was read."""
    new = SERVICE.replace("port: 80", "port: 81").replace(
        "  resourceVersion", "  labels: {}\n  resourceVersion"
    )

    (more, port) = compare(
        SERVICE, new, command="kubectl get service web -o yaml", ellipsis=False
    ).differences

    assert (more.expected_line, more.actual_line) == (None, 4)
    assert (port.expected_line, port.actual_line) == (11, 12)


def test_the_first_difference_is_a_line_of_the_page() -> None:
    """A report leads to the line of an expectation that is not met."""
    diff = compare(SERVICE, SERVICE.replace("port: 80", "port: 81"), command="kubectl get svc web -o yaml")

    assert diff.first_line == 11
    assert diff.text(context=0) == (
        "  ...\n- service web: spec.ports[http].port: 80\n+ service web: spec.ports[http].port: 81\n  ..."
    )


@pytest.mark.parametrize("end", ["...\n", "  type: <any>\n"])
def test_what_leaves_text_open_is_compared_line_by_line(end: str) -> None:
    """An author's ellipses and placeholders mean in YAML what they mean elsewhere."""
    expected = SERVICE.replace("  type: NodePort\n", end)
    command = "kubectl get service web -o yaml"

    assert compare(expected, SERVICE.replace("512", "9"), command=command).equal
    assert not compare(expected, SERVICE.replace("port: 80", "port: 81"), command=command).equal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: [1\n",
        '{"a": 1',
        '{"a" 1}',
        '{"a": 1,}x',
        "a: &x [1]\nb: *x\n",
        "Error from server (NotFound)",
        "[" * 5_000,
        "- " * 5_000,
        "? [a]\n: b\n",
        "a: \x00",
    ],
)
def test_what_is_no_data_is_compared_line_by_line(text: str) -> None:
    """A text that does not parse, or is made to take long, is a text."""
    assert read_facts(text, command=POD) is None
    assert compare(text, text, command=POD, ellipsis=False).equal
    assert not compare(text, text + "\nmore", command=POD, ellipsis=False).equal


def test_what_a_page_ignores_is_ignored_in_data() -> None:
    """A regular expression that is found in the printed line, or in what it says, leaves a value out."""
    one, other = "spec:\n  replicas: 1\n  size: 2\n", "spec:\n  replicas: 3\n  size: 2\n"

    for regex in (r"^  replicas:", r"spec\.replicas"):
        assert compare(one, other, command=POD, comparison=Comparison(ignored_lines=(regex,))).equal
    assert not compare(one, other, command=POD, comparison=Comparison(ignored_lines=("size",))).equal


def test_a_project_s_own_types_are_volatile_in_data() -> None:
    """What kind_volatile names differs in every run, in YAML too."""
    comparison = Comparison(volatile=Volatile(types=(("ticket", r"T-\d+"),)))

    one, other = "spec:\n  ticket: T-12\n  size: 1\n", "spec:\n  ticket: T-345\n  size: 1\n"
    assert compare(one, other, command=POD, comparison=comparison, ellipsis=False).equal
    assert not compare(one, other.replace("1", "2"), command=POD, comparison=comparison, ellipsis=False).equal


def test_what_was_one_value_must_still_be_one_in_data() -> None:
    """Values are followed from data to tables, and back."""
    ledger = Ledger()
    table = (
        "NAME   TYPE       CLUSTER-IP      EXTERNAL-IP   PORT(S)        AGE\n"
        "web    NodePort   {}   <none>        80:{}/TCP   1s\n"
    )
    command = "kubectl get service web"
    compare(
        SERVICE,
        SERVICE.replace("31813", "30125"),
        command=command + " -o yaml",
        ellipsis=False,
        ledger=ledger,
    )
    ledger.keep(command)

    same, other = (
        compare(
            table.format("10.96.255.180", 31813),
            table.format("10.96.255.180", port),
            command=command,
            ellipsis=False,
            ledger=ledger,
        )
        for port in (30125, 30999)
    )

    assert same.equal
    (torn,) = other.torn
    assert torn.sentence == (
        "port 31813 was one port in “kubectl get service web -o yaml” and “kubectl get service web”;"
        " now 30125 and 30999"
    )
