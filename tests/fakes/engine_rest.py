"""What the fake engine tells of what runs in containers, of the room that things take, and of registries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.engine_http import Answer, Handler, endpoint

if TYPE_CHECKING:
    from tests.fakes.engine_state import Thing


class RestApi(Handler):
    """The endpoints of which the proxy lets all through for what is the page's."""

    @endpoint("GET", "/containers/([^/]+)/(top|logs|changes|export|stats|attach/ws)")
    @endpoint("POST", "/containers/([^/]+)/(wait|attach)")
    @endpoint("HEAD", "/containers/([^/]+)/(archive)")
    def tell(self, reference: str, what: str) -> Answer:
        """Tell something of a container."""
        return Answer(200, {"Id": self.state.container(reference)["Id"], "of": what})

    @endpoint("POST", "/exec/([^/]+)/resize")
    def resize_exec(self, key: str) -> Answer:
        """Give the terminal of a process another size."""
        return Answer(200 if key in self.state.execs else 404)

    @endpoint("GET", "/system/df")
    def usage(self) -> Thing:
        """Tell the sizes of everything."""
        return {
            "LayersSize": sum(each["Size"] for each in self.state.images),
            "Images": self.state.images,
            "Containers": [
                {"Id": each["Id"], "Names": [each["Name"]], "Labels": each["Config"]["Labels"]}
                for each in self.state.containers.values()
            ],
            "Volumes": list(self.state.volumes.values()),
            "BuildCache": [{"ID": "cache", "Size": 1}],
        }

    @endpoint("POST", "/auth")
    @endpoint("GET", "/distribution/(.+)/json")
    def registry(self, name: str = "") -> Answer:
        """Say what a registry says, which nobody can reach."""
        return Answer(500, {"message": f"no registry answers {name}".strip()})

    @endpoint("GET", "/images/search")
    def search(self) -> list[Thing]:
        """Find nothing."""
        return []

    @endpoint("POST", "/build/cancel")
    def cancel(self) -> Answer:
        """Stop a build that nobody makes."""
        return Answer(204)

    @endpoint("POST", "/session")
    def session(self) -> Answer:
        """Do without the builder's second connection."""
        return Answer(400, {"message": "no session without an upgrade"})
