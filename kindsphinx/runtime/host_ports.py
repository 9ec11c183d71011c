"""Says who has a port of the engine's machine already, where that can be seen."""

from __future__ import annotations

import os
import socket
import struct
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kindsphinx.runtime.endpoint import Scheme
from kindsphinx.runtime.node_containers import whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kindsphinx.core.claiming import HostPort
    from kindsphinx.runtime.endpoint import Endpoint
    from kindsphinx.runtime.engine import Engine
    from kindsphinx.runtime.proxy.owner import Owner

_LISTENS = "0A"
_ADDRESS, _STATE, _INODE = 1, 3, 9
"""Columns of ``/proc/net/tcp``: proc(5)."""
_EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 - compared, not listened at


def occupant(engine: Engine, port: HostPort, owner: Owner) -> str:
    """Return who has *port* on the engine's machine, in words; empty if nobody has, or nobody can tell.

    :param owner: whose containers do not count.
    :raises EngineError: if the engine does not answer.
    """
    others = [
        each
        for each in engine.containers()
        if _publishes(each, port) and not owner.expects(each.get("Labels"))
    ]
    if others:
        return f"a container of {whose(others)}"
    return listener(port) if port.protocol == "tcp" and shares_network(engine.endpoint) else ""


def listener(port: HostPort, *, proc: Path = Path("/proc")) -> str:
    """Return the process of this computer that listens at *port*, in words; empty if there is none."""
    for inode in _inodes(port, proc):
        return _process(inode, proc) or "a process of another user"
    return ""


def shares_network(endpoint: Endpoint) -> bool:
    """Return whether the engine runs on this computer and in this network namespace."""
    option = getattr(socket, "SO_PEERCRED", None)
    if endpoint.scheme is not Scheme.UNIX or option is None:
        return False
    try:
        with closing(socket.socket(socket.AF_UNIX)) as end:
            end.connect(endpoint.path)
            # 0 for a process in another container
            process = struct.unpack("3i", end.getsockopt(socket.SOL_SOCKET, option, 12))[0]
        theirs, ours = (Path(f"/proc/{each}/ns/net") for each in (process, "self"))
        return bool(process) and (not os.access(theirs, os.R_OK) or theirs.readlink() == ours.readlink())
    except OSError:
        return False


def _publishes(container: Mapping[str, Any], port: HostPort) -> bool:
    return any(
        each.get("PublicPort") == port.number
        and each.get("Type", "tcp") == port.protocol
        and _meet(str(each.get("IP") or ""), port.address)
        for each in container.get("Ports") or ()
    )


def _meet(one: str, other: str) -> bool:
    return one in _EVERYWHERE or other in _EVERYWHERE or one == other


def _inodes(port: HostPort, proc: Path) -> Iterator[str]:
    for name in ("tcp", "tcp6"):
        try:
            lines = (proc / "net" / name).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for columns in map(str.split, lines):
            address, _, number = columns[_ADDRESS].partition(":")
            is_it = columns[_STATE] == _LISTENS and int(number, 16) == port.number
            if is_it and _meet(_readable(address), port.address):
                yield columns[_INODE]


def _readable(address: str) -> str:
    """Return an address that the kernel has written as words in the machine's order."""
    data = bytes.fromhex(address)
    words = struct.unpack(f">{len(data) // 4}I", data)
    packed = struct.pack(f"={len(words)}I", *words)
    family = socket.AF_INET if len(words) == 1 else socket.AF_INET6
    return socket.inet_ntop(family, packed).removeprefix("::ffff:")


def _process(inode: str, proc: Path) -> str:
    """Return the process that has a socket open, as far as this user may see that."""
    for folder in sorted(proc.glob("[0-9]*/fd")):
        with suppress(OSError):
            if any(str(each.readlink()) == f"socket:[{inode}]" for each in folder.iterdir()):
                name = (folder.parent / "comm").read_text(encoding="utf-8", errors="replace").strip()
                return f"the process {folder.parent.name} ({name})"
    return ""
