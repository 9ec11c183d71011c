"""The one use case: run a page's scenario, judge what it prints, and keep what it printed."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kindsphinx.core.drift import Drift
from kindsphinx.core.errors import KindSphinxError
from kindsphinx.core.outcome import Outcome, RecordMode, Status
from kindsphinx.core.page_plan import plan_page
from kindsphinx.core.page_run import PageRun
from kindsphinx.core.page_sources import sources_of
from kindsphinx.core.problems import Location
from kindsphinx.core.recording.model import moved
from kindsphinx.core.redacted import errors_redacted, guarded, redacted, remarked
from kindsphinx.core.telling import never_run
from kindsphinx.core.tries import CommandRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kindsphinx.core.blocks import Scenario
    from kindsphinx.core.page_plan import PagePlan
    from kindsphinx.core.ports import Redactor, Runtime
    from kindsphinx.core.progress import Progress
    from kindsphinx.core.redaction import Survivor
    from kindsphinx.core.store import RecordingStore
    from kindsphinx.core.taking import Take


@dataclass(frozen=True, kw_only=True, slots=True)
class RunSettings:
    """What an entrance chooses for a run."""

    mode: RecordMode
    timeout: float
    """Seconds for one command."""
    create_timeout: float
    """Seconds for the creation of one cluster, and again until it is ready."""
    environment: Mapping[str, str]
    """What the settings add to the shell's environment."""
    create_retries: int = 1
    """How often a creation is tried again that has failed for what may not last."""
    retry_interval: float = 1.0
    """Seconds between two tries of a command."""
    cosmetic: bool = False
    """Whether it is told as well what differs in volatile values only."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stores:
    """Where recordings are read and written."""

    committed: RecordingStore
    """Beside the pages."""
    taken: RecordingStore
    """Under the build folder: what the run would have committed."""

    def telling(self, notice: Callable[[str], None]) -> Stores:
        """Return stores that tell *notice* where another process is to be waited for."""
        return Stores(
            committed=replace(self.committed, notice=notice), taken=replace(self.taken, notice=notice)
        )

    def guarded(self, guard: Callable[[str], Iterable[Survivor]]) -> Stores:
        """Return stores that write no file in which *guard* finds a secret."""
        return Stores(committed=replace(self.committed, guard=guard), taken=replace(self.taken, guard=guard))


def run_scenario(
    scenario: Scenario,
    *,
    stores: Stores,
    settings: RunSettings,
    open_runtime: Callable[[Scenario], Runtime],
    progress: Progress,
) -> Iterator[Outcome]:
    """Run *scenario* in a runtime of its own and yield how each block went.

    A block has one outcome, or one for each of its commands that went wrong; the page as a whole has one
    where it could not be run, left something behind, or its recording could not be written. What the page
    has made is removed when the first outcome comes.

    :param open_runtime: makes the runtime, which is closed whatever happens.
    """
    # what lies there is of an earlier run, and this one may not get as far
    try:
        stores.taken.remove(scenario.docname)
    except KindSphinxError as error:
        yield _of_page(scenario, str(error))
        return
    if scenario.problems:
        yield _of_page(scenario, "the page is not run: " + "; ".join(scenario.problems))
        return
    plan = plan_page(scenario, stores.committed, settings.mode, settings.environment)
    if not scenario.runs:
        yield from never_run(plan)
    elif plan.refusal:
        place = Location(source=str(stores.committed.path(plan.docname)), line=plan.refusal.line)
        refused = _of_page(scenario, plan.refusal.message)
        yield replace(refused, status=Status.FAILED, location=place, drift=Drift.STRUCTURE)
    else:
        yield from _Run(plan, stores, settings, progress).outcomes(open_runtime)


class _Run:
    """One run of one page."""

    def __init__(self, plan: PagePlan, stores: Stores, settings: RunSettings, progress: Progress) -> None:
        self._plan = plan
        self._stores = stores.telling(progress.notice)
        self._settings = settings
        self._progress = progress
        self._found: list[Outcome] = []
        self._take: Take | None = None
        self._secrets: Redactor | None = None

    def outcomes(self, open_runtime: Callable[[Scenario], Runtime]) -> tuple[Outcome, ...]:
        scenario = self._plan.scenario
        with self._errors_told():
            self._progress.page_started(scenario, expected=self._plan.expected_seconds)
            runtime = open_runtime(scenario)
            self._secrets = runtime.secrets
            with errors_redacted(runtime.secrets):
                try:
                    self._run_blocks(runtime)
                finally:
                    self._close(runtime)
        with self._errors_told():
            self._keep()
        outcomes = self._published()
        self._progress.page_finished(scenario, outcomes)
        return outcomes

    def _published(self) -> tuple[Outcome, ...]:
        """Return the outcomes as they may be reported."""
        if self._secrets is None:
            return tuple(self._found)
        found = redacted(self._found, self._plan, self._secrets)
        return tuple(guarded(found, self._plan, self._secrets))

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        except KindSphinxError as error:
            self._found.append(_of_page(self._plan.scenario, str(error)))

    def _run_blocks(self, runtime: Runtime) -> None:
        if self._plan.depends_on_platform:
            self._plan = self._plan.on(runtime.provenance().architecture)
        scenario = self._plan.scenario
        sources = sources_of(scenario)
        commands = CommandRunner(runtime, self._settings, self._progress, sources=sources)
        page = PageRun(commands, self._plan)
        self._found = page.outcomes
        page.run()
        if not page.stopped:
            # what a page leaves that broke off is no fault of its own; the next one gets a new cluster
            self._hand_over(runtime)
        page.redact_taken()
        if not page.stopped:
            page.take.complete(runtime.provenance())
        self._take = page.take
        self._stores = self._stores.guarded(runtime.secrets.survivors)
        self._found = remarked(self._found, self._plan, page.take.interactions, runtime.secrets)
        self._explain(runtime)

    def _hand_over(self, runtime: Runtime) -> None:
        """Find out whether the page leaves the cluster that it shares as it has found it."""
        with self._errors_told():
            if self._plan.scenario.sharing:
                self._progress.waiting("looking at what the page leaves in its cluster")
            found = runtime.hand_over()
            if found and found.complaint:
                bad = _of_page(self._plan.scenario, found.complaint)
                self._found.append(replace(bad, status=Status.FAILED, drift=Drift.STRUCTURE))
            elif found and found.remark:
                self._progress.notice(found.remark)

    def _explain(self, runtime: Runtime) -> None:
        """Say with each outcome what is another than in the recording."""
        recording = self._plan.recording
        if recording is None:
            return
        # what broke the page may keep the runtime from telling
        with suppress(KindSphinxError):
            since = moved(recording.provenance, runtime.provenance())
            self._found = [replace(each, since=since) for each in self._found]

    def _close(self, runtime: Runtime) -> None:
        # an error in here must not hide the interrupt that may have led here
        with self._errors_told():
            try:
                self._progress.waiting("removing what the page made")
                left = runtime.close()
            except BaseException:
                # also where somebody ends the run just now: it is ended when nothing is left
                self._tell_left(runtime.close())
                raise
            self._tell_left(left)

    def _tell_left(self, left: tuple[str, ...]) -> None:
        if left:
            message = "not everything could be removed: " + "; ".join(left)
            self._found.append(_of_page(self._plan.scenario, message))

    def _keep(self) -> None:
        """Keep the take under the build folder and, where every block went well, as the page's recording."""
        if self._take is None:
            return
        good = not any(each.is_bad and each.block for each in self._found)
        if self._take.keep(self._stores, commit=good and self._plan.wants_recording, good=good):
            self._found = [_as_recorded(each) for each in self._found]


def _as_recorded(outcome: Outcome) -> Outcome:
    return replace(outcome, status=Status.RECORDED) if outcome.status is Status.PASSED else outcome


def _of_page(scenario: Scenario, message: str) -> Outcome:
    location = next((block.location for block in scenario.blocks), None)
    return Outcome(
        docname=scenario.docname, block="", status=Status.ERROR, message=message, location=location
    )
