"""What a page may do with volumes: those it made, and those its containers use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kindsphinx.runtime.proxy.lists import unchanged, with_filter, with_label
from kindsphinx.runtime.proxy.owner import TAG_LABEL

if TYPE_CHECKING:
    from kindsphinx.runtime.proxy.call import Call, Plan


def listed(call: Call) -> Plan:
    """List the volumes of the page; the anonymous ones of its containers belong to it without a label."""
    ownership = call.world.ownership

    def visible(document: dict[str, Any]) -> dict[str, Any]:
        mounted = ownership.mounted_volumes()
        volumes = document.get("Volumes") or ()
        return {**document, "Volumes": [each for each in volumes if ownership.sees_volume(each, mounted)]}

    return call.plan(edit=visible)


def create(call: Call) -> Plan:
    """Create a volume with the owner's labels; one that somebody else has is not given to the page."""
    spec = call.json()
    call.world.host.check_volume(spec)
    if name := str(spec.get("Name") or ""):
        call.world.ownership.claim_volume(name, spec)
    spec["Labels"] = {**(spec.get("Labels") or {}), **call.world.owner.labels}
    return call.plan(body=spec, edit=unchanged)


def inspect(call: Call) -> Plan:
    """Describe a volume of the page."""
    call.world.ownership.check_volume(call.params["id"])
    return call.plan(edit=unchanged)


def remove(call: Call) -> Plan:
    """Remove a volume of the page."""
    call.world.ownership.check_volume(call.params["id"])
    return call.plan()


def prune(call: Call) -> Plan:
    """Remove the unused volumes of the page, but not those that stand for its image tags."""
    owner = call.world.owner
    query = with_filter(with_label(call.query, owner.filter), "label!", TAG_LABEL)
    return call.plan(query=query)
