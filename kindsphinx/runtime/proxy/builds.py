"""What a page may build.

A built image carries no label of ours: the classic builder would show it to the reader, as one more step of
the Dockerfile. Its tags, or its id, are noted instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kindsphinx.runtime.proxy.progress import Progress

if TYPE_CHECKING:
    from kindsphinx.runtime.proxy.call import Call, Plan
    from kindsphinx.runtime.proxy.progress import Report

_CONTAINER = "container:"
_PLAIN_NETWORKS = frozenset({"", "default", "bridge", "host", "none"})


def build(call: Call) -> Plan:
    """Build an image; its tags must be new, or the page's own."""
    book = call.world.images
    tags = [book.familiar(tag) for tag in call.query.all("t") if tag]
    for tag in tags:
        book.check_target(tag)
    _check_network(call, call.query.get("networkmode"))
    before = book.snapshot()

    def note(report: Report) -> bytes:
        book.claim_pulled(report.pulled, before)
        there = book.snapshot().references
        book.claim(tag for tag in tags if tag in there)
        book.claim_displaced(before)
        if report.built and not tags:
            book.claim_new(report.built, before)
        return b""

    # the containers of the steps carry no label: after a failure, too, the engine has to remove them itself
    return call.plan(query=call.query.having("forcerm", "1"), watch=Progress(note))


def solve(call: Call) -> Plan:
    """Let buildx talk to the engine's builder, over an upgraded connection that does not show its tags.

    What is new among the engine's tags afterwards is taken for the page's. A tag that somebody else makes
    meanwhile is, too, and one that was there before is overwritten. It has not been tried with a real buildx.
    """
    book = call.world.images
    watched = book.begin_build()
    return call.plan(finished=lambda: book.end_build(watched))


def _check_network(call: Call, mode: str) -> None:
    call.world.host.check_network(mode)
    if mode.startswith(_CONTAINER):
        call.world.ownership.check_container(mode.removeprefix(_CONTAINER))
    elif mode not in _PLAIN_NETWORKS:
        call.world.ownership.check_network(mode)
