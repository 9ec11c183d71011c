"""What holds for the engine's machine itself behind the proxy, in front of any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from docker.errors import APIError

from tests.runtime.two_sides import IMAGE, ask

if TYPE_CHECKING:
    from tests.runtime.two_sides import TwoSides

NODE = {"io.x-k8s.kind.cluster": "own", "io.x-k8s.kind.role": "control-plane"}
OUTSIDE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("mounts:/etc", {"Binds": ["/etc:/data"]}),
    ("mounts:/etc", {"Binds": ["/etc:/data:ro"]}),
    ("mounts:/", {"Binds": ["/:/data"]}),
    ("mounts:/etc", {"Binds": ["/tmp/../etc:/data"]}),
    ("mounts:/etc", {"Mounts": [{"Type": "bind", "Source": "/etc", "Target": "/data"}]}),
    ("mounts:/etc", {"Mounts": [{"Type": "volume", "Source": "v", "Target": "/data", "VolumeOptions": {
        "DriverConfig": {"Name": "local", "Options": {"type": "none", "o": "bind", "device": "/etc"}}}}]}),
    ("privileged", {"Privileged": True}),
    ("privileged", {"DeviceCgroupRules": ["c 1:3 rwm"]}),
    ("host-network", {"NetworkMode": "host"}),
    ("host-pid", {"PidMode": "host"}),
    ("host-ipc", {"IpcMode": "host"}),
    ("host-uts", {"UTSMode": "host"}),
    ("host-users", {"UsernsMode": "host"}),
    ("host-cgroups", {"CgroupnsMode": "host"}),
    ("devices:/dev/kmsg", {"Devices": [{"PathOnHost": "/dev/kmsg", "PathInContainer": "/dev/kmsg"}]}),
    ("gpus", {"DeviceRequests": [{"Count": -1, "Capabilities": [["gpu"]]}]}),
    ("capabilities:SYS_ADMIN", {"CapAdd": ["CAP_SYS_ADMIN"]}),
    ("capabilities:ALL", {"CapAdd": ["all"]}),
    ("unconfined", {"SecurityOpt": ["seccomp=unconfined"]}),
    ("unconfined", {"SecurityOpt": ["apparmor:unconfined"]}),
    ("unconfined", {"MaskedPaths": [], "ReadonlyPaths": []}),
)  # fmt: skip
WITHIN: tuple[dict[str, Any], ...] = (
    {},
    {"CapAdd": ["NET_BIND_SERVICE"], "CapDrop": ["ALL"]},
    {"SecurityOpt": ["no-new-privileges"]},
    {"NetworkMode": "none", "IpcMode": "private", "PidMode": ""},
    {"Mounts": [{"Type": "tmpfs", "Target": "/data"}]},
)


class HostContract:
    """A page's containers keep to themselves, unless the project says otherwise."""

    @pytest.mark.parametrize(("permission", "host"), OUTSIDE, ids=str)
    def test_what_reaches_the_machine_is_refused(
        self, sides: TwoSides, permission: str, host: dict[str, Any]
    ) -> None:
        """With the permission that a project could give; nothing has been made."""
        status, document = create(sides, host)

        assert status == 409
        assert document["message"].startswith("kindsphinx does not let a page ")
        assert f'kind_allow = ["{permission}"]' in document["message"]
        assert sides.names(sides.host) == set()
        assert sides.engine.volumes(sides.owner.filter) == []

    @pytest.mark.parametrize("host", WITHIN, ids=str)
    def test_what_stays_within_the_engine_is_not(self, sides: TwoSides, host: dict[str, Any]) -> None:
        """Whatever else a container may have."""
        status, _ = create(sides, host)

        assert status == 201

    def test_a_node_of_kind_gets_what_kind_gives_it(self, sides: TwoSides) -> None:
        """And nothing more: an extra mount of the machine's files is refused."""
        host = {
            "Privileged": True,
            "SecurityOpt": ["seccomp=unconfined", "apparmor=unconfined"],
            "Binds": ["/lib/modules:/lib/modules:ro"],
            "CgroupnsMode": "private",
        }

        good, _ = create(sides, host, stem="own", Labels=NODE, Volumes={"/var": {}})
        bad, document = create(
            sides, {**host, "Binds": ["/etc:/data"]}, stem="other", Labels=NODE, Volumes={"/var": {}}
        )

        assert (good, bad) == (201, 409)
        assert "mount /etc, which is outside its working directory" in document["message"]

    def test_the_host_s_network_is_refused_as_an_endpoint_too(self, sides: TwoSides) -> None:
        """Newer clients name it there."""
        status, document = create(sides, {}, NetworkingConfig={"EndpointsConfig": {"host": {}}})

        assert status == 409
        assert "host-network" in document["message"]

    def test_a_volume_is_no_folder_of_the_machine(self, sides: TwoSides) -> None:
        """Neither a folder, nor a disk, nor layers of both; memory is a volume's own."""
        options = [
            {"type": "none", "o": "bind", "device": "/etc"},
            {"type": "ext4", "device": "/dev/sda1"},
            {"type": "overlay", "device": "overlay", "o": "lowerdir=/etc,upperdir=/tmp,workdir=/tmp"},
        ]

        for each in options:
            with pytest.raises(APIError, match="does not let a page mount"):
                sides.page.create_volume(sides.name("own"), driver="local", driver_opts=each)
        sides.page.create_volume(sides.name("own"), driver_opts={"type": "tmpfs", "device": "tmpfs"})

        assert [each["Name"] for each in sides.engine.volumes(sides.owner.filter)] == [sides.name("own")]

    def test_a_network_is_not_the_machine_s(self, sides: TwoSides) -> None:
        """Which a container on a macvlan would be in."""
        with pytest.raises(APIError, match="host-network"):
            sides.page.create_network(sides.name("own"), driver="macvlan")

    def test_a_privileged_process_runs_in_a_node_only(self, sides: TwoSides) -> None:
        """As kind itself runs them there."""
        sides.start(sides.page, "own")
        node = sides.page.create_host_config(privileged=True)
        sides.start(sides.page, "node", labels=NODE, host_config=node)

        with pytest.raises(APIError, match="docker exec --privileged"):
            sides.page.exec_create(sides.name("own"), ["true"], privileged=True)

        assert sides.page.exec_create(sides.name("node"), ["true"], privileged=True)["Id"]

    def test_kind_configures_its_load_balancer_as_it_does_a_node(self, sides: TwoSides) -> None:
        """With a privileged process, though the container itself is not privileged."""
        labels = {**NODE, "io.x-k8s.kind.role": "external-load-balancer"}
        sides.start(sides.page, "own", labels=labels)

        assert sides.page.exec_create(sides.name("own"), ["true"], privileged=True)["Id"]
        assert create(sides, {"Privileged": True}, stem="other", Labels=labels)[0] == 409

    def test_a_container_gets_no_device_later(self, sides: TwoSides) -> None:
        """By an update."""
        sides.start(sides.page, "own")
        device = {"PathOnHost": "/dev/kmsg"}

        status, document = ask(
            sides, "POST", f"/v1.41/containers/{sides.name('own')}/update", {"Devices": [device]}
        )

        assert status == 403
        assert "devices:/dev/kmsg" in document["message"]

    def test_a_build_has_not_the_machine_s_network(self, sides: TwoSides) -> None:
        """Its steps are containers, too."""
        with pytest.raises(APIError, match="host-network"):
            sides.build(sides.page, f"FROM {IMAGE}\n", network_mode="host")


def create(sides: TwoSides, host: dict[str, Any], stem: str = "own", **spec: object) -> tuple[int, Any]:
    """Let the page create a container."""
    target = f"/v1.41/containers/create?name={sides.name(stem)}"
    return ask(sides, "POST", target, {"Image": IMAGE, "HostConfig": host, **spec})
