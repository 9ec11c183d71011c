"""Captured values and pictures, on a real cluster."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.live.conftest import NODE_IMAGE

if TYPE_CHECKING:
    from tests.live.conftest import Project

pytestmark = pytest.mark.live

PAGE = f"""\
The API server of :kind:value:`shown.nodes` nodes listens on port :kind:value:`PORT`.

.. kind-cluster:: shown
   :image: {NODE_IMAGE}
   :topology: table

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4
   nodes:
   - role: control-plane
   - role: worker
     extraPortMappings:
     - {{containerPort: 80, listenAddress: 127.0.0.1}}

.. kind-run::
   :capture: PORT = :(\\d+)->6443

   $ docker ps --format '{{{{.Names}}}} {{{{.Ports}}}}'

.. kind-run::

   $ curl --silent --insecure https://localhost:${{PORT}}/version | grep gitVersion
     "gitVersion": "v1.34.0",
   $ kind get nodes --name shown | sort
"""


def test_what_is_captured_and_drawn_is_what_is_there(project: Project) -> None:
    """The prose has the recorded port, the picture the nodes and ports that kind made; another run passes."""
    project.write(PAGE)

    first = project.run()
    second = project.run(environ={"CI": "1"})
    published = project.build("text", "-W")

    assert (first.status, second.status, published.status) == (0, 0, 0), first.text + second.text
    text = (project.out / "text" / "index.txt").read_text(encoding="utf-8")
    port = re.search(r"of 2 nodes listens on port (\d+)\.", " ".join(text.split()))
    assert port
    assert f"shown-control-plane 127.0.0.1:{port[1]}->6443/tcp" in text
    assert f"curl --silent --insecure https://localhost:{port[1]}/version" in text
    made = re.findall(r"^ *(shown-\S+)$", text, re.MULTILINE)
    drawn = re.findall(r"^\| (shown-\S+) +\|", text, re.MULTILINE)
    assert drawn == made == ["shown-control-plane", "shown-worker"]
    assert re.search(r"^ *shown-worker 127\.0\.0\.1:\d+->80/tcp$", text, re.MULTILINE)
    assert "127.0.0.1:* → 80/TCP" in text
