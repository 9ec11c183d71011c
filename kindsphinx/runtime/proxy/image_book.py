"""Which images a page may see, and which tags it has made, so that they can be removed after it."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kindsphinx.runtime.proxy.call import RefusedError
from kindsphinx.runtime.proxy.owner import TAG_LABEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kindsphinx.runtime.proxy.ask import Asker
    from kindsphinx.runtime.proxy.owner import Owner

_NONE = "<none>:<none>"
_NO_DIGEST = "<none>@<none>"
_ID = re.compile(r"(sha256:)?[0-9a-f]{64}")
_log = logging.getLogger(__name__)


def familiar(reference: str, default_hosts: Iterable[str] = ()) -> str:
    """Return an image's name as the engine lists it: without the default registry, with tag or digest.

    :param default_hosts: what the engine's default registry is called.
    """
    name, _, digest = reference.partition("@")
    for prefix in (*(f"{host}/" for host in default_hosts), "library/"):
        name = name.removeprefix(prefix)
    repository, colon, tag = name.rpartition(":")
    if not colon or "/" in tag:
        repository, tag = name, "latest"
    return f"{repository}@{digest}" if digest else f"{repository}:{tag}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The engine's images at one moment."""

    references: Mapping[str, str]
    """Tags and digests, each with the id of its image."""
    ids: frozenset[str]


class ImageBook:
    """Keeps, for one page, the tags it made and the images it has named."""

    def __init__(self, owner: Owner, engine: Asker) -> None:
        self._owner = owner
        self._engine = engine
        self._lock = threading.Lock()
        self._made: set[str] = set()
        self._seen: set[str] = set()
        self._born: set[str] = set()
        """The ids of images that were not there before the page gave them a tag."""
        self._builds: list[Snapshot] = []

    @property
    def made(self) -> tuple[str, ...]:
        """Return the tags that the page made and not removed, and the ids of untagged images it built."""
        with contextlib.suppress(OSError):
            self.settle()
        with self._lock:
            return tuple(sorted(self._made))

    def owns(self, reference: str) -> bool:
        """Return whether the page made this tag, or this untagged image."""
        self.settle()
        names = {reference, self.familiar(reference)}
        with self._lock:
            return not names.isdisjoint(self._made)

    def familiar(self, reference: str) -> str:
        """Return an image's name as the engine lists it: without the default registry, with tag or digest."""
        host, slash, _ = reference.partition("/")
        return familiar(reference, self._default_hosts() if slash and "." in host else ())

    def claim(self, references: Iterable[str]) -> None:
        """Note tags, or ids of untagged images, that the page made."""
        for name in references:
            reference = name if is_id(name) else self.familiar(name)
            with self._lock:
                new = reference not in self._made
                self._made.add(reference)
                self._seen.add(reference)
            if new:
                self._mark(reference)

    def release(self, references: Iterable[str]) -> None:
        """Forget tags that are gone."""
        for reference in references:
            with self._lock:
                self._seen.discard(reference)
                known = reference in self._made
                self._made.discard(reference)
            if known:
                self._engine.delete("volumes", self._marker(reference))

    def claim_new(self, reference: str, before: Snapshot) -> None:
        """Note a tag or id that a request led to: the page's if it is new, else one that it may see."""
        name = reference if is_id(reference) else self.familiar(reference)
        if name in before.ids or name in before.references:
            self.use(reference)
        else:
            self.claim([name])

    def claim_displaced(self, before: Snapshot) -> None:
        """Note the images of the page that have lost their last tag to another image of the page."""
        now = self.snapshot()
        with self._lock:
            own = {tag: now.references[tag] for tag in self._made if tag in now.references}
            self._born |= set(own.values()) - before.ids
            lost = {before.references[tag] for tag in own if tag in before.references} & self._born
        self.claim(sorted((lost & now.ids) - set(now.references.values())))

    def claim_pulled(self, pulled: Iterable[tuple[str, str]], before: Snapshot) -> None:
        """Note what was pulled, as the engine reports it: repository without registry, tag or digest."""
        wanted = set(pulled)
        for reference in self.snapshot().references if wanted else ():
            if _path_and_version(reference) in wanted:
                self.claim_new(reference, before)

    def use(self, reference: str) -> None:
        """Let the page see an image that it has named and that exists."""
        reply = self._engine.get("images", reference, "json")
        if reply.good:
            self.use_as(reference, reply.document)

    def use_as(self, reference: str, image: Mapping[str, Any]) -> None:
        """Let the page see an image that the engine has described."""
        wanted = self.familiar(reference)
        names = {*(image.get("RepoTags") or ()), *(image.get("RepoDigests") or ())}
        with self._lock:
            self._seen.add(wanted if wanted in names else image["Id"])

    def visible(self, image: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return what the page sees of an image in a list; ``None`` for nothing."""
        with self._lock:
            seen = frozenset(self._seen)
        tags = [tag for tag in image.get("RepoTags") or () if tag in seen]
        names = {tag.rpartition(":")[0] for tag in tags}
        digests = [
            each for each in image.get("RepoDigests") or () if each in seen or each.partition("@")[0] in names
        ]
        if not (tags or digests or image["Id"] in seen):
            return None
        if not (tags or digests):
            tags, digests = [_NONE], [_NO_DIGEST]
        return {**image, "RepoTags": tags, "RepoDigests": digests}

    def check_target(self, reference: str, *, same_as: str = "") -> None:
        """Refuse to give a tag another image if it was there before the page.

        :param same_as: the image that it is about to get, where that is known.
        :raises RefusedError: if the tag is somebody else's.
        """
        tag = self.familiar(reference)
        if self.owns(tag):
            return
        reply = self._engine.get("images", tag, "json")
        if reply.good and reply.document["Id"] != same_as:
            raise RefusedError(
                f"kindsphinx does not overwrite the image tag {tag}: it was on this engine before this page "
                f"used it; choose another name, or remove it first with “docker rmi {tag}”",
                status=409,
            )

    def snapshot(self) -> Snapshot:
        """Return the engine's images as they are now."""
        references: dict[str, str] = {}
        ids: set[str] = set()
        for image in self._engine.get("images", "json", all="1").document or ():
            ids.add(image["Id"])
            names = (*(image.get("RepoTags") or ()), *(image.get("RepoDigests") or ()))
            references |= {name: image["Id"] for name in names if "<none>" not in name}
        return Snapshot(references, frozenset(ids))

    def restore(self, tags: Iterable[str], before: Snapshot) -> list[str]:
        """Give back those of *tags* that are not the page's to the images they had, and return them."""
        now = self.snapshot().references
        changed = [
            tag
            for tag in tags
            if tag in before.references and now.get(tag) != before.references[tag] and not self.owns(tag)
        ]
        for tag in changed:
            repository, _, name = tag.rpartition(":")
            self._engine.post("images", before.references[tag], "tag", repo=repository, tag=name)
        return changed

    def begin_build(self) -> Snapshot:
        """Return what is there before a build whose tags can only be found by comparing."""
        before = self.snapshot()
        with self._lock:
            self._builds.append(before)
        return before

    def end_build(self, before: Snapshot) -> None:
        """Take what is new since :meth:`begin_build` for the page's."""
        self.settle()
        with self._lock:
            self._builds = [each for each in self._builds if each is not before]
        self.claim_displaced(before)

    def settle(self) -> None:
        """Note what the builds that are under way have tagged so far."""
        with self._lock:
            builds = tuple(self._builds)
        now = self.snapshot().references if builds else {}
        for before in builds:
            self.claim(name for name in now if "@" not in name and name not in before.references)

    def _default_hosts(self) -> tuple[str, ...]:
        info = self._engine.get("info").document or {}
        host = urlsplit(str(info.get("IndexServerAddress") or "")).hostname
        return (host, host.removeprefix("index.")) if host else ()

    def _mark(self, reference: str) -> None:
        labels = {**self._owner.labels, TAG_LABEL: reference}
        body = {"Name": self._marker(reference), "Labels": labels}
        if not self._engine.post("volumes", "create", body=body).good:
            _log.warning("the image %s will not be found if kindsphinx is killed", reference)

    def _marker(self, reference: str) -> str:
        return "kindsphinx-" + hashlib.sha256(f"{self._owner.run} {reference}".encode()).hexdigest()[:24]


def is_id(reference: str) -> bool:
    """Return whether a reference is an image's whole id."""
    return _ID.fullmatch(reference) is not None


def _path_and_version(reference: str) -> tuple[str, str]:
    name, at, digest = reference.partition("@")
    repository, _, tag = (name, "", digest) if at else name.rpartition(":")
    host, slash, path = repository.partition("/")
    if not slash:
        return f"library/{repository}", tag
    is_host = "." in host or ":" in host or host == "localhost"
    return (path if is_host else repository), tag
