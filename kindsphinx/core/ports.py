"""The outside world as the core sees it: what :mod:`kindsphinx.runtime` provides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from kindsphinx.core.blocks import PageFile, Scenario
    from kindsphinx.core.claiming import Wanted
    from kindsphinx.core.creations import Evidence, Failure
    from kindsphinx.core.recording import Provenance
    from kindsphinx.core.redaction import Survivor
    from kindsphinx.core.sharing import Returned


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """What a command printed, standard output and standard error in order, and how it ended."""

    text: str
    exit_code: int
    duration: float
    """Seconds."""


class Runner(Protocol):
    """Runs commands one after the other in one bash, whose variables, functions and directory carry over."""

    def run(self, command: str, *, timeout: float, on_output: Callable[[str], None] | None = None) -> Output:
        """Run *command* and return its output; *on_output* sees each piece of text as it is printed.

        :raises CommandTimeoutError: after *timeout* seconds; the shell and all it started are ended then.
        :raises RunnerError: if the command ends the shell, or the shell is gone already.
        """
        ...

    def close(self) -> None:
        """End the shell and every process that it started; may be called again."""
        ...


class ClusterProvider(Protocol):
    """Knows the clusters that one scenario has created, and no others."""

    def list(self) -> tuple[str, ...]:
        """Return the names of the scenario's clusters, sorted."""
        ...

    def claim(self, wanted: Wanted, *, notice: Callable[[str], None]) -> None:
        """Take a name and ports for the scenario; what another run has is waited for, and *notice* told.

        :raises KindSphinxError: if they are not to be had, saying who has them.
        """
        ...

    def foreign(self, name: str) -> str:
        """Return who else has a cluster called *name* on this engine, in words; empty if nobody has."""
        ...

    def wait_until_ready(self, name: str, *, timeout: float) -> None:
        """Return when nodes, kube-system and the default service account are ready.

        :raises EngineError: after *timeout* seconds, saying what is not ready.
        """
        ...

    def delete(self, name: str) -> None:
        """Delete the cluster *name* of this scenario; nothing happens if there is none."""
        ...


class Redactor(Protocol):
    """Knows what must not be published of what one scenario prints."""

    @property
    def known(self) -> int:
        """Return how many secrets are known; it grows where :meth:`learn` has found another."""
        ...

    def learn(self) -> None:
        """Take in the secrets that the page's clusters and files have now."""
        ...

    def redact(self, text: str) -> str:
        """Return *text* with a fixed word in place of every secret; columns stay where they are."""
        ...

    def redact_lines(self, lines: Iterable[str]) -> list[str]:
        """Return the *lines* of a text, as many as there are, each without secrets."""
        ...

    def reveal(self, text: str) -> None:
        """Note that the author of the page publishes the secrets of *text* on purpose."""
        ...

    def ordinary(self, text: str) -> tuple[str, ...]:
        """Return whose values stand in *text* and are not replaced, as they are too short or too usual."""
        ...

    def silent(self) -> tuple[str, ...]:
        """Return the clusters that have not told their Secrets at any time, although they run."""
        ...

    def survivors(self, text: str) -> tuple[Survivor, ...]:
        """Return the secrets that stand in *text*, but for those that were revealed."""
        ...


class Creations(Protocol):
    """Attends to the creation of clusters, so that one that fails can be explained."""

    def attended(self) -> AbstractContextManager[None]:
        """Look, while a command runs, into the nodes of new clusters before kind removes them."""
        ...

    def examine(self, failure: Failure) -> Evidence | None:
        """Keep what can be known of clusters whose creation has failed; ``None`` if none was created.

        It takes no longer than a limit, and what is kept has no secrets.
        """
        ...

    def discard(self) -> None:
        """Delete the clusters whose creation has failed, to make room for another try.

        :raises EngineError: if that fails.
        """
        ...


class Runtime(Protocol):
    """The world in which one scenario runs: shell, scratch directories, clusters, and its clean-up."""

    @property
    def runner(self) -> Runner:
        """Return the page's shell."""
        ...

    @property
    def clusters(self) -> ClusterProvider:
        """Return the page's clusters."""
        ...

    @property
    def creations(self) -> Creations:
        """Return who attends to the creation of the page's clusters."""
        ...

    @property
    def secrets(self) -> Redactor:
        """Return what is known of the page's secrets."""
        ...

    def place(self, file: PageFile) -> None:
        """Write *file* into the working directory."""
        ...

    def clean(self, text: str) -> str:
        """Return *text* with scratch paths, user and host name replaced by fixed ones."""
        ...

    def settle(self, *, timeout: float) -> None:
        """Return when every cluster that is new since the last call is ready for use.

        :raises EngineError: after *timeout* seconds, saying what is not ready.
        """
        ...

    def restart(self) -> None:
        """Give the page a new shell, in the same directories, after the old one is gone."""
        ...

    def provenance(self) -> Provenance:
        """Return which programs, engine and images the scenario has run with so far."""
        ...

    def hand_over(self) -> Returned | None:
        """End the shell and return how the page has left the cluster that it shares, if it does.

        :raises EngineError: if the cluster does not tell.
        """
        ...

    def close(self) -> tuple[str, ...]:
        """End the shell and remove everything that the scenario made on the engine and on disk.

        A cluster that another page can have after this one stays. Returns what could not be removed, in
        words.
        """
        ...


class Opener(Protocol):
    """Opens the runtimes of a project's pages, one after the other."""

    def __call__(self, scenario: Scenario) -> Runtime:
        """Return the runtime of a page.

        :raises KindSphinxError: if it cannot be run here.
        """
        ...

    def close(self) -> tuple[str, ...]:
        """Delete the cluster that no page has taken over; return what could not be removed, in words."""
        ...
