"""What holds for containers behind the proxy, in front of any engine, the fake one and a real one."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from docker.errors import APIError, NotFound

from tests.runtime.two_sides import IMAGE, archive

if TYPE_CHECKING:
    from tests.runtime.two_sides import TwoSides

OURS = "io.kindsphinx."


class ContainersContract:
    """Containers, and what runs in them."""

    def test_a_container_is_labelled_for_everybody_but_the_page(self, sides: TwoSides) -> None:
        """The labels say whose it is, and no answer to the page holds them."""
        own = sides.start(sides.page, "own", labels={"app": "web"})

        seen = sides.page.inspect_container(own)["Config"]["Labels"]
        (listed,) = sides.page.containers(all=True)
        marked = sides.host.inspect_container(own)["Config"]["Labels"]

        assert seen == listed["Labels"] == {"app": "web"}
        assert marked == {"app": "web", **sides.owner.labels}

    def test_a_page_lists_its_own_containers_only(self, sides: TwoSides) -> None:
        """A foreign container is in no list, whatever the page filters for."""
        sides.start(sides.host, "foreign", labels={"app": "web"})
        sides.start(sides.page, "own", labels={"app": "web"})

        with_filter = sides.page.containers(all=True, filters={"label": "app=web"})

        assert sides.names(sides.page) == {"own"}
        assert [each["Names"] for each in with_filter] == [[f"/{sides.name('own')}"]]
        assert sides.names(sides.host) == {"own", "foreign"}

    @pytest.mark.parametrize(
        "verb",
        [
            "inspect_container",
            "start",
            "stop",
            "kill",
            "restart",
            "pause",
            "logs",
            "top",
            "diff",
            "remove_container",
            "wait",
        ],
    )
    @pytest.mark.parametrize("how", ["name", "id", "short id"])
    def test_a_foreign_container_does_not_exist(self, sides: TwoSides, verb: str, how: str) -> None:
        """Every request about it fails as the engine's own for a missing one does, and says why."""
        foreign = sides.start(sides.host, "foreign")
        reference = {"name": sides.name("foreign"), "id": foreign, "short id": foreign[:12]}[how]

        with pytest.raises(NotFound) as failure:
            getattr(sides.page, verb)(reference)

        assert f"No such container: {reference} (not this page's)" in str(failure.value)
        assert sides.host.inspect_container(foreign)["Id"] == foreign

    def test_a_container_that_nobody_has_is_missing_in_the_engine_s_words(self, sides: TwoSides) -> None:
        """The proxy adds nothing where it hides nothing."""
        with pytest.raises(NotFound) as failure:
            sides.page.inspect_container(sides.name("nobody"))

        assert failure.value.explanation == f"No such container: {sides.name('nobody')}"

    @pytest.mark.parametrize(
        "host_config",
        [
            {"network_mode": "container:{foreign}"},
            {"pid_mode": "container:{foreign}"},
            {"ipc_mode": "container:{foreign}"},
            {"volumes_from": ["{foreign}:ro"]},
            {"links": {"{foreign}": "alias"}},
        ],
        ids=lambda options: next(iter(options)),
    )
    def test_a_container_cannot_be_tied_to_a_foreign_one(
        self, sides: TwoSides, host_config: dict[str, Any]
    ) -> None:
        """The refusal is no 404, which docker would answer with a pull of the image."""
        sides.start(sides.host, "foreign")
        name = sides.name("foreign")
        options = {key: _filled(value, name) for key, value in host_config.items()}

        with pytest.raises(APIError, match="not this page's") as failure:
            sides.start(sides.page, "own", host_config=sides.page.create_host_config(**options))

        assert failure.value.status_code == 409
        assert sides.names(sides.host) == {"foreign"}

    def test_a_command_runs_in_a_page_s_container_with_its_own_input(self, sides: TwoSides) -> None:
        """The end of the input reaches the command, and what it says afterwards comes back."""
        own = sides.start(sides.page, "own")
        command = sides.page.exec_create(own, ["sh", "-c", "cat; printf end"], stdin=True)

        stream = sides.page.exec_start(command["Id"], socket=True)
        end = stream._sock
        end.sendall(b"x" * 300_000)
        end.shutdown(1)
        answer = b"".join(iter(lambda: end.recv(65536), b""))
        stream.close()
        end.close()

        frames = _without_headers(answer)
        assert frames == b"x" * 300_000 + b"end"

    def test_no_command_runs_in_a_foreign_container(self, sides: TwoSides) -> None:
        """Neither a new one, nor one that somebody else has prepared there."""
        foreign = sides.start(sides.host, "foreign")
        prepared = sides.host.exec_create(foreign, ["true"])["Id"]

        with pytest.raises(NotFound, match="not this page's"):
            sides.page.exec_create(foreign, ["true"])
        with pytest.raises(NotFound, match=f"No such exec instance: {prepared} .not this page's"):
            sides.page.exec_start(prepared)
        with pytest.raises(NotFound, match="not this page's"):
            sides.page.exec_inspect(prepared)

    def test_files_are_copied_into_and_out_of_a_page_s_container_only(self, sides: TwoSides) -> None:
        """As ``docker cp`` does, in both directions."""
        own, foreign = sides.start(sides.page, "own"), sides.start(sides.host, "foreign")

        put = sides.page.put_archive(own, "/tmp", archive("hello", b"hello\n"))
        pieces, _ = sides.page.get_archive(own, "/tmp/hello")
        content = b"".join(pieces)

        assert put
        assert b"hello\n" in content
        with pytest.raises(NotFound, match="not this page's"):
            sides.page.put_archive(foreign, "/tmp", archive("hello", b"hello\n"))
        with pytest.raises(NotFound, match="not this page's"):
            sides.page.get_archive(foreign, "/etc/passwd")

    def test_pruning_reaches_the_page_s_stopped_containers_only(self, sides: TwoSides) -> None:
        """A foreign one that has stopped, too, stays."""
        for api, stem in ((sides.page, "own"), (sides.host, "foreign")):
            api.create_container(IMAGE, name=sides.name(stem))

        sides.page.prune_containers()

        assert sides.names(sides.host) == {"foreign"}

    def test_pruning_takes_anonymous_volumes_along(self, sides: TwoSides) -> None:
        """Nothing would lead to them afterwards."""
        own = sides.page.create_container(IMAGE, name=sides.name("own"), volumes=["/data"])["Id"]
        (mount,) = sides.host.inspect_container(own)["Mounts"]

        sides.page.prune_containers()

        with pytest.raises(NotFound):
            sides.host.inspect_volume(mount["Name"])

    def test_an_image_of_a_page_s_container_does_not_pass_its_labels_on(self, sides: TwoSides) -> None:
        """What somebody else starts from it later is theirs."""
        own = sides.start(sides.page, "own")
        tag = f"{sides.name('committed')}:1"

        sides.page.commit(own, repository=sides.name("committed"), tag="1")
        labels = sides.host.inspect_image(tag)["Config"].get("Labels") or {}

        assert tag in sides.proxy.tags
        assert not any(labels.values())

    def test_an_image_without_a_name_is_the_page_s_by_its_id(self, sides: TwoSides) -> None:
        """As that of a build is."""
        own = sides.start(sides.page, "own", labels={"name": sides.prefix})

        committed = sides.page.commit(own)["Id"]

        assert committed in sides.proxy.tags
        assert committed in {each["Id"] for each in sides.page.images()}
        sides.page.remove_image(committed)

    def test_a_container_joins_only_networks_that_the_page_sees(self, sides: TwoSides) -> None:
        """By its mode or its endpoints, whose links are to containers of the page."""
        sides.start(sides.host, "foreign")
        sides.page.create_network(sides.name("own"))
        sides.host.create_network(sides.name("foreign"))
        own, foreign = sides.name("own"), sides.name("foreign")

        for network, links in ((foreign, {}), (own, {foreign: "alias"})):
            endpoint = sides.page.create_endpoint_config(links=links)
            config = sides.page.create_networking_config({network: endpoint})
            with pytest.raises(APIError, match="not this page's"):
                sides.start(sides.page, "own", networking_config=config)
        allowed = sides.page.create_networking_config({own: sides.page.create_endpoint_config()})
        sides.start(sides.page, "own", networking_config=allowed)

        assert sides.names(sides.page) == {"own"}

    def test_events_are_the_page_s_own(self, sides: TwoSides) -> None:
        """A foreign container's are not among them, and none shows a label of kindsphinx."""
        with closing(sides.page.events(decode=True, filters={"event": "start"})) as events:
            seen: list[dict[str, Any]] = []
            follower = threading.Thread(target=lambda: seen.append(next(events)), daemon=True)
            follower.start()
            sides.start(sides.host, "foreign")
            sides.start(sides.page, "own", labels={"app": "web"})
            follower.join(10)

        attributes = seen[0]["Actor"]["Attributes"]
        assert attributes["name"] == sides.name("own")
        assert attributes["app"] == "web"
        assert not any(key.startswith(OURS) for key in attributes)

    def test_the_engine_counts_the_page_s_containers_only(self, sides: TwoSides) -> None:
        """``docker info`` does not tell how many others there are."""
        sides.start(sides.host, "foreign")
        sides.start(sides.page, "own")

        info = sides.page.info()

        assert (info["Containers"], info["ContainersRunning"], info["Images"]) == (1, 1, 1)


def _filled(value: object, name: str) -> object:
    if isinstance(value, dict):
        return {key.format(foreign=name): each for key, each in value.items()}
    if isinstance(value, list):
        return [each.format(foreign=name) for each in value]
    return str(value).format(foreign=name)


def _without_headers(stream: bytes) -> bytes:
    """Return the content of docker's frames: eight bytes of header, whose last four are the length."""
    parts = []
    while stream:
        size = int.from_bytes(stream[4:8], "big")
        parts.append(stream[8 : 8 + size])
        stream = stream[8 + size :]
    return b"".join(parts)
