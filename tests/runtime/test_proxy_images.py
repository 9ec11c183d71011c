from __future__ import annotations

import json
import socket
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from docker.errors import APIError

from kindsphinx.runtime.proxy.image_book import _path_and_version, familiar, is_id
from kindsphinx.runtime.proxy.progress import Progress, Report, failure, parse_line
from tests.fakes.engine_state import image
from tests.runtime.two_sides import IMAGE, ask

if TYPE_CHECKING:
    from tests.fakes.engine import FakeEngine
    from tests.runtime.two_sides import TwoSides

DIGEST = "sha256:" + "1" * 64


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("busybox", "busybox:latest"),
        ("default.example/library/busybox:1.36", "busybox:1.36"),
        ("index.default.example/team/app", "team/app:latest"),
        ("registry.example:5000/app", "registry.example:5000/app:latest"),
        ("registry.example:5000/app:1", "registry.example:5000/app:1"),
        (f"busybox@{DIGEST}", f"busybox@{DIGEST}"),
        (f"busybox:1.36@{DIGEST}", f"busybox@{DIGEST}"),
    ],
)
def test_a_reference_is_written_as_the_engine_lists_it(reference: str, expected: str) -> None:
    """However the page has written it."""
    assert familiar(reference, ("index.default.example", "default.example")) == expected


def test_a_tag_with_the_default_registry_s_host_is_the_same_tag(sides: TwoSides) -> None:
    """The engine says what its default registry is called, and lists tags without it."""
    sides.build(sides.page, "FROM busybox\n", tag="default.example/library/t-built:1")

    assert sides.proxy.tags == ("t-built:1",)
    with pytest.raises(APIError, match=r"does not remove the image default\.example/library/busybox:1\.36"):
        sides.page.remove_image("default.example/library/busybox:1.36")


@pytest.mark.parametrize(
    ("reference", "expected"), [(DIGEST, True), ("1" * 64, True), ("1" * 12, False), ("busybox", False)]
)
def test_only_a_whole_id_is_an_id(reference: str, expected: bool) -> None:  # noqa: FBT001 - a value of the table
    """A beginning of one could be a name."""
    assert is_id(reference) is expected


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("busybox:1.36", ("library/busybox", "1.36")),
        ("team/app:1", ("team/app", "1")),
        ("registry.example/team/app:1", ("team/app", "1")),
        ("localhost:5000/app:1", ("app", "1")),
        (f"busybox@{DIGEST}", ("library/busybox", DIGEST)),
    ],
)
def test_a_reference_is_found_in_the_report_of_a_pull(reference: str, expected: tuple[str, str]) -> None:
    """The engine reports repositories without their registry."""
    assert _path_and_version(reference) == expected


@pytest.mark.parametrize(
    ("name", "tag"), [("busybox", "2.0"), ("registry.example/team/app", "1"), ("team/app", "latest")]
)
def test_what_a_page_pulls_is_its_own_where_it_is_new(sides: TwoSides, name: str, tag: str) -> None:
    """It goes at the end."""
    sides.page.pull(name, tag=tag)

    assert sides.proxy.tags == (f"{name}:{tag}",)
    assert f"{name}:{tag}" in sides.tags(sides.page)


def test_what_was_there_before_is_only_seen_after_a_pull(sides: TwoSides) -> None:
    """The registry says what a tag means; the page cannot remove it."""
    sides.page.pull("busybox", tag="1.36")

    assert sides.proxy.tags == ()
    assert IMAGE in sides.tags(sides.page)
    with pytest.raises(APIError, match=r"does not remove the image busybox:1\.36"):
        sides.page.remove_image(IMAGE)


def test_a_pull_that_fails_leaves_nothing(sides: TwoSides) -> None:
    """As on a machine that reaches no registry."""
    report = list(sides.page.pull("registry.example/absent", tag="1", stream=True, decode=True))

    assert report[-1]["error"] == "not found"
    assert sides.proxy.tags == ()


def test_what_a_page_imports_is_its_own(sides: TwoSides) -> None:
    """And it overwrites nothing of others."""
    sides.page.import_image_from_data(b"layers", repository="t-imported", tag="1")

    assert sides.proxy.tags == ("t-imported:1",)
    with pytest.raises(APIError, match=r"does not overwrite the image tag busybox:1\.36"):
        # as the docker program sends it
        sides.page.import_image_from_data(b"layers", repository="busybox:1.36")
    with pytest.raises(APIError, match=r"does not overwrite the image tag busybox:1\.36"):
        sides.page.import_image_from_data(b"layers", repository="busybox", tag="1.36")


def test_an_image_that_was_seen_by_its_id_shows_no_name_of_others(sides: TwoSides) -> None:
    """Its tags are not the page's to know."""
    identifier = sides.host.inspect_image(IMAGE)["Id"]

    described = sides.page.inspect_image(identifier)
    (listed,) = sides.page.images()

    assert described["RepoTags"] == listed["RepoTags"] == ["<none>:<none>"]
    assert listed["Id"] == identifier


def test_a_digest_is_seen_with_its_repository_s_tag(fake: FakeEngine, sides: TwoSides) -> None:
    """As ``docker images --digests`` shows it."""
    mirrored = [f"app@{DIGEST}", f"registry.example/mirror@{DIGEST}"]
    fake.state.images.append(image("app:1", "registry.example/mirror:1", digests=mirrored))

    sides.page.inspect_image("app:1")
    (listed,) = sides.page.images()

    assert (listed["RepoTags"], listed["RepoDigests"]) == (["app:1"], [f"app@{DIGEST}"])


def test_several_saved_images_are_seen_from_then_on(sides: TwoSides) -> None:
    """Docker names them in the address's parameters."""
    status, _ = ask(sides, "GET", f"/images/get?names={IMAGE}&names=nginx:1.26")

    assert status == 200
    assert sides.tags(sides.page) == {IMAGE, "nginx:1.26"}


def test_the_history_of_an_image_shows_it(sides: TwoSides) -> None:
    """The page has named it."""
    sides.page.history(IMAGE)

    assert sides.tags(sides.page) == {IMAGE}


def test_pruning_images_leaves_foreign_ones(fake: FakeEngine, sides: TwoSides) -> None:
    """No image carries the page's labels, so none goes: they go with their tags, at the end."""
    fake.state.images.append(image())

    sides.page.prune_images()

    assert len(fake.state.images) == 3


def test_what_a_page_has_made_may_be_pushed(sides: TwoSides) -> None:
    """To a registry of its own."""
    sides.page.tag(IMAGE, "localhost:5000/app", tag="1")

    report = sides.page.push("localhost:5000/app", tag="1", stream=True, decode=True)

    assert [each["status"] for each in report] == ["pushed"]


def test_what_buildkit_tags_is_found_by_comparing(fake: FakeEngine, sides: TwoSides) -> None:
    """Its connection is upgraded and shows no tags; they are found while it lasts and at its end."""
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as end:
        end.connect(sides.proxy.url.removeprefix("unix://"))
        end.sendall(b"POST /grpc HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
        agreed = end.recv(1000)
        fake.state.tag(image_of(fake), "t-solved:1")
        while_it_lasts = sides.tags(sides.page)
        fake.state.tag(image_of(fake), "t-solved:2")
        end.shutdown(socket.SHUT_WR)
        rest = b"".join(iter(lambda: end.recv(1000), b""))

    assert agreed.startswith(b"HTTP/1.1 101 ")
    assert rest.endswith(b"end")
    assert while_it_lasts == {"t-solved:1"}
    assert sides.proxy.tags == ("t-solved:1", "t-solved:2")


def image_of(fake: FakeEngine) -> dict[str, Any]:
    """Add an image without a name to the engine."""
    new = image()
    fake.state.images.append(new)
    return new


@pytest.mark.parametrize(
    ("mode", "status"),
    [("default", 200), ("host", 403), ("t-own", 200), ("t-foreign", 404), ("container:t-foreign", 404)],
)
def test_a_build_uses_only_networks_that_the_page_sees(sides: TwoSides, mode: str, status: int) -> None:
    """Nor a foreign container's."""
    sides.page.create_network("t-own")
    sides.host.create_network("t-foreign")
    sides.start(sides.host, "foreign")

    answered, _ = ask(sides, "POST", f"/build?networkmode={mode}")

    assert answered == status


def test_a_build_of_somebody_s_image_is_only_seen(fake: FakeEngine, sides: TwoSides) -> None:
    """The engine's cache may answer with an image that was there before."""
    fake.state.cached = sides.host.inspect_image(IMAGE)["Id"]

    sides.build(sides.page, "FROM busybox\n")

    assert sides.proxy.tags == ()
    assert [each["Id"] for each in sides.page.images()] == [fake.state.cached]


def test_an_engine_without_room_for_a_note_is_told_in_the_log(
    fake: FakeEngine, sides: TwoSides, caplog: pytest.LogCaptureFixture
) -> None:
    """The run goes on: its own end will remove the tag all the same."""
    fake.state.full = True

    sides.page.tag(IMAGE, "t-tagged", tag="1")

    assert sides.proxy.tags == ("t-tagged:1",)
    assert "the image t-tagged:1 will not be found if kindsphinx is killed" in caplog.text


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([{"error": "no"}], {"failed": True}),
        ([{"aux": {"ID": DIGEST}}, {"stream": "Successfully built 1\n"}], {"built": DIGEST}),
        ([{"stream": f"{DIGEST}\n"}], {"built": DIGEST}),
        ([{"aux": "bW9ieQ==", "id": "moby.buildkit.trace"}], {}),
        ([{"stream": "Loaded image: a:1\nLoaded image ID: " + DIGEST}], {"loaded": {"a:1", DIGEST}}),
        (
            [{"status": "Pulling from library/busybox", "id": "1.36"}],
            {"pulled": {("library/busybox", "1.36")}},
        ),
    ],
    ids=["error", "built", "built quietly", "buildkit", "loaded", "pulled"],
)
def test_a_report_says_what_has_happened(documents: list[dict[str, Any]], expected: dict[str, Any]) -> None:
    """Of all that engines say."""
    report = Report()

    for each in documents:
        report.note(each)

    assert report == Report(**expected)


@pytest.mark.parametrize("data", [b"", b"x", b"[]", b'"' + b"x" * 1_100_000 + b'"'])
def test_lines_that_are_no_report_are_sent_on(data: bytes) -> None:
    """Whatever they are."""
    follower = Progress(lambda report: failure("no") if not report.failed else b"")

    assert follower.line(data) == data
    assert json.loads(follower.end())["error"] == "no"
    assert parse_line(data) is None
