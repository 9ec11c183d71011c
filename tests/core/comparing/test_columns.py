"""Columns are left out, or compared as printed, where a page names them; so are lines."""

from __future__ import annotations

import pytest

from kindsphinx.core.comparing import ColumnRule, Comparison, Mode, Volatile, unknown_columns
from kindsphinx.core.diff import compare

PODS = """\
NAME    READY   STATUS    RESTARTS     AGE   IP           NODE         NOMINATED NODE   READINESS GATES
web-1   1/1     Running   2 (3m ago)   5m    10.244.0.5   dev-worker   <none>           <none>
web-2   1/1     Running   0            5m    10.244.0.6   dev-worker   <none>           <none>
"""
FIRST = PODS.splitlines(keepends=True)[1]
WIDE = "kubectl get pods -o wide"


def equal(old: str, new: str, comparison: Comparison, *, command: str = WIDE, ellipsis: bool = True) -> bool:
    """Return whether two outputs are."""
    return compare(old, new, command=command, comparison=comparison, ellipsis=ellipsis).equal


CASES = {
    "left out": (Comparison(ignored_columns=("READY",)), ("1/1", "0/1"), True),
    "in any case": (Comparison(ignored_columns=("ready",)), ("1/1", "0/1"), True),
    "another one": (Comparison(ignored_columns=("STATUS",)), ("1/1", "0/1"), False),
    "of two words": (Comparison(ignored_columns=("NOMINATED NODE",)), ("<none>", "dev-xx"), True),
    "strict": (Comparison(strict_columns=("AGE",)), ("  5m ", "  7m "), False),
    "strict where the rest is not": (Comparison(strict_columns=("RESTARTS",)), ("  5m ", "  7m "), True),
    "strict restarts": (Comparison(strict_columns=("RESTARTS",)), ("3m ago", "9m ago"), False),
    "strict address": (Comparison(strict_columns=("IP",)), ("244.0.5", "244.0.7"), False),
    "both": (Comparison(ignored_columns=("READY",), strict_columns=("AGE",)), ("1/1", "0/1"), True),
    "lines": (Comparison(ignored_lines=("^web-1",)), ("web-1   1/1", "web-1   0/1"), True),
    "lines that are more": (Comparison(ignored_lines=("web-1",)), (FIRST, ""), True),
    "another line": (Comparison(ignored_lines=("^web-2",)), ("web-1   1/1", "web-1   0/1"), False),
    "lines of both": (Comparison(ignored_lines=("x", "web-1")), ("web-1   1/1", "web-1   0/1"), True),
}


@pytest.mark.parametrize(("comparison", "change", "same"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("ellipsis", [True, False], ids=["page", "recording"])
def test_columns_and_lines_that_a_page_names(
    comparison: Comparison, change: tuple[str, str], *, same: bool, ellipsis: bool
) -> None:
    """In both directions, against the page as against the recording."""
    other = PODS.replace(*change, 1)

    assert other != PODS
    assert equal(PODS, other, comparison, ellipsis=ellipsis) is same
    assert equal(other, PODS, comparison, ellipsis=ellipsis) is same


def test_an_expectation_may_lack_a_column_that_is_left_out() -> None:
    """Its header, too; another one it must have."""
    expected = (
        "NAME    READY   STATUS    RESTARTS\nweb-1   1/1     Running   2\nweb-2   1/1     Running   0\n"
    )
    usual = "\n".join(line[:44].rstrip() for line in PODS.splitlines())

    assert equal(expected, usual, Comparison(ignored_columns=("AGE",)))
    assert not equal(expected, usual, Comparison())


def test_a_row_that_is_cut_short_stays_so() -> None:
    """The rest of it is still left open."""
    expected = "NAME    READY   STATUS ...\nweb-1   1/1 ...\nweb-2   0/1   ...\n"
    rows = "NAME    READY   STATUS    RESTARTS ...\nweb-1   0/1     ...\nweb-2   1/1     ...\n"

    assert not equal(expected, PODS, Comparison())
    assert equal(rows, PODS, Comparison(ignored_columns=("READY",)))


def test_a_column_that_no_table_has() -> None:
    """It is told with those that are there."""
    unknown, known = unknown_columns(["AGE", "NODES"], [(WIDE, PODS), ("echo", "NODES\n")])

    assert unknown == ["NODES"]
    assert known[:3] == ["NAME", "READY", "STATUS"]


CERTIFICATES = (
    "NAME   READY   LEASE              RENEWED   SERIAL\nweb    True    00112233445566ff   5m        17\n"
)
COMMAND = "kubectl get certificates"


def rule(column: str, meaning: str, kind: str = "") -> Volatile:
    """Return what says of one column what it is."""
    return Volatile(columns=(ColumnRule(column=column, meaning=meaning, kind=kind),))


LEASE = (("lease-id", "[0-9a-f]{16}"),)
OLD_LEASE, NEW_LEASE = "00112233445566ff", "a0112233445566fa"
CLOSER = (
    *rule("READY", "strict", "certificates").columns,
    *rule("READY", "any").columns,
)
WORD = Volatile(types=(("word", "x[0-9]+"),), columns=rule("SERIAL", "word").columns)
RULES = {
    "own type": (Volatile(types=LEASE), (OLD_LEASE, NEW_LEASE), True),
    "own type, strict": (Volatile(), (OLD_LEASE, NEW_LEASE), False),
    "not that type": (Volatile(types=LEASE), (OLD_LEASE, "none"), False),
    "a number": (rule("SERIAL", "number"), (" 17", " 1842"), True),
    "no number": (rule("SERIAL", "number"), (" 17", " Failed"), False),
    "an age": (rule("RENEWED", "age"), ("5m ", "3d4h"), True),
    "no age": (rule("RENEWED", "age"), ("5m   ", "never"), False),
    "a share": (rule("SERIAL", "percentage"), (" 17", " 18"), False),
    "of the kind": (rule("READY", "any", "certificates"), ("True", "False"), True),
    "of the kind, with its group": (rule("ready", "any", "certificates.example"), ("True", "False"), True),
    "of another kind": (rule("READY", "any", "issuers"), ("True", "False"), False),
    "the closer rule": (Volatile(columns=CLOSER), ("True", "False"), False),
    "any token": (rule("LEASE", "token"), (OLD_LEASE, "xyz"), True),
    "nothing is no token": (rule("LEASE", "token"), (OLD_LEASE, "<none>          "), False),
    "no value of the type in its column": (WORD, (" 17", " 18"), False),
}


@pytest.mark.parametrize(("volatile", "change", "same"), RULES.values(), ids=RULES)
def test_what_a_project_says_of_columns(volatile: Volatile, change: tuple[str, str], *, same: bool) -> None:
    """Cells that do not look like their type stay what they are."""
    other = CERTIFICATES.replace(*change, 1)

    assert other != CERTIFICATES
    assert equal(CERTIFICATES, other, Comparison(volatile=volatile), command=COMMAND) is same


def test_an_address_with_a_port_in_a_column_of_addresses() -> None:
    """The usual column of such values says how they look."""
    rule = ColumnRule(column="PEER", meaning="ip")
    old, new = ("NAME   PEER\nweb    10.244.0.5:80\n", "NAME   PEER\nweb    10.244.1.77:80\n")

    assert equal(old, new, Comparison(volatile=Volatile(columns=(rule,))))
    assert not equal(old, new.replace(":80", ":81"), Comparison(volatile=Volatile(columns=(rule,))))


LOOKS = {
    "timestamp": ("2026-01-02T10:00:00Z", "2026-03-04T11:12:13Z"),
    "uid": ("8d0f7b7e-5c8f-4b9f-9a39-0c5f1f3c6e11", "11111111-5c8f-4b9f-9a39-0c5f1f3c6e11"),
    "percentage": ("12%", "3.5%"),
    "duration": ("12s", "3m4s"),
    "size": ("12MiB", "3.5GiB"),
    "port": ("32768", "40001"),
    "digest": ("sha256:0123456789ab", "sha256:ba9876543210"),
    "container-id": ("0123456789ab", "ba9876543210"),
    "node": ("dev-worker", "dev-worker2"),
    "measured": ("good", "bad"),
    "network": ("10.244.0.0/24", "10.244.1.0/24"),
    "architecture": ("amd64", "arm64"),
    "mac": ("02:42:ac:12:00:02", "02:42:ac:12:00:03"),
    "interface": ("veth6766306b", "veth1234567a"),
}


@pytest.mark.parametrize(("meaning", "values"), LOOKS.items(), ids=LOOKS)
def test_a_column_of_each_type(meaning: str, values: tuple[str, str]) -> None:
    """Its values may differ; that there is none is a difference."""
    old, new, none = (f"NAME   X\nweb    {value}\n" for value in (*values, "<none>"))
    comparison = Comparison(volatile=rule("X", meaning))

    assert equal(old, new, comparison)
    assert not equal(old, none, comparison)


def test_columns_mean_nothing_where_no_tables_are_read() -> None:
    """Lines are compared as such."""
    comparison = Comparison(mode=Mode.LINES, ignored_columns=("READY",))

    assert not equal(PODS, PODS.replace("1/1", "0/1"), comparison)
