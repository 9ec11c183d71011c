"""What the fake engine holds: containers, images, networks and volumes, as the real one describes them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Mapping

Thing = dict[str, Any]


class NoSuchThingError(Exception):
    """The engine has no such thing; the text is its own."""


class ConflictError(Exception):
    """The engine cannot do it as things are; the text is its own."""


def new_id() -> str:
    """Return an id such as containers have."""
    return secrets.token_hex(32)


def image(*tags: str, digests: Iterable[str] = (), labels: Mapping[str, str] | None = None) -> Thing:
    """Return an image."""
    return {
        "Id": f"sha256:{new_id()}",
        "RepoTags": list(tags),
        "RepoDigests": list(digests),
        "Labels": dict(labels or {}),
        "Config": {"Labels": dict(labels or {})},
        "Size": 1980000,
    }


def network(name: str, driver: str = "bridge", labels: Mapping[str, str] | None = None) -> Thing:
    """Return a network."""
    return {"Id": new_id(), "Name": name, "Driver": driver, "Labels": dict(labels or {}), "Containers": {}}


@dataclass
class State:
    """An engine with the images of the lab, the predefined networks, and kind's."""

    clock: float = 1764000000.0
    """The seconds since 1970, which stand still unless a test moves them."""
    containers: dict[str, Thing] = field(default_factory=dict)
    archives: dict[str, bytes] = field(default_factory=dict)
    """What was last copied into a container, by its id."""
    execs: dict[str, Thing] = field(default_factory=dict)
    cached: str = ""
    """The id of the image that every build results in, if its cache knows it."""
    slow: threading.Event | None = None
    """What every build waits for, after it has given its tags and before it says so."""
    cut: bool = False
    """Whether answers that are streams break off."""
    full: bool = False
    """Whether there is no room for volumes."""
    busy: set[str] = field(default_factory=set)
    """Image tags that cannot be removed."""
    images: list[Thing] = field(default_factory=lambda: [image("busybox:1.36"), image("nginx:1.26")])
    networks: list[Thing] = field(
        default_factory=lambda: [
            network("bridge"),
            network("host", "host"),
            network("none", "null"),
            network("kind"),
        ]
    )
    volumes: dict[str, Thing] = field(default_factory=dict)

    @property
    def time(self) -> str:
        """Return what the clock says, as engines write it."""
        return f"{datetime.fromtimestamp(self.clock, UTC):%Y-%m-%dT%H:%M:%S}.123456789Z"

    def container(self, reference: str) -> Thing:
        """Find a container by name, id or the beginning of one."""
        for each in self.containers.values():
            if each["Name"] == f"/{reference.strip('/')}" or each["Id"].startswith(reference):
                return each
        raise NoSuchThingError(f"No such container: {reference}")

    def image(self, reference: str) -> Thing:
        """Find an image by tag or id."""
        reference = plain(reference)
        named = reference if ":" in reference.rpartition("/")[2] else f"{reference}:latest"
        for each in self.images:
            if named in {*each["RepoTags"], *each["RepoDigests"], each["Id"]}:
                return each
            if each["Id"].removeprefix("sha256:").startswith(reference):
                return each
        raise NoSuchThingError(f"No such image: {named}")

    def network(self, reference: str) -> Thing:
        """Find a network by name or id."""
        for each in self.networks:
            if reference in {each["Name"], each["Id"]}:
                return each
        raise NoSuchThingError(f"network {reference} not found")

    def volume(self, name: str) -> Thing:
        """Find a volume."""
        if name not in self.volumes:
            raise NoSuchThingError(f"get {name}: no such volume")
        return self.volumes[name]

    def add_volume(self, spec: Mapping[str, Any]) -> Thing:
        """Create a volume, or return the one of that name."""
        name = str(spec.get("Name") or new_id())
        labels = spec.get("Labels") or None
        made = {"Name": name, "Driver": "local", "Labels": labels, "CreatedAt": self.time}
        return self.volumes.setdefault(name, made)

    def add_container(self, name: str, spec: Thing) -> Thing:
        """Create a container, with the volumes that it implies."""
        made_of = self.image(spec["Image"])
        if any(each["Name"] == f"/{name}" for each in self.containers.values()):
            raise ConflictError(f'Conflict. The container name "/{name}" is already in use')
        host = spec.get("HostConfig") or {}
        named = [bind.partition(":")[0] for bind in host.get("Binds") or () if not bind.startswith("/")]
        named += [mount["Source"] for mount in host.get("Mounts") or () if mount["Type"] == "volume"]
        volumes = [self.add_volume({"Name": each}) for each in named]
        volumes += [self.add_volume({}) for _ in spec.get("Volumes") or ()]
        container: Thing = {
            "Id": new_id(),
            "Name": f"/{name or secrets.token_hex(4)}",
            "Image": made_of["Id"],
            "Config": {**spec, "Labels": spec.get("Labels") or {}},
            "HostConfig": host,
            "State": "created",
            "Mounts": [{"Type": "volume", "Name": each["Name"]} for each in volumes],
            "Anonymous": [each["Name"] for each in volumes[len(named) :]],
        }
        self.containers[container["Id"]] = container
        self._attach(container, host.get("NetworkMode") or "bridge")
        return container

    def remove_container(self, reference: str, *, volumes: bool) -> None:
        """Remove a container, and its anonymous volumes if asked to."""
        container = self.container(reference)
        del self.containers[container["Id"]]
        for each in self.networks:
            each["Containers"].pop(container["Id"], None)
        for name in container["Anonymous"] if volumes else ():
            self.volumes.pop(name, None)

    def tag(self, source: Thing, target: str) -> None:
        """Give *source* a tag, which another image loses."""
        target = plain(target)
        for each in self.images:
            each["RepoTags"] = [tag for tag in each["RepoTags"] if tag != target]
        source["RepoTags"].append(target)

    def untag(self, reference: str) -> list[dict[str, str]]:
        """Remove a tag, or all of an image given by its id; the image goes with its last."""
        found = self.image(reference)
        if reference in self.busy:
            raise ConflictError(f"conflict: unable to remove {reference}: it is being used")
        gone = [tag for tag in found["RepoTags"] if tag == reference or reference not in found["RepoTags"]]
        found["RepoTags"] = [tag for tag in found["RepoTags"] if tag not in gone]
        if found["RepoTags"]:
            return [{"Untagged": tag} for tag in gone]
        self.images.remove(found)
        return [*({"Untagged": tag} for tag in gone), {"Deleted": found["Id"]}]

    def _attach(self, container: Thing, name: str) -> None:
        for each in self.networks:
            if name in {each["Name"], each["Id"]}:
                each["Containers"][container["Id"]] = {"Name": container["Name"].strip("/")}


def plain(reference: str) -> str:
    """Return an image's name without the default registry's host."""
    return reference.removeprefix("default.example/library/")


def matches(labels: Mapping[str, str] | None, wanted: Iterable[str]) -> bool:
    """Return whether labels fit every ``KEY`` or ``KEY=VALUE`` of a filter."""
    have = labels or {}
    pairs = [each.partition("=") for each in wanted]
    return all(key in have and (not equals or have[key] == value) for key, equals, value in pairs)
