"""Every endpoint of the engine's API that a page may use, each with its policy; all others are refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kindsphinx.runtime.proxy import builds, containers, images, lists, networks, system, usage, volumes
from kindsphinx.runtime.proxy.call import Match, RefusedError

if TYPE_CHECKING:
    from kindsphinx.runtime.proxy.call import Policy

ANY = ""
_VERSION = re.compile(r"/v\d+\.\d+(?=/)")
_PLACES = {"id": r"(?P<id>[^/]+)", "name": r"(?P<name>.+)", "rest": r"(?P<rest>.*)"}


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint; ``{id}`` in its pattern is one part of a path, ``{name}`` a name with its slashes."""

    method: str
    pattern: str
    policy: Policy
    makes: bool = False
    """Whether the engine makes or starts something for it in one go, and does so to the end."""
    expression: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "expression", re.compile(self.pattern.format_map(_PLACES)))


ROUTES = (
    Route("GET", "/_ping", system.passes),
    Route("HEAD", "/_ping", system.passes),
    Route("GET", "/version", system.passes),
    Route("GET", "/info", system.info),
    Route("GET", "/events", system.events),
    Route("GET", "/containers/json", lists.only_own),
    Route("POST", "/containers/create", containers.create, makes=True),
    Route("POST", "/containers/prune", containers.prune),
    Route("GET", "/containers/{id}/json", containers.inspect),
    Route("GET", "/containers/{id}/top", containers.own),
    Route("GET", "/containers/{id}/logs", containers.own),
    Route("GET", "/containers/{id}/changes", containers.own),
    Route("GET", "/containers/{id}/export", containers.own),
    Route("GET", "/containers/{id}/stats", containers.own),
    Route("GET", "/containers/{id}/attach/ws", containers.own),
    Route("GET", "/containers/{id}/archive", containers.own),
    Route("HEAD", "/containers/{id}/archive", containers.own),
    Route("PUT", "/containers/{id}/archive", containers.change),
    Route("POST", "/containers/{id}/start", containers.change, makes=True),
    Route("POST", "/containers/{id}/stop", containers.change),
    Route("POST", "/containers/{id}/restart", containers.change, makes=True),
    Route("POST", "/containers/{id}/kill", containers.change),
    Route("POST", "/containers/{id}/pause", containers.change),
    Route("POST", "/containers/{id}/unpause", containers.change),
    Route("POST", "/containers/{id}/wait", containers.own),
    Route("POST", "/containers/{id}/resize", containers.own),
    Route("POST", "/containers/{id}/attach", containers.own),
    Route("POST", "/containers/{id}/rename", containers.change),
    Route("POST", "/containers/{id}/update", containers.update),
    Route("POST", "/containers/{id}/exec", containers.prepare_exec),
    Route("DELETE", "/containers/{id}", containers.remove),
    Route("POST", "/exec/{id}/start", containers.own_exec),
    Route("POST", "/exec/{id}/resize", containers.own_exec),
    Route("GET", "/exec/{id}/json", containers.own_exec),
    Route("POST", "/commit", containers.commit, makes=True),
    Route("GET", "/networks", networks.listed),
    Route("POST", "/networks/create", networks.create, makes=True),
    Route("POST", "/networks/prune", lists.only_own),
    Route("GET", "/networks/{id}", networks.inspect),
    Route("DELETE", "/networks/{id}", networks.remove),
    Route("POST", "/networks/{id}/connect", networks.attach, makes=True),
    Route("POST", "/networks/{id}/disconnect", networks.attach),
    Route("GET", "/volumes", volumes.listed),
    Route("POST", "/volumes/create", volumes.create, makes=True),
    Route("POST", "/volumes/prune", volumes.prune),
    Route("GET", "/volumes/{id}", volumes.inspect),
    Route("DELETE", "/volumes/{id}", volumes.remove),
    Route("GET", "/images/json", images.listed),
    Route("GET", "/images/search", system.passes),
    Route("GET", "/images/get", images.save),
    Route("POST", "/images/create", images.pull),
    Route("POST", "/images/load", images.load),
    Route("POST", "/images/prune", images.prune),
    Route("GET", "/images/{name}/json", images.inspect),
    Route("GET", "/images/{name}/history", images.history),
    Route("GET", "/images/{name}/get", images.save),
    Route("POST", "/images/{name}/tag", images.tag, makes=True),
    Route("POST", "/images/{name}/push", images.push),
    Route("DELETE", "/images/{name}", images.remove),
    Route("POST", "/build", builds.build),
    Route("POST", "/build/cancel", system.passes),
    Route("POST", "/session", system.passes),
    Route("POST", "/grpc", builds.solve),
    Route("POST", "/build/prune", usage.no_build_cache),
    Route("GET", "/system/df", usage.disk_usage),
    Route("POST", "/auth", system.passes),
    Route("GET", "/distribution/{name}/json", system.passes),
    Route(ANY, "/(swarm|nodes|services|tasks)(/{rest})?", system.refused("the swarm")),
    Route(ANY, "/(secrets|configs)(/{rest})?", system.refused("the secrets and configs")),
    Route("GET", "/plugins/{name}/json", system.no_plugin),
    Route(ANY, "/plugins(/{rest})?", system.refused("the plugins")),
)


def find_route(method: str, path: str) -> Match:
    """Return the route for a decoded path.

    :raises RefusedError: if the table has none.
    """
    found = _VERSION.match(path)
    version = found.group() if found else ""
    path = path.removeprefix(version)
    if {"", ".", ".."} & set(path.split("/")[1:]):
        raise RefusedError(f"kindsphinx refuses the path {path}: it is not the plain one", status=400)
    for route in ROUTES:
        if route.method in {method, ANY} and (match := route.expression.fullmatch(path)):
            params = {key: value for key, value in match.groupdict().items() if value is not None}
            return Match(policy=route.policy, version=version, path=path, params=params, makes=route.makes)
    raise RefusedError(
        f"kindsphinx refuses {method} {path}: it does not know this request of the engine's API, and cannot "
        "tell whose things it would reach"
    )
