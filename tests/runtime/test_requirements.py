from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from kindsphinx.core.blocks import Action, Origin
from kindsphinx.core.problems import Location
from kindsphinx.core.recording import Provenance
from kindsphinx.runtime.requirements import missing_parts, present, program_path, unmet
from tests.fakes.engine import FakeEngine
from tests.fakes.pages import a_block, a_page
from tests.fakes.settings import FakeSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kindsphinx.core.blocks import Scenario


@dataclass(frozen=True, slots=True)
class Computer:
    """A computer with an engine and the programs that a test puts there."""

    folder: Path

    @property
    def environ(self) -> dict[str, str]:
        """Return its environment."""
        return {"PATH": str(self.folder), "DOCKER_HOST": f"unix://{self.folder}/fake.sock"}

    def install(self, *names: str) -> None:
        """Put programs there."""
        for name in names:
            (self.folder / name).touch(mode=0o755)

    def lacks(self, *scenarios: Scenario, settings: FakeSettings | None = None) -> list[str]:
        """Return the programs that are said to be missing, in order."""
        missing = missing_parts(scenarios, settings or FakeSettings(), self.environ)
        return [each.partition("”")[0].lstrip("“") for each in missing if "” is not installed: see " in each]


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[Computer]:
    """Give a computer with an engine that answers, and no program."""
    with FakeEngine(tmp_path / "fake.sock"):
        yield Computer(tmp_path)


def creation() -> Scenario:
    """Return a page that creates a cluster."""
    return a_page(replace(a_block("up", "true"), action=Action.CREATE))


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ("echo hello", ["bash"]),
        ("docker ps", ["bash", "docker"]),
        ("kubectl get nodes | grep Ready", ["bash", "kubectl"]),
        ("kind get clusters", ["bash", "docker", "kind", "kubectl"]),
        ("for each in 1 2; do\n  kind version\ndone", ["bash", "docker", "kind", "kubectl"]),
        ("echo kinder mankind", ["bash"]),
    ],
)
def test_only_what_the_commands_call_is_needed(computer: Computer, command: str, wanted: list[str]) -> None:
    """Kind calls docker itself, and its clusters are waited for with kubectl."""
    lacking = computer.lacks(a_page(a_block("one", command)))

    assert lacking == wanted


@pytest.mark.parametrize("action", [Action.CREATE, Action.DELETE])
def test_a_cluster_needs_all_programs(computer: Computer, action: Action) -> None:
    """Whatever its command is."""
    computer.install("bash")

    lacking = computer.lacks(a_page(replace(a_block("one", "true"), action=action)))

    assert lacking == ["docker", "kind", "kubectl"]


@pytest.mark.parametrize(
    "scenario",
    [
        replace(creation(), problems=("a.rst:3: unknown option",)),
        a_page(replace(a_block("one", "kind get clusters"), no_run="it is an example")),
    ],
    ids=["a page with problems", "a block that is not run"],
)
def test_what_is_not_run_needs_nothing(computer: Computer, scenario: Scenario) -> None:
    """But the shell of the pages."""
    computer.install("bash")

    lacking = computer.lacks(scenario)

    assert lacking == []


def test_nothing_is_missing_where_all_is_there(computer: Computer) -> None:
    """All pages are looked at."""
    computer.install("bash", "kind", "kubectl", "docker")

    missing = missing_parts([creation(), a_page()], FakeSettings(), computer.environ)

    assert missing == ()


def test_programs_are_those_that_the_project_chooses(computer: Computer) -> None:
    """Shell and kind may have other names."""
    computer.install("bash", "kind", "kubectl", "docker")

    settings = FakeSettings(shell="bash5", executable="/opt/kind-0.33")  # noqa: S604 - a name
    lacking = computer.lacks(creation(), settings=settings)

    assert lacking == ["bash5", "/opt/kind-0.33"]


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("bash", "version 3.2 or later"),
        ("kind", "https://kind.sigs.k8s.io"),
        ("kubectl", "https://kubernetes.io/docs/tasks/tools/"),
        ("docker", "https://docs.docker.com/engine/install/"),
    ],
)
def test_a_missing_program_is_said_with_where_to_get_it(computer: Computer, name: str, where: str) -> None:
    """In one sentence each."""
    missing = missing_parts([creation()], FakeSettings(), computer.environ)

    [sentence] = [each for each in missing if each.startswith(f"“{name}” is not installed: see ")]
    assert where in sentence


def test_a_missing_engine_is_said(tmp_path: Path) -> None:
    """Every page runs beside an engine, since nobody knows what its scripts do."""
    computer = Computer(tmp_path)
    computer.install("bash")

    [sentence] = missing_parts([a_page(a_block("one", "true"))], FakeSettings(), computer.environ)

    assert "no container engine answers" in sentence


def test_an_address_that_cannot_be_used_is_said(computer: Computer) -> None:
    """As it is where the page is run."""
    computer.install("bash")

    [sentence] = missing_parts([], FakeSettings(), {**computer.environ, "DOCKER_HOST": "carrier-pigeon://x"})

    assert "cannot reach an engine at “carrier-pigeon://x”" in sentence


@pytest.mark.parametrize(
    ("absent", "named"),
    [
        (("ruamel.yaml",), "package “ruamel.yaml”"),
        (("docker", "ruamel.yaml"), "packages “docker” and “ruamel.yaml”"),
    ],
    ids=["one", "both"],
)
def test_packages_that_only_runs_need_are_one_sentence(
    computer: Computer, monkeypatch: pytest.MonkeyPatch, absent: tuple[str, ...], named: str
) -> None:
    """With the extra that brings them; the engine, which cannot be asked, says nothing."""
    computer.install("bash")
    for name in absent:
        monkeypatch.setitem(sys.modules, name, None)

    missing = missing_parts([], FakeSettings(), computer.environ)

    assert missing == (f"running pages needs the Python {named}: pip install 'kindsphinx[record]'",)


def test_windows_is_told_where_pages_run(computer: Computer) -> None:
    """Rather than which of its programs are missing."""
    missing = missing_parts([creation()], FakeSettings(), computer.environ, system="win32")

    assert missing == ("pages run on Linux and macOS; on Windows, build them within WSL",)


def test_a_program_s_path_is_the_same_in_every_folder(computer: Computer) -> None:
    """It is looked for on the caller's ``PATH``."""
    computer.install("kind")

    found = program_path("kind", computer.environ)

    assert found == computer.folder / "kind"
    assert program_path("absent", computer.environ) is None


def _tell(computer: Computer, name: str, version: str) -> None:
    """Put a program there that tells a version."""
    path = computer.folder / name
    path.write_text(f'#!/bin/sh\n[ "$1" = version ] && echo {version}\n')
    path.chmod(0o755)


def test_versions_are_asked_for_where_a_project_requires_them(computer: Computer) -> None:
    """Of the kind that the project has chosen, kubectl, and the engine; all in one sentence."""
    _tell(computer, "kind-next", "kind v0.31.0 go1.24 linux/amd64")
    _tell(computer, "kubectl", "Client Version: v1.34.1")
    required = {"kind": "0.30.*", "kubectl": ">=1.33", "engine": ">=999", "architecture": "*"}
    settings = FakeSettings(executable="kind-next", requires=required)

    sentence = unmet(settings, computer.environ)

    assert sentence.startswith("kind_requires is not met: kind 0.30.* is wanted, v0.31.0 is there; engine ")
    assert "kubectl" not in sentence
    assert unmet(replace(settings, requires={"kind": "0.31"}), computer.environ) == ""


def test_what_is_there_is_known_before_anything_runs(computer: Computer) -> None:
    """The kind that the project has chosen, kubectl, the engine; not what only a cluster tells."""
    _tell(computer, "kind-next", "kind v0.31.0 go1.24 linux/amd64")
    _tell(computer, "kubectl", "Client Version: v1.34.1")

    found = present(FakeSettings(executable="kind-next"), computer.environ)

    assert (found.kind, found.kubectl, found.kubernetes) == ("v0.31.0", "v1.34.1", "")
    assert found.engine
    assert found.architecture.startswith("linux/")


def test_what_is_not_there_has_no_version(computer: Computer) -> None:
    """Nor has an engine that does not answer; and nobody is asked for nothing."""
    nowhere = {**computer.environ, "DOCKER_HOST": "unix:///nowhere.sock"}

    assert unmet(FakeSettings(requires={"kubectl": "*", "engine": "*"}), nowhere) == (
        "kind_requires is not met: kubectl * is wanted, none that tells its version is there; "
        "engine * is wanted, none that tells its version is there"
    )
    assert unmet(FakeSettings(), nowhere) == ""
    assert present(FakeSettings(), nowhere) == Provenance()


def test_what_a_page_goes_on_from_is_looked_at(computer: Computer) -> None:
    """It is run as well."""
    origin = Origin(scenario=creation(), location=Location(source="page.rst", line=1))

    lacking = computer.lacks(replace(a_page(a_block("one", "true")), origin=origin))

    assert lacking == ["bash", "docker", "kind", "kubectl"]
