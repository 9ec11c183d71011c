"""What holds for networks, volumes and the engine as a whole behind the proxy, in front of any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docker.errors import APIError, NotFound
from docker.types import DriverConfig, Mount

from kindsphinx.runtime.cleanup import remove_scenario
from tests.runtime.two_sides import IMAGE, ask

if TYPE_CHECKING:
    from tests.runtime.two_sides import TwoSides


class ThingsContract:
    """Networks and volumes, the engine as a whole, and the end."""

    def test_a_network_is_the_page_s(self, sides: TwoSides) -> None:
        """It is labelled, listed and removed like a container."""
        sides.page.create_network(sides.name("own"), labels={"app": "web"})
        sides.host.create_network(sides.name("foreign"))

        mine = [each for each in sides.page.networks() if each["Name"].startswith(sides.prefix)]
        marked = sides.host.inspect_network(sides.name("own"))["Labels"]

        assert [(each["Name"], each["Labels"]) for each in mine] == [(sides.name("own"), {"app": "web"})]
        assert marked == {"app": "web", **sides.owner.labels}
        with pytest.raises(NotFound, match="not this page's"):
            sides.page.inspect_network(sides.name("foreign"))
        with pytest.raises(NotFound, match="not this page's"):
            sides.page.remove_network(sides.name("foreign"))

    def test_the_predefined_networks_are_everybody_s(self, sides: TwoSides) -> None:
        """Kind asks for ``bridge``, and a page may."""
        names = {each["Name"] for each in sides.page.networks()}

        assert {"bridge", "host", "none"} <= names

    def test_a_shared_network_is_visible_and_never_labelled(self, sides: TwoSides) -> None:
        """Who creates it first does not own it; foreign containers on it do not show."""
        shared = sides.name("shared")
        sides.page.create_network(shared)
        sides.start(sides.host, "foreign", host_config=sides.host.create_host_config(network_mode=shared))
        own = sides.start(sides.page, "own", host_config=sides.page.create_host_config(network_mode=shared))

        seen = sides.page.inspect_network(shared)

        assert not sides.host.inspect_network(shared)["Labels"]
        assert set(seen["Containers"]) == {own}

    def test_a_shared_network_in_use_is_never_removed(self, sides: TwoSides) -> None:
        """A container that has stopped uses it, too, although the engine itself would not mind."""
        shared = sides.name("shared")
        sides.host.create_network(shared)
        sides.host.create_container(
            IMAGE,
            name=sides.name("foreign"),
            host_config=sides.host.create_host_config(network_mode=shared),
        )

        with pytest.raises(APIError, match="containers are attached to it") as failure:
            sides.page.remove_network(shared)

        assert failure.value.status_code == 403
        assert sides.host.inspect_network(shared)["Name"] == shared

    def test_an_unused_shared_network_may_go(self, sides: TwoSides) -> None:
        """Kind removes doubles of its network when it has made one at the same time as another kind."""
        sides.host.create_network(sides.name("shared"))

        sides.page.remove_network(sides.name("shared"))

        assert sides.name("shared") not in {each["Name"] for each in sides.host.networks()}

    def test_a_page_connects_its_own_containers_to_networks_it_sees(self, sides: TwoSides) -> None:
        """And neither foreign containers nor foreign networks."""
        own, foreign = sides.start(sides.page, "own"), sides.start(sides.host, "foreign")
        sides.page.create_network(sides.name("own"))
        sides.host.create_network(sides.name("foreign"))

        sides.page.connect_container_to_network(own, sides.name("own"))

        assert own in sides.host.inspect_network(sides.name("own"))["Containers"]
        with pytest.raises(NotFound, match="not this page's"):
            sides.page.connect_container_to_network(foreign, sides.name("own"))
        with pytest.raises(NotFound, match="not this page's"):
            sides.page.connect_container_to_network(own, sides.name("foreign"))

    def test_a_volume_is_the_page_s(self, sides: TwoSides) -> None:
        """By its label, whether it was created or came with a container."""
        sides.page.create_volume(sides.name("made"))
        binds = sides.page.create_host_config(binds=[f"{sides.name('bound')}:/data"])
        sides.start(sides.page, "own", host_config=binds)
        sides.host.create_volume(sides.name("foreign"))

        listed = {each["Name"]: each["Labels"] for each in sides.page.volumes()["Volumes"]}
        marked = sides.host.inspect_volume(sides.name("bound"))["Labels"]

        assert set(listed) == {sides.name("made"), sides.name("bound")}
        assert not any(listed.values())
        assert marked == sides.owner.labels

    def test_a_foreign_volume_is_neither_seen_nor_used_nor_removed(self, sides: TwoSides) -> None:
        """A container that names it is refused, since it would write into it."""
        foreign = sides.name("foreign")
        sides.host.create_volume(foreign)
        binds = sides.page.create_host_config(binds=[f"{foreign}:/data"])

        with pytest.raises(NotFound, match="not this page's"):
            sides.page.inspect_volume(foreign)
        with pytest.raises(NotFound, match="not this page's"):
            sides.page.remove_volume(foreign)
        with pytest.raises(APIError, match="does not give this page the volume"):
            sides.page.create_volume(foreign)
        with pytest.raises(APIError, match="does not give this page the volume"):
            sides.start(sides.page, "own", host_config=binds)
        assert sides.host.inspect_volume(foreign)["Name"] == foreign

    def test_a_mounted_volume_is_the_page_s(self, sides: TwoSides) -> None:
        """With the labels and the driver that the page gives it, or it is refused."""
        sides.host.create_volume(sides.name("foreign"))
        for stem in ("own", "foreign"):
            mount = Mount(
                "/data", sides.name(stem), labels={"app": "web"}, driver_config=DriverConfig("local")
            )
            config = sides.page.create_host_config(mounts=[mount, Mount("/tmp", None, type="tmpfs")])
            if stem == "own":
                sides.start(sides.page, "own", host_config=config)
            else:
                with pytest.raises(APIError, match="does not give this page the volume"):
                    sides.start(sides.page, "other", host_config=config)

        marked = sides.host.inspect_volume(sides.name("own"))["Labels"]
        assert marked == {"app": "web", **sides.owner.labels}
        assert sides.page.inspect_volume(sides.name("own"))["Labels"] == {"app": "web"}

    def test_a_volume_that_the_engine_does_not_make_is_told_in_its_words(self, sides: TwoSides) -> None:
        """For instance with a driver that it does not have."""
        with pytest.raises(APIError, match="absent-driver"):
            sides.page.create_volume(sides.name("own"), driver="absent-driver")

    def test_a_volume_without_a_name_is_the_page_s(self, sides: TwoSides) -> None:
        """It gets one from the engine, and the page removes it by that."""
        name = sides.page.create_volume()["Name"]
        seen = {each["Name"] for each in sides.page.volumes()["Volumes"]}

        sides.page.remove_volume(name)

        assert seen == {name}
        with pytest.raises(NotFound):
            sides.host.inspect_volume(name)

    def test_a_plugin_is_not_looked_for_among_others(self, sides: TwoSides) -> None:
        """``docker inspect`` asks for one when nothing else has the name, and reports other errors."""
        status, document = ask(sides, "GET", "/v1.41/plugins/absent/json")

        assert status == 404
        assert document["message"] == 'plugin "absent" not found (not this page\'s)'

    def test_what_nobody_has_is_missing_in_the_engine_s_words(self, sides: TwoSides) -> None:
        """The proxy hides nothing there."""
        for target in ("/networks/absent", "/volumes/absent", f"/exec/{'1' * 64}/json"):
            status, document = ask(sides, "GET", target)

            assert status == 404
            assert "this page" not in document["message"]

    def test_an_anonymous_volume_is_seen_and_goes_with_its_container(self, sides: TwoSides) -> None:
        """It carries no label: nothing would lead to it once the container is gone."""
        own = sides.start(sides.page, "own", volumes=["/data"])
        (volume,) = sides.page.volumes()["Volumes"]

        sides.page.remove_container(own, force=True)

        with pytest.raises(NotFound):
            sides.host.inspect_volume(volume["Name"])

    def test_pruning_volumes_leaves_foreign_ones_and_the_notes_of_tags(self, sides: TwoSides) -> None:
        """A note is a volume of the page's that the page does not know of."""
        sides.page.tag(IMAGE, sides.name("tagged"), tag="1")
        for api, stem in ((sides.page, "own"), (sides.host, "foreign")):
            api.create_volume(sides.name(stem))

        sides.page.prune_volumes()

        left = {each["Name"] for each in sides.engine.volumes()}
        notes = sides.engine.volumes(sides.owner.filter)
        assert sides.name("foreign") in left
        assert sides.name("own") not in left
        assert [each["Labels"]["io.kindsphinx.tag"] for each in notes] == [f"{sides.name('tagged')}:1"]

    def test_the_disk_usage_is_that_of_the_page(self, sides: TwoSides) -> None:
        """Of its containers, volumes and images; the build cache is everybody's, and nobody prunes it."""
        for api, stem in ((sides.host, "foreign"), (sides.page, "own")):
            binds = api.create_host_config(binds=[f"{sides.name(stem)}:/data"])
            api.create_container(IMAGE, name=sides.name(stem), host_config=binds)

        usage = sides.page.df()
        status, pruned = ask(sides, "POST", "/v1.41/build/prune")

        assert [each["Names"] for each in usage["Containers"]] == [[f"/{sides.name('own')}"]]
        assert [each["Name"] for each in usage["Volumes"]] == [sides.name("own")]
        assert [each["RepoTags"] for each in usage["Images"]] == [[IMAGE]]
        assert usage["BuildCache"] == []
        assert "io.kindsphinx" not in str(usage)
        assert (status, pruned["SpaceReclaimed"]) == (200, 0)

    @pytest.mark.parametrize(
        ("method", "target"),
        [
            ("POST", "/v1.41/system/df"),
            ("GET", "/v1.41/system/tomorrow"),
            ("POST", "/v1.41/containers/own/checkpoints"),
            ("GET", "/v1.41/swarm"),
            ("POST", "/v1.41/swarm/init"),
            ("GET", "/v1.41/secrets"),
            ("GET", "/v1.41/plugins"),
            ("GET", "/auth"),
            ("GET", "/v1.41/tomorrow"),
            ("PUT", "/v1.41/containers/json"),
        ],
    )
    def test_what_the_proxy_does_not_know_is_refused(self, sides: TwoSides, method: str, target: str) -> None:
        """With a message in the form that docker prints, before the engine hears of it."""
        status, document = ask(sides, method, target)

        assert status == 403
        assert document["message"].startswith("kindsphinx ")

    def test_the_end_removes_what_the_page_made_and_nothing_else(self, sides: TwoSides) -> None:
        """Containers, networks, volumes and tags; what is foreign stays as it is."""
        for api, stem in ((sides.page, "own"), (sides.host, "foreign")):
            api.create_network(sides.name(stem))
            config = api.create_host_config(
                binds=[f"{sides.name(stem)}:/data"], network_mode=sides.name(stem)
            )
            sides.start(api, stem, host_config=config, volumes=["/cache"])
            api.tag(IMAGE, sides.name(stem), tag="1")
        volumes = len(sides.engine.volumes())

        left = remove_scenario(sides.engine, sides.owner, sides.proxy.tags)

        assert left == []
        assert sides.names(sides.host) == {"foreign"}
        assert f"{sides.name('foreign')}:1" in sides.tags(sides.host)
        assert f"{sides.name('own')}:1" not in sides.tags(sides.host)
        assert sides.engine.volumes(sides.owner.filter) == []
        assert len(sides.engine.volumes()) == volumes - len(("named", "anonymous", "note"))
        assert sides.engine.networks(sides.owner.filter) == []
        assert sides.host.inspect_network(sides.name("foreign"))["Name"] == sides.name("foreign")
