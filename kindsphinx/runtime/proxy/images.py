"""What a page may do with images: use any that is there, remove and overwrite those it made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kindsphinx.runtime.proxy.call import RefusedError
from kindsphinx.runtime.proxy.image_book import is_id
from kindsphinx.runtime.proxy.lists import filters_of, unchanged
from kindsphinx.runtime.proxy.progress import Progress, failure

if TYPE_CHECKING:
    from kindsphinx.runtime.proxy.call import Call, Plan
    from kindsphinx.runtime.proxy.progress import Report


def listed(call: Call) -> Plan:
    """List the images that the page made or has named."""
    book = call.world.images

    def visible(images: list[dict[str, Any]]) -> list[dict[str, Any]]:
        book.settle()
        return [entry for entry in map(book.visible, images) if entry is not None]

    return call.plan(edit=visible)


def inspect(call: Call) -> Plan:
    """Describe an image, which the page sees from then on."""

    def note(image: dict[str, Any]) -> dict[str, Any]:
        call.world.images.use_as(call.params["name"], image)
        return call.world.images.visible(image) or image

    return call.plan(edit=note)


def history(call: Call) -> Plan:
    """Tell how an image was made, which the page sees from then on."""
    return call.plan(edit=unchanged, accepted=lambda: call.world.images.use(call.params["name"]))


def save(call: Call) -> Plan:
    """Save images, which the page sees from then on."""
    names = (call.params["name"],) if "name" in call.params else call.query.all("names")

    def note() -> None:
        for name in names:
            call.world.images.use(name)

    return call.plan(accepted=note)


def tag(call: Call) -> Plan:
    """Give an image a tag, unless the tag is somebody else's."""
    world = call.world
    target = world.images.familiar(f"{call.query.get('repo')}:{call.query.get('tag') or 'latest'}")
    source = call.params["name"]
    image = world.engine.get("images", source, "json")
    world.images.check_target(target, same_as=image.document["Id"] if image.good else "")
    before = world.images.snapshot()

    def note() -> None:
        world.images.use(source)
        world.images.claim_new(target, before)
        world.images.claim_displaced(before)

    return call.plan(accepted=note)


def pull(call: Call) -> Plan:
    """Pull an image, or import one; a tag that was there before stays its owner's.

    A pull may renew somebody else's tag, as any ``docker pull`` on that engine does: it is the registry that
    says what the tag means. The page does not own it then, and cannot remove it.
    """
    book = call.world.images
    target = _pulled(call) or _imported(call)
    if target and not call.query.get("fromImage"):
        book.check_target(target)
    before = book.snapshot()

    def note(report: Report) -> bytes:
        if not report.failed:
            book.claim_pulled(report.pulled, before)
            if book.familiar(target) in book.snapshot().references:
                book.claim_new(target, before)
        return b""

    return call.plan(watch=Progress(note))


def load(call: Call) -> Plan:
    """Load images from an archive; tags of somebody else's that it overwrites are given back."""
    book = call.world.images
    before = book.snapshot()

    def note(report: Report) -> bytes:
        refused = book.restore(report.loaded, before)
        for reference in sorted(report.loaded - set(refused)):
            book.claim_new(reference, before)
        book.claim_displaced(before)
        if not refused:
            return b""
        return failure(
            f"kindsphinx does not overwrite the image tag {', '.join(refused)}: it was on this engine before "
            "this page used it, and names the image again that it named before"
        )

    return call.plan(watch=Progress(note))


def remove(call: Call) -> Plan:
    """Remove a tag that the page made, or an image all of whose tags it made."""
    world = call.world
    name = call.params["name"]
    reply = world.engine.get("images", name, "json")
    if reply.good and not _removable(call, name, reply.document):
        raise RefusedError(
            f"kindsphinx does not remove the image {name}: it was on this engine before this page used it",
            status=409,
        )

    def note(actions: list[dict[str, str]]) -> list[dict[str, str]]:
        gone = [value for action in actions for value in action.values()]
        world.images.release(gone)
        return actions

    return call.plan(edit=note)


def prune(call: Call) -> Plan:
    """Remove the images that the page made, that have no tag or are asked for with theirs, and no container.

    The engine cannot be asked for it: a built image carries no label.
    """
    world = call.world
    dangling = _only_dangling(call.query.get("filters"))
    used = {each["ImageID"] for each in world.engine.get("containers", "json", all="1").document or ()}
    deleted: list[dict[str, str]] = []
    reclaimed = 0
    for name in world.images.made:
        image = world.engine.get("images", name, "json").document or {}
        if image.get("Id") in {None, *used} or (dangling and not is_id(name)):
            continue
        reply = world.engine.delete("images", name)
        if reply.good:
            deleted += reply.document
            reclaimed += image.get("Size") or 0
    world.images.release(value for action in deleted for value in action.values())
    return call.plan(reply={"ImagesDeleted": deleted, "SpaceReclaimed": reclaimed})


def push(call: Call) -> Plan:
    """Push an image that the page made, for instance to a registry in a container of its own."""
    name = call.params["name"]
    if not call.world.images.owns(f"{name}:{call.query.get('tag') or 'latest'}"):
        raise RefusedError(f"kindsphinx does not push the image {name}: this page has not made it")
    return call.plan()


def _only_dangling(text: str) -> bool:
    filters = filters_of(text)
    if wrong := sorted(filters.keys() - {"dangling"}):
        raise RefusedError(
            f"kindsphinx does not know which of the page's images the filter “{wrong[0]}” leaves; "
            "prune without it",
            status=400,
        )
    return not {"false", "0"} & set(filters.get("dangling", ()))


def _removable(call: Call, name: str, image: dict[str, Any]) -> bool:
    book = call.world.images
    tags = image.get("RepoTags") or []
    if book.familiar(name) in {*tags, *(image.get("RepoDigests") or ())}:
        return book.owns(name)
    return all(map(book.owns, tags)) if tags else book.owns(image["Id"])


def _pulled(call: Call) -> str:
    name, version = call.query.get("fromImage"), call.query.get("tag")
    if not (name and version):
        return name
    return f"{name}@{version}" if ":" in version else f"{name}:{version}"


def _imported(call: Call) -> str:
    repository, tag = call.query.get("repo"), call.query.get("tag")
    if not repository or ":" in repository.rpartition("/")[2]:
        # “docker import FILE NAME:TAG” sends the tag with the name
        return repository
    return f"{repository}:{tag or 'latest'}"
