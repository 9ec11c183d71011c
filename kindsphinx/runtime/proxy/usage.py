"""How much room the page's things take on the engine, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kindsphinx.runtime.proxy.call import Call, Plan


def disk_usage(call: Call) -> Plan:
    """Tell the sizes of the page's containers, images and volumes; the build cache is everybody's."""
    world = call.world

    def only_own(document: dict[str, Any]) -> dict[str, Any]:
        mounted = world.ownership.mounted_volumes()
        images = [seen for each in document.get("Images") or () if (seen := world.images.visible(each))]
        containers = document.get("Containers") or ()
        volumes = document.get("Volumes") or ()
        return {
            "LayersSize": sum(each.get("Size") or 0 for each in images),
            "Images": images,
            "Containers": [each for each in containers if world.owner.owns(each.get("Labels"))],
            "Volumes": [each for each in volumes if world.ownership.sees_volume(each, mounted)],
            "BuildCache": [],
            "BuilderSize": 0,
        }

    return call.plan(edit=only_own)


def no_build_cache(call: Call) -> Plan:
    """Prune nothing: ``docker system prune`` asks for it, and the build cache is everybody's."""
    return call.plan(reply={"CachesDeleted": None, "SpaceReclaimed": 0})
