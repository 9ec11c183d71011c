"""What ``kind load`` streams, through the proxy and without it: figures to read, nothing to fail."""

from __future__ import annotations

import os
import resource
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime.endpoint import find_endpoint
from kindsphinx.runtime.proxy.dial import dial
from tests.runtime.two_sides import two_sides

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.runtime.two_sides import Api

pytestmark = pytest.mark.bench

SIZE = 500_000_000
PIECE = bytes(1_000_000)
SINK = ["sh", "-c", "cat > /dev/null; echo done"]


def test_a_stream_into_a_node(tmp_path: Path) -> None:
    """As kind feeds an archive to the containerd of a node: into a process in a container."""
    endpoint = find_endpoint(os.environ)
    try:
        dial(endpoint).close()
    except OSError:
        pytest.skip("no engine answers")
    with two_sides(endpoint, tmp_path, "bench-load-", version="auto") as sides:
        own = sides.start(sides.page, "own")
        try:
            before = _peak()
            direct, direct_again = _streamed(sides.host, own), _streamed(sides.host, own)
            behind, behind_again = _streamed(sides.page, own), _streamed(sides.page, own)
            grown = _peak() - before
        finally:
            sides.host.remove_container(own, force=True)

    theirs, ours = (SIZE / 1e6 / min(each) for each in ((direct, direct_again), (behind, behind_again)))
    print(  # noqa: T201 - figures
        f"{SIZE / 1e6:.0f} MB into a node: {ours:>6.0f} MB/s   directly {theirs:>6.0f} MB/s   "
        f"memory grown by {grown / 1024:.0f} MB"
    )
    assert grown * 1024 < SIZE / 5


def _streamed(api: Api, container: str) -> float:
    command = api.exec_create(container, SINK, stdin=True)
    begin = time.perf_counter()
    stream = api.exec_start(command["Id"], socket=True)
    end = stream._sock
    with closing(stream), closing(end):
        for piece in _pieces():
            end.sendall(piece)
        end.shutdown(1)
        answer = b"".join(iter(lambda: end.recv(65536), b""))
    assert b"done" in answer
    return time.perf_counter() - begin


def _pieces() -> Iterator[bytes]:
    for _ in range(SIZE // len(PIECE)):
        yield PIECE


def _peak() -> int:
    """Return the kilobytes that this process has had at most, the proxy within it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
