"""Small Sphinx projects for tests: written to a folder, built in this process, and looked at afterwards."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from sphinx.testing.util import SphinxTestApp

from kindsphinx.core.fingerprint import end_of, fingerprints, sources
from kindsphinx.core.freshness import interaction_ids
from kindsphinx.core.ports import Output
from kindsphinx.core.recording import Interaction, Provenance, Recording
from kindsphinx.core.store import RecordingStore
from kindsphinx.sphinx_ext.domain import kind_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kindsphinx.core.blocks import RunBlock, Scenario
    from kindsphinx.sphinx_ext.page import Page

CONFIG = "kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n"
"""The shortest configuration that kind takes."""
CLUSTER = """
.. kind-cluster:: dev

   kind: Cluster
   apiVersion: kind.x-k8s.io/v1alpha4
"""
"""A cluster as a page has it."""
_NO_MATTER = ("toc.no_title", "toc.not_included")
"""What Sphinx says of pages that are as short as those of a test."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_HEAD = re.compile(r"^(?:.*?: )?(?:WARNING|ERROR|CRITICAL): ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Build:
    """What one build left."""

    outdir: Path
    status: str
    """What Sphinx said."""
    warnings: tuple[str, ...]
    """Each with its place, from the source folder."""
    statuscode: int
    read: tuple[str, ...]
    """The pages that were read."""
    pages: Mapping[str, Page]
    """What the domain keeps."""
    scenarios: Mapping[str, Scenario]
    """What each page asks to be run, after the pages that it goes on from."""

    def output(self, name: str = "index.txt") -> str:
        """Return an output file."""
        return (self.outdir / name).read_text(encoding="utf-8")

    def scenario(self, docname: str = "index") -> Scenario:
        """Return what a page asks for."""
        return self.pages[docname].scenario

    def runs(self, docname: str = "index") -> tuple[RunBlock, ...]:
        """Return the blocks of a page that a run runs."""
        return self.scenario(docname).runs

    def of_page(self, docname: str, *, suffix: str = ".rst") -> tuple[str, ...]:
        """Return the warnings of one page, without the page's name."""
        start = f"{docname}{suffix}:"
        return tuple(each.removeprefix(start) for each in self.warnings if each.startswith(start))


@dataclass(slots=True)
class Project:
    """A Sphinx project in a folder."""

    root: Path
    conf: str = ""
    """What ``conf.py`` has besides the extensions."""
    extensions: tuple[str, ...] = ("kindsphinx",)
    overrides: dict[str, Any] = field(default_factory=dict)
    """What every build is told on its command line."""
    verbosity: int = 0
    """How many times it has ``-v`` there."""

    @property
    def source(self) -> Path:
        """Return the source folder."""
        return self.root / "source"

    @property
    def store(self) -> RecordingStore:
        """Return where the recordings lie."""
        return RecordingStore(self.source / "_recordings")

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file of the source folder, without the indentation that a test gives it."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).lstrip("\n").encode())
        return path

    def build(
        self,
        builder: str = "text",
        *,
        silent: tuple[str, ...] = (),
        folder: str = "build",
        parallel: int = 0,
        prepare: Callable[[SphinxTestApp], None] | None = None,
        **overrides: Any,  # noqa: ANN401 - settings have any type
    ) -> Build:
        """Build the project, on top of what an earlier build has left, and return what came out.

        :param silent: the types of warnings that the test does not name.
        :param folder: where the environment and the output are kept.
        """
        self._complete()
        read: list[str] = []
        app = SphinxTestApp(
            builder,
            srcdir=self.source,
            builddir=self.root / folder,
            confoverrides={"suppress_warnings": [*_NO_MATTER, *silent], **self.overrides, **overrides},
            parallel=parallel,
            verbosity=self.verbosity,
        )
        try:
            app.connect("env-before-read-docs", lambda _app, _env, docnames: read.extend(docnames))
            if prepare:
                prepare(app)
            with warnings.catch_warnings():
                # what other extensions still use is not ours to mend
                warnings.filterwarnings("ignore", module="sphinx_design|myst_parser")
                app.build()
            return Build(
                outdir=Path(app.outdir),
                status=_COLOUR.sub("", app.status.getvalue()),
                warnings=_warnings(app.warning.getvalue(), self.source),
                statuscode=app.statuscode,
                read=tuple(sorted(read)),
                pages=kind_domain(app.env).pages,
                scenarios={each.docname: each for each in kind_domain(app.env).scenarios()},
            )
        finally:
            app.cleanup()

    def read(self, **overrides: Any) -> Build:  # noqa: ANN401 - as above
        """Read the project on its own, where it does not matter that nothing is recorded."""
        return self.build("dummy", silent=("kind.missing",), folder="read", **overrides)

    def record(self, answers: Mapping[str, str | Output] | None = None, *docnames: str) -> None:
        """Write recordings of all pages, or of these, in which commands print what *answers* say."""
        built = self.read()
        for docname, scenario in built.scenarios.items():
            if scenario.runs and (not docnames or docname in docnames):
                taken = a_recording(scenario, answers or {}, built.pages[docname].environment)
                self.store.save(docname, taken)

    def _complete(self) -> None:
        """Write what every project has; pages without an index get one."""
        lines = [f"extensions = {list(self.extensions)!r}", 'html_theme = "basic"', self.conf]
        self.write("conf.py", "\n".join(lines))
        if not list(self.source.glob("index.*")):
            self.write("index.rst", "Index\n=====\n\n.. toctree::\n   :glob:\n\n   **\n")


def a_recording(
    scenario: Scenario, answers: Mapping[str, str | Output], environment: Mapping[str, str]
) -> Recording:
    """Return the recording of a run of *scenario*; a command without an answer prints nothing."""
    origin = scenario.origin
    chain = fingerprints(scenario.blocks, environment, goes_on=origin is not None)
    steps = {block.id: each for block, each in chain}
    found = []
    for block in scenario.runs:
        asked = zip(interaction_ids(block), steps[block.id], block.commands, strict=True)
        for identity, fingerprint, command in asked:
            answer = answers.get(command.text, "")
            output = answer if isinstance(answer, Output) else Output(text=answer, exit_code=0, duration=1)
            found.append(
                Interaction(
                    id=identity,
                    fingerprint=fingerprint,
                    command=command.text,
                    exit_code=output.exit_code,
                    output=output.text,
                    duration=output.duration,
                )
            )
    return Recording(
        provenance=Provenance(kindsphinx="0.1.0", date="2026-01-02", kind="v0.30.0"),
        interactions=tuple(found),
        sources=sources(
            scenario.blocks, environment, origin=end_of(origin.scenario, environment) if origin else ""
        ),
    )


def _warnings(text: str, source: Path) -> tuple[str, ...]:
    """Return the warnings that Sphinx wrote, each whole."""
    found: list[str] = []
    for line in _COLOUR.sub("", text).replace(f"{source}/", "").splitlines():
        if _HEAD.match(line) or not found:
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return tuple(each.strip() for each in found if each.strip())
