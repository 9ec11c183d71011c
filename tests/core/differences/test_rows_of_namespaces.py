"""Which rows a report takes for the same thing, where a listing has a column for its namespace."""

from __future__ import annotations

from kindsphinx.core.diff import compare
from kindsphinx.core.drift import Drift

HEADER = "NAMESPACE  NAME                          READY  STATUS       RESTARTS  AGE\n"
FRONT = "garage     pod/front-6764f7b5f7-5rm6c    1/2    Terminating  0         2m28s\n"
BROKEN = "garage     pod/broken-72m7n              0/1    Error        0         34s\n"
ALL = "kubectl get all -A"


def test_another_name_in_a_namespace_is_another_thing() -> None:
    """A pod that is gone is missing, and one that has come is more, though both are in one namespace."""
    diff = compare(HEADER + FRONT, HEADER + BROKEN, command=ALL, ellipsis=False)

    assert [each.drift for each in diff.differences] == [Drift.STRUCTURE, Drift.STRUCTURE]
    assert not any("NAME is" in each.sentence for each in diff.differences)


def test_a_thing_of_a_namespace_is_told_by_its_name() -> None:
    """What has the same name is the same thing changed."""
    diff = compare(HEADER + FRONT, HEADER + FRONT.replace("1/2", "0/2"), command=ALL, ellipsis=False)

    assert [each.drift for each in diff.differences] == [Drift.CHANGED]


def test_a_container_that_uses_nothing_is_told() -> None:
    """What a running container uses differs from time to time; a stopped one uses nothing."""
    command = (
        "docker stats --no-stream --format 'table {{.Name}}\\t{{.MemUsage}}' garage-worker garage-worker2"
    )
    header = "NAME             MEM USAGE / LIMIT\n"
    first = "garage-worker    212.1MiB / 23.54GiB\ngarage-worker2   197.9MiB / 23.54GiB\n"
    later = "garage-worker    211.7MiB / 23.54GiB\ngarage-worker2   196.2MiB / 23.54GiB\n"
    stopped = "garage-worker    211.7MiB / 23.54GiB\ngarage-worker2   0B / 0B\n"

    assert compare(header + first, header + later, command=command, ellipsis=False).equal
    assert not compare(header + first, header + stopped, command=command, ellipsis=False).equal
