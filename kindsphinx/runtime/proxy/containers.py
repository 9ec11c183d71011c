"""What a page may do with containers and what runs in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kindsphinx.runtime.proxy.call import RefusedError
from kindsphinx.runtime.proxy.lists import unchanged, with_label
from kindsphinx.runtime.proxy.mounts import named_volumes
from kindsphinx.runtime.proxy.node_commands import only_reads
from kindsphinx.runtime.proxy.ownership import PREDEFINED_NETWORKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kindsphinx.runtime.proxy.call import Call, Plan
    from kindsphinx.runtime.proxy.ownership import Ownership

_MODES = ("NetworkMode", "IpcMode", "PidMode", "UTSMode", "UsernsMode", "CgroupnsMode", "Cgroup")
_PLAIN_NETWORKS = PREDEFINED_NETWORKS | {"", "default"}
_ANOTHERS = "container:"


def create(call: Call) -> Plan:
    """Create a container with the owner's labels, out of nothing that is somebody else's."""
    spec = call.json()
    ownership = call.world.ownership
    try:
        call.world.host.check_container(spec)
        _check_references(ownership, spec)
        for name, volume in named_volumes(spec.get("HostConfig") or {}):
            ownership.claim_volume(name, volume)
    except RefusedError as refusal:
        # a 404 would mean the image to docker, which would pull it
        raise RefusedError(str(refusal), status=409) from refusal
    labels = spec.get("Labels") or {}
    spec["Labels"] = {**labels, **call.world.owner.labels_for(labels)}
    image = str(spec.get("Image") or "")
    return call.plan(body=spec, accepted=lambda: call.world.images.use(image))


def own(call: Call) -> Plan:
    """Do what is asked with a container of the page."""
    call.world.ownership.check_container(call.params["id"])
    return call.plan()


def change(call: Call) -> Plan:
    """Do with a container of the page what another page would see if that is a node which both use."""
    call.world.ownership.check_container(call.params["id"], changes=True)
    return call.plan()


def update(call: Call) -> Plan:
    """Change what a container of the page may use."""
    call.world.ownership.check_container(call.params["id"], changes=True)
    spec = call.json()
    call.world.host.check_resources(spec)
    return call.plan(body=spec)


def prepare_exec(call: Call) -> Plan:
    """Prepare a process in a container of the page."""
    spec = call.json()
    call.world.ownership.check_container(call.params["id"], changes=not only_reads(spec.get("Cmd") or ()))
    if spec.get("Privileged"):
        container = call.world.engine.get("containers", call.params["id"], "json")
        call.world.host.check_exec(spec, container.document or {})
    return call.plan(body=spec)


def inspect(call: Call) -> Plan:
    """Describe a container of the page."""
    call.world.ownership.check_container(call.params["id"])
    return call.plan(edit=unchanged)


def remove(call: Call) -> Plan:
    """Remove a container of the page with its anonymous volumes: nothing else would lead to them."""
    call.world.ownership.check_container(call.params["id"], changes=True)
    call.world.removing(call.params["id"])
    return call.plan(query=call.query.having("v", "1"))


def prune(call: Call) -> Plan:
    """Remove the page's stopped containers, and their anonymous volumes, as :func:`remove` does."""
    world = call.world
    before = world.ownership.mounted_volumes()

    def sweep(document: dict[str, Any]) -> dict[str, Any]:
        for name in before - world.ownership.mounted_volumes():
            volume = world.engine.get("volumes", name)
            if volume.good and not volume.document.get("Labels"):
                world.engine.delete("volumes", name)
        return document

    return call.plan(query=with_label(call.query, world.owner.filter), edit=sweep)


def own_exec(call: Call) -> Plan:
    """Do what is asked with a process that was started in a container of the page."""
    call.world.ownership.check_exec(call.params["id"])
    return call.plan()


def commit(call: Call) -> Plan:
    """Make an image of a container of the page; containers made from it must not seem to be the page's."""
    world = call.world
    world.ownership.check_container(call.query.get("container"))
    repository = call.query.get("repo")
    target = f"{repository}:{call.query.get('tag') or 'latest'}" if repository else ""
    if target:
        world.images.check_target(target)
    before = world.images.snapshot()

    def note(document: dict[str, Any]) -> dict[str, Any]:
        world.images.claim([target or document["Id"]])
        world.images.claim_displaced(before)
        return document

    query = call.query
    for label in world.owner.labels:
        query = query.adding("changes", f'LABEL {label}=""')
    return call.plan(query=query, edit=note)


def _check_references(ownership: Ownership, spec: Mapping[str, Any]) -> None:
    host = spec.get("HostConfig") or {}
    for container in _named_containers(host):
        ownership.check_container(container)
    endpoints = ((spec.get("NetworkingConfig") or {}).get("EndpointsConfig") or {}).items()
    networks = {str(host.get("NetworkMode") or ""), *(name for name, _ in endpoints)}
    for network in sorted(networks - _PLAIN_NETWORKS):
        if not network.startswith(_ANOTHERS):
            ownership.check_network(network)
    for _, endpoint in endpoints:
        for link in (endpoint or {}).get("Links") or ():
            ownership.check_container(link.partition(":")[0])


def _named_containers(host: Mapping[str, Any]) -> Iterator[str]:
    for mode in _MODES:
        value = str(host.get(mode) or "")
        if value.startswith(_ANOTHERS):
            yield value.removeprefix(_ANOTHERS)
    for reference in (*(host.get("VolumesFrom") or ()), *(host.get("Links") or ())):
        yield reference.partition(":")[0].strip("/")
