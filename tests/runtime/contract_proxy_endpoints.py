"""Every endpoint of the proxy's table, asked for a thing of the page's and for a foreign one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from kindsphinx.runtime.proxy.routes import ROUTES, find_route
from tests.runtime.two_sides import IMAGE, ask

if TYPE_CHECKING:
    from tests.runtime.two_sides import Api, TwoSides

REFUSALS = ("kindsphinx ", "(not this page's)")
NOBODY_S = (
    ("GET", "/_ping"),
    ("HEAD", "/_ping"),
    ("GET", "/version"),
    ("POST", "/auth"),
    ("POST", "/session"),
    ("POST", "/build/cancel"),
    ("GET", "/images/search?term=nginx"),
    ("GET", "/distribution/nginx/json"),
)
"""Endpoints that reach nothing of anybody's, whatever a page says."""
LISTS = (
    ("GET", "/info"),
    ("GET", "/events?until=1"),
    ("GET", "/containers/json?all=1"),
    ("GET", "/images/json"),
    ("GET", "/networks"),
    ("GET", "/volumes"),
    ("GET", "/system/df"),
    ("POST", "/containers/prune"),
    ("POST", "/images/prune"),
    ("POST", "/networks/prune"),
    ("POST", "/volumes/prune"),
    ("POST", "/build/prune"),
)
"""Endpoints that list or prune: they name nothing, so the page's things are all that they reach."""
REFUSED = (
    ("GET", "/swarm"),
    ("GET", "/nodes"),
    ("POST", "/services/create"),
    ("GET", "/tasks/1"),
    ("GET", "/secrets"),
    ("POST", "/configs/create"),
    ("GET", "/plugins"),
    ("POST", "/plugins/pull"),
    ("GET", "/plugins/sshfs/json"),
)
"""Endpoints about what everybody shares."""


@dataclass(frozen=True, slots=True)
class About:
    """A request about one thing; what stands in braces is the thing's name."""

    method: str
    target: str
    body: dict[str, Any] | None = None
    running: bool = False
    """Whether the thing is a container that runs."""

    def __str__(self) -> str:
        return f"{self.method} {self.target}"

    def ask(self, sides: TwoSides, things: Things) -> tuple[int, Any]:
        """Ask for *things* as the page does, and return status and answer."""
        body = (
            None if self.body is None else {key: _filled(value, things) for key, value in self.body.items()}
        )
        return ask(sides, self.method, f"/v1.41{_filled(self.target, things)}", body)


_C = "/containers/{container}"
_I = "/images/{image}"
_SPEC = {"Image": IMAGE}
ABOUT = (
    About("POST", "/containers/create?name={new}", {**_SPEC, "HostConfig": {"Binds": ["{volume}:/data"]}}),
    About("GET", f"{_C}/json"),
    About("GET", f"{_C}/top", running=True),
    About("GET", f"{_C}/logs?stdout=1"),
    About("GET", f"{_C}/changes"),
    About("GET", f"{_C}/export"),
    About("GET", f"{_C}/stats?stream=0", running=True),
    About("GET", f"{_C}/attach/ws", running=True),
    About("GET", f"{_C}/archive?path=/bin/true"),
    About("HEAD", f"{_C}/archive?path=/bin/true"),
    About("PUT", f"{_C}/archive?path=/tmp"),
    About("POST", f"{_C}/start"),
    About("POST", f"{_C}/stop?t=0", running=True),
    About("POST", f"{_C}/restart?t=0", running=True),
    About("POST", f"{_C}/kill", running=True),
    About("POST", f"{_C}/pause", running=True),
    About("POST", f"{_C}/unpause", running=True),
    About("POST", f"{_C}/wait"),
    About("POST", f"{_C}/resize?h=24&w=80", running=True),
    About("POST", f"{_C}/attach?logs=1&stdout=1", running=True),
    About("POST", f"{_C}/rename?name={{new}}"),
    About("POST", f"{_C}/update", {"RestartPolicy": {"Name": "no"}}),
    About("POST", f"{_C}/exec", {"Cmd": ["true"]}, running=True),
    About("DELETE", f"{_C}?force=1"),
    About("POST", "/exec/{exec}/start", {"Detach": True}, running=True),
    About("POST", "/exec/{exec}/resize?h=24&w=80", running=True),
    About("GET", "/exec/{exec}/json", running=True),
    About("POST", "/commit?container={container}&repo={new}"),
    About("POST", "/networks/create", {"Name": "{new}", "ConfigFrom": {"Network": "{network}"}}),
    About("GET", "/networks/{network}"),
    About("DELETE", "/networks/{network}"),
    About("POST", "/networks/{network}/connect", {"Container": "{container}"}),
    About("POST", "/networks/{network}/disconnect", {"Container": "{container}", "Force": True}),
    About("POST", "/volumes/create", {"Name": "{volume}"}),
    About("GET", "/volumes/{volume}"),
    About("DELETE", "/volumes/{volume}"),
    About("POST", f"/images/nginx:1.26/tag?repo={{image}}"),  # noqa: F541 - as the others
    About("POST", "/images/create?fromSrc=-&repo={image}"),
    About("POST", f"{_I}/push"),
    About("DELETE", _I),
    About("POST", "/build?t={image}"),
)
READ_BY_ALL = ("/images/{name}/json", "/images/{name}/history", "/images/{name}/get", "/images/get")
"""Images are there for everybody's use; :class:`ImagesContract` says which of them a page lists."""
SEEN_ELSEWHERE = ("/images/load", "/grpc")
"""What has no name in its address: :class:`ImagesContract` has an archive with a foreign tag."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Things:
    """A container, an exec in it, a network, a volume and an image tag of one side."""

    container: str
    exec: str
    network: str
    volume: str
    image: str
    new: str
    """A name that nothing has."""


class EndpointsContract:
    """What is the page's passes; what is not is refused, and stays as it was."""

    @pytest.mark.parametrize("about", ABOUT, ids=str)
    def test_a_request_about_a_thing_of_the_page_is_the_engine_s_to_answer(
        self, sides: TwoSides, about: About
    ) -> None:
        """Whatever it says then, kindsphinx has no part in it."""
        own = make(sides, sides.page, "own", running=about.running)

        _, document = about.ask(sides, own)

        assert not any(each in str(document) for each in REFUSALS)

    @pytest.mark.parametrize("about", ABOUT, ids=str)
    def test_a_request_about_a_foreign_thing_is_refused(self, sides: TwoSides, about: About) -> None:
        """The thing is as it was, to the letter."""
        foreign = make(sides, sides.host, "foreign", running=about.running)
        before = described(sides.host, foreign)

        status, document = about.ask(sides, foreign)

        assert status in {403, 404, 409}
        assert about.method == "HEAD" or any(each in document["message"] for each in REFUSALS)
        assert described(sides.host, foreign) == before

    @pytest.mark.parametrize(("method", "target"), LISTS, ids=str)
    def test_a_list_holds_nothing_foreign_and_a_prune_reaches_nothing_foreign(
        self, sides: TwoSides, method: str, target: str
    ) -> None:
        """Nor its name, nor its id."""
        foreign = make(sides, sides.host, "foreign")
        before = described(sides.host, foreign)

        status, document = ask(sides, method, f"/v1.41{target}")

        assert status == 200
        assert sides.name("foreign") not in str(document)
        assert foreign.container not in str(document)
        assert described(sides.host, foreign) == before

    @pytest.mark.parametrize(("method", "target"), NOBODY_S, ids=str)
    def test_what_concerns_nobody_s_things_passes(self, sides: TwoSides, method: str, target: str) -> None:
        """The engine answers, or says why it does not."""
        _, document = ask(sides, method, target)

        assert not any(each in str(document) for each in REFUSALS)

    @pytest.mark.parametrize(("method", "target"), REFUSED, ids=str)
    def test_what_everybody_shares_is_refused(self, sides: TwoSides, method: str, target: str) -> None:
        """With a message that docker prints."""
        status, document = ask(sides, method, f"/v1.41{target}")

        assert status in {403, 404}
        assert any(each in document["message"] for each in REFUSALS)

    def test_every_endpoint_is_asked(self) -> None:
        """A new one is added to one of the tables above."""
        things = Things(container="a", exec="a", network="a", volume="a", image="a", new="a")
        requests = [*NOBODY_S, *LISTS, *REFUSED]
        requests += [(each.method, _filled(each.target, things)) for each in ABOUT]

        asked = {(method, find_route(method, target.partition("?")[0]).policy) for method, target in requests}

        known = {*READ_BY_ALL, *SEEN_ELSEWHERE}
        rest = [each for each in ROUTES if each.pattern not in known and each.method]
        assert [each.pattern for each in rest if (each.method, each.policy) not in asked] == []


def make(sides: TwoSides, api: Api, stem: str, *, running: bool = False) -> Things:
    """Let one side make one thing of each sort."""
    name = sides.name(stem)
    if running:
        container = sides.start(api, stem)
        prepared = api.exec_create(container, ["true"])["Id"]
    else:
        container, prepared = api.create_container(IMAGE, name=name)["Id"], "0" * 64
    api.create_network(name)
    api.create_volume(name)
    api.tag(IMAGE, name)
    return Things(
        container=container, exec=prepared, network=name, volume=name, image=name, new=sides.name("new")
    )


def described(api: Api, things: Things) -> list[object]:
    """Return all that an engine says of *things*."""
    return [
        api.inspect_container(things.container),
        api.inspect_network(things.network),
        api.inspect_volume(things.volume),
        api.inspect_image(things.image),
    ]


def _filled(value: Any, things: Things) -> Any:  # noqa: ANN401 - any JSON document
    if isinstance(value, dict):
        return {key: _filled(each, things) for key, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, things) for each in value]
    if not isinstance(value, str):
        return value
    for name in Things.__slots__:
        value = value.replace(f"{{{name}}}", getattr(things, name))
    return value
