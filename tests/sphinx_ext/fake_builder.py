"""The doctest builder in a world that answers as a test says."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kindsphinx.sphinx_ext.builder import KindDoctestBuilder
from tests.fakes.runtime import PROVENANCE, FakeRuntime
from tests.fakes.secrets import FakeSecrets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.testing.util import SphinxTestApp

    from kindsphinx.core.blocks import Scenario
    from kindsphinx.core.ports import Runtime
    from kindsphinx.core.recording import Provenance
    from kindsphinx.core.sharing import Sharing
    from tests.fakes.runtime import Answers
    from tests.sphinx_ext.project import Build, Project

CONF = "from tests.sphinx_ext.fake_builder import setup\n"
"""What a project's conf.py has to use it."""


class FakeDoctestBuilder(KindDoctestBuilder):
    """Asks no engine and opens no shell."""

    answers: Answers
    """What commands print."""
    missing: tuple[str, ...]
    """What a run needs and is not there."""
    unmet: str
    """Which versions are not those that the project asks for."""
    cgroups: int | None
    """The version of the engine's control groups."""
    secrets: Sequence[str]
    """Values of Secrets, one more of which is known after each command of a page."""
    redactor: type[FakeSecrets]
    """What takes them out."""
    collected: tuple[str, ...]
    """What dead runs have left."""
    kubernetes: str
    """The version that the clusters have."""
    left: tuple[str, ...]
    """What of shared clusters cannot be removed."""
    opened: list[str]
    """The pages that were run."""
    sharing: dict[str, Sharing | None]
    """Page -> what it shares."""

    def init(self) -> None:
        """Answer nothing, and miss nothing."""
        super().init()
        self.answers, self.missing, self.unmet, self.cgroups, self.opened = {}, (), "", None, []
        self.secrets, self.redactor = (), FakeSecrets
        self.collected = self.left = ()
        self.kubernetes, self.sharing = "", {}

    def missing_parts(self, scenarios: Sequence[Scenario]) -> tuple[str, ...]:
        """Return what the test says."""
        return self.missing

    def unmet_requirements(self) -> str:
        """Return what the test says."""
        return self.unmet

    def present(self) -> Provenance:
        """Return what the pages are run with, too, but for what only a cluster tells."""
        return PROVENANCE

    def collect_dead(self) -> Sequence[str]:
        """Return what the test says."""
        return self.collected

    def withheld_variables(self) -> Sequence[str]:
        """Return that there are none."""
        return ()

    def cgroup_version(self) -> int | None:
        """Return what the test says."""
        return self.cgroups

    def opener(self) -> FakeOpener:
        """Return what opens a world that answers as the test says."""
        return FakeOpener(self)


class FakeOpener:
    """Opens a world for each page, in which nothing is shared."""

    def __init__(self, builder: FakeDoctestBuilder) -> None:
        self._builder = builder

    def __call__(self, scenario: Scenario) -> Runtime:
        """Return a world that answers as the test says."""
        builder = self._builder
        builder.opened.append(scenario.docname)
        builder.sharing[scenario.docname] = scenario.sharing
        versions = replace(PROVENANCE, kubernetes=builder.kubernetes)
        secrets = builder.redactor(builder.secrets)
        return FakeRuntime(answers=builder.answers, secrets=secrets, versions=versions)

    def close(self) -> tuple[str, ...]:
        """Return what is left."""
        return self._builder.left


def setup(app: Sphinx) -> None:
    """Take the place of the builder."""
    app.add_builder(FakeDoctestBuilder, override=True)


@dataclass(frozen=True, kw_only=True)
class Run:
    """A build with the doctest builder, and what it ran."""

    built: Build
    opened: list[str]
    sharing: dict[str, Sharing | None]

    @property
    def status(self) -> int:
        """Return the exit status."""
        return self.built.statuscode

    @property
    def text(self) -> str:
        """Return the report for people."""
        return self.built.output("output.txt")

    @property
    def report(self) -> dict[str, Any]:
        """Return the report for machines."""
        found: dict[str, Any] = json.loads(self.built.output("kind.json"))
        return found

    @property
    def outcomes(self) -> list[tuple[str, str, str]]:
        """Return page, block and status of each outcome."""
        return [(each["page"], each["block"], each["status"]) for each in self.report["outcomes"]]


def run(
    project: Project,
    answers: Answers | None = None,
    *,
    missing: tuple[str, ...] = (),
    unmet: str = "",
    cgroups: int | None = None,
    secrets: Sequence[str] = (),
    redactor: type[FakeSecrets] = FakeSecrets,
    collected: tuple[str, ...] = (),
    kubernetes: str = "",
    left: tuple[str, ...] = (),
    **settings: Any,  # noqa: ANN401
) -> Run:
    """Run a project; ``kind_execute`` is on unless the test says otherwise."""
    if "fake_builder" not in project.conf:
        project.conf += CONF
    builders: list[FakeDoctestBuilder] = []

    def prepare(app: SphinxTestApp) -> None:
        assert isinstance(app.builder, FakeDoctestBuilder)
        app.builder.answers, app.builder.missing = answers or {}, missing
        app.builder.unmet, app.builder.cgroups = unmet, cgroups
        app.builder.secrets, app.builder.redactor = secrets, redactor
        app.builder.collected, app.builder.left = collected, left
        app.builder.kubernetes = kubernetes
        builders.append(app.builder)

    built = project.build("doctest", prepare=prepare, **{"kind_execute": "on", **settings})
    return Run(built=built, opened=builders[0].opened, sharing=builders[0].sharing)
