"""What differs between two runs by nature becomes equal, and nothing else does."""

from __future__ import annotations

import re

import pytest

from kindsphinx.core.normalize import NORMALIZERS, Normalizer, Reading, normalize, read
from kindsphinx.core.normalize.filled import EMPTY
from kindsphinx.core.normalize.volatile import VolatileType
from tests.core.normal_forms import DIFFERENT, EQUAL
from tests.drift.corpora import TABLES


@pytest.mark.parametrize(("one", "other"), EQUAL.values(), ids=EQUAL)
def test_volatile_values_become_equal(one: str, other: str) -> None:
    """Two outputs that differ in nothing that a page promises have one normal form."""
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_what_a_page_promises_stays_different(one: str, other: str) -> None:
    """A difference that matters survives normalizing."""
    assert normalize(one) != normalize(other)


def test_durations_in_configuration_are_strict() -> None:
    """In YAML a duration is what somebody configured; elsewhere it is how long something took."""
    one, other = "  interval: 30s", "  interval: 60s"

    assert normalize(one, command="kubectl get probe -o yaml") != normalize(
        other, command="kubectl get probe -o yaml"
    )
    assert normalize(one, command="./measure") == normalize(other, command="./measure")


def test_a_port_alone_is_known_by_its_command() -> None:
    """A bare number is a port where the command asks for one, volatile where nobody configures one."""
    command = "kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}'"

    assert normalize("31062", command=command) == normalize("30123", command=command)
    assert normalize("8080", command=command) != normalize("8081", command=command)
    assert normalize("31062", command="wc -l log") != normalize("30123", command="wc -l log")


@pytest.mark.parametrize(
    "name",
    [
        "coredns",
        "dev-worker2",
        "dev-control-plane",
        "dev-external-load-balancer",
        "web-front",
        "local-path-provisioner",
        "kube-root-ca.crt",
        "kind-dev",
        "kindest/node:v1.34.0",
        "my-nginx",
        "web-https",
        "db-0",
        "ubuntu-22.04",
        "k8s",
    ],
)
def test_names_that_people_give_stay(name: str) -> None:
    """A name that no controller generated stays as it is."""
    assert normalize(name) == name


@pytest.mark.parametrize(
    "value",
    [
        "0.0.0.0",
        "127.0.0.1:8080",
        "::",
        "::1",
        "[::]:80->80/tcp",
        "10.96.0.0/16",
        "fd00:10:244::/56",
        "255.255.255.0",
    ],
)
def test_addresses_that_mean_the_same_everywhere_stay(value: str) -> None:
    """Loopback, "any", masks and configured networks are no volatile values."""
    assert normalize(value) == value


def test_the_list_is_closed() -> None:
    """The normalizers are these, in this order: each new one is a decision, and a line in the manual."""
    names = [normalizer.name for normalizer in NORMALIZERS]

    assert names == [
        *("emoji", "steps", "hosts", "salutations", "waits", "images", "publications", "meters", "starts"),
        *("times", "services", "measurements", "identifiers", "processes"),
        *("connections", "addresses", "ports", "placements", "revisions"),
        *("architectures", "kernels", "credentials", "names", "ages"),
    ]
    assert all(normalizer.equalizes for normalizer in NORMALIZERS)


@pytest.mark.parametrize("run", ["first", "ha-first"])
def test_what_stands_for_a_value_names_its_type(run: str) -> None:
    """A reader of a difference knows what was replaced, and nothing is replaced by another word."""
    words = {type_.mark for type_ in VolatileType} | {EMPTY}
    for command, output in TABLES.texts(run).items():
        reading = read(output, command=command)
        for line, key in zip(reading.lines, reading.keys, strict=True):
            assert {word for word in re.findall(r"<[a-z-]+>", key) if word not in line} <= words


@pytest.mark.parametrize("normalizer", NORMALIZERS, ids=[normalizer.name for normalizer in NORMALIZERS])
def test_a_normalizer_keeps_the_number_of_lines(normalizer: Normalizer) -> None:
    """A report names the page's line, so no normalizer moves one; applied twice it changes nothing more."""
    for output in TABLES.texts("first").values():
        once = normalizer.apply(output)

        assert once.count("\n") == output.count("\n")
        assert normalizer.apply(once) == once


@pytest.mark.parametrize("run", ["first", *TABLES.faults])
def test_normalizing_twice_changes_nothing(run: str) -> None:
    """The normal form of a real output is its own normal form, wherever it is no longer a table."""
    for command, output in TABLES.texts(run).items():
        lines = normalize(output, command=command)

        assert normalize(lines, command=command) == lines


def test_a_line_of_a_reading_is_found_in_the_text() -> None:
    """Whoever changes a text by what was compared asks the reading which printed line it was."""
    printed = read("NAME   READY\nweb    1/1\n", command="kubectl get pods")
    elsewhere = Reading(lines=("b", "a"), keys=("b", "a"), plain=("b", "a"), tables=(), places=(4, 0))

    assert [printed.printed_line(line) for line in range(2)] == [0, 1]
    assert [elsewhere.printed_line(line) for line in range(2)] == [4, 0]
