"""A runtime whose shell answers from a table, and which remembers what was asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from kindsphinx.core.creations import Evidence
from kindsphinx.core.errors import RunnerError
from kindsphinx.core.ports import Output
from kindsphinx.core.recording import Provenance
from tests.fakes.secrets import FakeSecrets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kindsphinx.core.blocks import PageFile
    from kindsphinx.core.claiming import Wanted
    from kindsphinx.core.creations import Failure
    from kindsphinx.core.sharing import Returned

Answer: TypeAlias = str | Output | BaseException
"""What a command prints before it ends with 0, how it ends, or how its shell breaks."""
Answers: TypeAlias = Mapping[str, Answer | Iterable[Answer]]
"""Command -> its answer, or one for each time that it is run, the last of which stays."""

PROVENANCE = Provenance(kindsphinx="0.1.0", date="2026-01-02", kind="v0.30.0", architecture="linux/amd64")
SCRATCH = "/tmp/kindsphinx-x1y2"


@dataclass(kw_only=True)
class FakeRuntime:
    """The world in which one scenario runs.

    ``events`` has one line for each thing that was asked of it.
    """

    answers: Answers = field(default_factory=dict)
    """What is not in it prints nothing and ends with 0."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Cluster -> who else has it."""
    refuses: Mapping[str, Exception] = field(default_factory=dict)
    """The first word of an event -> what is raised then."""
    left: tuple[str, ...] = ()
    """What cannot be removed at the end."""
    returned: Returned | None = None
    """How the page leaves the cluster that it shares."""
    versions: Provenance = PROVENANCE
    secrets: FakeSecrets = field(default_factory=FakeSecrets)
    evidence: Evidence | None = None
    """What is known of creations that fail; ``None`` if no command creates anything."""
    events: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._shell = FakeRunner(self)

    @property
    def runner(self) -> FakeRunner:
        """Return the shell."""
        return self._shell

    @property
    def clusters(self) -> FakeClusters:
        """Return the clusters."""
        return FakeClusters(self)

    @property
    def creations(self) -> FakeCreations:
        """Return who attends to the creation of clusters."""
        return FakeCreations(self)

    @property
    def ran(self) -> list[str]:
        """Return the commands that were run, in order."""
        return [each.partition(" ")[2] for each in self.events if each.startswith("run ")]

    def place(self, file: PageFile) -> None:
        """Remember the file."""
        self.note(f"place {file.name}")

    def clean(self, text: str) -> str:
        """Return *text* with a fixed scratch path."""
        return text.replace(SCRATCH, "/work")

    def settle(self, *, timeout: float) -> None:
        """Remember that somebody waited."""
        self.note(f"settle {timeout:g}")

    def restart(self) -> None:
        """Have a shell again."""
        self.note("restart")
        self._shell.is_alive = True

    def provenance(self) -> Provenance:
        """Return the versions."""
        self.note("provenance")
        return self.versions

    def hand_over(self) -> Returned | None:
        """Return how the page has left the cluster that it shares."""
        self.note("hand-over")
        return self.returned

    def close(self) -> tuple[str, ...]:
        """Return what is left."""
        self.note("close")
        return self.left

    def note(self, event: str) -> None:
        """Remember *event*, and refuse it if that is wanted."""
        self.events.append(event)
        if error := self.refuses.get(event.partition(" ")[0]):
            raise error


class FakeRunner:
    """The shell of a :class:`FakeRuntime`."""

    def __init__(self, runtime: FakeRuntime) -> None:
        self._runtime = runtime
        self._turns = {command: _turns(answer) for command, answer in runtime.answers.items()}
        self.is_alive = True

    def run(self, command: str, *, timeout: float, on_output: Callable[[str], None] | None = None) -> Output:
        """Answer from the table; what raises a RunnerError takes the shell with it."""
        self._runtime.note(f"run {command}")
        self._runtime.events.append(f"timeout {timeout:g}")
        if not self.is_alive:
            raise RunnerError("the shell is gone")
        answer = next(self._turns[command]) if command in self._turns else ""
        if isinstance(answer, BaseException):
            self.is_alive = not isinstance(answer, RunnerError)
            raise answer
        output = Output(text=answer, exit_code=0, duration=1.0) if isinstance(answer, str) else answer
        if on_output and output.text:
            on_output(output.text)
        return output

    def close(self) -> None:
        """Be gone."""
        self.is_alive = False


@dataclass(frozen=True, slots=True)
class FakeCreations:
    """Attends to the creation of the clusters of a :class:`FakeRuntime`."""

    runtime: FakeRuntime

    @contextmanager
    def attended(self) -> Iterator[None]:
        """Look at nothing."""
        yield

    def examine(self, failure: Failure) -> Evidence | None:
        """Return what the test says of a command that creates a cluster."""
        if not failure.creates:
            return None
        self.runtime.note(f"examine {failure.command}: {failure.message}")
        return self.runtime.evidence or Evidence()

    def discard(self) -> None:
        """Remember that somebody made room."""
        self.runtime.note("discard")


@dataclass(frozen=True, slots=True)
class FakeClusters:
    """The clusters of a :class:`FakeRuntime`."""

    runtime: FakeRuntime

    def list(self) -> tuple[str, ...]:
        """Return that there are none."""
        return ()

    def claim(self, wanted: Wanted, *, notice: Callable[[str], None]) -> None:
        """Remember what is claimed."""
        self.runtime.note(" ".join(["claim", wanted.cluster, *(str(each.number) for each in wanted.ports)]))

    def foreign(self, name: str) -> str:
        """Return who else has the cluster."""
        self.runtime.note(f"foreign {name}")
        return self.runtime.owners.get(name, "")

    def wait_until_ready(self, name: str, *, timeout: float) -> None:
        """Be ready at once."""

    def delete(self, name: str) -> None:
        """Have nothing to delete."""


def _turns(answer: Answer | Iterable[Answer]) -> Iterator[Answer]:
    last: Answer = ""
    for last in (answer,) if isinstance(answer, (str, Output, BaseException)) else answer:
        yield last
    while True:
        yield last
