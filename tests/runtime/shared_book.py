"""A project whose pages share a cluster, on a computer with a fake engine, kind and kubectl."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kindsphinx.core.blocks import Scenario
from kindsphinx.core.claiming import Wanted
from kindsphinx.core.sharing import Sharing
from kindsphinx.runtime.opening import Opener
from tests.fakes.settings import FakeSettings
from tests.runtime.computer import SECONDS, Computer

if TYPE_CHECKING:
    from kindsphinx.core.ports import Output, Runtime
    from kindsphinx.core.sharing import Returned

CREATE = "kind create cluster --name dev"
RESOURCES = "configmaps", "namespaces"
NODE = "dev-control-plane"


@dataclass(kw_only=True)
class Book:
    """A project whose pages share a cluster."""

    computer: Computer
    keep: bool = False
    pages: tuple[str, ...] = ("a", "b", "c")
    opened: list[Runtime] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.environ = {
            "PATH": f"{self.computer.programs.folder}:{os.environ['PATH']}",
            "HOME": "/home/somebody",
            "XDG_STATE_HOME": str(self.computer.folder / "state"),
            "DOCKER_HOST": self.computer.fake.endpoint.url,
        }
        self.opener = Opener(FakeSettings(keep=self.keep), project="guide", environ=self.environ)
        self.computer.be_ready(NODE)
        self.computer.programs.answer("name", "\n".join(RESOURCES))
        self.computer.programs.answer("events", "")
        self.has()

    def has(self, *names: str) -> None:
        """Let there be these configuration maps in the cluster, beside what it had."""
        found = [{"kind": "Namespace", "metadata": {"name": "default"}}]
        found += [{"kind": "ConfigMap", "metadata": {"name": each, "namespace": "default"}} for each in names]
        self.computer.programs.answer(",".join(RESOURCES), json.dumps({"items": found}))

    def open(self, docname: str, *, key: str = "one") -> Runtime:
        """Open a page that has not come to its cluster."""
        sharing = Sharing(key=key, cluster="dev", creation=CREATE, pages=self.pages) if key else None
        runtime = self.opener(Scenario(docname=docname, blocks=(), sharing=sharing))
        self.computer.opened.append(runtime)
        return runtime

    def begin(self, docname: str) -> tuple[Runtime, Output]:
        """Run a page up to its cluster, and return what its creation has printed."""
        runtime = self.open(docname)
        runtime.clusters.claim(Wanted(cluster="dev"), notice=print)
        assert runtime.clusters.foreign("dev") == ""
        printed = runtime.runner.run(CREATE, timeout=SECONDS)
        runtime.settle(timeout=SECONDS)
        return runtime, printed

    def run(self, docname: str) -> tuple[Output, Returned | None]:
        """Run a page that does nothing with its cluster."""
        runtime, printed = self.begin(docname)
        returned = runtime.hand_over()
        assert runtime.close() == ()
        return printed, returned

    def nodes(self) -> list[str]:
        """Return the ids of the nodes that are there."""
        return [each["Id"][:12] for each in self.computer.fake.state.containers.values()]
