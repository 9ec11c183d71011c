"""What comparing costs, beside difflib in the same run: figures to read, nothing to fail."""

from __future__ import annotations

import difflib
import json
import random
import time
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.coherence import Ledger
from kindsphinx.core.diff import compare
from tests.drift.corpora import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.bench

SIZES = (20, 100, 1_000, 5_000)
LETTERS = "bcdfghjklmnpqrstvwxz2456789"
SERVICE_COLUMNS = ("NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE")
COLUMNS = ("NAME", "READY", "STATUS", "RESTARTS", "AGE", "IP", "NODE", "NOMINATED NODE", "READINESS GATES")


def pods(rows: int, seed: int) -> str:
    """Return ``kubectl get pods -o wide`` of a cluster of so many pods, each seed another cluster."""
    chance = random.Random(seed)  # noqa: S311 - chance that repeats itself is what a benchmark wants
    lines = ["{:<30}{:<8}{:<10}{:<11}{:<8}{:<15}{:<14}{:<17}{}".format(*COLUMNS)]
    addresses = chance.sample(range(50 * 250), rows)
    for number in range(rows):
        name = f"svc{number % 500:03}-79d8789fd8-{''.join(chance.choices(LETTERS, k=5))}"
        age = f"{chance.randint(1, 99)}m"
        ip = f"10.244.{addresses[number] // 250}.{addresses[number] % 250 + 2}"
        node = f"dev-worker{chance.randint(2, 9)}"
        lines.append(
            f"{name:<30}1/1     Running   0          {age:<8}{ip:<15}{node:<14}<none>           <none>"
        )
    return "\n".join([lines[0], *chance.sample(lines[1:], rows)]) + "\n"


def services(rows: int, first: int) -> str:
    """Return ``kubectl get services`` of a cluster, with other addresses and ports for another *first*."""
    lines = ["{:<10}{:<11}{:<15}{:<14}{:<16}{}".format(*SERVICE_COLUMNS)]
    for number in range(rows):
        chosen = number + first
        ip, port = f"10.96.{chosen // 250}.{chosen % 250}", f"80:{30000 + chosen % 2700}/TCP"
        lines.append(f"svc{number:<7}NodePort   {ip:<15}<none>        {port:<16}5m")
    return "\n".join(lines) + "\n"


def listed(count: int, seed: int) -> str:
    """Return ``kubectl get pods -o json`` of a cluster of so many pods, each seed another cluster."""
    chance = random.Random(seed)  # noqa: S311 - chance that repeats itself is what a benchmark wants
    items = [
        {
            "kind": "Pod",
            "metadata": {
                "name": f"svc{number % 500:03}-79d8789fd8-{''.join(chance.choices(LETTERS, k=5))}",
                "namespace": "default",
                "resourceVersion": str(chance.randint(100, 9999)),
            },
            "spec": {"containers": [{"image": "nginx:1.26", "name": "web"}], "nodeName": "dev-worker"},
            "status": {"phase": "Running", "podIP": f"10.244.1.{chance.randint(2, 250)}"},
        }
        for number in range(count)
    ]
    return json.dumps({"apiVersion": "v1", "items": chance.sample(items, count)}, indent=4)


def log(lines: int, seed: int) -> str:
    """Return an access log of so many lines, each seed another day."""
    chance = random.Random(seed)  # noqa: S311 - chance that repeats itself is what a benchmark wants
    return "".join(
        f"10.244.0.{chance.randint(2, 250)} - - [24/Nov/2026:15:{chance.randint(10, 59)}:07 +0000] "
        f'"GET /page/{number % 700} HTTP/1.1" 200 {number % 613} "-" "curl/8.5.0"\n'
        for number in range(lines)
    )


def seconds(call: Callable[[], object]) -> float:
    """Return the processor time that *call* takes, as the best of five."""
    best = float("inf")
    for _ in range(5):
        begin = time.process_time()
        call()
        best = min(best, time.process_time() - begin)
    return best


def told(what: str, lines: int, ours: float, theirs: float | None = None) -> None:
    """Print one row of figures."""
    figures = f"{what:<24}{lines:>7} lines {ours * 1000:>8.1f} ms {ours / lines * 100_000:>9.2f} ms/100 lines"
    beside = "" if theirs is None else f"   difflib {theirs * 1000:>8.1f} ms, {ours / theirs:.0f} times"
    print(figures + beside)  # noqa: T201 - figures are what a benchmark is for


CHANGES = {"nothing": 0.0, "one row": 0.0, "a tenth": 0.1}
"""What of the rows is changed in more than ages, names and addresses."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("changed", CHANGES)
def test_tables(size: int, changed: str) -> None:
    """Two listings of as many pods, every age, name and address another, and some rows broken."""
    one, other = pods(size, 1), pods(size, 2)
    if changed != "nothing":
        other = other.replace("Running", "Pending", max(1, int(size * CHANGES[changed])))

    ours = seconds(lambda: compare(one, other, command="kubectl get pods -o wide", ellipsis=False))
    theirs = seconds(lambda: list(difflib.unified_diff(one.splitlines(), other.splitlines())))

    told(f"table, changed: {changed}", size, ours, theirs)


OTHER_ROWS = {
    "a fifth more": lambda rows: (rows[: -len(rows) // 5], rows),
    "a fifth missing": lambda rows: (rows, rows[: -len(rows) // 5]),
    "all others": lambda rows: (rows[::2], rows[1::2]),
}
"""Which of the rows each side has."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("which", OTHER_ROWS)
def test_rows_of_one_side(size: int, which: str) -> None:
    """Listings of which one has rows that the other has not."""
    header, *rows = services(size, 1).splitlines()
    one, other = ("\n".join([header, *side]) for side in OTHER_ROWS[which](rows))

    ours = seconds(lambda: compare(one, other, command="kubectl get services", ellipsis=False))
    theirs = seconds(lambda: list(difflib.unified_diff(one.splitlines(), other.splitlines())))

    told(f"rows, {which}", size, ours, theirs)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("options", ["--no-headers", "--sort-by=.metadata.name"])
def test_other_listings(size: int, options: str) -> None:
    """The same without its header, and in an order that counts."""
    sides = [pods(size, seed).splitlines() for seed in (1, 2)]
    first = 1 if options == "--no-headers" else 0
    one, other = ("\n".join([*side[first:1], *sorted(side[1:])]) for side in sides)

    ours = seconds(lambda: compare(one, other, command=f"kubectl get pods -o wide {options}", ellipsis=False))
    theirs = seconds(lambda: list(difflib.unified_diff(one.splitlines(), other.splitlines())))

    told(f"table, {options.partition('=')[0]}", size, ours, theirs)


FOLLOWED = {
    "kubectl get services": lambda size: (services(size, 1), services(size, 7)),
    "kubectl get pods -o wide": lambda size: (pods(size, 1), pods(size, 2)),
}
"""Commands -> listings of two clusters, with values that are followed through a page."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("command", FOLLOWED)
def test_values_that_are_followed(size: int, command: str) -> None:
    """The same through a page: an address of each row, and a port of each service."""
    one, other = FOLLOWED[command](size)

    alone = seconds(lambda: compare(one, other, command=command, ellipsis=False))
    ours = seconds(lambda: compare(one, other, command=command, ellipsis=False, ledger=Ledger()))

    told(f"{command.split()[2]}, compared", size, alone)
    told(f"{command.split()[2]}, and followed", size, ours)


@pytest.mark.parametrize("size", SIZES)
def test_places(size: int) -> None:
    """A listing in which an author has left a cell of every row to a placeholder, beside one without."""
    written, other = pods(size, 1), pods(size, 2)
    one = written.replace("Running", "<any>  ")

    ours = seconds(lambda: compare(one, other, command="kubectl get pods -o wide"))
    without = seconds(lambda: compare(written, other, command="kubectl get pods -o wide"))

    told("table, no place", size, without)
    told("table, a place in a row", size, ours)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("changed", [False, True], ids=["equal", "changed"])
def test_logs(size: int, *, changed: bool) -> None:
    """Two logs of as many lines, every time and address another, and a tenth of the pages moved."""
    one, other = log(size, 1), log(size, 2)
    if changed:
        other = other.replace("/page/5", "/pages/5")

    ours = seconds(lambda: compare(one, other, command="kubectl logs deployment/web"))
    theirs = seconds(lambda: list(difflib.unified_diff(one.splitlines(), other.splitlines())))

    told(f"log, {'changed' if changed else 'equal'}", size, ours, theirs)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("changed", [False, True], ids=["equal", "changed"])
def test_data(size: int, *, changed: bool) -> None:
    """Two listings of pods as JSON of about as many lines, every name and address another."""
    one, other = listed(size // 20, 1), listed(size // 20, 2)
    if changed:
        other = other.replace("nginx:1.26", "nginx:1.27")

    ours = seconds(lambda: compare(one, other, command="kubectl get pods -o json", ellipsis=False))
    theirs = seconds(lambda: list(difflib.unified_diff(one.splitlines(), other.splitlines())))

    told(f"data, {'changed' if changed else 'equal'}", one.count("\n"), ours, theirs)


HOSTILE = {
    "one line repeated": ("x\n" * 10_000, "x\n" * 5_000 + "y\n" + "x\n" * 5_000),
    "cut that is not met": ("...\n" + "x\n" * 5_000 + "z\n...", "x\n" * 10_000),
    "five thousand cuts": ("... 200 ...\n...\n" * 5_000, log(10_000, 1)),
    "cuts that are not met": ("... 200 ...\n...\n" * 5_000 + "z", log(10_000, 1)),
    "many dots in a line": ("a..." * 10_000 + "b", "a" * 50_000),
    "many places in a line": ("<any>a" * 10_000 + "b", "a" * 50_000),
    "places that are not met": ("...<port>...<ip>" * 20 + "!", "1.1." * 10_000),
    "one long word": ("a-" * 50_000, "a-" * 50_000 + "b"),
    "digits and units": ("1m" * 50_000 + "x", "1" * 100_000 + "m"),
    "hexadecimal digits": ("a" * 100_000, "1:" * 50_000 + "b"),
    "blanks": ("a: " * 50_000 + "x", " " * 100_000 + "b"),
}


@pytest.mark.parametrize(("expected", "actual"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_outputs(expected: str, actual: str, request: pytest.FixtureRequest) -> None:
    """Outputs made to be slow stay about as fast as others of their length."""
    ours = seconds(lambda: compare(expected, actual))

    told(request.node.callspec.id, max(expected.count("\n"), actual.count("\n"), 1), ours)


def test_real_outputs() -> None:
    """Every output of two real runs."""
    first, second = TABLES.texts("first"), TABLES.texts("second")

    ours = seconds(lambda: [compare(first[command], second[command], command=command) for command in first])
    theirs = seconds(
        lambda: [
            list(difflib.ndiff(first[command].splitlines(), second[command].splitlines()))
            for command in first
        ]
    )

    told("all real outputs", sum(output.count("\n") for output in first.values()), ours, theirs)
