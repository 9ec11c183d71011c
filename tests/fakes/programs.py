"""Stand-ins for ``kind``, which talks to a fake engine through its proxy, ``kubectl``, and ``docker``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_KIND = """\
import http.client, json, os, pathlib, socket, sys, urllib.parse


def ask(method, target, body=None):
    connection = http.client.HTTPConnection("engine")
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(os.environ["DOCKER_HOST"].removeprefix("unix://"))
    headers = {"Content-Type": "application/json"} if body else {}
    connection.request(method, target, json.dumps(body) if body else None, headers)
    return connection.getresponse().read()


def create():
    labels = {"io.x-k8s.kind.cluster": name, "io.x-k8s.kind.role": "control-plane"}
    body = {"Image": "kindest/node:v1.34.0", "Labels": labels}
    made = json.loads(ask("POST", "/containers/create?name=" + name + "-control-plane", body))
    ask("POST", "/containers/" + made["Id"] + "/start")
    return made["Id"]


def export():
    file = pathlib.Path(os.environ.get("KUBECONFIG") or pathlib.Path.home() / ".kube" / "config")
    file.parent.mkdir(exist_ok=True)
    file.write_text("clusters:\\n- cluster: {}\\n  name: kind-" + name + "\\n")


verb, name = sys.argv[1], sys.argv[-1]
if verb == "version":
    sys.exit(print("kind v0.30.0 go1.24.6 linux/amd64"))
if verb == "create":
    print("Creating cluster as", create()[:12])
    sys.exit(export())
filters = json.dumps({"label": ["io.x-k8s.kind.cluster=" + name]})
nodes = json.loads(ask("GET", "/containers/json?all=1&filters=" + urllib.parse.quote(filters)))
if verb == "delete":
    for node in nodes:
        ask("DELETE", "/containers/" + node["Id"] + "?force=1&v=1")
elif nodes and verb == "export":
    export()
elif nodes:
    print("kind: Config")
else:
    sys.exit('ERROR: could not locate any control plane nodes for cluster named "' + name + '"')
"""
_KUBECTL = """\
import pathlib, sys

answer = pathlib.Path(__file__).with_name(sys.argv[-1] + ".json")
if not answer.exists():
    sys.exit("The connection to the server was refused")
print(answer.read_text())
"""


_DOCKER = """\
import sys

print("docker", *sys.argv[1:])
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Programs:
    """The programs, in a folder of their own."""

    folder: Path

    @property
    def kind(self) -> str:
        """Return the path of ``kind``, which creates, deletes and exports clusters of one node."""
        return str(self.folder / "kind")

    @property
    def kubectl(self) -> str:
        """Return the path of ``kubectl``, which prints what :meth:`answer` has laid down."""
        return str(self.folder / "kubectl")

    def answer(self, resources: str, text: str) -> None:
        """Let ``kubectl get … RESOURCES`` print *text* from now on."""
        (self.folder / f"{resources}.json").write_text(text, encoding="utf-8")


def write_programs(folder: Path) -> Programs:
    """Write the programs into *folder*; ``docker`` prints what it is asked."""
    for name, source in (("kind", _KIND), ("kubectl", _KUBECTL), ("docker", _DOCKER)):
        program = folder / name
        program.write_text(f"#!{sys.executable} -IS\n{source}", encoding="utf-8")
        program.chmod(0o755)
    return Programs(folder=folder)
