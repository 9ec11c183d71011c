"""Who listens at a port is told, as far as it can be seen."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.claiming import HostPort
from kindsphinx.runtime.endpoint import Endpoint
from kindsphinx.runtime.host_ports import listener, shares_network

if TYPE_CHECKING:
    from tests.fakes.engine import FakeEngine

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not tell")
TABLE = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
LINE = "   0: {address}:1F90 00000000:0000 {state} 00000000:00000000 00:00000000 00000000  1000  0 4711 1\n"


@LINUX
@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "::1", "::"])
def test_a_process_that_listens_is_named(host: str) -> None:
    """With its number and its program."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as end:
        end.bind((host, 0))
        end.listen()
        number = end.getsockname()[1]
        found = listener(HostPort(number=number))
    after = listener(HostPort(number=number))

    program = Path("/proc/self/comm").read_text().strip()
    assert found == f"the process {os.getpid()} ({program})"
    assert after == ""


@pytest.mark.skipif(sys.byteorder != "little", reason="the table is one of a machine with this order")
@pytest.mark.parametrize(
    ("address", "state", "wanted", "is_found"),
    [
        ("0100007F", "0A", "", True),
        ("0100007F", "0A", "127.0.0.1", True),
        ("0100007F", "0A", "0.0.0.0", True),
        ("00000000", "0A", "127.0.0.1", True),
        ("0100007F", "0A", "10.0.0.5", False),
        ("0100007F", "01", "", False),
        ("0000000000000000FFFF00000100007F", "0A", "127.0.0.1", True),
    ],
    ids=["any", "the same", "everywhere", "it is everywhere", "another", "a connection", "IPv6 for IPv4"],
)
def test_only_who_is_in_the_way_is_told(
    tmp_path: Path, address: str, state: str, wanted: str, *, is_found: bool
) -> None:
    """Two programs may have one port at two addresses; who cannot be seen has no name."""
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "tcp").write_text(TABLE + LINE.format(address=address, state=state))

    found = listener(HostPort(number=0x1F90, address=wanted), proc=tmp_path)

    assert found == ("a process of another user" if is_found else "")


@LINUX
def test_an_engine_of_this_computer_shares_its_ports(fake: FakeEngine) -> None:
    """One that is elsewhere, or gone, does not."""
    assert shares_network(fake.endpoint)
    assert not shares_network(Endpoint(url="tcp://10.0.0.1:2375", source="the test"))
    assert not shares_network(Endpoint(url="unix:///absent/engine.sock", source="the test"))
