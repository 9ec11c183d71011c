"""What holds for images behind the proxy, in front of any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docker.errors import APIError

from kindsphinx.runtime.cleanup import remove_scenario
from kindsphinx.runtime.proxy import EngineProxy
from tests.runtime.two_sides import IMAGE

if TYPE_CHECKING:
    from tests.runtime.two_sides import TwoSides

DOCKERFILE = f"FROM {IMAGE}\nENV page=built\n"


class ImagesContract:
    """Which images a page sees, and which it may change."""

    def test_a_page_sees_no_image_before_it_names_one(self, sides: TwoSides) -> None:
        """What is on the laptop is nobody's business."""
        assert sides.page.images() == []

    @pytest.mark.parametrize("how", ["inspect", "run", "tag", "save"])
    def test_an_image_that_the_page_uses_is_seen_from_then_on(self, sides: TwoSides, how: str) -> None:
        """As a reader would see what he has pulled for it."""
        _use(sides, how)

        assert IMAGE in sides.tags(sides.page)
        assert "nginx:1.26" not in sides.tags(sides.page)

    def test_what_a_page_builds_is_its_own(self, sides: TwoSides) -> None:
        """It is seen, noted, overwritten and removed; what a build displaces is the page's by its id."""
        tag = f"{sides.name('built')}:1"

        report = sides.build(sides.page, DOCKERFILE + f"ENV name={sides.name('first')}\n", tag=tag)
        first = sides.host.inspect_image(tag)["Id"]
        again = sides.build(sides.page, DOCKERFILE + "ENV more=1\n", tag=tag)
        seen, noted = sides.tags(sides.page), sides.proxy.tags
        sides.page.remove_image(tag)

        assert not [each for each in (*report, *again) if "error" in each]
        assert tag in seen
        assert noted == tuple(sorted((first, tag)))
        assert sides.proxy.tags == (first,)
        assert remove_scenario(sides.engine, sides.owner, sides.proxy.tags) == []
        assert sides.engine.volumes(sides.owner.filter) == []
        assert first not in {each["Id"] for each in sides.host.images(all=True)}

    @pytest.mark.parametrize(("dangling", "left"), [(True, {"used", "built"}), (False, {"used"})])
    def test_pruning_reaches_the_page_s_images_only(
        self,
        sides: TwoSides,
        dangling: bool,  # noqa: FBT001 - a value of the table
        left: set[str],
    ) -> None:
        """Those without a tag, or all that no container uses; the labels of an image say nothing."""
        for stem, step in (("used", "0"), ("built", "1"), ("built", "2")):
            content = DOCKERFILE + f"ENV name={sides.prefix}{step}\n"
            sides.build(sides.page, content, tag=f"{sides.name(stem)}:1")
        sides.host.tag(IMAGE, sides.name("foreign"), tag="1")
        sides.page.create_container(f"{sides.name('used')}:1", name=sides.name("own"))
        before = len(sides.host.images())

        pruned = sides.page.prune_images(filters={"dangling": dangling})

        tags = {tag for tag in sides.tags(sides.host) if tag.startswith(sides.prefix)}
        assert tags == {f"{sides.name(stem)}:1" for stem in (*left, "foreign")}
        assert set(sides.proxy.tags) == {f"{sides.name(stem)}:1" for stem in left}
        assert len(sides.host.images()) == before - (3 - len(left))
        assert [each for each in pruned["ImagesDeleted"] if "Deleted" in each]

    def test_pruning_with_another_filter_is_refused(self, sides: TwoSides) -> None:
        """Rather than to prune what the filter would leave."""
        with pytest.raises(APIError, match="does not know which of the page's images the filter “until”"):
            sides.page.prune_images(filters={"until": "24h"})

    def test_a_built_image_without_a_tag_is_its_own(self, sides: TwoSides) -> None:
        """It is noted by its id."""
        dockerfile = DOCKERFILE + f"ENV name={sides.name('untagged')}\n"

        report = sides.build(sides.page, dockerfile)

        (built,) = (each["aux"]["ID"] for each in report if "aux" in each)
        assert built in sides.proxy.tags
        assert built in {each["Id"] for each in sides.page.images()}

    def test_a_build_that_fails_leaves_nothing(self, sides: TwoSides) -> None:
        """Neither a tag, nor a container of its step, which carries no label."""
        before = len(sides.host.containers(all=True))

        report = sides.build(sides.page, f"FROM {IMAGE}\nRUN false\n", tag=f"{sides.name('failed')}:1")

        assert "error" in report[-1]
        assert sides.proxy.tags == ()
        assert len(sides.host.containers(all=True)) == before

    def test_a_foreign_tag_is_not_overwritten(self, sides: TwoSides) -> None:
        """Neither by a tag, nor by a build or a commit, nor from an archive."""
        foreign = f"{sides.name('foreign')}:1"
        sides.host.tag("nginx:1.26", sides.name("foreign"), tag="1")
        meant = sides.host.inspect_image(foreign)["Id"]
        own = sides.start(sides.page, "own")

        for request in (
            lambda: sides.page.tag(IMAGE, sides.name("foreign"), tag="1"),
            lambda: sides.build(sides.page, DOCKERFILE, tag=foreign),
            lambda: sides.page.commit(own, repository=sides.name("foreign"), tag="1"),
        ):
            with pytest.raises(APIError, match="does not overwrite the image tag") as failure:
                request()
            assert failure.value.status_code == 409

        assert sides.host.inspect_image(foreign)["Id"] == meant
        assert sides.proxy.tags == ()

    def test_a_foreign_tag_that_an_archive_overwrites_is_given_back(self, sides: TwoSides) -> None:
        """The page is told that the load has failed."""
        foreign = f"{sides.name('moved')}:1"
        sides.host.tag(IMAGE, sides.name("moved"), tag="1")
        archive = b"".join(sides.host.get_image(foreign))
        sides.host.tag("nginx:1.26", sides.name("moved"), tag="1", force=True)
        meant = sides.host.inspect_image(foreign)["Id"]

        report = list(sides.page.load_image(archive))

        assert "does not overwrite the image tag" in report[-1]["error"]
        assert sides.host.inspect_image(foreign)["Id"] == meant

    def test_what_a_page_loads_is_its_own(self, sides: TwoSides) -> None:
        """Where the tag is new; it goes at the end."""
        tag = f"{sides.name('loaded')}:1"
        sides.host.tag(IMAGE, sides.name("loaded"), tag="1")
        archive = b"".join(sides.host.get_image(tag))
        sides.host.remove_image(tag)

        list(sides.page.load_image(archive))

        assert sides.proxy.tags == (tag,)
        assert tag in sides.tags(sides.page)

    def test_a_tag_that_the_page_makes_goes_and_its_image_stays(self, sides: TwoSides) -> None:
        """The image was there before, under a name of its own."""
        sides.page.tag(IMAGE, sides.name("tagged"), tag="1")

        left = remove_scenario(sides.engine, sides.owner, sides.proxy.tags)

        assert left == []
        assert f"{sides.name('tagged')}:1" not in sides.tags(sides.host)
        assert IMAGE in sides.tags(sides.host)

    def test_the_tags_of_a_killed_run_are_found(self, sides: TwoSides) -> None:
        """The proxy has noted them on the engine."""
        sides.page.tag(IMAGE, sides.name("tagged"), tag="1")
        assert isinstance(sides.proxy, EngineProxy)

        left = remove_scenario(sides.engine, sides.owner)

        assert left == []
        assert f"{sides.name('tagged')}:1" not in sides.tags(sides.host)

    def test_a_foreign_image_is_not_removed(self, sides: TwoSides) -> None:
        """By tag or id, with force or without; one that the page has tagged loses that tag alone."""
        identifier = sides.host.inspect_image(IMAGE)["Id"]
        sides.page.tag(IMAGE, sides.name("tagged"), tag="1")

        for reference in (IMAGE, identifier):
            with pytest.raises(APIError, match="does not remove the image") as failure:
                sides.page.remove_image(reference, force=True)
            assert failure.value.status_code == 409
        sides.page.remove_image(f"{sides.name('tagged')}:1")

        assert IMAGE in sides.tags(sides.host)
        assert sides.proxy.tags == ()

    def test_a_foreign_image_is_not_pushed(self, sides: TwoSides) -> None:
        """Only what the page has made leaves the engine."""
        with pytest.raises(APIError, match="does not push the image") as failure:
            sides.page.push("busybox", tag="1.36")

        assert failure.value.status_code == 403


def _use(sides: TwoSides, how: str) -> None:
    match how:
        case "inspect":
            sides.page.inspect_image(IMAGE)
        case "run":
            sides.start(sides.page, "own")
        case "tag":
            sides.page.tag(IMAGE, sides.name("tagged"), tag="1")
        case "save":
            assert b"".join(sides.page.get_image(IMAGE))
