from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.errors import EngineError
from kindsphinx.runtime.proxy import EngineProxy, Owner
from tests.runtime.two_sides import ask

if TYPE_CHECKING:
    from tests.fakes.engine import FakeEngine
    from tests.runtime.two_sides import TwoSides

OWNER = Owner(project="guide", page="multi-node", run="1")


def test_closing_ends_connections_and_removes_the_socket(fake: FakeEngine, sides: TwoSides) -> None:
    """A page's forgotten ``docker logs -f`` ends with its page."""
    events = sides.page.events()

    sides.proxy.close()
    sides.proxy.close()

    assert list(events) == []
    assert fake.hung_up.wait(5)
    assert not Path(sides.proxy.url.removeprefix("unix://")).exists()


def test_what_the_engine_is_making_is_waited_for(fake: FakeEngine, sides: TwoSides) -> None:
    """An engine goes on when its client is killed, and what it makes then would escape the sweep."""
    fake.slowness = 0.5
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(sides.proxy.url.removeprefix("unix://"))
        body = b'{"Image": "busybox:1.36"}'
        head = f"POST /containers/create?name=t-late HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n"
        client.sendall(head.encode() + body)
        while not any(each.path.endswith("/containers/create") for each in fake.received):
            time.sleep(0.01)

    sides.proxy.close()

    assert sides.names(sides.host) == {"late"}


def test_no_thread_is_left_behind(sides: TwoSides) -> None:
    """However many requests there were."""
    for _ in range(20):
        ask(sides, "GET", "/_ping")
    sides.proxy.close()

    deadline = time.monotonic() + 60
    while _threads() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert _threads() == []


def test_many_requests_at_once_do_not_wait_for_each_other(sides: TwoSides) -> None:
    """Kind talks to all nodes of a cluster at the same time, and something may follow events meanwhile."""
    with closing(sides.page.events()), ThreadPoolExecutor(32) as pool:
        started = [pool.submit(sides.start, sides.page, f"node{number}") for number in range(32)]
        for each in started:
            each.result(timeout=20)

    assert sides.names(sides.page) == {f"node{number}" for number in range(32)}


def test_a_socket_that_cannot_be_made_is_an_error(fake: FakeEngine, tmp_path: Path) -> None:
    """A path may be too long for the system."""
    path = tmp_path / ("x" * 120)
    proxy = EngineProxy(upstream=fake.endpoint, socket_path=path, owner=OWNER)

    with closing(proxy), pytest.raises(EngineError, match="kindsphinx cannot listen at"):
        proxy.start()


def test_only_the_caller_may_use_the_socket(sides: TwoSides) -> None:
    """Whoever talks to an engine is root on its host."""
    path = Path(sides.proxy.url.removeprefix("unix://"))

    assert path.stat().st_mode & 0o777 == 0o600


def _threads() -> list[str]:
    names = ("kindsphinx-request", "kindsphinx-upload", "kindsphinx-proxy")
    return [each.name for each in threading.enumerate() if each.name in names]
