"""A page that tries to reach what is not its own: a foreign cluster, container, context, and credentials."""

from __future__ import annotations

import os
import secrets
import subprocess
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from docker import APIClient

from kindsphinx.core.permissions import Permissions
from kindsphinx.runtime.endpoint import find_endpoint
from kindsphinx.runtime.opening import Opener
from tests.fakes.pages import a_page
from tests.fakes.settings import FakeSettings
from tests.live.conftest import NODE_IMAGE
from tests.live.tries import BY_PATH, READING
from tests.runtime.namespaces import needs_namespaces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kindsphinx.core.ports import Output, Runtime
    from kindsphinx.runtime.engine import Engine
    from tests.live.conftest import Project

pytestmark = pytest.mark.live

SECRET = "hunter2-of-the-caller"
ON_NETWORK = """\
.. kind-cluster:: {name}
   :image: {image}

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4

.. kind-run::
   :contains: "{network}":

   $ docker inspect {name}-control-plane --format '{{{{json .NetworkSettings.Networks}}}}'
"""
REFUSED = (
    "docker inspect {foreign}",
    "docker exec {foreign} true",
    "docker logs {foreign}",
    "docker cp {foreign}:/etc/hostname .",
    "docker stop {foreign}",
    "docker kill {node}",
    "docker rename {foreign} mine",
    "docker commit {foreign} mine",
    "docker network disconnect kind {node}",
    "docker volume rm {foreign}",
    "docker run --rm --volumes-from {foreign} busybox:1.36 true",
    "docker run --rm --pid container:{foreign} busybox:1.36 true",
    "docker run --rm -v {foreign}:/data busybox:1.36 true",
    "docker run --rm -v {home}:/home busybox:1.36 cat /home/.docker/config.json",
    "docker run --rm -v /:/host busybox:1.36 cat /host{home}/.docker/config.json",
    "ln -s {home} link; docker run --rm -v $PWD/link:/home busybox:1.36 cat /home/.docker/config.json",
    "docker volume create -d local -o type=none -o o=bind -o device={home} mine",
    "docker run --rm -v /var/run/docker.sock:/engine busybox:1.36 true",
    "docker run --rm --privileged busybox:1.36 true",
    "docker run --rm --network host busybox:1.36 true",
    "sudo cat {home}/.docker/config.json",
    "su -c 'docker inspect {foreign}'",
    "su - -c 'docker kill {foreign}'",
    "unset DOCKER_HOST; docker inspect {foreign}",
    "env -u DOCKER_HOST docker kill {foreign}",
    'env -i PATH="$PATH" docker rm -f -v {foreign} | grep {foreign}',
    "DOCKER_HOST=unix:///var/run/docker.sock docker rm -f {foreign}",
    "docker -H unix:///var/run/docker.sock kill {foreign}",
    "env -u KUBECONFIG kubectl delete namespace --all",
    "curl -sf --unix-socket ${DOCKER_HOST#unix://} http://engine/containers/{foreign}/json",
    "curl -sf --unix-socket ${DOCKER_HOST#unix://} -X POST http://engine/containers/{foreign}/kill",
    "kind get kubeconfig --name {cluster}",
    "kind export kubeconfig --name {cluster}",
    "kind load docker-image busybox:1.36 --name {cluster}",
    "kubectl --context kind-{cluster} get nodes",
    "kubectl get nodes",
    "kubectl delete namespace --all",
    "cat ~/.kube/config",
    "cat ~/.docker/config.json",
    "name={node}; docker exec $name true",
    "D=docker; V=inspect; $D $V $(echo {foreign})",
    "printf 'set -e\\ndocker inspect \"$1\"\\n' > try.sh; bash try.sh {foreign}",
    "python3 -c \"import subprocess; subprocess.run(['docker', 'kill', '{foreign}'], check=True)\"",
)
EMPTY = (
    "docker ps -a",
    "docker ps -a --filter name={foreign}",
    "docker volume ls",
    "docker network inspect kind",
    "docker system df -v",
    "docker events --since 1h --until 0s",
    "kind get clusters",
    "kind get nodes -A",
    "kubectl config get-contexts",
    "env",
    "unset DOCKER_HOST; docker ps -a",
    "unset DOCKER_HOST; kind get clusters",
    "sleep 0.1 && docker ps -a & wait",
    "printf 'docker ps -a; kind get clusters; env\\n' > look.sh; sh look.sh",
)
HARMLESS = (
    "docker rm -f {foreign} {node}",
    "docker rm -f $(docker ps -aq) {foreign}",
    "docker system prune -af --volumes",
    "unset DOCKER_HOST; docker rm -f $(docker ps -aq) {foreign}",
    "unset DOCKER_HOST; docker system prune -af --volumes",
    "unset DOCKER_HOST; kind delete clusters --all",
    "docker network prune -f",
    "docker volume prune -af",
    "(sleep 0.1; docker kill {foreign}) & wait",
    "docker compose down --volumes --remove-orphans",
    "kind delete cluster --name {cluster}",
    "kind delete clusters --all",
    "kind export logs --name {cluster} logs",
    "kubectl config use-context kind-{cluster}",
    "for name in {foreign} {node}; do docker stop $name; done",
    "printf 'docker kill \"$@\"\\nkind delete clusters --all\\n' > raze.sh; bash raze.sh {foreign} {node}",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreign:
    """What somebody else has on the engine and in their home, and a page that runs beside it."""

    runtime: Runtime
    host: Any
    cluster: str
    container: str
    home: Path

    def run(self, command: str) -> Output:
        """Run a command of the page, with the foreign names in place of theirs."""
        words = {"foreign": self.container, "node": self.node, "cluster": self.cluster, "home": self.home}
        for word, value in words.items():
            command = command.replace(f"{{{word}}}", str(value))
        return self.runtime.runner.run(command, timeout=120)

    @property
    def node(self) -> str:
        """Return the name of the foreign cluster's node."""
        return f"{self.cluster}-control-plane"

    def described(self) -> list[object]:
        """Return all that the engine says of what is foreign, and the foreign files."""
        containers = [self.host.inspect_container(each) for each in (self.container, self.node)]
        for each in containers:
            # the engine tells them in any order
            each["Mounts"].sort(key=lambda mount: mount["Destination"])
        files = {path: path.read_bytes() for path in self.home.rglob("*") if path.is_file()}
        return [*containers, self.host.inspect_volume(self.container), files]


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Foreign]:
    """Let somebody have a cluster, a container with a volume, and credentials; then open a page."""
    home = tmp_path_factory.mktemp("caller")
    stem = f"isolation-{secrets.token_hex(3)}"
    for name in (".docker", ".kube", ".aws", ".ssh"):
        (home / name).mkdir()
    (home / ".aws" / "credentials").write_text(f"aws_secret_access_key = {SECRET}\n")
    (home / ".ssh" / "id_ed25519").write_text(f"{SECRET}\n")
    (home / ".docker" / "config.json").write_text(f'{{"auths": {{"r.example": {{"auth": "{SECRET}"}}}}}}')
    environ = {
        **os.environ,
        "HOME": str(home),
        "DOCKER_HOST": find_endpoint(os.environ).url,
        "KUBECONFIG": str(home / "config"),
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "GITHUB_TOKEN": SECRET,
    }
    kind = ["kind", "create", "cluster", "--name", stem, "--image", NODE_IMAGE, "--wait", "2m"]
    with ExitStack() as stack, closing(APIClient(environ["DOCKER_HOST"], version="auto")) as host:
        stack.callback(
            subprocess.run, ["kind", "delete", "cluster", "--name", stem], env=environ, check=False
        )
        subprocess.run(kind, env=environ, check=True, capture_output=True)
        (home / ".kube" / "config").write_bytes((home / "config").read_bytes())
        name = f"{stem}-foreign"
        stack.callback(host.remove_volume, name, force=True)
        binds = host.create_host_config(binds=[f"{name}:/data"])
        host.create_container("busybox:1.36", ["tail", "-f", "/dev/null"], name=name, host_config=binds)
        stack.callback(host.remove_container, name, v=True, force=True)
        host.start(name)
        runtime = Opener(FakeSettings(), project="tests", environ=environ)(a_page(docname=stem))
        stack.callback(runtime.close)
        yield Foreign(runtime=runtime, host=host, cluster=stem, container=name, home=home)


@pytest.fixture
def untouched(foreign: Foreign) -> Iterator[Foreign]:
    """Check that what is foreign is afterwards as it was, to the letter."""
    before = foreign.described()
    yield foreign
    assert foreign.described() == before


@pytest.mark.parametrize(
    "command", [*REFUSED, *(pytest.param(each, marks=needs_namespaces) for each in BY_PATH)]
)
def test_what_is_foreign_is_refused(untouched: Foreign, command: str) -> None:
    """In plain words, through a variable, by a script or by its own path."""
    output = untouched.run(command)

    assert output.exit_code != 0
    assert SECRET not in output.text


def test_what_is_allowed_is_reached(foreign: Foreign) -> None:
    """So that the tries above fail for no other reason."""
    settings = FakeSettings(allow=Permissions.parse(["credentials", "other-engines"]))
    environ = {**os.environ, "HOME": str(foreign.home), "KUBECONFIG": str(foreign.home / "config")}
    runtime = Opener(settings, project="tests", environ=environ)(a_page(docname=f"{foreign.cluster}-free"))
    page = replace(foreign, runtime=runtime)
    try:
        codes = {command: page.run(command).exit_code for command in READING}
    finally:
        runtime.close()

    assert set(codes.values()) == {0}, codes


@pytest.mark.parametrize("command", EMPTY)
def test_what_is_foreign_is_in_no_list(untouched: Foreign, command: str) -> None:
    """Neither a name nor a value."""
    output = untouched.run(command)

    told = output.text.replace(command, "")
    assert output.exit_code == 0
    assert not [
        each for each in (untouched.container, untouched.node, SECRET, str(untouched.home)) if each in told
    ]


@pytest.mark.parametrize("command", HARMLESS)
def test_what_reaches_for_everything_reaches_nothing_foreign(untouched: Foreign, command: str) -> None:
    """Whatever it says of it."""
    assert SECRET not in untouched.run(command).text


def test_the_foreign_cluster_is_still_its_owner_s(foreign: Foreign) -> None:
    """It answers, with all that it had."""
    asked = ["kubectl", "--kubeconfig", str(foreign.home / "config"), "get", "namespaces", "-o", "name"]

    answer = subprocess.run(asked, capture_output=True, text=True, check=True).stdout

    assert {"namespace/default", "namespace/kube-system"} <= set(answer.split())


def test_nodes_on_a_network_of_the_project_s_choice(project: Project, engine: Engine) -> None:
    """It is there before and afterwards; without the project's word it is not used, and the run says so."""
    name = f"isolated-{secrets.token_hex(3)}"
    variable, network = "KIND_EXPERIMENTAL_DOCKER_NETWORK", f"{name}-net"
    environ = {variable: network}
    subprocess.run(["docker", "network", "create", network], check=True, capture_output=True)
    try:
        project.write(
            ON_NETWORK.format(name=name, image=NODE_IMAGE, network=network),
            settings=f'kind_inherit_environment = ["{variable}"]\n',
        )
        chosen = project.run(environ=environ)
        project.write("\n.. kind-run::\n\n   $ echo $" + variable + "\n")
        withheld = project.run(environ=environ)
        left = [each["Name"] for each in engine.networks() if each["Name"] == network]
    finally:
        subprocess.run(["docker", "network", "rm", network], check=True, capture_output=True)

    assert chosen.status == 0, chosen.text
    assert withheld.status == 0, withheld.text
    assert f"{variable} is not passed to pages" not in chosen.text
    assert f"{variable} is not passed to pages" in withheld.text
    assert left == [network]
