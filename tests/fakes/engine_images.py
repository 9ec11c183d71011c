"""What the fake engine does with images: an archive is a JSON document, a build with ``RUN false`` fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.fakes.engine_http import Answer, Handler, Stream, endpoint
from tests.fakes.engine_state import image, matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fakes.engine_state import Thing


class ImageApi(Handler):
    """The endpoints about images."""

    @endpoint("GET", "/images/json")
    def images(self) -> list[Thing]:
        """List them."""
        return [each for each in self.state.images if matches(each["Labels"], self.filters("label"))]

    @endpoint("POST", "/images/create")
    def pull(self) -> Stream:
        """Pull or import one; a repository ``absent`` is not there."""
        name, tag = self.one("fromImage") or self.one("repo"), self.one("tag") or "latest"
        return Stream(self._pull(name, tag, b"".join(self.pieces())))

    @endpoint("POST", "/images/load")
    def load(self) -> Stream:
        """Load an archive."""
        return Stream(self._load(json.loads(b"".join(self.pieces()))))

    @endpoint("POST", "/images/prune")
    def prune_images(self) -> Thing:
        """Remove those without a tag that carry the labels."""
        labels = self.filters("label")
        gone = [
            each for each in self.state.images if not each["RepoTags"] and matches(each["Labels"], labels)
        ]
        for each in gone:
            self.state.images.remove(each)
        return {"ImagesDeleted": [{"Deleted": each["Id"]} for each in gone], "SpaceReclaimed": 0}

    @endpoint("GET", "/images/(.+)/json")
    def image(self, reference: str) -> Thing:
        """Describe one."""
        return self.state.image(reference)

    @endpoint("GET", "/images/(.+)/history")
    def history(self, reference: str) -> list[Thing]:
        """Tell how one was made."""
        return [{"Id": self.state.image(reference)["Id"]}]

    @endpoint("GET", "/images/(.+)/get")
    def save(self, reference: str) -> Stream:
        """Save one."""
        found = self.state.image(reference)
        return Stream(iter([json.dumps({"Id": found["Id"], "tag": reference}).encode()]))

    @endpoint("GET", "/images/get")
    def save_all(self) -> Stream:
        """Save several."""
        names = [self.state.image(name)["Id"] for name in self.all("names")]
        return Stream(_lines({"Ids": names}))

    @endpoint("POST", "/images/(.+)/tag")
    def tag(self, reference: str) -> Answer:
        """Give one a tag."""
        self.state.tag(self.state.image(reference), f"{self.one('repo')}:{self.one('tag') or 'latest'}")
        return Answer(201)

    @endpoint("POST", "/images/(.+)/push")
    def push(self, reference: str) -> Stream:
        """Push one."""
        self.state.image(f"{reference}:{self.one('tag') or 'latest'}")
        return Stream(_lines({"status": "pushed"}))

    @endpoint("DELETE", "/images/(.+)")
    def remove_image(self, reference: str) -> list[dict[str, str]]:
        """Remove a tag, or all of one."""
        return self.state.untag(reference)

    @endpoint("POST", "/build")
    def build(self) -> Stream:
        """Build one, with the tags of ``t``."""
        dockerfile = b"".join(self.pieces())
        return Stream(self._build(dockerfile))

    def _pull(self, name: str, tag: str, archive: bytes) -> Iterator[bytes]:
        if name.endswith("absent"):
            return (yield from _lines({"errorDetail": {"message": "not found"}, "error": "not found"}))
        yield from _lines(
            {"status": f"Pulling from {name.partition('/')[2] or 'library/' + name}", "id": tag}
        )
        new = image()
        self.state.images.append(new)
        self.state.tag(new, f"{name}:{tag}")
        return (yield from _lines({"status": f"{len(archive)} bytes"}))

    def _load(self, archive: Thing) -> Iterator[bytes]:
        found = next((each for each in self.state.images if each["Id"] == archive["Id"]), None)
        if found is None:
            found = image()
            found["Id"] = archive["Id"]
            self.state.images.append(found)
        self.state.tag(found, archive["tag"])
        yield from _lines({"stream": f"Loaded image: {archive['tag']}\n"})

    def _build(self, dockerfile: bytes) -> Iterator[bytes]:
        yield from _lines({"stream": "Step 1/1 : FROM busybox:1.36\n"})
        if b"RUN false" in dockerfile:
            return (yield from _lines({"errorDetail": {"message": "false"}, "error": "false"}))
        if self.state.cached:
            return (yield from _lines({"aux": {"ID": self.state.cached}}))
        new = image()
        self.state.images.append(new)
        for key, value in self.query:
            if key == "t":
                self.state.tag(new, value)
        if self.state.slow is not None:
            yield from _lines({"stream": "."})
            self.state.slow.wait()
        return (yield from _lines({"aux": {"ID": new["Id"]}}, {"stream": "Successfully built\n"}))


def _lines(*documents: Thing) -> Iterator[bytes]:
    yield b"".join(json.dumps(each).encode() + b"\r\n" for each in documents)
