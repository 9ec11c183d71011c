"""What a page may do with networks: its own, the predefined ones, and those that everybody shares."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kindsphinx.runtime.proxy.call import RefusedError

if TYPE_CHECKING:
    from kindsphinx.runtime.proxy.call import Call, Plan, World


def listed(call: Call) -> Plan:
    """List the networks that the page sees."""
    world = call.world

    def visible(networks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [_for_page(world, each) for each in networks if world.ownership.sees_network(each)]

    return call.plan(edit=visible)


def inspect(call: Call) -> Plan:
    """Describe a network, with the containers of the page alone."""
    call.world.ownership.check_network(call.params["id"])
    return call.plan(edit=lambda network: _for_page(call.world, network))


def create(call: Call) -> Plan:
    """Create a network with the owner's labels, unless it is one that everybody shares."""
    spec = call.json()
    call.world.host.check_network(str(spec.get("Driver") or ""))
    if source := (spec.get("ConfigFrom") or {}).get("Network"):
        call.world.ownership.check_network(source)
    if spec.get("Name") not in call.world.ownership.shared_networks:
        spec["Labels"] = {**(spec.get("Labels") or {}), **call.world.owner.labels}
    return call.plan(body=spec)


def remove(call: Call) -> Plan:
    """Remove a network of the page, or a shared one that no container at all is attached to."""
    reference = call.params["id"]
    world = call.world
    world.ownership.check_network(reference)
    network = world.engine.get("networks", reference).document or {}
    name = network.get("Name")
    if name in world.ownership.shared_networks and _in_use(world, network):
        raise RefusedError(f"kindsphinx does not remove the network {name}: containers are attached to it")
    return call.plan()


def attach(call: Call) -> Plan:
    """Connect a container of the page to a network that it sees, or disconnect it."""
    spec = call.json()
    call.world.ownership.check_network(call.params["id"])
    call.world.ownership.check_container(str(spec.get("Container") or ""), changes=True)
    for link in (spec.get("EndpointConfig") or {}).get("Links") or ():
        call.world.ownership.check_container(link.partition(":")[0])
    return call.plan(body=spec)


def _in_use(world: World, network: dict[str, Any]) -> bool:
    # asked for here because the engine itself refuses only while containers are running; one that never ran
    # is known by the network's name alone, which says nothing where kind has by accident made two of them
    everything = world.engine.get("networks").document or ()
    alone = sum(each["Name"] == network["Name"] for each in everything) == 1
    wanted = [network["Id"], network["Name"]] if alone else [network["Id"]]
    reply = world.engine.get("containers", "json", all="1", filters=json.dumps({"network": wanted}))
    return not reply.good or bool(reply.document)


def _for_page(world: World, network: dict[str, Any]) -> dict[str, Any]:
    attached = network.get("Containers")
    if not attached:
        return network
    own = {container["Id"] for container in world.ownership.containers()}
    return {**network, "Containers": {key: value for key, value in attached.items() if key in own}}
