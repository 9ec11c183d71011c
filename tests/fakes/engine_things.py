"""What the fake engine does with networks and volumes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.engine_http import Answer, Handler, endpoint
from tests.fakes.engine_state import matches, network

if TYPE_CHECKING:
    from tests.fakes.engine_state import Thing


class ThingsApi(Handler):
    """The endpoints about networks and volumes."""

    @endpoint("GET", "/networks")
    def networks(self) -> list[Thing]:
        """List them."""
        return [each for each in self.state.networks if matches(each["Labels"], self.filters("label"))]

    @endpoint("POST", "/networks/create")
    def create_network(self) -> Answer:
        """Create one."""
        spec = self.json()
        new = network(spec["Name"], labels=spec.get("Labels"))
        self.state.networks.append({**new, "Created": self.state.time})
        return Answer(201, {"Id": new["Id"], "Warning": ""})

    @endpoint("POST", "/networks/prune")
    def prune_networks(self) -> Thing:
        """Remove those with the labels that no container is attached to."""
        labels = self.filters("label")
        gone = [each for each in self.state.networks if not each["Containers"]]
        gone = [each for each in gone if each["Labels"] and matches(each["Labels"], labels)]
        for each in gone:
            self.state.networks.remove(each)
        return {"NetworksDeleted": [each["Name"] for each in gone]}

    @endpoint("GET", "/networks/([^/]+)")
    def network(self, reference: str) -> Thing:
        """Describe one."""
        return self.state.network(reference)

    @endpoint("DELETE", "/networks/([^/]+)")
    def remove_network(self, reference: str) -> Answer:
        """Remove one."""
        self.state.networks.remove(self.state.network(reference))
        return Answer(204)

    @endpoint("POST", "/networks/([^/]+)/(connect|disconnect)")
    def attach(self, reference: str, verb: str) -> Answer:
        """Connect a container to one, or disconnect it."""
        found = self.state.network(reference)
        container = self.state.container(self.json()["Container"])
        if verb == "connect":
            found["Containers"][container["Id"]] = {"Name": container["Name"].strip("/")}
        else:
            found["Containers"].pop(container["Id"], None)
        return Answer(200)

    @endpoint("GET", "/volumes")
    def volumes(self) -> Thing:
        """List them."""
        found = [
            each for each in self.state.volumes.values() if matches(each["Labels"], self.filters("label"))
        ]
        return {"Volumes": found, "Warnings": None}

    @endpoint("POST", "/volumes/create")
    def create_volume(self) -> Answer:
        """Create one."""
        spec = self.json()
        if spec.get("Driver", "local") not in {"", "local"}:
            return Answer(404, {"message": f"plugin {spec['Driver']} not found"})
        if self.state.full:
            return Answer(500, {"message": "no space left on device"})
        return Answer(201, self.state.add_volume(spec))

    @endpoint("POST", "/volumes/prune")
    def prune_volumes(self) -> Thing:
        """Remove those that no container uses."""
        used = {mount["Name"] for each in self.state.containers.values() for mount in each["Mounts"]}
        unwanted = self.filters("label!")
        gone = [
            name
            for name, each in self.state.volumes.items()
            if name not in used
            and matches(each["Labels"], self.filters("label"))
            and not any(matches(each["Labels"], [label]) for label in unwanted)
        ]
        for name in gone:
            del self.state.volumes[name]
        return {"VolumesDeleted": gone, "SpaceReclaimed": 0}

    @endpoint("GET", "/volumes/([^/]+)")
    def volume(self, name: str) -> Thing:
        """Describe one."""
        return self.state.volume(name)

    @endpoint("DELETE", "/volumes/([^/]+)")
    def remove_volume(self, name: str) -> Answer:
        """Remove one."""
        del self.state.volumes[self.state.volume(name)["Name"]]
        return Answer(204)
