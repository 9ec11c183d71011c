"""A small Docker Engine: the real API over a unix socket, with nothing behind it but dictionaries."""

from __future__ import annotations

import base64
import json
import queue
import re
import select
import socket
import threading
import time
from socketserver import ThreadingMixIn, UnixStreamServer
from typing import TYPE_CHECKING

from kindsphinx.runtime.endpoint import Endpoint
from tests.fakes.engine_http import Answer, Received, Stream, endpoint
from tests.fakes.engine_images import ImageApi
from tests.fakes.engine_rest import RestApi
from tests.fakes.engine_state import State, image, matches, new_id
from tests.fakes.engine_things import ThingsApi

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

    from tests.fakes.engine_state import Thing

_PIECE = b"x" * 65536
_LABEL = re.compile(r'LABEL (\S+)="(.*)"')


class FakeEngine:
    """Listens until it is closed; ``state`` is what it holds, ``received`` what it was asked."""

    def __init__(self, path: Path) -> None:
        self.state = State()
        self.received: list[Received] = []
        self.slowness = 0.0
        """Seconds that the creation of a container takes."""
        self.hung_up = threading.Event()
        """Set when a client has left an answer that does not end."""
        self.listeners: list[tuple[queue.Queue[bytes], list[str], list[str]]] = []
        self._path = path
        self._server = _Server(str(path), _Api)
        self._server.engine = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        self.close()

    @property
    def endpoint(self) -> Endpoint:
        """Return where it listens."""
        return Endpoint(url=f"unix://{self._path}", source="the test")

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def emit(self, event: Thing) -> None:
        """Let something happen for whoever follows the events."""
        for listener, actions, labels in self.listeners:
            if matches(event["Actor"]["Attributes"], labels) and (not actions or event["Action"] in actions):
                listener.put(json.dumps(event).encode() + b"\n")


class _Server(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    engine: FakeEngine


class _Api(ImageApi, ThingsApi, RestApi):
    server: _Server

    @property
    def state(self) -> State:
        return self.server.engine.state

    def note(self, received: Received) -> None:
        self.server.engine.received.append(received)

    def left(self) -> None:
        self.server.engine.hung_up.set()

    @endpoint("GET", "/_ping")
    @endpoint("HEAD", "/_ping")
    def ping(self) -> Answer:
        return Answer(200, "OK", {"Api-Version": "1.41"})

    @endpoint("GET", "/version")
    def version(self) -> Thing:
        return {"Version": "20.10.24", "ApiVersion": "1.41", "Os": "linux", "Arch": "amd64"}

    @endpoint("GET", "/info")
    def info(self) -> Thing:
        count = len(self.state.containers)
        return {
            "Containers": count,
            "ContainersRunning": count,
            "Images": len(self.state.images),
            "CgroupVersion": "1",
            "SystemTime": self.state.time,
            "IndexServerAddress": "https://index.default.example/v1/",
        }

    @endpoint("GET", "/events")
    def events(self) -> Stream:
        if self.one("until"):
            return Stream(iter(()))
        events: queue.Queue[bytes] = queue.Queue()
        self.server.engine.listeners.append((events, self.filters("event"), self.filters("label")))
        return Stream(self._events(events))

    @endpoint("GET", "/containers/json")
    def containers(self) -> list[Thing]:
        return [
            {
                "Id": each["Id"],
                "Names": [each["Name"]],
                "Image": each["Config"]["Image"],
                "ImageID": each["Image"],
                "Labels": each["Config"]["Labels"],
                "State": each["State"],
                "Mounts": each["Mounts"],
                "Ports": each["Config"].get("Ports") or [],
                "Created": 1764000000,
            }
            for each in self.state.containers.values()
            if matches(each["Config"]["Labels"], self.filters("label")) and self._on_network(each)
        ]

    @endpoint("POST", "/containers/create")
    def create(self) -> Answer:
        time.sleep(self.server.engine.slowness)
        container = self.state.add_container(self.one("name"), self.json())
        return Answer(201, {"Id": container["Id"], "Warnings": []})

    @endpoint("POST", "/containers/prune")
    def prune(self) -> Thing:
        labels = self.filters("label")
        stopped = [
            key
            for key, each in self.state.containers.items()
            if each["State"] != "running" and matches(each["Config"]["Labels"], labels)
        ]
        for key in stopped:
            self.state.remove_container(key, volumes=False)
        return {"ContainersDeleted": stopped, "SpaceReclaimed": 0}

    @endpoint("GET", "/containers/([^/]+)/json")
    def container(self, reference: str) -> Thing:
        return self.state.container(reference)

    @endpoint("POST", "/containers/([^/]+)/(start|stop|kill|pause|unpause|restart|rename|update|resize)")
    def change(self, reference: str, verb: str) -> Answer:
        container = self.state.container(reference)
        container["State"] = "running" if verb in {"start", "restart"} else "exited"
        attributes = {**container["Config"]["Labels"], "name": container["Name"].strip("/")}
        self.server.engine.emit({"Action": verb, "Actor": {"ID": container["Id"], "Attributes": attributes}})
        return Answer(204)

    @endpoint("DELETE", "/containers/([^/]+)")
    def remove(self, reference: str) -> Answer:
        self.state.remove_container(reference, volumes=self.one("v") in {"1", "True"})
        return Answer(204)

    @endpoint("GET", "/containers/([^/]+)/archive")
    def download(self, reference: str) -> Stream:
        stored = self.state.archives.get(self.state.container(reference)["Id"], b"")
        name = self.one("path").rpartition("/")[2]
        stat = base64.b64encode(json.dumps({"name": name}).encode()).decode()
        pieces = (_PIECE for _ in range(int(name))) if name.isdigit() else iter([stored])
        return Stream(pieces, {"X-Docker-Container-Path-Stat": stat})

    @endpoint("PUT", "/containers/([^/]+)/archive")
    def upload(self, reference: str) -> Answer:
        container = self.state.container(reference)
        container["Uploaded"] = 0
        for piece in self.pieces():
            container["Uploaded"] += len(piece)
            self.state.archives[container["Id"]] = piece
        return Answer(200)

    @endpoint("POST", "/containers/([^/]+)/exec")
    def exec(self, reference: str) -> Answer:
        key = new_id()
        self.state.execs[key] = {
            "ID": key,
            "ContainerID": self.state.container(reference)["Id"],
            **self.json(),
        }
        return Answer(201, {"Id": key})

    @endpoint("GET", "/exec/([^/]+)/json")
    def exec_json(self, key: str) -> Thing | Answer:
        found = self.state.execs.get(key)
        return found or Answer(404, {"message": f"No such exec instance: {key}"})

    @endpoint("POST", "/exec/([^/]+)/start")
    def start_exec(self, key: str) -> Answer | None:
        detached = self.json().get("Detach")
        if self.state.container(self.state.execs[key]["ContainerID"])["State"] != "running":
            return Answer(409, {"message": "the container is not running"})
        if detached:
            return Answer(200)
        self._upgrade()
        return None

    @endpoint("POST", "/grpc")
    def solve(self) -> None:
        self._upgrade()

    def _upgrade(self) -> None:
        self.wfile.write(b"HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n")
        self._echo()
        self.close_connection = True

    @endpoint("POST", "/commit")
    def commit(self) -> Answer:
        labels = self.state.container(self.one("container"))["Config"]["Labels"]
        changed = {match[1]: match[2] for match in map(_LABEL.fullmatch, self.all("changes")) if match}
        new = image(labels={**labels, **changed})
        self.state.images.append(new)
        if repository := self.one("repo"):
            self.state.tag(new, f"{repository}:{self.one('tag') or 'latest'}")
        return Answer(201, {"Id": new["Id"]})

    def _on_network(self, container: Thing) -> bool:
        wanted = set(self.filters("network"))
        # as with the real engine, a container that never ran is known by the network's name alone
        keys = {"Name"} if container["State"] == "created" else {"Name", "Id"}
        networks = [each for each in self.state.networks if {each[key] for key in keys} & wanted]
        return not wanted or any(container["Id"] in each["Containers"] for each in networks)

    def _events(self, events: queue.Queue[bytes]) -> Iterator[bytes]:
        while not self._client_is_gone():
            try:
                yield events.get(timeout=0.02)
            except queue.Empty:
                continue
        self.left()

    def _client_is_gone(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)

    def _echo(self) -> None:
        """Send back what comes, in frames as the engine's, and a last word after its end."""
        while piece := self.rfile.read1(65536):
            self.wfile.write(b"\x01\0\0\0" + len(piece).to_bytes(4, "big") + piece)
        self.wfile.write(b"\x01\0\0\0" + (3).to_bytes(4, "big") + b"end")
