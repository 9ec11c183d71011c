"""What the tests on real clusters share: the engine, and projects built as their authors build them."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kindsphinx.runtime.endpoint import find_endpoint
from kindsphinx.runtime.engine import Engine, names_of
from kindsphinx.runtime.proxy.owner import PROJECT_LABEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NODE_IMAGE = os.environ.get("KINDSPHINX_NODE_IMAGE", "kindest/node:v1.34.0")
ROOT = Path(__file__).parents[2]


def cluster(name: str, *, image: str = NODE_IMAGE, options: Sequence[str] = (), config: str = "") -> str:
    """Return a cluster as a page has it; *config*, indented by three, is the rest of its configuration."""
    head = "".join(f"   {each}\n" for each in (f":image: {image}", *options))
    return (
        f".. kind-cluster:: {name}\n{head}\n   kind: Cluster\n   apiVersion: kind.x-k8s.io/v1alpha4\n{config}"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """How a build ended."""

    status: int
    text: str
    """What it printed, warnings included."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """A Sphinx project of one page."""

    root: Path

    @property
    def recording(self) -> Path:
        """Return the file of the page's recording."""
        return self.root / "_recordings" / "index.yaml"

    @property
    def out(self) -> Path:
        """Return the folder of the builds."""
        return self.root / "_build"

    def write(self, page: str, *, settings: str = "") -> None:
        """Write the page and ``conf.py``."""
        (self.root / "index.rst").write_text(f"Page\n====\n\n{page}", encoding="utf-8")
        (self.root / "conf.py").write_text(f'extensions = ["kindsphinx"]\n{settings}', encoding="utf-8")

    def change(self, old: str, new: str) -> None:
        """Change the page's text."""
        page = self.root / "index.rst"
        text = page.read_text(encoding="utf-8")
        assert old in text
        page.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *options: str, environ: Mapping[str, str] | None = None) -> Built:
        """Run the page as ``make doctest`` does."""
        return self.build("doctest", "-D", "kind_execute=on", *options, environ=environ)

    def build(self, builder: str, *options: str, environ: Mapping[str, str] | None = None) -> Built:
        """Build the page."""
        done = subprocess.run(
            self.command(builder, *options),
            env={**os.environ, "CI": "", **(environ or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=540,
            check=False,
        )
        return Built(status=done.returncode, text=done.stdout)

    def start(self, *, environ: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Begin to run the page, for a test that does something meanwhile."""
        return subprocess.Popen(
            self.command("doctest", "-D", "kind_execute=on"),
            env={**os.environ, "CI": "", **(environ or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def things(self, engine: Engine) -> list[str]:
        """Return what *engine* has of the project: the names of containers, networks and volumes."""
        label = f"{PROJECT_LABEL}={self.root}"
        return [
            *map(names_of, engine.containers(label)),
            *(each["Name"] for each in (*engine.networks(label), *engine.volumes(label))),
        ]

    def command(self, builder: str, *options: str) -> list[str]:
        """Return the command that builds the page."""
        out = str(self.out / builder)
        doctrees = str(self.out / "doctrees")
        return [
            *(sys.executable, "-m", "sphinx", "-b", builder, "-d", doctrees),
            *options,
            str(self.root),
            out,
        ]


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """Return the caller's engine; without one the tests fail, as they are asked for on purpose."""
    found = Engine(find_endpoint(os.environ))
    found.about()
    yield found
    found.close()


@pytest.fixture
def project(tmp_path: Path, engine: Engine) -> Iterator[Project]:
    """Return a project of which nothing may be left on the engine."""
    made = Project(root=tmp_path)
    yield made
    left = made.things(engine)
    for container in engine.containers(f"{PROJECT_LABEL}={made.root}"):
        engine.remove_container(container["Id"])
    assert left == []


@pytest.fixture
def name() -> str:
    """Return a name that nobody else uses."""
    return f"live-{secrets.token_hex(3)}"
