"""The entrance that people know, ``sphinx-build -b doctest``: runs the pages' scenarios, too."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.ext.doctest import DocTestBuilder

from kindsphinx.core.accepting import FOLDER
from kindsphinx.core.outcome import Outcome, Status
from kindsphinx.core.recording.model import moved
from kindsphinx.core.scenario import RunSettings, Stores, run_scenario
from kindsphinx.core.store import RecordingStore
from kindsphinx.reporting import not_run, progress_for
from kindsphinx.sphinx_ext.domain import kind_domain
from kindsphinx.sphinx_ext.engine_doubts import tell_of_engine
from kindsphinx.sphinx_ext.leaving import Leaving
from kindsphinx.sphinx_ext.project import alone_though_shared, in_order, scenarios_to_run, unmatched
from kindsphinx.sphinx_ext.run_report import RunReport
from kindsphinx.sphinx_ext.settings import Execute
from kindsphinx.sphinx_ext.signals import ended_by_signals
from kindsphinx.sphinx_ext.verbose import notes_told
from kindsphinx.sphinx_ext.warnings import WarningSubtype, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from kindsphinx.core.blocks import Scenario
    from kindsphinx.core.ports import Opener
    from kindsphinx.core.progress import Progress
    from kindsphinx.core.recording import Provenance
    from kindsphinx.sphinx_ext.domain import KindDomain

FORENSICS = "forensics"
"""The folder of what is known of clusters that could not be created, below the builder's output."""
RECORDINGS = "recordings"
"""The folder of what a run would have committed, below the builder's output."""


class KindDoctestBuilder(DocTestBuilder):
    """Runs Python doctests as Sphinx does where the project lists that extension, and the pages' commands."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        # Sphinx 8.2 calls it app, Sphinx 9 warns of that name
        self._sphinx = app

    def init(self) -> None:
        """Begin the report."""
        super().init()
        self._report = RunReport(self._sphinx, self.outfile, Path(self.outdir))

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Run the Python blocks, then the scenarios."""
        if self._runs_python:
            super().write_documents(docnames)
        self._run_pages()

    def finish(self) -> None:
        """Write the reports and tell how it went."""
        self._report.write()
        if self._report.is_bad:
            self._sphinx.statuscode = 1
        if self._runs_python:
            super().finish()
        else:
            self.outfile.close()

    def missing_parts(self, scenarios: Sequence[Scenario]) -> tuple[str, ...]:
        """Return a sentence for each thing without which *scenarios* cannot be run."""
        # POSIX only, and nothing that reading and rendering need
        from kindsphinx.runtime.requirements import missing_parts  # noqa: PLC0415

        return missing_parts(scenarios, self._domain.settings, os.environ)

    def unmet_requirements(self) -> str:
        """Return in a sentence which versions are others than the project asks for; empty if none is."""
        from kindsphinx.runtime.requirements import unmet  # noqa: PLC0415 - as above

        return unmet(self._domain.settings, os.environ)

    def present(self) -> Provenance:
        """Return the programs, the engine and its architecture, as they are before anything is run."""
        from kindsphinx.runtime.requirements import present  # noqa: PLC0415 - as above

        return present(self._domain.settings, os.environ)

    def opener(self) -> Opener:
        """Return what opens the runtime of a scenario."""
        from kindsphinx.runtime.opening import Opener  # noqa: PLC0415 - as above

        return Opener(
            self._domain.settings,
            project=os.fspath(self.env.srcdir),
            environ=os.environ,
            forensics=Path(self.outdir, FORENSICS),
        )

    def collect_dead(self) -> Sequence[str]:
        """Remove what dead runs have left, and return what is to be told of it."""
        from kindsphinx.runtime.collecting import collect_before_run  # noqa: PLC0415 - as above

        return collect_before_run(os.environ)

    def withheld_variables(self) -> Iterable[str]:
        """Return what is to be told of variables that the caller's kind obeys, and that pages do not have."""
        from kindsphinx.runtime.environment import withheld  # noqa: PLC0415 - as above

        settings = self._domain.settings
        return withheld(os.environ, extra=settings.set_environment, inherit=settings.inherit_environment)

    def leave(self) -> None:
        """End the process at once."""
        from kindsphinx.runtime.leaving import leave_at_once  # noqa: PLC0415 - as above

        leave_at_once(os.environ)

    def cgroup_version(self) -> int | None:
        """Return the version of the control groups of the engine's machine; ``None`` if it does not say."""
        from kindsphinx.runtime.requirements import cgroup_version  # noqa: PLC0415 - as above

        return cgroup_version(os.environ)

    @property
    def _runs_python(self) -> bool:
        return "sphinx.ext.doctest" in self.config.extensions

    @property
    def _domain(self) -> KindDomain:
        return kind_domain(self.env)

    @property
    def _execute(self) -> Execute:
        # what the command line says about it cannot be undone by a conf.py
        if self.config.overrides.get("kind_execute") == Execute.OFF.value:
            return Execute.OFF
        return self._domain.settings.execute

    def _run_pages(self) -> None:
        settings = self._domain.settings
        for pattern in unmatched(self.env, settings.pages):
            near = ", ".join(sorted(self._domain.pages)[:5])
            message = (
                f"kind_pages: no page is called “{pattern}”; pages with commands are {near or 'not there'}"
            )
            warn(message, WarningSubtype.BUILD, None)
            self._sphinx.statuscode = 1
        scenarios = scenarios_to_run(self.env, settings.pages)
        if not scenarios:
            return
        if self._execute is Execute.OFF:
            self._say_not_run(scenarios)
        else:
            self._run_with_engine(scenarios)

    def _say_not_run(self, scenarios: Sequence[Scenario]) -> None:
        self._out(f"{not_run(sum(len(each.runs) for each in scenarios), len(scenarios))}\n")

    def _run_with_engine(self, scenarios: Sequence[Scenario]) -> None:
        missing = self.missing_parts(scenarios)
        # a project that asks for versions wants no run with others, not even if it may be left out
        unmet = "" if missing else self.unmet_requirements()
        if not missing and not unmet:
            self._run_all(scenarios)
        elif unmet or self._execute is Execute.ON:
            for scenario in scenarios:
                self._report.add(_page_error(scenario, unmet or "; ".join(missing)))
        else:
            blocks = sum(len(each.runs) for each in scenarios)
            self._out("".join(f"{each}\n" for each in missing))
            self._out(
                f"{not_run(blocks, len(scenarios)).partition(';')[0]}; "
                "configurations, transcripts and recordings were checked without an engine\n"
            )

    def _run_all(self, scenarios: Sequence[Scenario]) -> None:
        names = {each.docname for scenario in scenarios for each in (*scenario.foregoing, scenario)}
        pages = [self._domain.pages[name] for name in sorted(names)]
        self._report.pages = [scenario.docname for scenario in scenarios]
        self._tell_changes(scenarios)
        tell_of_engine(pages, self._domain.settings, self.cgroup_version)
        alone = alone_though_shared(self.env, scenarios) if self._sphinx.verbosity > 0 else ()
        for sentence in (*alone, *self.withheld_variables(), *self.collect_dead()):
            self._out(f"{sentence}\n")
        open_runtime = self.opener()
        try:
            with notes_told(self._out, is_verbose=self._sphinx.verbosity > 0):
                self._run_each(in_order(self.env, scenarios), open_runtime)
        except KeyboardInterrupt:
            # the pages before have their outcomes, and Sphinx does not come to finish
            self._report.write(complete=False)
            raise
        finally:
            for left in open_runtime.close():
                self._out(f"not everything could be removed: {left}\n")
                self._sphinx.statuscode = 1
        if self._domain.settings.keep:
            self._out(
                "clusters are kept (kind_keep): “kind export kubeconfig --name NAME” reaches one, and "
                "“python -m kindsphinx clusters delete NAME” deletes it with all that its page has made; "
                "“python -m kindsphinx clusters list” shows them\n"
            )

    def _tell_changes(self, scenarios: Sequence[Scenario]) -> None:
        """Tell, before all else, what is known by now to have changed since the pages were recorded."""
        recordings = {each.docname: self._domain.store.load(each.docname).recording for each in scenarios}
        known = {docname: recording.provenance for docname, recording in recordings.items() if recording}
        if known:
            present = self.present()
            self._report.tell_changes({docname: moved(old, present) for docname, old in known.items()})

    def _run_each(self, scenarios: Sequence[Scenario], open_runtime: Opener) -> None:
        self._forget_old_takes()
        leaving = Leaving(Path(self.outdir, FOLDER), self._stores.taken, self.env, scenarios)
        shown = io.StringIO() if self._sphinx.quiet else sys.stdout
        # since Sphinx 9
        fails_fast = getattr(self.config, "doctest_fail_fast", False)
        with (
            ended_by_signals(self.leave),
            progress_for(shown, journal=Path(self.outdir, "journal")) as progress,
        ):
            for scenario in scenarios:
                self._run_page(scenario, open_runtime, progress)
                leaving.leave(scenario)
                if fails_fast and self._report.is_bad:
                    break

    def _forget_old_takes(self) -> None:
        """Remove what earlier runs have left of pages that are gone, or have no commands any more."""
        runs = {name for name, page in self._domain.pages.items() if page.scenario.runs}
        for docname in tuple(self._stores.taken.docnames()):
            if docname not in runs & self.env.found_docs:
                self._stores.taken.remove(docname)

    def _run_page(self, scenario: Scenario, open_runtime: Opener, progress: Progress) -> None:
        self._report.add_page(tuple(self._outcomes(scenario, open_runtime, progress)))

    def _outcomes(self, scenario: Scenario, open_runtime: Opener, progress: Progress) -> Iterator[Outcome]:
        return run_scenario(
            scenario,
            stores=self._stores,
            settings=self._run_settings,
            open_runtime=open_runtime,
            progress=progress,
        )

    @property
    def _stores(self) -> Stores:
        return Stores(committed=self._domain.store, taken=RecordingStore(Path(self.outdir, RECORDINGS)))

    @property
    def _run_settings(self) -> RunSettings:
        settings = self._domain.settings
        return RunSettings(
            mode=settings.record,
            timeout=settings.timeout,
            create_timeout=settings.create_timeout,
            create_retries=settings.create_retries,
            environment=settings.set_environment,
            cosmetic=self._sphinx.verbosity > 0,
        )


def _page_error(scenario: Scenario, message: str) -> Outcome:
    location = scenario.blocks[0].location if scenario.blocks else None
    return Outcome(
        docname=scenario.docname, block="", status=Status.ERROR, message=message, location=location
    )
